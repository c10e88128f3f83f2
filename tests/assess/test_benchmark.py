from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.assess.benchmark import Contribution, Published, current, may_publish, next_release


def people(names: str, group: str = "pilot", share: float = 0.5) -> list[Contribution]:
    return [Contribution(member=name, groups=("all", group), shares={"trust": share}) for name in names]


def shown(released: list[Published]) -> dict[str, int]:
    return {figure.group: figure.n for figure in released}


def test_four_are_too_few_and_five_are_shown_with_their_number() -> None:
    assert next_release(people("abcd"), []) == []
    assert shown(next_release(people("abcde"), [])) == {"all": 5, "pilot": 5}


def test_a_mean_is_published_and_nothing_else() -> None:
    released = next_release(people("abc", share=0.2) + people("de", share=0.9), [])
    # (0.2 * 3 + 0.9 * 2) / 5 = 0.48
    assert {figure.mean for figure in released} == {0.48}


def test_a_group_is_held_back_where_the_rest_would_be_small() -> None:
    # 8 + 4: the four are too few, and twelve less eight would give them away
    assert shown(next_release(people("abcdefgh", "pilot") + people("ijkl", "design"), [])) == {"all": 12}
    # 8 + 5: both may be shown
    assert shown(next_release(people("abcdefgh", "pilot") + people("ijklm", "design"), [])) == {
        "all": 13,
        "pilot": 8,
        "design": 5,
    }


def test_one_newcomer_is_not_given_away_by_before_and_after() -> None:
    history = next_release(people("abcde"), [])
    assert next_release(people("abcdef"), history) == []
    assert shown(next_release(people("abcdefghij"), history)) == {"all": 10, "pilot": 10}


def test_one_leaver_is_not_given_away_by_before_and_after() -> None:
    history = next_release(people("abcdefghij"), [])
    assert next_release(people("abcdefghi"), history) == []


def test_the_newest_figure_is_the_current_one() -> None:
    history = next_release(people("abcde"), [])
    history += next_release(people("abcdefghij", share=0.7), history)
    assert current(history)["trust", "all"].n == 10


@pytest.mark.parametrize("smallest", [2, 5])
def test_may_publish_looks_at_combinations_of_three(smallest: int) -> None:
    base = frozenset(range(4 * smallest))
    history = [base, frozenset(range(2 * smallest))]
    assert may_publish(history, frozenset(range(smallest)), smallest)
    assert not may_publish(history, frozenset(range(smallest + 1)), smallest)


def reveals_fewer_than(smallest: int, published: list[frozenset[str]]) -> bool:
    """Whether some sum over 1 to smallest-1 members follows from the published sums, by linear algebra."""
    everybody = sorted(frozenset().union(*published))
    rows = [[Fraction(name in group) for name in everybody] for group in published]
    rank = matrix_rank(rows)
    for size in range(1, smallest):
        for few in combinations(everybody, size):
            target = [Fraction(name in few) for name in everybody]
            if matrix_rank([*rows, target]) == rank:
                return True
    return False


def matrix_rank(rows: list[list[Fraction]]) -> int:
    rows = [row[:] for row in rows]
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for r in range(rank + 1, len(rows)):
            factor = rows[r][column] / rows[rank][column]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[rank], strict=True)]
        rank += 1
    return rank


def test_the_attack_works_on_careless_figures() -> None:
    assert reveals_fewer_than(3, [frozenset("abcdef"), frozenset("abcd")])


# At every step somebody joins with a stage, or leaves; what is published must reveal no small group.
STEPS = st.lists(st.tuples(st.booleans(), st.integers(0, 2), st.integers(0, 30)), min_size=3, max_size=14)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_no_queries_ever_reveal_a_small_group(steps: list[tuple[bool, int, int]]) -> None:
    smallest = 3  # the same rule as with five, at a size where every small group can be tried
    present: dict[str, Contribution] = {}
    history: list[Published] = []
    for number, (joins, stage, pick) in enumerate(steps):
        if joins or not present:
            name = f"m{number:02}"
            present[name] = Contribution(member=name, groups=("all", f"s{stage}"), shares={"trust": 0.5})
        else:
            present.pop(sorted(present)[pick % len(present)])
        history += next_release(present.values(), history, smallest)
    if history:
        assert all(figure.n >= smallest for figure in history)
        assert not reveals_fewer_than(smallest, [figure.members for figure in history])
