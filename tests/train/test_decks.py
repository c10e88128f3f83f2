"""Two hundred decks over lengths, places, audiences and topics: what holds of every one."""

import re
from itertools import pairwise

import pytest

from api.train.exports.deck import LINE_CHARACTERS, MOST_LINES, Slide, deck, is_asked
from api.train.loader import Library
from api.train.planner import Planner
from api.train.training import Training
from tests.train.conftest import wish


@pytest.fixture(scope="module")
def two_hundred(planner: Planner) -> list[Training]:
    """Two hundred plans over lengths, places, audiences and topics."""
    topics = [topic.theme for topic in planner.library.topics]
    lengths, audiences = (60, 90, 150, 240, 420), [a.id for a in planner.library.audiences]
    made = []
    for n in range(200):
        wanted = dict.fromkeys((topics[n % len(topics)], topics[(n * 7 + 3) % len(topics)]))
        made.append(
            wish(
                minutes=lengths[n % 5],
                delivery=("in-person", "online")[n % 2],
                audience=audiences[n % len(audiences)],
                topics=list(wanted),
                seed=n,
            )
        )
    return [planner.plan(request, "x") for request in made]


def height(slide: Slide) -> int:
    """How many lines a slide shows, those that wrap counted in."""
    return sum(-(-len(line) // LINE_CHARACTERS) for line in slide.lines)


def test_two_hundred_decks_leave_no_line_alone_and_overflow_nowhere(two_hundred: list[Training]) -> None:
    for training in two_hundred:
        slides = deck(training)
        assert all(height(slide) <= MOST_LINES or len(slide.lines) == 1 for slide in slides)
        for before, slide in pairwise(slides):
            part = re.search(r"\((\d+) of (\d+)\)$", slide.title)
            if part and part[1] == part[2]:
                # the last part of several is no orphan: it holds a third of the one before at the least
                assert height(slide) * 3 >= height(before), (slide.title, height(before), height(slide))


def test_each_task_is_given_once_in_a_deck(two_hundred: list[Training]) -> None:
    for training in two_hundred:
        shown = [line for slide in deck(training) for line in slide.lines]
        for objective in training.objectives:
            assert shown.count(objective.task) <= 1


def test_what_is_asked_of_the_room_is_on_slides(two_hundred: list[Training], library: Library) -> None:
    found = 0
    for training in two_hundred:
        shown = {line for slide in deck(training) for line in slide.lines}
        sheets = [sheet for item in training.agenda for sheet in item.sheets]
        for sheet in (sheet for sheet in sheets if is_asked(sheet, training)):
            found += 1
            assert {card.front.text for card in sheet.cards} <= shown
    assert found > 20
    # what a check-list says is on a slide, and has a sheet, is asked
    named = [
        sheet.title
        for activity in library.activities
        for sheet in activity.head.sheets
        if f"{sheet.title} on a slide" in activity.head.materials.before
    ]
    assert named
    assert all("question" in title.lower() for title in named)
