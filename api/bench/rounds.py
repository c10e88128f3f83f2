"""The measurement: every system in processes of its own, in turn, so that a noisy machine slows all."""

import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from api.bench.load import Load, load
from api.bench.once import OURS, said, seconds
from api.bench.servers import Running, System, busy_neighbour, running

MANY_CLIENTS = 8
_PLAIN = (sys.executable, "-m", "api.bench.plain_server")
_TXTAI = (sys.executable, "-m", "api.bench.txtai_server")
_OUR_SERIES = (sys.executable, "-m", "api.bench.our_series")
_ASKED = "asked.json"


@dataclass(frozen=True)
class Plan:
    """How much is measured: rounds of load, questions a round, starts, how many passages the plain system
    gets (None: all), whether our index is built from nothing, and whether txtai is measured too.
    """

    rounds: int
    questions: int
    starts: int
    passages: int | None
    index: bool
    txtai: bool = False


@dataclass(frozen=True)
class Place:
    """Where the systems find what they serve: our settings as variables, the plain one's folder."""

    environment: dict[str, str]
    model: str
    plain_folder: Path

    def ours(self, workers: int) -> System:
        """Our server with that many workers; its limit on questions a minute lifted."""
        command = (*OURS, "serve", "--port", "{port}", "--workers", str(workers))
        name = "ours" if workers == 1 else f"ours, {workers} workers"
        return System(name, command, "/v1/ask", self.environment)

    def plain(self) -> System:
        """The plain server."""
        return System("plain", (*self.plain_program("serve"), "--port", "{port}"), "/ask", {})

    def plain_program(self, action: str) -> tuple[str, ...]:
        """The plain system's program with what it is to do: `build`, `serve` or `once`."""
        return (*_PLAIN, action, "--model", self.model, "--folder", str(self.plain_folder))

    def txtai(self) -> System:
        """txtai's hybrid search."""
        return System("txtai", (*self.txtai_program("serve"), "--port", "{port}"), "/ask", {})

    def txtai_program(self, action: str) -> tuple[str, ...]:
        """The program around txtai with what it is to do: `build` or `serve`."""
        return (*_TXTAI, action, "--model", self.model, "--folder", str(self.plain_folder))


def starts(place: Place, questions: Sequence[str], plan: Plan) -> dict[str, list[float]]:
    """Seconds from the start of a server to its first answer, and of one answer without a server, in turn."""
    found: dict[str, list[float]] = {"http": [], "plain_http": [], "once": [], "plain_once": []}
    once = (*OURS, "ask", questions[0], "--json")
    servers = [("http", place.ours(1)), ("plain_http", place.plain())]
    if plan.txtai:
        servers.append(("txtai_http", place.txtai()))
        found["txtai_http"] = []
    for _ in range(plan.starts):
        for name, system in servers:
            with running(system, questions[0]) as server:
                found[name].append(server.first_answer_s)
        found["once"].append(seconds(once, place.environment))
        found["plain_once"].append(seconds(place.plain_program("once"), {}))
    return found


def loads(
    place: Place, questions: Sequence[str], plan: Plan, tell: Callable[[int, int], None]
) -> tuple[dict[str, list[Load]], dict[str, float | None]]:
    """Each server alone under load, in turn, round by round; and their memory after it.

    All servers stay up, idle while another is asked. Names: `ours`, `plain`, `workers` and `txtai`, each with
    `_1` (one client) and `_8`, and `ours_busy`, `plain_busy`: one client beside a busy neighbour.
    """
    found: dict[str, list[Load]] = {}
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(running(system, questions[0]))
            for name, system in (
                ("ours", place.ours(1)),
                ("plain", place.plain()),
                ("workers", place.ours(2)),
                *([("txtai", place.txtai())] if plan.txtai else []),
            )
        }
        for server in servers.values():
            load(server, questions[: plan.questions], 2)  # past what only the first answers cost
        for number in range(plan.rounds):
            _round(servers, _some(questions, number, plan.questions), found)
            tell(number + 1, plan.rounds)
        memory = {f"{name}_mb": server.memory_mb() for name, server in servers.items()}
        memory |= {f"{name}_rss_mb": server.rss_mb() for name, server in servers.items()}
    return found, memory


def in_process(place: Place, questions: Sequence[str], plan: Plan) -> dict[str, list[float]]:
    """The middle milliseconds of each round in a process without a server, ours and plain in turn."""
    found: dict[str, list[float]] = {"in_process": [], "plain_in_process": []}
    for number in range(plan.rounds):
        file = place.plain_folder / _ASKED
        file.write_text(json.dumps(_some(questions, number, plan.questions)), encoding="utf-8")
        for name, command, environment in (
            ("in_process", (*_OUR_SERIES, str(file)), place.environment),
            ("plain_in_process", (*place.plain_program("series"), "--questions", str(file)), {}),
        ):
            found[name].append(statistics.median(json.loads(said(command, environment))))
    return found


def _round(servers: dict[str, Running], questions: Sequence[str], found: dict[str, list[Load]]) -> None:
    for name, server in servers.items():
        found.setdefault(f"{name}_1", []).append(load(server, questions, 1))
    for name, server in servers.items():
        found.setdefault(f"{name}_8", []).append(load(server, questions, MANY_CLIENTS))
    with busy_neighbour():
        for name in ("ours", "plain"):
            found.setdefault(f"{name}_busy", []).append(load(servers[name], questions, 1))


def _some(questions: Sequence[str], number: int, count: int) -> list[str]:
    """The questions of a round: other ones than the last round's, as long as there are others."""
    return [questions[(number * count + i) % len(questions)] for i in range(count)]


def index_seconds(environment: dict[str, str]) -> float:
    """How long `psp index` takes with an empty data folder, the export of the model included."""
    with tempfile.TemporaryDirectory() as empty:
        return seconds((*OURS, "index"), environment | {"PSP_DATA_DIR": empty})


def ratio(ours: Sequence[float], plain: Sequence[float]) -> float:
    """The median of the ratios of what was measured in the same round.

    >>> ratio([1.0, 2.0, 9.0], [2.0, 4.0, 9.0])
    0.5
    """
    return round(statistics.median(a / b for a, b in zip(ours, plain, strict=True)), 3)
