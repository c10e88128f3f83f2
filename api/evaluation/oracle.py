"""A pretended LLM that knows the judgements: what a perfect reader could bring at most.

It sees what any LLM sees, the numbered lines, and chooses by the expectations of the question set: the line
that holds all that has to come first, then what else has to be there; "no" where the sources do not answer.
So what it misses, no reader could get right from what it is shown and what it may choose.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.evaluation.pretend_server import Behaviour, Double
from api.evaluation.questions import ABSTAIN, missing_groups

_NUMBERED = re.compile(r'^(\d+): (".*")$', re.M)
_MOST = 6
Group = Sequence[str] | str


@dataclass
class Oracle:
    """Chooses by the expectations of `item`, the question that is asked just now."""

    item: Mapping[str, Any] = field(default_factory=dict)

    @property
    def behaviour(self) -> Behaviour:
        """How a server with this oracle behaves."""

        def behave(server: Double, request: dict[str, Any]) -> None:
            found = _NUMBERED.findall(request["messages"][1]["content"])
            server.say(json.dumps(self.choice({int(number): json.loads(quoted) for number, quoted in found})))

        return behave

    def choice(self, lines: Mapping[int, str]) -> dict[str, object]:
        """What a reader who knows the expectations chooses among the numbered lines."""
        chosen: list[int] = []
        answers = "no"
        if self.item.get("kind") not in ABSTAIN and lines:
            first: Sequence[Group] = self.item.get("first") or ()
            rest: Sequence[Group] = [*self.item.get("must", ()), *self.item.get("parts", ())]
            usable = {number: text for number, text in lines.items() if not self._forbidden(text)} or dict(
                lines
            )
            opening = min(usable, key=lambda number: len(missing_groups(first or rest, usable[number])))
            answers = "yes" if not missing_groups(first, usable[opening]) else "partly"
            chosen = _with_the_rest(opening, usable, rest)
        verdict = self.item.get("verdict", "none")
        return {"standalone": "a", "answers": answers, "sentences": chosen, "verdict": verdict}

    def _forbidden(self, text: str) -> bool:
        return any(re.search(pattern, text, re.I) for pattern in self.item.get("must_not", ()))


def _with_the_rest(opening: int, lines: Mapping[int, str], rest: Sequence[Group]) -> list[int]:
    """The opening line and the fewest others that hold the rest, as far as any do."""
    chosen = [opening]
    while len(chosen) < _MOST:
        missing = missing_groups(rest, " ".join(lines[number] for number in chosen))
        best = min(lines, key=lambda number: len(missing_groups(missing, lines[number])))
        if not missing or len(missing_groups(missing, lines[best])) == len(missing):
            break
        chosen.append(best)
    return chosen
