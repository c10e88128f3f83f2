"""The application on a real port, in a thread of this process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from tests.eventually import eventually


@contextmanager
def serving(app: FastAPI, **config: object) -> Iterator[str]:
    """Serve `app` on a free port; gives its address. `config` is uvicorn's."""
    # it names TCP as `psp serve` does: without it every reply on a kept connection waits 40 ms
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind(("127.0.0.1", 0))  # kept and handed over, so that nobody else can take the port
    port = listener.getsockname()[1]
    chosen: dict[str, Any] = {"log_level": "critical", "timeout_graceful_shutdown": 1, **config}
    server = uvicorn.Server(uvicorn.Config(app, **chosen))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    eventually(lambda: server.started or not thread.is_alive(), "the server has started")
    assert server.started, "the server did not start"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
