"""A follow-up is looked for together with the questions before it, where that fits much better."""

import pytest

from api.ask.pipeline import Asker
from api.ask.rereading import asks_of_any_psp
from tests.ask.talking import talk


@pytest.mark.parametrize(
    ("said", "section"),
    [
        (("how do you train people on psps", "how long should it be"), "psp-training"),
        (("who funded the justice PSPs", "how much each"), "change-fund"),
        (("Why do charities lose out in tenders?", "what can we do about it, we are a small charity"),
         "small"),
        (("our partners are big charities and small ones get drowned out", "what can we do about it"),
         "roles/small-groups"),
    ],
)  # fmt: skip
def test_what_is_written_for_both_is_found(asker: Asker, said: tuple[str, ...], section: str) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert section in reply.citations[0].passage_id


@pytest.mark.parametrize("said", ["benefits?", "what are the benefits", "who is involved"])
def test_bare_words_are_asked_of_a_psp(asker: Asker, said: str) -> None:
    reply = asker.ask(said)
    assert reply.status == "answered"
    assert reply.citations[0].passage_id.startswith("process/")


def test_what_every_psp_has_is_asked_of_any(asker: Asker) -> None:
    reply = talk(asker, "does tupe apply after a pilot", "Who pays for the pilot?")
    assert "TUPE" not in reply.answer.statements[0].text
    assert asks_of_any_psp("Who pays for the pilot?")
    assert not asks_of_any_psp("who pays for it")


def test_of_a_pilot_that_is_talked_of_all_is_asked(asker: Asker) -> None:
    reply = talk(asker, "tell me about Shine", "who paid for the pilot")
    assert "Shine" in reply.understood_as


@pytest.mark.parametrize("said", ["do we publish it", "should we write to them", "have you got slides"])
def test_what_asks_whether_is_no_wish_for_a_text(asker: Asker, said: str) -> None:
    reply = talk(asker, "the evaluation says it didn't work", said)
    assert reply.move != "write"
    assert "cannot draft" not in reply.answer.text


def test_who_falls_out_is_no_deed(asker: Asker) -> None:
    reply = talk(asker, "what happens if the partners in a PSP fall out", "who decides then")
    assert "inning" not in reply.understood_as
