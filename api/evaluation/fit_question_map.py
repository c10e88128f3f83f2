"""Fits the question map: each asked-as question should be nearest to the passage that it belongs to.

Softmax over all passages of the cosines that the ranking uses (mean of passage and title), the question's own
row left out; everyday questions (`taxonomy/outside.yml`) are one more class, so that the map does not draw
foreign questions towards the subject. Needs torch, from the extra `model`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from kb.embedding import Vectors

TEMPERATURE, WEIGHT_DECAY, RATE = 0.03, 1.0, 1e-3
EPOCHS, BATCH, SEED = 6, 128, 7


@dataclass(frozen=True, eq=False)
class Material:
    """All vectors of an index with the part and the passage of each, and how many passages there are."""

    parts: npt.NDArray[np.str_]
    owners: npt.NDArray[np.int32]
    vectors: Vectors
    passages: int


def learn(material: Material, tell: Callable[[int, int], None] = lambda done, total: None) -> Vectors:
    """The matrix of the map, float32 of shape (width, width); the same for the same material."""
    torch.manual_seed(SEED)
    shelves = _Shelves(material)
    matrix = torch.zeros(shelves.width, shelves.width, requires_grad=True)
    optimiser = torch.optim.Adam([matrix], lr=RATE)
    questions = shelves.questions
    steps, done = EPOCHS * -(-len(questions) // BATCH), 0
    for _ in range(EPOCHS):
        for batch in questions[torch.randperm(len(questions))].split(BATCH):
            for group in optimiser.param_groups:
                group["lr"] = RATE * (1 - done / steps)
            loss = torch.nn.functional.cross_entropy(
                shelves.scores(batch, matrix) / TEMPERATURE, shelves.owners[batch]
            )
            optimiser.zero_grad()
            (loss + WEIGHT_DECAY * (matrix**2).sum() / shelves.width).backward()
            optimiser.step()
            tell(done := done + 1, steps)
    learned: Vectors = matrix.detach().numpy()
    return learned


class _Shelves:
    """Rows as tensors: short ones (titles, asked-as and everyday questions), then passages and windows."""

    def __init__(self, material: Material) -> None:
        of = {part: material.parts == part for part in ("title", "outside", "whole", "window")}
        self.passages, self.width = material.passages, material.vectors.shape[1]
        titles, outside = material.owners[of["title"]], int(of["outside"].sum())
        vectors = material.vectors
        self.short = torch.tensor(np.concatenate([vectors[of["title"]], vectors[of["outside"]]]))
        self.owners = torch.tensor(np.r_[titles, np.full(outside, self.passages)].astype(np.int64))
        order = np.argsort(material.owners[of["whole"]], kind="stable")
        self.wholes = torch.tensor(vectors[of["whole"]][order])
        self.windows = torch.tensor(vectors[of["window"]])
        self.windowed = torch.tensor(material.owners[of["window"]].astype(np.int64))
        self.questions = torch.tensor(np.flatnonzero(_asked(np.r_[titles, np.full(outside, -1)])))

    def scores(self, batch: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
        """What each question of the batch scores with each passage and, last, with the everyday questions."""
        questions = self.short[batch]
        moved = torch.nn.functional.normalize(questions + questions @ matrix, dim=1)
        near = moved @ self.short.T
        hidden = torch.zeros_like(near).index_put((torch.arange(len(batch)), batch), torch.tensor(-2.0))
        title = _best(near + hidden, self.owners, self.passages + 1)
        whole = moved @ self.wholes.T
        window = _best(moved @ self.windows.T, self.windowed, self.passages)
        passage = torch.where(window > -1, (whole + window) / 2, whole)
        return torch.cat([(title[:, :-1] + passage) / 2, title[:, -1:]], dim=1)


def _best(scores: torch.Tensor, owners: torch.Tensor, count: int) -> torch.Tensor:
    """The highest score of each owner's rows, shape (questions, count); -1 where an owner has none."""
    lowest = torch.full((len(scores), count), -1.0)
    return lowest.scatter_reduce(1, owners.expand(len(scores), -1), scores, "amax")


def _asked(owners: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which short rows people would type: not the first two of each passage, its title and its heading."""
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    place = np.arange(len(owners)) - np.repeat(starts, np.diff(np.r_[starts, len(owners)]))
    chosen: npt.NDArray[np.bool_] = (place >= 2) | (owners < 0)
    return chosen
