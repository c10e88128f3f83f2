"""Small honest stand-ins: an embedder that counts letters, a proxy that can be cut."""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np

from kb.embedding import Vectors


class ToyEmbedder:
    """Texts as how often each of eight letters stands in them."""

    width = 8

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        counts = np.array([[text.count(letter) + 0.1 for letter in "aeinorst"] for text in texts], np.float32)
        lengths = np.linalg.norm(counts.reshape(-1, 8), axis=1, keepdims=True)
        return np.asarray(counts.reshape(-1, 8) / lengths, np.float32)


class Line:
    """A TCP line to a server's socket file or port that can be cut, restored and slowed, as networks do."""

    def __init__(self, target: str | int) -> None:
        self.target, self.whole, self.delay_s = target, True, 0.0
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Drop every connection, and each new one, until `restore`."""
        self.whole = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def restore(self) -> None:
        """Let connections through again."""
        self.whole = True

    def close(self) -> None:
        """Cut for good."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if not self.whole:
                    near.close()
                    continue
                far = self._reach()
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _reach(self) -> socket.socket:
        if isinstance(self.target, int):
            return socket.create_connection(("127.0.0.1", self.target))
        far = socket.socket(socket.AF_UNIX)
        far.connect(self.target)
        return far

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                time.sleep(self.delay_s)
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
