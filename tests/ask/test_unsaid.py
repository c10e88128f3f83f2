"""What is taken for granted of a named pilot and stands on no page of it is said to stand nowhere."""

import pytest

from api.ask.pipeline import Asker
from tests.ask.talking import lost

DOUBT = "No source that this guide has read says so of"


@pytest.mark.parametrize(
    ("question", "of", "was"),
    [
        (
            "As the Renfrewshire pilot was about prison mentoring, what did it find on reoffending?",
            "the Renfrewshire pilot",
            "older people",
        ),
        (
            "Since Homereach ran a food bank, who paid for the food?",
            "the North Lanarkshire pilot",
            "furniture",
        ),
        (
            "Given that the Edinburgh pilot built a day centre, what did it cost",
            "the Edinburgh Employability Consortium",
            "employability",
        ),
        ("why did Low Moss get handed to Serco", "the Low Moss PSP", "Low Moss"),
        ("Low Moss got handed to Serco, what happened to the staff", "the Low Moss PSP", "Low Moss"),
        ("Homereach was sold to British Heart Foundation, who signed it", "the North Lanarkshire pilot", ""),
        ("since Low Moss saved money, how much was it", "the Low Moss PSP", "prison"),
        (
            "Since Edinburgh kept the narrowest scope of all, how was that done?",
            "the Edinburgh Employability Consortium",
            "too wide",
        ),
    ],
)
def test_what_no_page_says_of_a_pilot_is_said_to_stand_nowhere(
    asker: Asker, question: str, of: str, was: str
) -> None:
    reply = asker.ask(question)
    assert reply.form == "premise"
    assert reply.note == f"{DOUBT} {of}."
    assert reply.answer.text.startswith(reply.note)
    assert was in reply.answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "As the Renfrewshire pilot was about older people, what did it find",
        "As ROAR worked with pensioners, who referred them?",
        "given that Homereach was run by three charities, who led it",
        "why was furniture picked in North Lanarkshire",
        "why did Shine end",
        "Now that New Routes has been replaced by Upside, who runs that?",
    ],
)
def test_what_a_page_says_in_these_or_other_words_is_not_doubted(asker: Asker, question: str) -> None:
    assert DOUBT not in asker.ask(question).answer.text


OWN = "What your own council, board or tender has done or will do"


@pytest.mark.parametrize(
    "question",
    [
        "will our health board pay for the pilot",
        "what score did our bid get for quality",
        "did our competitor score higher than us in the tender last month",
        "did the panel like our proposal",
        pytest.param(
            "who else bid for our contract last week", marks=lost("taken for personal data since decision 95")
        ),
        "has my council signed the data sharing agreement yet",
    ],
)
def test_what_only_those_who_decide_can_tell_is_said_to_be_theirs(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.reason == "not_in_knowledge_base"
    assert reply.answer.text.startswith(OWN)


@pytest.mark.parametrize(
    "question",
    [
        "would my own council agree to a PSP for its day centre if I asked",
    ],
)
def test_a_section_that_says_so_itself_answers(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert "this guide" in reply.answer.statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "does our council have to tender afterwards",
        "would our council need a lawyer",
        "can our council refuse to join",
    ],
)
def test_what_holds_for_every_council_is_answered(asker: Asker, question: str) -> None:
    assert asker.ask(question).status in ("answered", "partial")
