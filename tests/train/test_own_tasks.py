"""What is shown to the group is the task of the activity that it is in."""

import re
from collections import defaultdict

import pytest

from api.train.content import Activity
from api.train.exports.blocks import texts
from api.train.exports.deck import deck
from api.train.exports.documents import AFTERWARDS, LISTEN_FOR, document
from api.train.loader import Library
from api.train.planner import Planner
from api.train.pool import group_sizes
from api.train.references import References
from api.train.sheets import SheetFiller
from api.train.training import Training
from tests.train.conftest import wish

# these have people work on the task of the objective; every other exercise brings its own
ON_THE_OBJECTIVE = {"own-case-workshop", "signal-check", "think-pair-share", "write-and-swap"}


@pytest.fixture(scope="session")
def trainings(planner: Planner) -> list[Training]:
    return [
        planner.plan(wish(minutes=minutes, participants=12, seed=seed, topics=()), "x")
        for minutes, seed in ((60, 0), (210, 1), (210, 2), (420, 3))
    ]


def activity_of(library: Library, name: str) -> Activity:
    return next(a for a in library.activities if a.head.id == f"activities/{name}")


def test_every_exercise_brings_its_task_or_works_on_that_of_the_objective(library: Library) -> None:
    for activity in library.activities:
        if {"practise", "check"} & set(activity.head.roles):
            on_the_objective = activity.head.id.removeprefix("activities/") in ON_THE_OBJECTIVE
            assert bool(activity.head.task) != on_the_objective, activity.head.id


def test_a_slide_gives_the_task_of_its_own_activity(trainings: list[Training]) -> None:
    seen = 0
    for training in trainings:
        slides = deck(training)
        tasks = {objective.task for objective in training.objectives}
        for item in training.agenda:
            if not item.task:
                continue
            seen += 1
            here = [s for s in slides if s.title.split(" (")[0] == item.activity and s.layout == "content"]
            assert any(item.task in slide.lines for slide in here), item.activity
            if all(i.task for i in training.agenda if i.activity == item.activity):
                assert not tasks & {line for slide in here for line in slide.lines}
                assert not any("A good answer contains" in slide.notes for slide in here)
    assert seen > 10


def test_the_plan_tells_the_task_of_each_activity(trainings: list[Training]) -> None:
    for training in trainings:
        told = "\n".join(texts(document(training, "plan")))
        own = [i for i in training.agenda if i.task]
        assert all(item.task in told for item in own)
        assert told.count(LISTEN_FOR) == sum(i.kind in ("practise", "check") for i in own)


def test_a_task_that_nobody_works_on_is_called_one_for_afterwards(trainings: list[Training]) -> None:
    for training in trainings:
        worked = {i.objective_id for i in training.agenda if i.kind in ("practise", "check") and not i.task}
        told = "\n".join(texts(document(training, "handouts")))
        assert told.count(AFTERWARDS) == sum(o.id not in worked for o in training.objectives)


def test_sentences_to_vote_on_stand_one_by_one_with_votes_and_answers_of_one_set(planner: Planner) -> None:
    training = planner.plan(wish(minutes=210, participants=12, topics=("procurement",)), "x")
    item = next((i for i in training.agenda if i.activity == "Myth or rule?"), None)
    assert item is not None
    sentences, votes = item.sheets
    signs = tuple(card.front.text for card in votes.cards)
    slides = deck(training)
    assert len(sentences.cards) == 6
    assert sentences.votes == signs
    verdicts = []
    for card in sentences.cards:
        shown = [slide for slide in slides if slide.lines == (card.front.text, *signs)]
        assert len(shown) == 1
        assert shown[0].source == "Source: see notes"  # a myth is not put under the name of a source
        assert card.back is not None
        verdicts.append(next(sign for sign in signs if card.back.text.startswith(f"{sign}. ")))
        assert verdicts[-1] in shown[0].notes
    assert sorted(map(verdicts.count, signs)) == [3, 3]


