"""What is asked of a pilot by its name alone is answered by the section of its page that is on it."""

import pytest

from api.ask.aspects import section_on
from api.ask.pipeline import Asker


@pytest.mark.parametrize(
    ("question", "page", "section"),
    [
        (
            "Which organisations belonged to Homereach?",
            "north-lanarkshire-homereach",
            "who-were-the-partners",
        ),
        ("whose council was the ROAR pilot with", "renfrewshire-roar", "where-was-the-pilot"),
        ("what year did ROAR begin", "renfrewshire-roar", "what-happened-in"),
        (
            "what made the Edinburgh pilot fail",
            "edinburgh-employability-consortium",
            "why-the-edinburgh-pilot",
        ),
        ("who led the Dumfries and Galloway community transport PSP", "dumfries-galloway", "who-took-part"),
        ("is Shine still on", "shine", "what-became-of-shine"),
        ("what did Low Moss cost", "low-moss", "who-paid-for"),
        ("how long was the Low Moss pilot", "low-moss-results", "how-long-did"),
    ],
)
def test_each_page_has_a_section_on_what_is_asked_of_any_pilot(
    asker: Asker, question: str, page: str, section: str
) -> None:
    found = section_on(asker.spelt(question), asker.knowledge)
    assert found is not None
    assert found.startswith(f"pilots/{page}")
    assert f"#{section}" in found


@pytest.mark.parametrize(
    "question",
    [
        "who chaired the ROAR steering group",  # two things are named
        "what did ROAR do about transport",
        "how did Homereach get its name",
        "did the Renfrewshire pilot save money",
        "what was the budget of ROAR",  # which no source gives
        "who was in it",
        "who led the first PSP",
    ],
)
def test_what_asks_more_or_names_no_pilot_is_searched_for_as_ever(asker: Asker, question: str) -> None:
    assert section_on(asker.spelt(question), asker.knowledge) is None


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Who was in Homereach?", "RECAP"),
        ("which council was the North Lanarkshire pilot with", "North Lanarkshire Council"),
        ("who was the North Lanarkshire pilot for", "disadvantaged"),
        ("what became of Shine", "Upside"),
        ("who was ROAR for", "elderly"),
    ],
)
def test_the_section_answers_without_a_hedge(asker: Asker, question: str, holds: str) -> None:
    reply = asker.ask(question)
    assert reply.status == "answered"
    assert holds in reply.answer.statements[0].text


def test_an_aspect_names_pages_that_are_called_by_a_name(asker: Asker) -> None:
    pages = {name.document for name in asker.knowledge.names.all if name.is_of_a_pilot}
    aspects = asker.knowledge.index.corpus.aspects
    assert {page for one in aspects for page in one.answers} <= pages
