"""Pretend LLM servers for tests, and an address at which nobody listens."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from api.evaluation.pretend_server import Behaviour, Double, QuietServer, serving

__all__ = ["Behaviour", "Double", "QuietServer", "nobody", "serving"]


@contextmanager
def nobody() -> Iterator[str]:
    """An address at which nobody listens: its port is held meanwhile, so that nobody else can begin to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
