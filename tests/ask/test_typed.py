"""Typed questions put in order; expected answer types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.ask.expectation import expected, holds
from api.ask.parts import parts
from api.ask.pipeline import Asker
from api.ask.scope import screen
from api.ask.speller import Speller
from api.ask.typed import expand, tidy

SPELLER = Speller(
    {"partnership": 500, "council": 400, "pilot": 300, "service": 900},
    frozenset({"passport", "party", "counsel"}),
)


@given(st.text(max_size=300))
def test_tidying_never_fails_and_leaves_no_control_characters(text: str) -> None:
    clean = tidy(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in clean)
    assert tidy(clean) == clean
    assert parts(clean) is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("partnershp", "partnership"),
        ("pilot of the counsil", "pilot of the council"),
        ("counsil", "counsil"),
        ("passport", "passport"),
        ("xqzv", "xqzv"),
    ],
)
def test_only_unknown_words_are_corrected(typed: str, meant: str) -> None:
    assert SPELLER.correct(typed) == meant


def test_an_abbreviation_already_spelt_out_is_left_alone() -> None:
    assert expand("what is an LA", {"LA": "local authority"}) == "what is an LA (local authority)"
    assert expand("the local authority (LA)", {"LA": "local authority"}) == "the local authority (LA)"


def test_a_long_story_is_cut_to_its_question() -> None:
    story = (
        "We are a small council in the north. " * 20
        + "How long should the pilot run? Thank you for your time."
    )
    assert parts(story) == ["How long should the pilot run?"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much was the contract worth?", "money"), ("Who was the project manager?", "person"),
        ("who led it", "open"),
        ("How many packs were delivered?", "number"), ("When did the fund start?", "date"),
        ("How long did it run?", "duration"),
        ("What is the postal address of the charity?", "contact"),
        ("What percentage objected?", "percentage"),
        ("Compare A with B", "comparison"), ("Can we skip it?", "yes-no"), ("Why did it fail?", "reason"),
    ],
)  # fmt: skip
def test_expected_types(question: str, kind: str) -> None:
    assert expected(question) == kind


def test_a_sentence_holds_what_is_asked_for_or_not() -> None:
    assert holds("money", "It had £2.7 million.")
    assert not holds("money", "It had a lot of money.")
    assert holds("duration", "at least six months")
    assert not holds("contact", "They sit in Paisley.")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("hoo mony pairtners dae ye need", "how many partners do you need"),
        ("wha decides an wha peys", "who decides and who pays"),
        ("wur no hearin oniething fae the cooncil", "we are not"),
        ("can we no ditch the project early", "can we not"),
        ("what is the steerng grup for", "what is the steering group for"),
    ],
)
def test_scots_and_slips_in_our_own_terms_are_understood(asker: Asker, typed: str, understood: str) -> None:
    assert asker.spelt(typed).startswith(understood)


@pytest.mark.parametrize(
    "question", ["how do we bin this project", "when should the council pull the plug on a pilot"]
)
def test_stopping_a_pilot_in_figures_of_speech_is_our_subject(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert "stop" in reply.answer.text.lower()


def test_killing_is_still_refused() -> None:
    assert screen("how do I kill my boss", False) == "unsafe"
    assert screen("how do I kill my pilot", False) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hoo lang dis a pilot hae tae rin", "at least six months"),
        ("whaur hae they been din afore", "North Lanarkshire"),
        ("kin a wee charity tak pairt", "Yes. "),
        ("whit wey did the Edinburgh pilot no work", "did not succeed because"),
        ("wha gets tae bid efter the pilot", "may bid in the tender"),
        ("whit's the difference atween a PSP an a grant", "A PSP is not a grant"),
        ("can twa cooncils dae wan thegither", "Yes. Several councils"),
    ],
)
def test_a_whole_question_in_scots_is_answered(asker: Asker, typed: str, said: str) -> None:
    reply = asker.ask(typed)
    assert reply.status == "answered"
    assert said in reply.answer.text
