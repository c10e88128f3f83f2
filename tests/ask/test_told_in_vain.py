"""What the asker goes on with: a refusal, one of those spoken of, a narrower question, the deed."""

import pytest

from api.ask.pipeline import Asker
from tests.ask.talking import lost, talk

_QUARREL = "two partners arent speaking"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        # what was refused or done in vain is not offered again
        (("How do I get the health board on board?", "they said no"), "absent body's director"),
        (("we want the council to share its data", "we asked twice, still nothing"), "may refuse to share"),
        (("the lead partner does not answer emails", "we've done that, nae luck"), "in private, with facts"),
        (("How do we get service users to take part?", "we did all that, nobody came"), "stayed away"),
        (("our funder wont pay for design meetings", "we asked another funder, they turned us down too"),
         "without start-up money"),
        # one of those of whom trouble was told
        ((_QUARREL, "they refused mediation", "can we put one out"), "asked to leave"),
        (("how many partners should a PSP have", "can one drop out half way"), "leave a PSP at any time"),
        (("two charities are fighting over who leads", "could they share it"), "or share it"),
        # the question before with the narrower thing in it
        (("What happens to the staff if the pilot partner loses the tender?", "TUPE I mean"),
         "TUPE applies"),
        (("How long does it take?", "no i meant the tender only"), "two to three months"),
        (("How are users involved?", "sorry, I meant in the evaluation"), "choose the questions"),
        pytest.param(
            ("psp vs grant", "no i meant for the pilot bit only"), "A grant suits a pilot",
            marks=lost("another section comes first since decision 95"),
        ),
        (("psp vs grant", "can you mix the two"), "Grants are not banned"),
        # who may object to the deed, or has to agree to it
        (("Can a pilot go straight to a contract without a tender?", "who could object to that"),
         "risks a loss can go to court"),
        (("pilot finished, what next", "do we have to tender", "what if we just carry on as is",
          "who would challenge it"),
         "risks a loss can go to court"),
        (("Can we change the service in the middle of the pilot?", "who decides that"),
         "Whoever approved the pilot"),
    ],
)  # fmt: skip
def test_what_is_gone_on_with_is_asked_as_a_whole_question(
    asker: Asker, said: tuple[str, ...], told: str
) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert told in reply.answer.statements[0].text


def test_what_was_refused_is_in_no_line_of_what_helps_next(asker: Asker) -> None:
    reply = talk(asker, _QUARREL, "they refused mediation")
    assert "who decides when they cannot agree" in reply.answer.statements[0].text
    assert "mediat" not in reply.answer.text.lower()


@pytest.mark.parametrize(
    ("said", "unsaid"),
    [
        (("What does an intermediary do?", "could we get rid of ours"),
         "The sources do not say whether the intermediary can be changed."),
        (("Who should sit on the steering group?", "can we add one later"),
         "The sources do not say whether a member can join the steering group later."),
        pytest.param(
            ("Can we give the pilot a grant instead of a contract?", "does that have to be advertised"),
            "The sources do not say whether giving the pilot a grant instead of a contract has to be",
            marks=lost("told when grants are lawful since sentences on grants were corrected"),
        ),
    ],
)  # fmt: skip
def test_what_no_section_answers_is_said_in_its_own_words(
    asker: Asker, said: tuple[str, ...], unsaid: str
) -> None:
    assert talk(asker, *said).answer.text.startswith(unsaid)


def test_the_same_of_a_body_that_no_section_is_on_is_told_of_all(asker: Asker) -> None:
    reply = talk(asker, "who should sit on the steering group", "and for a housing association?")
    assert reply.answer.text.startswith("The sources do not tell this apart for housing associations.")
    assert "Steering Group" in reply.answer.statements[0].text


def test_the_same_of_a_body_that_a_section_is_on_is_told_from_there(asker: Asker) -> None:
    reply = talk(asker, "Who should sit on the governance board?", "and for a health board?")
    assert "health board" in reply.answer.statements[0].text


def test_the_board_is_still_meant_after_a_turn_on_another_body(asker: Asker) -> None:
    first = "Who should sit on the governance board?"
    reply = talk(asker, first, "and for a health board?", "Should elected members be on it too?")
    assert "A councillor may sit on a PSP's board" in reply.answer.statements[0].text
