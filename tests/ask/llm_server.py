"""A small OpenAI-compatible server that behaves as a test tells it."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

Behaviour = Callable[["Double", dict[str, Any]], None]


class Double(BaseHTTPRequestHandler):
    """An OpenAI-compatible server that behaves as told."""

    behave: ClassVar[Behaviour]

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).behave(self, asked)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        usual = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        for name, value in {**usual, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: object) -> None:
        self.send(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


class QuietServer(ThreadingHTTPServer):
    """A client that hangs up early is expected here."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Silence."""


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), type("Behaving", (Double,), {"behave": behaviour}))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def nobody() -> Iterator[str]:
    """An address at which nobody listens: its port is held meanwhile, so that nobody else can begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
