"""Many clients for minutes, asking, reading and saving: no errors, no long tail, no growth of memory."""

import itertools
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from api.bench.load import at_95
from api.bench.servers import Running
from api.drill.calling import Caller, Client, working
from api.drill.figures import Figure, middle
from api.drill.ground import Ground
from api.drill.writing import Sheet, new_sheet, questions_of

WARM = 0.3  # share of the time after which memory is looked at first
TIMES_P50 = 10
MORE_MEMORY = 5.0  # per cent
PAGES = ("/", "/knowledge", "/knowledge/process/what-is-a-psp", "/map", "/start", "/assess", "/train")


@dataclass
class _Told:
    """What one client met: milliseconds of each request by its kind, and what went wrong."""

    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


class _Visitor(Caller):
    """One client: questions half of the time, pages, searches, and answers to an assessment."""

    def __init__(self, port: int, questions: Sequence[str], options: Mapping[str, str], number: int) -> None:
        super().__init__(port)
        self.told, self._doing = _Told(), "start"
        self._questions, self._saves = questions, itertools.cycle(options.items())
        self._random = random.Random(number)  # noqa: S311 -- the same each time
        self._began = False
        self._sheet: Sheet | None = None

    def _turn(self, client: Client) -> None:
        if not self._began:
            self._sheet, self._began = new_sheet(client), True
        self._doing, call = self._next()
        reply = client.call(*call)
        self.told.milliseconds.setdefault(self._doing, []).append(reply.milliseconds)
        if not reply.is_well:
            self.told.errors.append(f"{self._doing}: {reply.status}")

    def _failed(self, error: Exception) -> None:
        self.told.errors.append(f"{self._doing}: {type(error).__name__}")

    def _next(self) -> tuple[str, tuple[str, str, object, str]]:
        chance = self._random.random()
        question = self._random.choice(self._questions)
        if chance < 0.5:
            return "ask", ("POST", "/v1/ask", {"question": question}, "")
        if chance < 0.7:
            return "page", ("GET", self._random.choice(PAGES), None, "")
        if chance < 0.8 or self._sheet is None:
            return "search", ("GET", f"/v1/search?q={quote(question)}", None, "")
        name, option = next(self._saves)
        given = {"answers": {name: {"option": option, "comment": "as agreed"}}}
        return "save", ("PUT", self._sheet.path, given, self._sheet.token)


def drill_endurance(
    place: Ground, questions: Sequence[str], clients: int, seconds: float, workers: int
) -> list[Figure]:
    """Let `clients` loose on a server with `workers` for `seconds`."""
    with place.serving(workers) as server:
        with Client(server.port) as client:
            options = questions_of(client)
        visitors = [_Visitor(server.port, questions, options, number) for number in range(clients)]
        with working(visitors):
            warm = _memory_after(server, seconds * WARM)
            middle_mb, late = (_memory_after(server, seconds * (1 - WARM) / 2) for _ in range(2))
    return _figures([one.told for one in visitors], (warm, middle_mb, late), seconds)


def _memory_after(server: Running, seconds: float) -> float:
    """Memory in MB after `seconds`, pages that workers share counted once; the middle of three looks."""
    time.sleep(max(seconds - 1, 0))
    looks = []
    for _ in range(3):
        looks.append(server.memory_mb() or 0.0)
        time.sleep(0.33)
    return middle(looks)


def _figures(told: Sequence[_Told], memory: tuple[float, float, float], seconds: float) -> list[Figure]:
    warm, middle_mb, late = memory
    by_kind: dict[str, list[float]] = {}
    for one in told:
        for kind, waits in one.milliseconds.items():
            by_kind.setdefault(kind, []).extend(waits)
    whole = [wait for waits in by_kind.values() for wait in waits]
    errors = sum(len(one.errors) for one in told)
    growth = (late - warm) / warm * 100 if warm else 0.0
    figures = [
        Figure("clients", len(told)),
        Figure("seconds", seconds),
        Figure("requests", len(whole), least=1),
        Figure("requests_per_s", round(len(whole) / seconds, 1)),
        Figure("errors", errors, most=0),
        Figure("ms_p50", round(middle(whole), 1)),
        Figure("ms_p95", round(at_95(whole), 1)),
        Figure("p95_to_p50", round(at_95(whole) / (middle(whole) or 1), 2), most=TIMES_P50),
        Figure("memory_warm_mb", round(warm, 1)),
        Figure("memory_middle_mb", round(middle_mb, 1)),
        Figure("memory_late_mb", round(late, 1)),
        Figure("memory_growth_percent", round(growth, 2), most=MORE_MEMORY),
    ]
    for kind, waits in sorted(by_kind.items()):
        figures.append(Figure(f"{kind}_ms_p50", round(middle(waits), 1)))
        figures.append(Figure(f"{kind}_ms_p95", round(at_95(waits), 1)))
    return figures
