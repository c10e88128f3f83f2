"""What is said has to stand in its quote; a line on sources has to name its work."""

import pytest

from api.ask.reply import Answer, Reply, Statement
from api.ask.turn import turn_of
from api.evaluation.stages import unsupported
from api.services import Services


@pytest.fixture(scope="module")
def answered(services: Services) -> Reply:
    return services.asker.ask("What is a PSP?")


def _saying(reply: Reply, text: str, *citations: int) -> Reply:
    said = Statement(text=text, citations=list(citations))
    return reply.model_copy(update={"answer": Answer(text=text, statements=[said])})


def test_what_was_made_up_or_cited_elsewhere_is_unsupported(answered: Reply) -> None:
    assert unsupported(answered) == []
    assert unsupported(_saying(answered, "PSPs are free.", 1)) == ["PSPs are free."]
    first = answered.answer.statements[0].text
    assert unsupported(_saying(answered, first)) == [first]
    assert unsupported(_saying(answered, first, 99)) == [first]


def test_a_line_that_names_a_work_is_borne_out_by_that_work_alone(
    services: Services, answered: Reply
) -> None:
    named = services.asker.ask("what are your sources?", [turn_of(answered)])
    assert named.move == "sources"
    assert named.answer.statements
    assert unsupported(named) == []
    assert unsupported(_saying(named, "A work that nobody wrote, 2026", 1))
    assert unsupported(named.model_copy(update={"move": None}))
