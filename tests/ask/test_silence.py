"""A section that says itself what is not known is the answer, and no refusal stands above it."""

import pytest

from api.ask.pipeline import Asker
from api.ask.refusals import refusals
from api.views.answer_view import answer_view
from tests.ask.talking import lost

REFUSAL = refusals()["not_in_knowledge_base"].text


@pytest.mark.parametrize(
    "question", ["who chairs the meetings", "who sits in the chair at meetings of the group"]
)
def test_what_is_known_before_a_gap_is_an_answer(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert reply.answer.text.startswith("Either sector may chair")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what scores did losing bidders get in the tender", "No source names bidders"),
        ("which councillors voted against the Renfrewshire pilot", "No source tells how councillors"),
        ("who led the Edinburgh Employability Consortium?", "Who took part in the Edinburgh pilot"),
        pytest.param(
            "how many PSP partners went on to win a tender",
            "No PSP is shown to have ended",
            marks=lost("another section comes first since decision 95"),
        ),
    ],
)
def test_silence_that_the_section_tells_is_not_announced_once_more(
    asker: Asker, question: str, said: str
) -> None:
    reply = asker.ask(question)
    assert (reply.reason, reply.note) == ("not_in_knowledge_base", None)
    assert reply.answer.text.startswith(said)
    view = answer_view(reply, asker.knowledge, "http://guide.example")
    assert view.title
    assert not view.lead


@pytest.mark.parametrize(
    "question",
    ["what colour are the jackets of the Homereach drivers", "which fuel card do the SPT operators use?"],
)
def test_silence_on_something_else_stays_below_the_refusal(asker: Asker, question: str) -> None:
    """Of another matter of the same pilot a line says nothing, whatever it is silent on."""
    reply = asker.ask(question)
    assert reply.note == REFUSAL
    assert reply.answer.text.startswith(REFUSAL)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What happened to the Edinburgh Employability Consortium?", "not successful"),
        ("what became of Low Moss", "not known"),
        ("what happened in the Renfrewshire pilot", "ROAR"),
        ("what happened to Shine", "Upside"),
    ],
)
def test_the_story_of_a_named_thing_is_told_by_its_own_page(asker: Asker, question: str, said: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert said in reply.answer.statements[0].text
