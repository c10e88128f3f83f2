"""Questions as people typed them, each with the sections that a strict reader said answer it.

`judgements/judged-questions.yml` holds them; a corpus may do without. They are searched like asked-as
questions and shown nowhere. Those put aside for measuring (`split: test`) are never among them.

Some were written in contrast: by people who had read a document, half on what it answers and half, near in
wording, on what it does not (`contrast: true`). Those teach besides to tell the two kinds apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kb.documents import Variant
from kb.errors import Problem
from kb.fingerprint import TYPED as FILE
from kb.safe_yaml import values_in
from kb.taxonomy import Examples
from kb.variants import as_asked

EACH = 2  # sections taken of a question; the best stand first


@dataclass(frozen=True)
class Typed:
    """What people typed: once for each section that answers it, those in contrast by kind, what is wrong."""

    variants: tuple[Variant, ...] = ()
    contrasts: tuple[Examples, ...] = ()
    problems: tuple[Problem, ...] = ()


def typed_in(folder: Path) -> Typed:
    """The questions of `folder` that teach; none, and a problem, where the file cannot be used."""
    path = folder / FILE
    if not path.is_file():
        return Typed()
    try:
        rows = [row for row in rows_in(path) if row["split"] == "tune"]
        found = {(as_asked(one.question), one.passage_id): one for row in rows for one in _of(row)}
        contrasts = tuple(_contrasts(rows))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return Typed(problems=(Problem(FILE, 1, f"cannot be read: {str(error).splitlines()[0]}"),))
    except (KeyError, TypeError, ValueError) as error:
        problem = Problem(FILE, 1, f"an entry cannot be used: {str(error).splitlines()[0]}")
        return Typed(problems=(problem,))
    return Typed(tuple(found.values()), contrasts)


def rows_in(path: Path) -> list[dict[str, Any]]:
    """The entries of a file of typed questions, as they stand there.

    Raises:
        OSError, UnicodeDecodeError, yaml.YAMLError: it cannot be read.
    """
    return values_in(path.read_text(encoding="utf-8")) or []


def _of(row: dict[str, Any]) -> Iterator[Variant]:
    for name in row.get("full", ())[:EACH]:
        yield Variant(question=row["q"], passage_id=name, verdict=row.get("verdict"))


def _contrasts(rows: list[dict[str, Any]]) -> Iterator[Examples]:
    """The questions written in contrast: those that a section answers, and those that nothing does."""
    ours = [row for row in rows if row.get("contrast")]
    answered = tuple(row["q"] for row in ours if row.get("full") and not row.get("gap"))
    unanswered = tuple(row["q"] for row in ours if row.get("gap") or not row.get("full"))
    if answered:
        yield Examples(id="typed-answered", kind="ordinary", questions=answered, contrast=True)
    if unanswered:
        yield Examples(id="typed-unanswered", kind="unanswered", questions=unanswered, contrast=True)
