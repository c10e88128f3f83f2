from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from api.assess.answers import Response
from api.assess.model import Questionnaire
from api.assess.spread import mean_difference, spreads

Respond = Callable[..., Response]


def test_the_largest_difference_comes_first(readiness: Questionnaire, respond: Respond) -> None:
    people = [
        respond("a", "public", agreed_problem="in-place", equal_say="kept-up", open_talk="in-place"),
        respond("b", "third", agreed_problem="in-place", equal_say="not-yet", open_talk="started"),
    ]
    found = spreads(readiness, people)
    assert [(s.question, s.range) for s in found] == [
        ("equal-say", 3),
        ("open-talk", 1),
        ("agreed-problem", 0),
    ]
    first = found[0]
    assert (first.sector_gap, first.mean_difference, first.n, first.of) == (3.0, 3.0, 2, 3)
    assert [(s.sector, s.values) for s in first.by_sector] == [("public", (3,)), ("third", (0,))]


def test_a_gap_between_sectors_comes_before_the_same_range_inside_one(
    readiness: Questionnaire, respond: Respond
) -> None:
    people = [
        respond("a", "public", equal_say="kept-up", open_talk="kept-up"),
        respond("b", "public", equal_say="not-yet", open_talk="kept-up"),
        respond("c", "third", equal_say="not-yet", open_talk="not-yet"),
        respond("d", "third", equal_say="kept-up", open_talk="not-yet"),
    ]
    # equal-say: both sectors have the mean 1.5; open-talk: 3 against 0
    assert [(s.question, s.range, s.sector_gap) for s in spreads(readiness, people)] == [
        ("open-talk", 3, 3.0),
        ("equal-say", 3, 0.0),
    ]


def test_one_answer_has_no_spread(readiness: Questionnaire, respond: Respond) -> None:
    only = spreads(readiness, [respond("a", agreed_problem="started")])[0]
    assert (only.range, only.sector_gap, only.mean_difference, only.n) == (None, None, None, 1)


def test_dont_know_is_no_distance(readiness: Questionnaire, respond: Respond) -> None:
    people = [respond("a", agreed_problem="kept-up"), respond("b", agreed_problem="dont-know")]
    assert spreads(readiness, people)[0].range is None


@given(st.lists(st.integers(0, 4), min_size=2, max_size=12))
def test_mean_difference_is_that_of_all_pairs(values: list[int]) -> None:
    pairs = [abs(a - b) for n, a in enumerate(values) for b in values[n + 1 :]]
    found = mean_difference(values)
    assert found is not None
    assert abs(found - sum(pairs) / len(pairs)) <= 0.005 + 1e-9
