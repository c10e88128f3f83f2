"""A small OpenAI-compatible server on this machine that behaves as it is told, to try what a real one may."""

import json
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
        """Read a request and behave."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).behave(self, asked)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def send(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        """Answer with `body`, said to be of `length` bytes."""
        self.send_response(status)
        usual = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body) if length is None else length),
        }
        for name, value in {**usual, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: object) -> None:
        """Answer as a chat completion that says `content`."""
        self.send(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


class QuietServer(ThreadingHTTPServer):
    """A client that hangs up early is expected here."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Silence."""


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[str]:
    """The address of a server that behaves so, while it runs."""
    server = QuietServer(("127.0.0.1", 0), type("Behaving", (Double,), {"behave": behaviour}))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
