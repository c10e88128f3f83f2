"""A server is killed again and again while clients write: nothing that it acknowledged may be gone."""

import random
import time

from api.bench.servers import Running
from api.drill.calling import Client
from api.drill.figures import Figure, middle
from api.drill.ground import Ground, kill
from api.drill.writing import Book, Writer, lost, writers

PATIENCE_S = 120.0


def drill_kills(place: Ground, kills: int, writes: int, clients: int = 4) -> list[Figure]:
    """Kill a server `kills` times, each after its share of `writes`; then look for all acknowledged."""
    books: list[Book] = []
    starts: list[float] = []
    for number in range(kills):
        with place.serving() as server:
            starts.append(server.first_answer_s)
            done = sum(book.acknowledged for book in books)
            share = (writes - done) / (kills - number)
            books += _until_killed(server, share, clients)
    with place.serving() as server:
        starts.append(server.first_answer_s)
        gone = lost(server.port, books)
        with Client(server.port) as client:
            ready = client.call("GET", "/readyz").status
    return [
        Figure("kills", kills),
        Figure("acknowledged", sum(book.acknowledged for book in books), least=writes),
        Figure("lost", gone, most=0),
        Figure("readyz_at_the_end", ready, most=200),
        Figure("start_s_p50", round(middle(starts), 2)),
        Figure("start_s_most", round(max(starts), 2)),
    ]


def _until_killed(server: Running, share: float, clients: int) -> list[Book]:
    with writers(server.port, clients) as at_work:
        deadline = time.monotonic() + PATIENCE_S
        while _acknowledged(at_work) < share and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.05))  # noqa: S311 -- so that it hits at any point of a write
        kill(server)
    return [one.book for one in at_work]


def _acknowledged(at_work: list[Writer]) -> int:
    return sum(len(one.book.moments) for one in at_work)
