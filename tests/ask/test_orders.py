"""A yes or no in front of a sentence that tells somebody what to do, and where none may stand."""

import pytest

from api.ask.orders import is_an_order
from api.ask.pipeline import Asker
from api.ask.reply import SAID, WHAT_TO_DO, Statement


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("can a partner be replaced during the pilot", f"Yes. {WHAT_TO_DO} Give the new organisation"),
        ("can we ask a partner to prove its overheads", f"Yes. {WHAT_TO_DO} Ask for the method"),
        ("do we have to consult the union before staff transfer", f"Yes. {WHAT_TO_DO} Meet the unions"),
    ],
)
def test_a_yes_before_an_order_says_that_what_follows_is_what_to_do(
    asker: Asker, question: str, begins: str
) -> None:
    reply = asker.ask(question)
    first = reply.answer.statements[0]
    assert reply.answer.text.startswith(begins)
    assert first.verdict == "yes"
    assert is_an_order(first.quoted)  # and the words of the corpus are got back without it


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("should we let users score us", "Yes. Let people who use the service score"),
        ("should we extend the pilot", "It depends. Extend the pilot if"),
        ("is the council still responsible when a charity runs my service", "Yes. For its statutory"),
    ],
)
def test_an_order_to_do_just_what_is_asked_needs_no_word_before_it(
    asker: Asker, question: str, begins: str
) -> None:
    assert asker.ask(question).answer.text.startswith(begins)


@pytest.mark.parametrize(
    "question",
    ["should the health board be the lead", "ought a charity to chair the steering group"],
)
def test_that_something_may_be_is_no_yes_to_whether_it_should(asker: Asker, question: str) -> None:
    assert asker.ask(question).verdict is None


def test_what_a_council_does_is_no_yes_to_what_is_done_to_it(asker: Asker) -> None:
    assert asker.ask("do we have to ask the council before we start").verdict is None


def test_the_words_of_the_corpus_are_got_back_from_behind_any_verdict() -> None:
    for verdict, word in SAID.items():
        for between in ("", f"{WHAT_TO_DO} "):
            said = Statement(text=f"{word} {between}Ask first.", citations=[1], verdict=verdict)
            assert said.quoted == "Ask first."
