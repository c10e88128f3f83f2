"""The database is killed and its standby takes over: nothing acknowledged is lost, and writing goes on."""

import time

from api.drill.calling import Client
from api.drill.cluster import Cluster, folder
from api.drill.figures import Figure
from api.drill.ground import Ground
from api.drill.writing import Book, lost, writers

# a standby asks for the journal again only after this while, and is promoted no earlier
_STANDBY = {"wal_retrieve_retry_interval": "500ms"}
_PATIENCE_S = 120.0


def drill_failover(seconds: float, clients: int = 4) -> list[Figure]:
    """Write for `seconds`, kill the database, promote its standby, write on through the same server.

    Raises:
        DrillError: there is no PostgreSQL to start.
    """
    with folder() as place:
        first, second = Cluster(place / "first"), Cluster(place / "second")
        try:
            first.make()
            first.start({"synchronous_standby_names": "standby", "synchronous_commit": "on"})
            second.follow(first)
            second.start({"synchronous_standby_names": "", **_STANDBY})
            return _failed_over(first, second, seconds, clients)
        finally:
            first.stop()
            second.stop()


def address_of(first: Cluster, second: Cluster) -> str:
    """One address for both servers: whichever takes writes is used."""
    hosts = f"host=127.0.0.1:{first.port}&host=127.0.0.1:{second.port}"
    return f"postgresql://postgres@/postgres?{hosts}&target_session_attrs=read-write"


def _failed_over(first: Cluster, second: Cluster, seconds: float, clients: int) -> list[Figure]:
    in_step = _in_step(first)
    with Ground(address_of(first, second)).serving() as server:
        with writers(server.port, clients) as at_work:
            _first_after([one.book for one in at_work], 0.0)
            time.sleep(seconds)
            first.kill()
            killed = time.monotonic()
            second.promote()
            promoted = time.monotonic()
            resumed = _first_after([one.book for one in at_work], promoted)
            time.sleep(seconds)
        books = [one.book for one in at_work]
        gone = lost(server.port, books)
        with Client(server.port) as client:
            ready = client.call("GET", "/readyz").status
    before = sum(moment <= killed for book in books for moment in book.moments)
    return [
        Figure("standbys_in_step", in_step, least=1),
        Figure("acknowledged_before", before, least=1),
        Figure("acknowledged", sum(book.acknowledged for book in books), least=before + 1),
        Figure("lost", gone, most=0),
        Figure("promoted_after_s", round(promoted - killed, 2)),
        Figure("writing_again_after_s", round(resumed - killed, 2), most=_PATIENCE_S),
        Figure("refused_meanwhile", sum(book.refused for book in books)),
        Figure("readyz_at_the_end", ready, most=200),
    ]


def _in_step(first: Cluster) -> int:
    """How many standbys confirm each commit, once there is one; 0 if none does for two minutes."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        found = int(first.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"))
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


def _first_after(books: list[Book], moment: float) -> float:
    """When the first write after `moment` was acknowledged; infinite if none is for two minutes."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        later = [one for book in books for one in list(book.moments) if one > moment]
        if later:
            return min(later)
        time.sleep(0.02)
    return float("inf")
