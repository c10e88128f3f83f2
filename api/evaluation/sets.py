"""Our own public question sets of corpus/judgements, typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kb.errors import EvaluationError
from kb.safe_yaml import values_in

SETS = ("queries", "unanswerable", "out-of-scope", "refusals", "conversations", "hostile")


@dataclass(frozen=True)
class Item:
    """One question (or conversation) of a set: what it is, its half, and what is expected of the reply."""

    id: str
    set: str
    split: str
    turns: tuple[str, ...]
    relevance: dict[str, int] = field(default_factory=dict)
    must: tuple[str, ...] = ()
    expected: str = ""
    never: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """The last turn, which is judged."""
        return self.turns[-1]


def read_set(folder: Path, name: str) -> list[Item]:
    """The items of one set.

    Raises:
        EvaluationError: the file is missing or an entry cannot be read; names which.
    """
    path = folder / f"{name}.yml"
    rows = _rows(path)
    try:
        return [_item(name, row) for row in rows]
    except (KeyError, TypeError) as error:
        raise EvaluationError(f"{path}: an entry lacks {error}") from error


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        rows = values_in(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    return list(rows or ())


def _item(name: str, row: dict[str, Any]) -> Item:
    text = str(row.get("question") or row.get("prompt") or "") * int(row.get("repeat", 1))
    turns = tuple(row["turns"]) if "turns" in row else (text,)
    return Item(
        id=row["id"], set=name, split=row.get("split", "test"), turns=turns,
        relevance=dict(row.get("relevance", {})),
        must=tuple(row.get("must", ())), expected=str(row.get("expected", "")),
        never=tuple(row.get("never", ())), tags=tuple(row.get("tags", ())),
    )  # fmt: skip


def read_readers(folder: Path) -> list[Item]:
    """The questions that fresh readers wrote; `expected` is their kind (answerable, unanswerable …).

    Raises:
        EvaluationError: the file is missing or an entry cannot be read; names which.
    """
    rows = _rows(folder / "reader-questions.yml")
    try:
        return [
            Item(id=row["id"], set="readers", split=row["split"], turns=(row["q"],), expected=row["kind"])
            for row in rows
        ]
    except (KeyError, TypeError) as error:
        raise EvaluationError(f"reader-questions.yml: an entry lacks {error}") from error


def of_split(items: Sequence[Item], split: str | None) -> list[Item]:
    """The items of one half, or all."""
    return [item for item in items if split is None or item.split == split]
