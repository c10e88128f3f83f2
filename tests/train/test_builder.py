"""The builder: rules that hold for every wish, and what the parts do."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.train.builder import Wish, alternatives, build, pick, swapped
from api.train.loader import Library
from api.train.planner import goals_of
from api.train.pool import Candidate, Goal, Pool, group_sizes, unfit
from api.train.search import Place, choose
from api.train.timing import Item, pauses, place_pauses, share, stretch_steps
from tests.train.rules import broken_rules
from tests.train.space import check_everything
from tests.train.space import library as read_library

BOOKS = read_library()
HEADS = {activity.head.id: activity.head for activity in BOOKS.activities}
THEMES = [topic.theme for topic in BOOKS.topics]
WISHES = st.builds(
    Wish,
    minutes=st.integers(30, 480),
    delivery=st.sampled_from(["in-person", "online"]),
    level=st.sampled_from(["introductory", "practitioner"]),
    seed=st.one_of(st.just(0), st.integers(0, 9999)),
)


@given(
    wish=WISHES,
    people=st.integers(2, 200),
    audience=st.sampled_from([entry.id for entry in BOOKS.audiences]),
    themes=st.lists(st.sampled_from(THEMES), min_size=1, max_size=17, unique=True),
)
@settings(max_examples=300, deadline=None)
def test_every_plan_keeps_the_rules(wish: Wish, people: int, audience: str, themes: list[str]) -> None:
    pool = Pool(HEADS.values(), people, wish.delivery)
    outline = build(pool, goals_of(BOOKS, audience, wish.level, themes), wish)
    assert outline is not None
    assert broken_rules(outline, wish, people, HEADS) == []


@pytest.mark.exhaustive
def test_the_whole_space_keeps_the_rules_in_three_minutes_of_a_processor() -> None:
    plans, broken, seconds = check_everything()
    # 91 lengths x 2 deliveries x 5 audiences x (17 topics + 136 pairs)
    assert plans == 91 * 2 * 5 * 153
    assert broken == []
    assert seconds < 180


@given(wish=WISHES, people=st.integers(2, 60), theme=st.sampled_from(THEMES), data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_alternative_that_is_offered_gives_a_plan_that_keeps_the_rules(
    wish: Wish, people: int, theme: str, data: st.DataObject
) -> None:
    pool = Pool(HEADS.values(), people, wish.delivery)
    outline = build(pool, goals_of(BOOKS, "council", wish.level, [theme]), wish)
    assert outline is not None
    at = data.draw(st.integers(0, len(outline.slots) - 1))
    for candidate in alternatives(pool, outline, wish, at):
        other = swapped(pool, outline, wish, at, candidate)
        assert other is not None
        assert other.choice[at].id == candidate.id != outline.choice[at].id
        assert broken_rules(other, wish, people, HEADS) == []


def test_the_rules_themselves_find_what_is_wrong() -> None:
    wish = Wish(60, "in-person", "introductory", 0)
    pool = Pool(HEADS.values(), 12, "in-person")
    outline = build(pool, goals_of(BOOKS, "council", "introductory", ["funding"]), wish)
    assert outline is not None
    longer = Wish(65, "in-person", "introductory", 0)
    assert "minutes instead of 65" in broken_rules(outline, longer, 12, HEADS)[0]
    assert any("with 1 people" in rule for rule in broken_rules(outline, wish, 1, HEADS))
    online = Wish(60, "online", "introductory", 0)
    head = HEADS["activities/world-cafe"]
    assert broken_rules(outline, online, 12, HEADS | {outline.choice[2].id: head})


def test_goals_are_picked_topic_by_topic_before_a_second_round() -> None:
    topics = [
        [Goal("a1", "explain", "a"), Goal("a2", "judge", "a")],
        [Goal("b1", "explain", "b"), Goal("b2", "judge", "b")],
    ]
    assert [g.id for g in pick(topics, 1)] == ["a1"]
    assert [g.id for g in pick(topics, 2)] == ["a1", "b1"]
    assert [g.id for g in pick(topics, 3)] == ["a1", "a2", "b1"]
    assert [g.id for g in pick(topics, 9)] == ["a1", "a2", "b1", "b2"]


@pytest.mark.parametrize(
    ("people", "groups", "sizes"),
    [
        (12, (4, 5), [4, 4, 4]),
        (13, (4, 5), [5, 4, 4]),
        (7, (4, 6), []),
        (2, (3, 5), []),
        (200, (1, 1), [200]),
        (9, (2, 3), [3, 2, 2, 2]),
        (20, (1, 2), [2] * 10),
    ],
)
def test_people_are_split_evenly_or_not_at_all(
    people: int, groups: tuple[int, int], sizes: list[int]
) -> None:
    assert group_sizes(people, groups) == sizes


@given(people=st.integers(2, 200), least=st.integers(1, 8), extra=st.integers(0, 5))
def test_groups_keep_their_bounds(people: int, least: int, extra: int) -> None:
    sizes = group_sizes(people, (least, least + extra))
    possible = least + extra == 1 or any(
        least * n <= people <= (least + extra) * n for n in range(1, people + 1)
    )
    assert bool(sizes) == possible
    if sizes and least + extra > 1:
        assert sum(sizes) == people
        assert all(least <= size <= least + extra for size in sizes)


def test_an_activity_that_does_not_suit_the_room_says_why() -> None:
    cafe = HEADS["activities/world-cafe"]
    assert unfit(cafe, 12, "in-person") == ""
    assert "in-person only" in unfit(cafe, 12, "online")
    assert "at least 12" in unfit(cafe, 11, "in-person")
    assert "up to 36" in unfit(HEADS["activities/case-clinic"], 37, "in-person")
    assert "groups of 5 to 6" in unfit(HEADS["activities/case-clinic"], 7, "in-person")
    assert "self-assessment" in unfit(HEADS["activities/agree-a-score"], 12, "in-person")
    assert unfit(HEADS["activities/agree-a-score"], 12, "in-person", "assessment") == ""


def _candidate(
    name: str, least: int, most: int, talk: int = 0, checks: bool = True, merit: int = 0
) -> Candidate:
    return Candidate(name, "practise", least, most, talk, 2, checks, merit)


def test_the_search_goes_back_when_the_best_first_choice_cannot_be_completed() -> None:
    # the best "long" (40) leaves no room for the only second option (20) within 50 minutes
    places = [
        Place((_candidate("long", 40, 60, merit=9), _candidate("short", 10, 30)), 30),
        Place((_candidate("fixed", 20, 20),), 20),
    ]
    assert [c.id for c in choose(places, 50) or ()] == ["short", "fixed"]
    assert [c.id for c in choose(places, 60) or ()] == ["long", "fixed"]
    assert choose(places, 29) is None
    assert choose(places, 81) is None
    assert choose([Place((), 10)], 10) is None


def test_the_search_never_lets_the_trainer_talk_for_more_than_twenty_minutes() -> None:
    talk = Place((_candidate("talk", 15, 15, talk=15, checks=False),), 15)
    check = Place((_candidate("check", 5, 5),), 5)
    assert choose([talk, talk, check], 35) is None
    assert choose([talk, check, talk, check], 40) is not None


def test_a_seed_varies_the_choice_and_no_seed_takes_the_best() -> None:
    options = tuple(_candidate(f"a{n}", 10, 10) for n in range(5))
    assert [c.id for c in choose([Place(options, 10)], 10) or ()] == ["a0"]
    assert len({(choose([Place(options, 10)], 10, seed) or options)[0].id for seed in range(1, 30)}) > 2


@given(
    bounds=st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, 6), st.integers(0, 80)), min_size=1, max_size=12
    ),
    work=st.integers(5, 400),
)
def test_minutes_are_shared_out_exactly_or_not_at_all(bounds: list[tuple[int, int, int]], work: int) -> None:
    items = [Item("practise", 5 * a, 5 * (a + b), target) for a, b, target in bounds]
    minutes = share(items, work)
    possible = sum(i.least for i in items) <= work <= sum(i.most for i in items)
    assert (minutes is not None) == possible
    if minutes:
        assert sum(minutes) == work
        assert all(i.least <= m <= i.most for i, m in zip(items, minutes, strict=True))


@given(minutes=st.lists(st.integers(5, 60), min_size=1, max_size=15), count=st.integers(0, 5))
def test_pauses_leave_no_stretch_too_long(minutes: list[int], count: int) -> None:
    before = place_pauses(minutes, count, 90, [0] * len(minutes))
    if before is None:
        return
    edges = [0, *before, len(minutes)]
    assert len(before) == count
    assert all(0 < sum(minutes[a:b]) <= 90 for a, b in pairwise(edges))


def test_a_pause_goes_to_the_cheaper_seam() -> None:
    assert place_pauses([30, 30, 30, 30], 1, 90, [0, 0, 9000, 0]) in ((1,), (3,))
    assert place_pauses([30, 30, 30, 30], 1, 90, [0, 0, 0, 0]) == (2,)


def test_people_get_breaks_where_they_need_them() -> None:
    assert pauses(90, "in-person")[0].count == 0
    assert pauses(95, "in-person")[0].count == 1
    assert pauses(60, "online")[0].count == 0
    assert pauses(65, "online")[0].count == 1
    assert pauses(295, "in-person")[0].lunch == 0
    assert pauses(300, "in-person")[0].lunch == 45


@given(weights=st.lists(st.integers(1, 60), min_size=1, max_size=8), minutes=st.integers(0, 120))
def test_steps_stretch_to_the_minute(weights: list[int], minutes: int) -> None:
    found = stretch_steps(weights, minutes)
    assert sum(found) == minutes
    exact = [minutes * w / sum(weights) for w in weights]
    assert all(abs(a - b) < 1 for a, b in zip(found, exact, strict=True))


def test_library_is_the_corpus_own(library: Library) -> None:
    assert library.version == BOOKS.version


def test_an_activity_made_for_the_objective_comes_first_and_one_for_others_last() -> None:
    pool = Pool(HEADS.values(), 20, "in-person")
    clause = pool.options("practise", Goal("procurement-make", "make", "procurement"), "introductory", True)
    assert clause[0].id == "activities/community-benefit-clause"
    places = {candidate.id: at for at, candidate in enumerate(clause)}
    assert places["activities/plan-backwards"] > places["activities/write-and-swap"]
