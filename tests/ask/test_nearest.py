"""What is offered where nothing answers: the nearest line speaks of what is asked for, or there is none."""

import pytest

from api.ask.form import form_of
from api.ask.kinds import tells_of_a_person
from api.ask.nearby import nearest
from api.ask.pipeline import Asker
from kb.lexical import stems

# each names a thing of the guide and asks of it what no source holds
_UNKNOWN_OF_A_NAME = (
    "what did the women in Shine say about their mentors",
    "which day of the week did the Low Moss team meet",
    "how big was the ROAR minibus",
    "did New Routes have a mascot",
)


@pytest.mark.parametrize("question", _UNKNOWN_OF_A_NAME)
def test_a_silence_on_other_details_of_a_pilot_is_not_near(asker: Asker, question: str) -> None:
    found = asker.found(question)
    near = nearest(found)
    if near is None or not near.line.unknown:
        return
    own = near.line.stems | frozenset(stems(near.shelf.passage.heading))
    reading = next(hit.reading for hit in found.hits if hit.shelf is near.shelf)
    assert found.asked.own_overlap(own) > 0 or reading > -1.5, near.line.text


def test_the_words_of_a_name_do_not_count_as_what_is_asked(asker: Asker) -> None:
    asked = asker.found("what colour was the Low Moss van").asked
    assert asked.own_overlap(frozenset(stems("Low Moss"))) == 0
    assert asked.overlap(frozenset(stems("Low Moss"))) > 0
    assert asked.own_overlap(frozenset(asked.stems)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("I thought PSPs ended when the European money ran out", "premise"),
        ("we assumed that only charities may take the lead", "premise"),
        ("hang on I always believed a PSP needs a law of its own", "premise"),
        ("I thought our partner was insured and now it turns out that it is not", "problem"),
        ("we heard that they want their money back", "problem"),
    ],
)
def test_a_belief_is_no_trouble_unless_it_is_the_askers_own(question: str, form: str) -> None:
    assert form_of(question) == form


@pytest.mark.parametrize("question", ["who paid for the ROAR pilot", "who ran Shine and what did it cost"])
def test_who_paid_for_a_pilot_is_not_about_a_person(asker: Asker, question: str) -> None:
    assert not tells_of_a_person(question)
    assert asker.ask(question).reason != "personal_data"


@pytest.mark.parametrize(
    "question",
    [
        "where does the manager of the ROAR pilot live",
        "which women from Fife were in Shine, I need their names",
        "what was my brother in prison for before New Routes",
    ],
)
def test_what_is_about_a_person_stays_refused_though_a_pilot_is_named(asker: Asker, question: str) -> None:
    assert asker.ask(question).reason == "personal_data"


def test_no_number_is_said_to_be_missing_above_a_line_that_holds_one(asker: Asker) -> None:
    reply = asker.ask("how many councils have done one of these?")
    if reply.status == "abstained":
        assert "give no number" not in reply.answer.text
    assert "seven" in reply.answer.text
