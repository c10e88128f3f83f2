"""`psp bench-turns` sets follow-ups against first questions of the same conversations."""

from collections.abc import Sequence

import pytest

from api.ask.reply import Reply
from api.ask.turn import TURNS_LOOKED_AT, Turn
from api.bench.errors import BenchError
from api.bench.turns import cost_of_a_turn
from api.services import Services

TALK = ("What is a PSP?", "who pays for it", "thanks")


def test_every_turn_is_asked_after_those_before_it_and_counted_by_its_place(services: Services) -> None:
    seen: list[tuple[str, int]] = []

    def ask(text: str, turns: Sequence[Turn]) -> Reply:
        seen.append((text, len(turns)))
        return services.asker.ask(text, turns)

    report = cost_of_a_turn([TALK, TALK[:2]], ask, fewest=3)
    assert (report["first_questions"], report["follow_ups"]) == (2, 3)
    assert seen[:3] == [(text, number) for number, text in enumerate(TALK)]
    assert len(seen) == 2 * len(TALK + TALK[:2])  # once to warm up
    assert max(before for _, before in seen) <= TURNS_LOOKED_AT
    assert report["turn_cost_ratio"] > 0


def test_too_few_follow_ups_are_refused() -> None:
    def ask(text: str, turns: Sequence[Turn]) -> Reply:
        raise AssertionError("nothing may be asked")

    with pytest.raises(BenchError, match="at least 60"):
        cost_of_a_turn([TALK], ask)
