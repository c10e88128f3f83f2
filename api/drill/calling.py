"""One client of a server on this machine, over a kept-alive connection."""

import http.client
import json
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any

TIMEOUT_S = 90.0


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
    """Calls the server at `port`; a connection that was cut is made anew by the next call.

    Without a whole answer a call raises OSError or http.client.HTTPException: nothing is acknowledged then.
    """

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)

    def call(self, method: str, path: str, body: object = None, token: str = "") -> Reply:
        """One request; a body is sent as JSON."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        sent = None
        if body is not None:
            sent, headers["Content-Type"] = json.dumps(body), "application/json"
        started = time.perf_counter()
        try:
            self._connection.request(method, path, sent, headers)
            response = self._connection.getresponse()
            told = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        taken = (time.perf_counter() - started) * 1000
        is_json = "json" in (response.headers.get("Content-Type") or "")
        return Reply(response.status, json.loads(told) if is_json else told, taken)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
