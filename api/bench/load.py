"""Clients that ask over kept-alive connections: how long one waits, how much eight get done."""

import http.client
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from api.bench.servers import Running, ask_once

TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Load:
    """Milliseconds of each answer, and questions answered a second over all clients."""

    milliseconds: tuple[float, ...]
    per_second: float

    @property
    def p50(self) -> float:
        """The median answer, in milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """The answer that 95 of 100 are quicker than, in milliseconds."""
        return at_95(self.milliseconds)


def at_95(values: Sequence[float]) -> float:
    """What 95 of 100 are below, or 0 of nothing.

    >>> at_95(range(100))
    95
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else 0.0


def load(server: Running, questions: Sequence[str], clients: int) -> Load:
    """Ask `questions` with `clients` at once, each with a connection and every n-th question of its own."""
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        times = list(pool.map(lambda i: _client(server, questions[i::clients]), range(clients)))
    seconds = time.perf_counter() - started
    return Load(tuple(t for client in times for t in client), len(questions) / seconds)


def _client(server: Running, questions: Sequence[str]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=TIMEOUT_S)
    times = []
    try:
        for question in questions:
            started = time.perf_counter()
            ask_once(connection, server.system.path, question)
            times.append((time.perf_counter() - started) * 1000)
    finally:
        connection.close()
    return times
