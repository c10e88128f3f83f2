"""An LLM server that lies, fails and dawdles in turn: nothing that it says may reach an answer.

Every text that it invents holds `MARK`, so that a trace of it is found wherever it comes out.
"""

import json
import math
import random
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from api.ask.llm_client import MOST_BYTES
from api.evaluation.pretend_server import Behaviour, Double

MARK = "groatsworth"
INVENTED = f"The Zanzibar PSP paid 4,711 {MARK} for every partner, by law."
_NUMBERED = re.compile(r'^(\d+): ".*"$', re.M)
_ANSWERS, _VERDICTS = ("yes", "partly", "no"), ("yes", "no", "depends", "none")
Lie = Callable[[Double, "Prompted"], None]


@dataclass(frozen=True)
class Prompted:
    """What a lie is made from: how many lines were numbered, and chance."""

    lines: int
    chance: random.Random

    def choice(self, **changes: object) -> dict[str, object]:
        """A choice that is valid but for `changes`, made without a look at the question."""
        some = self.chance.sample(range(1, self.lines + 1), min(self.lines, self.chance.randint(1, 6)))
        return {
            "standalone": "a", "answers": self.chance.choice(_ANSWERS), "sentences": some,
            "verdict": self.chance.choice(_VERDICTS), **changes,
        }  # fmt: skip


def _says(make: Callable[[Prompted], object]) -> Lie:
    """A lie that is said as JSON, or as it stands where it is text already."""

    def lie(server: Double, prompted: Prompted) -> None:
        made = make(prompted)
        server.say(made if isinstance(made, str) else json.dumps(made))

    return lie


def _wrong_type(prompted: Prompted) -> object:
    wrong: list[object] = [
        None,
        True,
        1.5,
        "1",
        [1],
        {"1": INVENTED},
        [[1]],
        ["1"],
        [True],
        [1.0],
        -1,
        10**40,
    ]
    key = prompted.chance.choice(("standalone", "answers", "sentences", "verdict"))
    return prompted.choice(**{key: prompted.chance.choice(wrong)})


def _slow(server: Double, prompted: Prompted) -> None:
    time.sleep(1.5)
    server.say(INVENTED)


def _drip(server: Double, prompted: Prompted) -> None:
    server.send_response(200)
    server.end_headers()
    for letter in json.dumps(prompted.choice(answers="yes")) * 2:
        server.wfile.write(letter.encode())
        server.wfile.flush()
        time.sleep(0.02)


def _cut_off(server: Double, prompted: Prompted) -> None:
    server.send(b'{"choices": [', length=5000)
    server.connection.close()


# what is valid and only wrong: the guide follows it, within what it offered
CHOOSING: dict[str, Lie] = {
    "random ids": _says(lambda p: p.choice()),
    "yes to everything": _says(lambda p: p.choice(answers="yes")),
    "no to everything": _says(lambda p: p.choice(answers="no", sentences=[])),
    "as many as allowed": _says(
        lambda p: p.choice(answers="yes", sentences=list(range(1, min(p.lines, 12) + 1)))
    ),
    "one id over and over": _says(lambda p: p.choice(answers="yes", sentences=[p.lines] * 12)),
    "last lines first": _says(lambda p: p.choice(answers="partly", sentences=[p.lines, 1])),
    "text beside the choice": _says(
        lambda p: p.choice(answer=INVENTED, text=[INVENTED], understood=INVENTED)
    ),
    "a list around the choice": _says(lambda p: [p.choice(), INVENTED]),
    "words around the choice": _says(
        lambda p: f"{INVENTED} ```json\n{json.dumps(p.choice())}\n``` {INVENTED}"
    ),
}
# what is no choice: the usual answer
INVALID: dict[str, Lie] = {
    "ids that were not given": _says(lambda p: p.choice(sentences=[1, p.lines + p.chance.randint(1, 10**9)])),
    "ids below one": _says(lambda p: p.choice(sentences=[p.chance.choice((0, -1, -(10**12)))])),
    "text for ids": _says(lambda p: p.choice(sentences=[INVENTED])),
    "text for a question": _says(lambda p: p.choice(standalone=INVENTED)),
    "text for a verdict": _says(lambda p: p.choice(verdict=INVENTED)),
    "text for yes": _says(lambda p: p.choice(answers=INVENTED)),
    "wrong types": _says(_wrong_type),
    "missing keys": _says(lambda p: {"answers": "yes", "text": INVENTED}),
    "very many ids": _says(lambda p: p.choice(answers="yes", sentences=list(range(1, 20_000)))),
    "prose": _says(lambda p: INVENTED),
    "a script": _says(lambda p: f"<script>alert('{MARK}')</script>{{{{7*7}}}}"),
    "a re-wording": _says(lambda p: {"sentences": [{"text": INVENTED, "rests_on": [1]}]}),
    "not a number": _says(lambda p: json.dumps(p.choice(sentences=[math.nan]))),
    "broken JSON": _says(lambda p: json.dumps(p.choice())[:-9]),
    "deep JSON": _says(lambda p: '{"sentences": ' + "[" * 20_000 + "]" * 20_000 + "}"),
    "nothing": _says(lambda p: "  "),
}  # fmt: skip
# what is no answer at all: the usual answer, and after three in a row the server is left alone
FAILING: dict[str, Lie] = {
    "too much": _says(lambda p: INVENTED * (MOST_BYTES // len(INVENTED) + 1)),
    "a fault": lambda server, _: server.send(INVENTED.encode(), 500),
    "a locked door": lambda server, _: server.send(b"{}", 401),
    "a limit": lambda server, _: server.send(b"{}", 429),
    "another address": lambda server, _: server.send(b"", 302, Location="http://127.0.0.1:9/v1"),
    "an empty body": lambda server, _: server.send(b""),
    "bytes": lambda server, _: server.send(bytes(range(256)) * 9),
    "another JSON": lambda server, _: server.send(json.dumps({"choices": {"a": INVENTED}}).encode()),
    "a cut": _cut_off,
    "a closed line": lambda server, _: server.connection.close(),
    "too late": _slow,
    "drop by drop": _drip,
}
LIES = {**CHOOSING, **INVALID, **FAILING}
_HOW_OFTEN = (CHOOSING, CHOOSING, CHOOSING, INVALID, INVALID, FAILING)


@dataclass
class Liar:
    """Lies in every way, in an order that its seed decides; `told` counts each way.

    It never fails three times in a row, or the guide would leave it alone and nothing would be tried.
    """

    seed: int
    ways: tuple[str, ...] = tuple(LIES)
    told: Counter[str] = field(default_factory=Counter)
    _failed: bool = False

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  repeatable, not secret

    @property
    def behaviour(self) -> Behaviour:
        """How a server with this liar behaves."""

        def behave(server: Double, request: dict[str, Any]) -> None:
            numbers = _NUMBERED.findall(request["messages"][1]["content"])
            way = self._way()
            self.told[way] += 1
            LIES[way](server, Prompted(max(1, len(numbers)), self.chance))

        return behave

    def _way(self) -> str:
        kinds = [kind for kind in _HOW_OFTEN if set(kind) & {*self.ways}]
        if self._failed and any(kind is not FAILING for kind in kinds):
            kinds = [kind for kind in kinds if kind is not FAILING]
        kind = self.chance.choice(kinds)
        self._failed = kind is FAILING
        return self.chance.choice([way for way in kind if way in self.ways])