def test_the_answers_to_sentences_take_no_turns_that_can_be_guessed(library: Library) -> None:
    orders = set()
    activity = activity_of(library, "myth-or-rule")
    for topic in library.topics:
        filler = SheetFiller(library.stock, library.questions, References(library.sources))
        cards = filler.sheets(activity, topic, topic.objectives, ())[0].cards
        orders.add("".join(card.back.text[0] for card in cards if card.back))
    assert len(orders) > 5


@pytest.mark.parametrize("name", ["carousel", "world-cafe"])
def test_each_station_and_round_has_its_question_with_an_answer(library: Library, name: str) -> None:
    activity = activity_of(library, name)
    for topic in library.topics:
        filler = SheetFiller(library.stock, library.questions, References(library.sources))
        sheets = [s for s in filler.sheets(activity, topic, topic.objectives, ()) if s.shown]
        asked = [sheet.cards[0] for sheet in sheets]
        assert len({card.front.text for card in asked}) == len({sheet.title for sheet in sheets}) == 3
        assert all(card.front.text.endswith("?") and card.back and card.back.citations for card in asked)
        assert all(len(sheet.cards) == 1 and sheet.fields for sheet in sheets)
    # no more groups than there are stations, so that no group waits
    if name == "carousel":
        least, most = activity.head.participants
        assert all(len(group_sizes(n, activity.head.groups)) <= 3 for n in range(least, most + 1))


def test_a_part_to_read_holds_two_points_and_there_is_one_for_each_person(library: Library) -> None:
    activity = activity_of(library, "jigsaw-reading")
    for topic in library.topics:
        filler = SheetFiller(library.stock, library.questions, References(library.sources))
        sheets = filler.sheets(activity, topic, topic.objectives, (), group_sizes(11, activity.head.groups))
        assert [len(sheet.cards) for sheet in sheets] == [4, 3]
        assert len({sheet.title for sheet in sheets}) == 2
        for sheet in sheets:
            for card in sheet.cards:
                assert len(re.findall(r"[.?!]”?(?: |$)", card.front.text)) >= 3  # its number, and two points
                assert card.front.citations
            together = " ".join(card.front.text for card in sheet.cards)
            assert all(point.text in together for point in topic.points)


def test_an_example_is_worked_on_a_case_with_answers(planner: Planner, library: Library) -> None:
    activity = activity_of(library, "worked-example")
    assert activity.head.needs == ("case",)
    plans = [planner.plan(wish(minutes=m, topics=("piloting",)), "x") for m in range(120, 481, 10)]
    plan, place = next(
        (plan, item.slot)
        for plan in plans
        for item in plan.agenda
        if activity.head.id in {other.id for other in item.alternatives}
    )
    assert place is not None
    training = planner.swap(plan, place, activity.head.id, "y")
    item = next(i for i in training.agenda if i.activity_id == activity.head.id)
    case = next(case for case in training.cases if case.id in item.cases)
    slides = deck(training)
    assert any(case.questions[0].question in line for slide in slides for line in slide.lines)
    assert any(case.questions[0].answer.text in slide.notes for slide in slides)
    assert all(case.id not in i.cases for i in training.agenda if i.slot and i.slot > (item.slot or 0))


def test_one_thing_has_one_name_in_all_checklists(library: Library) -> None:
    small = {"a", "and", "the", "for", "of", "each", "one", "on", "with", "to", "in"}
    names: dict[frozenset[str], set[str]] = defaultdict(set)
    for activity in library.activities:
        things = activity.head.materials
        for line in (*things.before, *things.on_the_day, *things.after):
            words = re.findall(r"[a-z]+", line.lower())
            names[frozenset(w.removesuffix("s") for w in words if w not in small)].add(line.lower())
    assert [sorted(found) for found in names.values() if len(found) > 1] == []
