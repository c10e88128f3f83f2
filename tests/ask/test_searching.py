"""Nothing is searched for, and no story recognised, twice while one question is answered."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from api.ask import forbidding, searching
from api.ask.turn import Turn, turn_of
from api.services import Services
from kb.safe_yaml import values_in

CONVERSATIONS = Path(__file__).parents[2] / "corpus" / "judgements" / "reader-conversations.yml"
STORIES = (
    "our lead officer Mary Brown is off long term sick",  # seems to be about a person, and is a barrier
    "they don't trust us with their figures",
)


def counting(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> Counter[str]:
    """How often each text comes to `module.name`."""
    told: Counter[str] = Counter()
    usual = getattr(module, name)

    def counted(asked: Any, *rest: Any) -> Any:
        told[asked if isinstance(asked, str) else asked.asked.text] += 1
        return usual(asked, *rest)

    monkeypatch.setattr(module, name, counted)
    return told


def test_no_turn_of_a_conversation_searches_for_the_same_words_twice(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = counting(monkeypatch, searching, "retrieve")
    talks = [c["turns"] for c in values_in(CONVERSATIONS.read_text("utf-8")) if c["split"] == "tune"]
    for talk in talks[:12]:
        turns: list[Turn] = []
        for text in talk:
            searched.clear()
            turns.append(turn_of(services.asker.ask(text, turns)))
            assert max(searched.values(), default=0) <= 1, (text, searched)


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_recognised_once(services: Services, monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    recognised = counting(monkeypatch, forbidding, "recognise")
    assert services.asker.ask(story).form == "problem"
    assert max(recognised.values()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "what wis the renfrewshire wan aboot", "what was the renfrewshire one about", "the Renfrewshire one?",
        "whit wis renfrewshire for",
    ],
)  # fmt: skip
def test_a_pilot_that_is_named_goes_before_one_of_a_longer_name(services: Services, text: str) -> None:
    asker = services.asker
    assert asker.found(asker.spelt(text)).hits[0].shelf.document.id == "pilots/renfrewshire-roar"
