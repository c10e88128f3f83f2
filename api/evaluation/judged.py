"""Typed questions of which a strict reader said which of the nearest passages answer them.

`corpus/judgements/judged-questions.yml` holds them; its README says how they were made. The tuning half
teaches the re-ranker and the answerability models, the other half measures them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.errors import EvaluationError
from kb.fingerprint import TYPED
from kb.typed import rows_in

FILE = Path(TYPED).name
# how true "it answers" is of the passage to hear first, of others that answer, of one that answers a part
FULL, ALSO, PART = 1.0, 0.85, 0.4


@dataclass(frozen=True)
class Judged:
    """A question as typed, and ids of passages: that answer it, that answer a part, that stand beside it."""

    split: str
    question: str
    full: tuple[str, ...]
    part: tuple[str, ...]
    beside: tuple[str, ...]
    gap: bool  # all that answers it says that the sources do not
    none: str  # why nothing answers it, "" where something does
    contrast: bool = False  # written beside near ones that are, or are not, answered
    apart: bool = False  # not shown to the re-ranker, so that what rests on its readings is learned from them

    def grade(self, passage: str) -> float:
        """How true it is that `passage` answers.

        >>> Judged("tune", "who pays", ("a#b",), ("a#c",), (), False, "").grade("a#c")
        0.4
        """
        if passage in self.full:
            return FULL if passage == self.full[0] else ALSO
        return PART if passage in self.part else 0.0

    @property
    def ours(self) -> bool:
        """Whether the guide is there to answer it, or to say that the sources do not."""
        return self.none in ("", "not_in_sources")


def read_judged(folder: Path, split: str | None = None) -> list[Judged]:
    """The judged questions in `folder`, of one half or all.

    Raises:
        EvaluationError: the file is missing or an entry cannot be read; names which.
    """
    path = folder / FILE
    try:
        found = [_judged(row) for row in rows_in(path)]
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    except (KeyError, TypeError) as error:
        raise EvaluationError(f"{path}: an entry lacks {error}") from error
    return [one for one in found if split in (None, one.split)]


def _judged(row: Mapping[str, Any]) -> Judged:
    full, part, beside = (tuple(row.get(key, ())) for key in ("full", "part", "beside"))
    return Judged(
        split=row["split"], question=row["q"], full=full, part=part,
        beside=beside, gap=bool(row.get("gap")), none=str(row.get("none", "")),
        contrast=bool(row.get("contrast")), apart=bool(row.get("apart")),
    )  # fmt: skip
