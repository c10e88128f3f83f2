"""The sheets of activities: each that a check-list names is there, filled, for every activity and topic."""

import re
from itertools import pairwise

import pytest

from api.train.content import Activity, Topic
from api.train.exports.blocks import Codes, Grid, Heading, Lines, Text, Writing
from api.train.exports.documents import handouts
from api.train.loader import Library
from api.train.planner import Planner
from api.train.references import References
from api.train.sheets import SheetFiller
from api.train.stock import FEWEST
from api.train.training import AgendaItem, Sheet, StepPlan, Training
from tests.train.conftest import wish

# what is printed of its own accord, or bought: pens, cards without words, paper of any size
BLANK = re.compile(
    r"flip chart sheet|large sheet|sheet of problems|sheets?, pens$|sheets and pens|sticky|long paper|"
    r"post-?cards? or|cards in two colours|cards and pens|cards, pens|coloured cards|case cards?|"
    r"photograph|evaluation form|forms, pens|table sheet",
    re.I,
)
PAPER = re.compile(r"\b(sheets?|cards?|statements?|clauses|briefs?|sentences|questions?|list|table)\b", re.I)


def plan_of(activity: Activity, references: References) -> list[StepPlan]:
    return [
        StepPlan(at=0, minutes=step.minutes, part=step.part, does=references.cited(step.does))
        for step in activity.steps
    ]


def filled(library: Library, activity: Activity, topic: Topic) -> tuple[Sheet, ...]:
    references = References(library.sources)
    filler = SheetFiller(library.stock, library.questions, references)
    return filler.sheets(activity, topic, topic.objectives, plan_of(activity, references))


def test_what_an_activity_has_people_write_on_or_cut_out_has_a_sheet(library: Library) -> None:
    for activity in library.activities:
        head = activity.head
        named = [
            line
            for line in (*head.materials.before, *head.materials.on_the_day)
            if PAPER.search(line) and not BLANK.search(line)
        ]
        assert head.sheets or not named, (head.id, named)


def test_every_activity_fills_its_sheets_for_every_topic(library: Library) -> None:
    checked = 0
    for activity in library.activities:
        for topic in library.topics:
            for sheet in filled(library, activity, topic):
                # a sheet with a page for each question or size of groups says so behind its title
                head = next(h for h in activity.head.sheets if sheet.title.startswith(h.title))
                checked += 1
                place = (activity.head.id, topic.theme, sheet.title)
                assert sheet.fields or sheet.cards or sheet.rows, place
                if head.filled:
                    assert sheet.cards, place
                assert all(card.front.text.strip() for card in sheet.cards), place
                assert all(len(row) == len(sheet.columns) for row in sheet.rows), place
                fronts = [card.front.text for card in sheet.cards]
                assert len(fronts) == len(set(fronts)), place
    assert checked > 40 * len(library.topics)


def test_myth_or_rule_has_six_sentences_half_of_them_wrong_each_with_its_source(library: Library) -> None:
    activity = next(a for a in library.activities if a.head.id == "activities/myth-or-rule")
    for topic in library.topics:
        if topic.theme not in activity.head.topics:
            continue
        cards = filled(library, activity, topic)[0].cards
        assert len(cards) == 6, topic.theme
        backs = [card.back for card in cards if card.back]
        assert sorted(b.text.split(".")[0] for b in backs) == ["A: so it is"] * 3 + ["B: myth"] * 3
        assert all(b.citations for b in backs)
        assert not any(card.front.citations for card in cards)  # the source is not given away


def test_every_theme_has_beliefs_and_risks(library: Library) -> None:
    for topic in library.topics:
        assert len(library.stock.beliefs[topic.theme]) >= FEWEST
        risks = library.stock.risks[topic.theme]
        assert len(risks) >= FEWEST
        assert all(risk.helps for risk in risks)


@pytest.fixture(scope="module")
def trainings(planner: Planner) -> list[Training]:
    return [
        planner.plan(wish(seed=seed, minutes=minutes, topics=[topic.theme]), "x")
        for seed, minutes in ((0, 90), (1, 180), (2, 300))
        for topic in planner.library.topics
    ]


def test_the_hand_outs_hold_each_sheet_of_the_plan_once(trainings: list[Training]) -> None:
    for training in trainings:
        blocks = handouts(training).blocks
        titles = [b.text for b in blocks if isinstance(b, Heading)]
        wanted = list(dict.fromkeys(s for i in training.agenda for s in i.sheets))
        assert [t for t in titles if t in {s.title for s in wanted}] == [s.title for s in wanted]
        shown = " ".join(words(blocks))
        for sheet in wanted:
            for card in sheet.cards:
                assert card.front.text in shown, (sheet.title, card.front.text)
        solved = " ".join(words(handouts(training, answers=True).blocks))
        for sheet in wanted:
            for card in sheet.cards:
                assert card.back is None or card.back.text in solved


def test_the_sources_of_hand_outs_are_numbered_in_the_order_of_use(trainings: list[Training]) -> None:
    for training in trainings:
        for answers in (False, True):
            blocks = handouts(training, answers).blocks
            at = next(n for n, b in enumerate(blocks) if b == Heading("Sources", 2))
            used = [int(n) for n in re.findall(r"\[(\d+)\]", " ".join(words(blocks[:at])))]
            first = list(dict.fromkeys(used))
            assert first == list(range(1, len(first) + 1))
            listed = [line for b in blocks[at:] if isinstance(b, Lines) for line in b.items]
            assert [int(line[1:].partition("]")[0]) for line in listed] == first


def test_addresses_on_paper_are_whole(trainings: list[Training]) -> None:
    text = " ".join(words(handouts(trainings[0], base="https://psp.example").blocks))
    assert "https://psp.example/s/" in text
    assert "/knowledge/" not in text
    # nobody types a long address: each source with one has a short one, and says where it leads
    listed = re.findall(r"https?://\S+ \([a-z0-9.-]+\)", text)
    assert listed
    assert all(re.match(r"https://psp\.example/s/[0-9a-z]{6} ", line) for line in listed)
    assert re.findall(r"https?://(?!psp\.example/s/)\S+", text) == []


def test_an_item_knows_its_sheets(trainings: list[Training]) -> None:
    items: list[AgendaItem] = [i for t in trainings for i in t.agenda if i.activity == "Give and gain"]
    assert all(i.sheets[0].fields == ("We bring", "We need", "We gain", "We risk") for i in items)
    assert all(a.end == b.start for t in trainings for a, b in pairwise(t.agenda))


def words(blocks: object) -> list[str]:
    """Everything that blocks say."""
    found = []
    for block in blocks:  # type: ignore[attr-defined]
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Text):
            found += [block.strong, block.text]
        elif isinstance(block, Lines):
            found += block.items
        elif isinstance(block, Codes):
            found += [word for item in block.items for word in item]
        elif isinstance(block, Grid):
            found += [cell for row in block.rows for cell in row]
        else:
            assert isinstance(block, Writing)
    return found
