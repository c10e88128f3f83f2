"""Groups of questions that ask alike: by the nearness of their vectors, more of it between two sections."""

import numpy as np
import pytest

from api.curate.gap_groups import Kept, grouped


def kept(number: int, asked: int = 1, near: str = "") -> Kept:
    return Kept(number, f"question {number}", asked, "2026-11-01", "2026-11-02", (near,) if near else ())


def at(*cosines: float) -> np.ndarray:
    """Unit vectors in a plane, each with this cosine to the first axis."""
    return np.array([[c, (1 - c * c) ** 0.5] for c in cosines], np.float32)


@pytest.mark.parametrize(
    ("cosine", "sections", "together"),
    [
        (0.81, ("law/a#b", "law/c#d"), True),
        (0.79, ("law/a#b", "law/c#d"), False),
        (0.79, ("", ""), False),
        (0.61, ("law/a#b", "law/a#b"), True),
        (0.59, ("law/a#b", "law/a#b"), False),
    ],
)
def test_like_questions_are_one_group(cosine: float, sections: tuple[str, str], together: bool) -> None:
    rows = [kept(1, 2, sections[0]), kept(2, 1, sections[1])]
    groups = grouped(rows, at(1.0, cosine))
    assert [group.numbers for group in groups] == ([(1, 2)] if together else [(1,), (2,)])


def test_the_most_asked_names_its_group_whatever_came_first() -> None:
    rows = [kept(1), kept(2, 5), kept(3, 2)]
    groups = grouped(rows, np.array([[1, 0], [1, 0], [0, 1]], np.float32))
    assert [(group.number, group.numbers, group.asked) for group in groups] == [(2, (2, 1), 6), (3, (3,), 2)]


def test_none_are_no_group_and_hundreds_apart_stay_apart() -> None:
    assert grouped([], np.zeros((0, 8), np.float32)) == []
    many = [kept(number) for number in range(300)]
    groups = grouped(many, np.eye(300, dtype=np.float32))
    assert [group.numbers for group in groups] == [(number,) for number in range(300)]
