"""Whole trainings: what they say, that they are stable, what is left out, swaps."""

import pytest

from api.train.errors import SwapRefused, UnknownTopics
from api.train.planner import Planner
from api.train.training import Training
from tests.least_seconds import least_seconds
from tests.train.conftest import wish


def test_the_agenda_runs_from_start_to_end_without_gap(training: Training) -> None:
    clock = 9 * 60 + 30
    for item in training.agenda:
        assert item.start == f"{clock // 60:02}:{clock % 60:02}"
        clock += item.minutes
        assert item.end == f"{clock // 60:02}:{clock % 60:02}"
        assert item.slot is None or item.teaching_minutes + item.exercise_minutes == item.minutes
        assert item.slot is None or sum(step.minutes for step in item.steps) == item.minutes
    assert sum(item.minutes for item in training.agenda) == training.minutes == 180


def test_every_objective_is_checked_and_every_item_says_what_a_trainer_needs(long_training: Training) -> None:
    assert all(objective.checked_by for objective in long_training.objectives)
    for item in (i for i in long_training.agenda if i.slot is not None):
        assert item.notes
        assert item.why
        assert item.rooms
        assert item.citations
        assert item.accessibility
        assert item.pitfalls
        assert item.groups


def test_citations_point_at_the_references_of_the_training(long_training: Training) -> None:
    numbers = [r.number for r in long_training.references]
    assert numbers == list(range(1, len(numbers) + 1))
    used = {n for item in long_training.agenda for step in item.steps for n in step.does.citations}
    used |= {n for topic in long_training.topics for point in topic.points for n in point.citations}
    assert used <= set(numbers)
    for item in long_training.agenda:
        assert {n for step in item.steps for n in step.does.citations} <= {c.number for c in item.citations}


def test_equal_requests_give_equal_plans_and_a_seed_gives_another(planner: Planner) -> None:
    first = planner.plan(wish(), "x")
    assert planner.plan(wish(), "x") == first
    others = [planner.plan(wish(seed=seed), "x") for seed in range(1, 6)]
    assert any([i.activity for i in o.agenda] != [i.activity for i in first.agenda] for o in others)


def test_points_of_a_topic_are_told_once(long_training: Training) -> None:
    told = [point.text for item in long_training.agenda for point in item.points]
    assert told
    assert len(told) == len(set(told))


def test_what_does_not_fit_is_left_out_and_said(planner: Planner) -> None:
    themes = tuple(topic.theme for topic in planner.library.topics[:8])
    plan = planner.plan(wish(minutes=45, participants=200, delivery="online", topics=themes), "x")
    assert sum(item.minutes for item in plan.agenda) == 45
    assert len([entry for entry in plan.left_out if entry.what.startswith("Topic: ")]) == 7
    assert all("45 minutes" in entry.why for entry in plan.left_out)
    assert any("helpers" in line.text for line in plan.advice)
    assert any(entry.what == "World Café" and "in-person only" in entry.why for entry in plan.not_suitable)


def test_elected_members_are_not_asked_to_draft_and_it_is_said(planner: Planner) -> None:
    plan = planner.plan(wish(audience="elected-members", minutes=300, topics=("funding",)), "x")
    assert {objective.kind for objective in plan.objectives} == {"explain", "judge"}
    assert [entry.why for entry in plan.left_out] == ["It is not offered for elected members and boards."]


def test_the_level_decides_where_people_start(planner: Planner) -> None:
    new = planner.plan(wish(minutes=60, topics=("funding",)), "x")
    known = planner.plan(wish(minutes=60, topics=("funding",), level="practitioner"), "x")
    assert [o.kind for o in new.objectives] == ["explain"]
    assert [o.kind for o in known.objectives] == ["judge"]


def test_without_topics_the_audience_decides_and_it_is_said(planner: Planner) -> None:
    plan = planner.plan(wish(topics=()), "x")
    council = next(a for a in planner.library.audiences if a.id == "council")
    assert [t.id for t in plan.topics] == list(council.topics)[: len(plan.topics)]
    assert any("No topics were named" in line.text for line in plan.advice)


def test_unknown_topics_are_refused_with_their_place(planner: Planner) -> None:
    with pytest.raises(UnknownTopics) as caught:
        planner.plan(wish(topics=("funding", "cooking", "sailing")), "x")
    assert [fault.pointer for fault in caught.value.errors] == ["/topics/1", "/topics/2"]


def test_priorities_of_an_assessment_bring_their_activity(planner: Planner) -> None:
    plan = planner.plan(wish(topics=(), assessment_id="a", minutes=180), "x", ["communication", "governance"])
    assert {t.id for t in plan.topics} == {"communication", "governance"}
    assert "activities/agree-a-score" in [i.activity_id for i in plan.agenda]


def test_a_swap_changes_one_slot_and_keeps_the_length(planner: Planner, training: Training) -> None:
    for item in training.agenda:
        for other in item.alternatives:
            new = planner.swap(training, item.slot or 0, other.id, "new")
            assert sum(i.minutes for i in new.agenda) == training.minutes
            before = [i.activity_id for i in training.agenda if i.slot is not None]
            after = [i.activity_id for i in new.agenda if i.slot is not None]
            assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [item.slot]
            assert new.swapped_from == training.id
            assert all(o.checked_by for o in new.objectives)


def test_swaps_can_follow_each_other(planner: Planner, training: Training) -> None:
    item = next(i for i in training.agenda if i.kind == "practise" and i.alternatives)
    once = planner.swap(training, item.slot or 0, item.alternatives[0].id, "one")
    back = planner.swap(once, item.slot or 0, item.activity_id or "", "two")
    assert [i.activity_id for i in back.agenda] == [i.activity_id for i in training.agenda]


@pytest.mark.parametrize(
    ("slot", "activity"), [(99, "activities/first-step"), (0, "activities/world-cafe"), (0, "no")]
)
def test_a_swap_that_does_not_fit_is_refused(
    planner: Planner, training: Training, slot: int, activity: str
) -> None:
    with pytest.raises(SwapRefused):
        planner.swap(training, slot, activity, "new")


def test_a_plan_takes_less_than_two_hundred_milliseconds(planner: Planner) -> None:
    request = wish(minutes=480, topics=(), audience="mixed", participants=40)
    assert least_seconds(lambda: planner.plan(request, "x")) < 0.2
