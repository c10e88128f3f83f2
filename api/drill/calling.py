"""A client of a server on this machine over a kept-alive connection, and a thread that goes on calling."""

import http.client
import json
import threading
import time
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar

TIMEOUT_S = 90.0
IDLE_S = 2.0  # a server closes what is idle for longer (ours after five), and the next request would break
FAILURES = (OSError, http.client.HTTPException)  # no whole answer came


@dataclass(frozen=True)
class Raw:
    """A body that is sent as it is, with its `kind` as Content-Type; the answer to it is not decoded."""

    content: bytes
    kind: str = "application/json"


@dataclass(frozen=True)
class Reply:
    """Status, decoded body (bytes if it is no JSON) and the milliseconds that it took."""

    status: int
    body: Any
    milliseconds: float

    @property
    def is_well(self) -> bool:
        """Whether the request was done."""
        return 200 <= self.status < 300


class Client(AbstractContextManager["Client"]):
    """Calls the server at `port`; a connection cut, or idle for `idle_s`, is made anew by the next call.

    Without a whole answer a call raises OSError or http.client.HTTPException: nothing is acknowledged then.
    """

    def __init__(self, port: int, idle_s: float = IDLE_S) -> None:
        self._idle_s, self._last = idle_s, time.monotonic()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)

    def call(self, method: str, path: str, body: object = None, token: str = "") -> Reply:
        """One request; a body is sent as JSON, but for a `Raw` one."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        raw = body if isinstance(body, Raw) or body is None else Raw(json.dumps(body).encode())
        if raw:
            headers["Content-Type"] = raw.kind
        if time.monotonic() - self._last >= self._idle_s:
            self._connection.close()
        started = time.perf_counter()
        try:
            self._connection.request(method, path, raw.content if raw else None, headers)
            response = self._connection.getresponse()
            told = response.read()
        except FAILURES:
            self._connection.close()
            raise
        finally:
            self._last = time.monotonic()
        taken = (time.perf_counter() - started) * 1000
        is_json = "json" in (response.headers.get("Content-Type") or "") and not isinstance(body, Raw)
        return Reply(response.status, json.loads(told) if is_json else told, taken)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()


class Caller(threading.Thread):
    """A client at work until it is told to end, and for one turn at least; what a turn is, each kind says."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._port, self._over = port, threading.Event()

    def end(self) -> None:
        """Stop after the turn that is under way."""
        self._over.set()
        self.join()

    def run(self) -> None:
        """One turn after the other, until told to end."""
        with Client(self._port) as client:
            while True:
                try:
                    self._turn(client)
                except FAILURES as error:
                    self._failed(error)
                if self._over.is_set():
                    return

    @abstractmethod
    def _turn(self, client: Client) -> None:
        """What is done once; raises FAILURES where no whole answer came."""

    def _failed(self, error: Exception) -> None:
        """What is done where a turn broke off; here it ends the work."""
        raise error


Kind = TypeVar("Kind", bound=Caller)


@contextmanager
def working(callers: list[Kind]) -> Iterator[list[Kind]]:
    """All of `callers` at work; all have ended when the block has."""
    for one in callers:
        one.start()
    try:
        yield callers
    finally:
        for one in callers:
            one.end()
