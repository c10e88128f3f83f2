"""Two hundred decks over lengths, places, audiences and topics: what holds of every one."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from api.train.exports.blocks import clean
from api.train.exports.deck import BODY, COLUMN, Slide, deck, is_asked
from api.train.exports.pptx_file import pptx_bytes
from api.train.exports.slide_room import SMALLEST, height, width
from api.train.loader import Library
from api.train.planner import Planner
from api.train.training import Training
from tests.train.conftest import wish
from tests.train.drawn import can_draw, drawn

INCH = 72  # points


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


def high(slide: Slide) -> float:
    """How high what a slide shows is in the smallest letters, in points."""
    columns = (slide.lines, slide.right) if slide.right else (slide.lines,)
    return max(height(lines, SMALLEST, COLUMN if slide.right else BODY) for lines in columns)


def part_of(slide: Slide) -> tuple[int, int]:
    """Which part of how many a slide is."""
    part = re.search(r"\((\d+) of (\d+)\)$", slide.title)
    return (int(part[1]), int(part[2])) if part else (1, 1)


def test_two_hundred_decks_leave_no_line_alone_and_overflow_nowhere(two_hundred: list[Training]) -> None:
    for training in two_hundred:
        slides = deck(training)
        assert all(high(slide) <= BODY.height for slide in slides)
        for before, slide in pairwise(slides):
            number, count = part_of(slide)
            if number == count > 1:
                # the last part of several is no orphan: it holds a third of the one before at the least
                assert high(slide) * 3 >= high(before), (slide.title, high(before), high(slide))


def test_what_fits_on_one_slide_is_not_parted(two_hundred: list[Training]) -> None:
    parted = 0
    for training in two_hundred:
        whole: dict[str, list[Slide]] = {}
        for slide in deck(training):
            if part_of(slide)[1] > 1 and slide.layout == "content":
                whole.setdefault(slide.title.rsplit(" (", 1)[0], []).append(slide)
        for title, slides in whole.items():
            parted += 1
            lines = [line for slide in slides for line in slide.lines]
            assert height(lines, SMALLEST, BODY) > BODY.height, title
    assert parted > 100


def test_a_day_of_many_parts_is_one_slide(two_hundred: list[Training]) -> None:
    counts = [len(training.agenda) for training in two_hundred]
    for training, count in zip(two_hundred, counts, strict=True):
        days = [slide for slide in deck(training) if slide.title.startswith("Plan of the day")]
        assert sum(len(day.lines) + len(day.right) for day in days) == count
        assert len(days) == 1 or count > 14
        assert all(abs(len(day.lines) - len(day.right)) <= 1 for day in days if day.right)
    assert max(counts) > 20


def test_words_are_as_wide_as_in_arial() -> None:
    # from the metrics of Arial: W 944, i 222, five letters of "Wills" 944 + 222 + 222 + 222 + 500
    assert width("Wills", 1000) == 2110
    assert width("É", 1000) == width("E", 1000) == 667
    assert width("社", 1000) == 1000


@pytest.mark.exhaustive
@pytest.mark.skipif(not can_draw(), reason="LibreOffice and poppler are not on this machine")
def test_slides_are_drawn_with_every_word_in_its_box(
    two_hundred: list[Training], hostile: Training, tmp_path: Path
) -> None:
    """LibreOffice draws them; nothing stands below the body but the source, nothing above but the title."""
    chosen = [*two_hundred[::25], hostile]
    for training, pages in zip(chosen, drawn([pptx_bytes(one) for one in chosen], tmp_path), strict=True):
        slides = deck(training)
        assert len(pages) == len(slides)
        for slide, page in list(zip(slides, pages, strict=True))[1:]:
            assert page.between(0, 1.42 * INCH) == spaced(slide.title)
            assert page.between(6.55 * INCH, page.height) == spaced(slide.source)
            assert spaced(" ".join((*slide.lines, *slide.right))).split()[-1] in page.between(0, 6.55 * INCH)
            assert all(0.5 * INCH < word.left < word.right < page.width - 0.5 * INCH for word in page.words)


def spaced(text: str) -> str:
    """A text with one blank between words, as drawn."""
    return " ".join(clean(text).split())


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
