"""Requests made to be slow to read: they may make nobody else wait.

A neighbour on the same machine makes others wait too. So every round is followed by two of the same length
without a hostile request: what these two differ by is the machine's doing, and is told beside.
"""

import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from api.bench.load import at_95
from api.bench.servers import Running
from api.drill.calling import Caller, Client, Reply
from api.drill.errors import DrillError
from api.drill.figures import Figure, middle
from api.drill.ground import Ground
from api.drill.slow_bodies import Slow, slow_bodies
from api.drill.writing import Sheet, new_sheet, questions_of

_TIMES = 5  # the system tells processor time in steps of 10 ms
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


@dataclass(frozen=True)
class _Round:
    """Waits of small saves in ms: beside hostile requests, and twice for as long without."""

    beside: Sequence[float]
    alone: Sequence[float]
    again: Sequence[float]

    @property
    def delay(self) -> float:
        """By how much the slowest save beside was slower than the slowest without."""
        return max(self.beside) - max(self.alone)

    @property
    def control(self) -> float:
        """By how much the slowest saves of the two without differ."""
        return abs(max(self.again) - max(self.alone))


def drill_hostile(place: Ground, rounds: int, clients: int = 2) -> list[Figure]:
    """Save small answers with `clients` at once: beside hostile requests, and without, in turn."""
    made: list[_Round] = []
    hostile: list[tuple[Slow, Reply]] = []
    with place.serving() as server, Client(server.port) as client:
        options, sheet = questions_of(client), _sheet(client)
        slow = slow_bodies(options)

        def saving(work: Callable[[], object]) -> list[float]:
            return _beside(server.port, options, clients, work)

        for _ in range(rounds):
            started = time.perf_counter()
            beside = saving(lambda: hostile.extend((one, _sent(client, sheet, one)) for one in slow))
            seconds = time.perf_counter() - started
            alone, again = (saving(lambda: time.sleep(seconds)) for _ in "12")  # noqa: B023 -- called now
            made.append(_Round(beside, alone, again))
        processor = [_processor_ms(server, lambda: _sent(client, sheet, one)) for one in slow]  # noqa: B023
    return _figures(made, hostile, processor)


def _processor_ms(server: Running, work: Callable[[], object]) -> float:
    """Processor time of the server in ms for each `work`: no neighbour adds to that."""
    before = server.processor_s()
    for _ in range(_TIMES):
        work()
    return (server.processor_s() - before) * 1000 / _TIMES


def _figures(
    made: Sequence[_Round], hostile: Sequence[tuple[Slow, Reply]], processor: Sequence[float]
) -> list[Figure]:
    waits = [reply.milliseconds for _, reply in hostile]
    beside = [wait for one in made for wait in one.beside]
    alone = [wait for one in made for wait in (*one.alone, *one.again)]
    delays, controls = [one.delay for one in made], [one.control for one in made]
    return [
        Figure("hostile_requests", len(hostile)),
        Figure("hostile_status_highest", max(reply.status for _, reply in hostile), most=499),
        Figure("hostile_ms_p50", round(middle(waits), 1)),
        Figure("hostile_ms_most", round(max(waits), 1)),
        Figure("hostile_processor_ms_most", round(max(processor), 1), most=100),
        Figure("others_alone_ms_p95", round(at_95(alone), 1)),
        Figure("others_beside_ms_p95", round(at_95(beside), 1)),
        Figure("others_alone_ms_most", round(max(alone), 1)),
        Figure("others_beside_ms_most", round(max(beside), 1)),
        Figure("beside_to_alone_p95", round(middle([at_95(o.beside) / at_95(o.alone) for o in made]), 2)),
        Figure("control_to_alone_p95", round(middle([at_95(o.again) / at_95(o.alone) for o in made]), 2)),
        Figure("delay_ms", round(max(middle(delays), 0.0), 1), most=100),
        Figure("delay_ms_worst_round", round(max(delays), 1)),
        Figure("control_ms_worst_round", round(max(controls), 1)),
        Figure("delay_ms_beyond_control", round(max(max(delays) - max(controls), 0.0), 1), most=100),
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


def _sent(client: Client, sheet: Sheet, slow: Slow) -> Reply:
    return client.call("PUT", sheet.path + slow.query, slow.body, sheet.token)
