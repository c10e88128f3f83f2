"""Reads go to a standby, which falls behind and is killed: nobody misses what they saved, no answer fails."""

import re
import time

from api.drill.calling import Caller, Client, working
from api.drill.cluster import Cluster, folder
from api.drill.errors import DrillError
from api.drill.figures import Figure
from api.drill.ground import QUESTION, Ground
from api.drill.writing import new_sheet, questions_of
from api.storage.replica import MOST_LAG_S, State

_PATIENCE_S = 60.0
_KEPT = 20  # answers of each reader that are read again and again


class _Reader(Caller):
    """Saves something and reads it at once, then what it saved before; counts what is missed or failed."""

    def __init__(self, port: int, options: dict[str, str]) -> None:
        super().__init__(port)
        self.saved = self.read = self.missing = self.failed = 0
        self._options, self._answers = options, list[str]()

    def _turn(self, client: Client) -> None:
        self._saves_a_sheet(client)
        answer = client.call("POST", "/v1/ask", {"question": QUESTION})
        if answer.is_well:
            self.saved += 1
            self._answers = [answer.body["id"], *self._answers[: _KEPT - 1]]
        else:
            self.failed += 1
        for one in self._answers:
            self._note(client.call("GET", f"/v1/answers/{one}").status)

    def _saves_a_sheet(self, client: Client) -> None:
        sheet = new_sheet(client)
        name, option = next(iter(self._options.items()))
        given = {"answers": {name: {"option": option}}}
        if sheet is None or not client.call("PUT", sheet.path, given, sheet.token).is_well:
            self.failed += 1
            return
        self.saved += 1
        found = client.call("GET", sheet.path, token=sheet.token)
        self._note(found.status if found.is_well and name in found.body["answers"] else 404)

    def _note(self, status: int) -> None:
        self.read += 1
        self.missing += status == 404
        self.failed += status not in (200, 404)

    def _failed(self, error: Exception) -> None:
        self.failed += 1


def drill_replica(seconds: float, clients: int = 3) -> list[Figure]:
    """Save and read with `clients`, for `seconds` each: standby in step, behind, and killed.

    Raises:
        DrillError: there is no PostgreSQL to start, or the standby never keeps up.
    """
    with folder() as place:
        first, second = Cluster(place / "first"), Cluster(place / "second")
        try:
            first.make()
            first.start()
            second.follow(first)
            second.start()
            return _read_from(first, second, seconds, clients)
        finally:
            second.stop()
            first.stop()


def _read_from(first: Cluster, second: Cluster, seconds: float, clients: int) -> list[Figure]:
    place = Ground(first.address, {"PSP_DATABASE_READ_URL": second.address})
    with place.serving() as server, Client(server.port) as client:
        _wait_for(client, "in step")
        options = questions_of(client)
        with working([_Reader(server.port, options) for _ in range(clients)]) as at_work:
            time.sleep(seconds)
            in_step = _served(client)
            second.sql("SELECT pg_wal_replay_pause()")
            _wait_for(client, "behind")
            behind = _served(client)
            time.sleep(seconds)
            while_behind = _served(client) - behind
            second.sql("SELECT pg_wal_replay_resume()")
            _wait_for(client, "in step")
            second.kill()
            time.sleep(seconds)
        ready = client.call("GET", "/readyz")
    return [
        Figure("saved", sum(one.saved for one in at_work), least=1),
        Figure("read", sum(one.read for one in at_work), least=1),
        Figure("served_by_the_standby", in_step, least=1),
        Figure("served_while_behind", while_behind, most=0),
        Figure("missing", sum(one.missing for one in at_work), most=0),
        Figure("failed", sum(one.failed for one in at_work), most=0),
        Figure("readyz_at_the_end", ready.status, most=200),
        Figure("readyz_says_away", int(ready.body["replica"] == "away"), least=1),
    ]


def _served(client: Client) -> int:
    """Reads that the standby served so far, as the server counts them."""
    told = client.call("GET", "/metrics").body.decode()
    found = re.search(r'^psp_replica_reads_total\{outcome="served"\} ([\d.e+]+)$', told, re.MULTILINE)
    return int(float(found[1])) if found else 0


def _wait_for(client: Client, state: State) -> None:
    """Wait until the server says that the standby is in this state, which takes it MOST_LAG_S at least."""
    deadline = time.monotonic() + MOST_LAG_S + _PATIENCE_S
    while client.call("GET", "/readyz").body["replica"] != state:
        if time.monotonic() > deadline:
            raise DrillError(f"the standby was never {state}")
        time.sleep(0.1)
