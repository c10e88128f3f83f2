"""Learning the question map on made data: questions are passages seen through a hidden rotation."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest

from kb.embedding import Vectors
from kb.question_map import QuestionMap

if TYPE_CHECKING:  # torch takes two seconds to import, which whoever runs other tests should not pay
    from api.evaluation.fit_question_map import Material

PASSAGES, ASKED, WIDTH, FOREIGN = 24, 60, 32, 120


def _units(rows: npt.NDArray[np.floating]) -> Vectors:
    units: Vectors = (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)
    return units


def material_of(parts: npt.NDArray[np.str_], owners: npt.NDArray[np.int32], vectors: Vectors) -> "Material":
    from api.evaluation.fit_question_map import Material

    return Material(parts, owners, vectors, PASSAGES)


def learn(material: "Material", tell: Callable[[int, int], None] = lambda done, total: None) -> Vectors:
    from api.evaluation.fit_question_map import learn as fit

    return fit(material, tell)


class Made:
    """Passages in pairs that are alike; a question is its passage a quarter turn away, a little blurred.

    Foreign questions lie around a direction of their own.
    """

    def __init__(self) -> None:
        self.chance = np.random.default_rng(11)
        pairs = np.repeat(self.chance.normal(size=(PASSAGES // 2, WIDTH)), 2, axis=0)
        self.wholes = _units(pairs + self.chance.normal(0, 0.3, pairs.shape))
        self.turn = np.kron(np.eye(WIDTH // 2), np.array([[0, 1], [-1, 0]]))
        self.foreign = _units(self.chance.normal(size=WIDTH))

    def asked(self, each: int) -> Vectors:
        """`each` questions to every passage, shape (PASSAGES * each, WIDTH)."""
        turned = np.repeat(self.wholes @ self.turn, each, axis=0)
        return _units(turned + self.chance.normal(0, 0.1, turned.shape))

    def outside(self, count: int) -> Vectors:
        """Foreign questions, shape (count, WIDTH)."""
        return _units(self.foreign + self.chance.normal(0, 0.12, (count, WIDTH)))

    def material(self) -> "Material":
        """Wholes, then each passage's title and heading with its questions, then the foreign ones."""
        titles = np.repeat(self.wholes[:, None], 2, axis=1)
        short = np.concatenate([titles, self.asked(ASKED).reshape(PASSAGES, ASKED, WIDTH)], axis=1)
        vectors = np.concatenate([self.wholes, short.reshape(-1, WIDTH), self.outside(FOREIGN)])
        parts = ["whole"] * PASSAGES + ["title"] * (PASSAGES * (ASKED + 2)) + ["outside"] * FOREIGN
        owners = [*range(PASSAGES), *np.repeat(np.arange(PASSAGES), ASKED + 2), *([0] * FOREIGN)]
        return material_of(np.array(parts), np.array(owners, np.int32), vectors)


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """So small a matrix is done before a second thread wakes; on busy cores threads wait for each other."""
    torch = pytest.importorskip("torch", reason="the extra `model` is not installed")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def made() -> Made:
    return Made()


@pytest.fixture(scope="module")
def material(made: Made) -> "Material":
    return made.material()


@pytest.fixture(scope="module")
def matrix(material: "Material") -> Vectors:
    return learn(material)


def _moved(matrix: Vectors, questions: Vectors) -> Vectors:
    return np.stack([QuestionMap(matrix).apply(question) for question in questions])


def _own(questions: Vectors, wholes: Vectors) -> npt.NDArray[np.floating]:
    """Each question's cosine to its own passage less the mean of those to the others."""
    cosines = questions @ wholes.T
    own = cosines[np.arange(len(questions)), np.repeat(np.arange(PASSAGES), len(questions) // PASSAGES)]
    apart: npt.NDArray[np.floating] = own - (cosines.sum(axis=1) - own) / (PASSAGES - 1)
    return apart


def test_it_brings_questions_that_it_never_saw_nearer_to_their_passages(made: Made, matrix: Vectors) -> None:
    unseen = made.asked(5)
    gained = _own(_moved(matrix, unseen), made.wholes) - _own(unseen, made.wholes)
    assert (gained > 0).all(), f"{(gained <= 0).sum()} of {len(gained)} are no nearer"
    assert gained.mean() > 0.08  # 0.089; 0.071 where each question sees itself among the titles


def test_the_matrix_is_square_in_single_precision_and_found_again(
    material: "Material", matrix: Vectors
) -> None:
    assert (matrix.shape, matrix.dtype) == ((WIDTH, WIDTH), np.float32)
    assert np.array_equal(learn(material), matrix)


def test_foreign_questions_stay_foreign(made: Made, material: "Material", matrix: Vectors) -> None:
    """They are drawn to no passage, not even to the first, whose number their rows bear in the index."""
    unseen, known = made.outside(60), material.vectors[material.parts == "outside"]
    moved = _moved(matrix, unseen)
    assert (((moved - unseen) @ made.wholes.T).mean(axis=0) < 0.1).all()
    assert ((moved @ known.T).max(axis=1) > (moved @ made.wholes.T).max(axis=1)).all()


def test_progress_is_told_step_by_step(material: "Material") -> None:
    told: list[tuple[int, int]] = []
    learn(material, lambda done, total: told.append((done, total)))
    assert told == [(number, len(told)) for number in range(1, len(told) + 1)]


def test_a_window_and_a_passage_without_title_take_part(material: "Material", matrix: Vectors) -> None:
    parts, owners = np.append(material.parts, "window"), np.append(material.owners, np.int32(3))
    vectors = np.concatenate([material.vectors, -material.vectors[3:4]])
    titled = (parts == "title") & (owners == 0)
    learned = learn(material_of(parts[~titled], owners[~titled], vectors[~titled]))
    assert np.isfinite(learned).all()
    assert not np.allclose(learned, matrix, atol=1e-3)
