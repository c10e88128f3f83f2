"""Bodies made to be slow to read: they may make nobody else wait."""

import itertools
import time
from collections.abc import Callable, Mapping

from api.bench.load import at_95
from api.drill.calling import Caller, Client, Reply
from api.drill.errors import DrillError
from api.drill.figures import Figure, middle
from api.drill.ground import Ground
from api.drill.writing import Sheet, new_sheet, questions_of

LONGEST = 2000  # characters of a comment
# what a pattern that looks for personal data might go over again and again
UNITS = ("a", "a.", "a@", "1", "1 ", "0 ", "+44", "A1 ", "born ", "Mr ", "é", "\n", "-_.+")
Options = Mapping[str, str]


class _Saver(Caller):
    """Saves one small answer after the other and notes how long each took, in ms."""

    def __init__(self, port: int, options: Options) -> None:
        super().__init__(port)
        self.waits: list[float] = []
        self._saves = itertools.cycle(options.items())
        self._sheet: Sheet | None = None

    def _turn(self, client: Client) -> None:
        self._sheet = sheet = self._sheet or _sheet(client)
        name, option = next(self._saves)
        given = {"answers": {name: {"option": option, "comment": "short"}}}
        self.waits.append(client.call("PUT", sheet.path, given, sheet.token).milliseconds)


def drill_hostile(place: Ground, rounds: int, clients: int = 2) -> list[Figure]:
    """Save small answers with `clients` at once: beside hostile bodies, and for as long without, in turn."""
    alone: list[float] = []
    beside: list[float] = []
    delays: list[float] = []
    hostile: list[Reply] = []
    with place.serving() as server, Client(server.port) as client:
        options, sheet = questions_of(client), _sheet(client)
        for _ in range(rounds):
            started = time.perf_counter()
            slow = _beside(
                server.port, options, clients, lambda: hostile.extend(_send(client, sheet, options))
            )
            seconds = time.perf_counter() - started
            quiet = _beside(server.port, options, clients, lambda: time.sleep(seconds))  # noqa: B023 -- now
            delays.append(max(slow) - max(quiet))
            alone += quiet
            beside += slow
    return [
        Figure("hostile_bodies", len(hostile)),
        Figure("hostile_status_highest", max(reply.status for reply in hostile), most=499),
        Figure("hostile_ms_p50", round(middle([reply.milliseconds for reply in hostile]), 1)),
        Figure("hostile_ms_most", round(max(reply.milliseconds for reply in hostile), 1)),
        Figure("others_alone_ms_p95", round(at_95(alone), 1)),
        Figure("others_beside_ms_p95", round(at_95(beside), 1)),
        Figure("others_alone_ms_most", round(max(alone), 1)),
        Figure("others_beside_ms_most", round(max(beside), 1)),
        Figure("delay_ms", round(max(middle(delays), 0.0), 1), most=100),
    ]


def _sheet(client: Client) -> Sheet:
    made = new_sheet(client)
    if made is None:
        raise DrillError("the server makes no assessment")
    return made


def _beside(port: int, options: Options, clients: int, work: Callable[[], object]) -> list[float]:
    savers = [_Saver(port, options) for _ in range(clients)]
    for saver in savers:
        saver.start()
    try:
        work()
    finally:
        for saver in savers:
            saver.end()
    return [wait for saver in savers for wait in saver.waits]


def _send(client: Client, sheet: Sheet, options: Options) -> list[Reply]:
    """Each hostile body once: every comment as long as it may be."""
    bodies = [(unit * LONGEST)[:LONGEST] for unit in UNITS]
    return [
        client.call(
            "PUT", sheet.path,
            {"answers": {name: {"option": option, "comment": text} for name, option in options.items()}},
            sheet.token,
        )
        for text in bodies
    ]  # fmt: skip
