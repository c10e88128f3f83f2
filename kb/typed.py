"""Questions as people typed them, each with the sections that a strict reader said answer it.

`judgements/judged-questions.yml` holds them; a corpus may do without. They are searched like asked-as
questions and shown nowhere. Those put aside for measuring (`split: test`) are never among them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kb.documents import Variant
from kb.errors import Problem
from kb.fingerprint import TYPED as FILE
from kb.safe_yaml import values_in
from kb.variants import as_asked

EACH = 2  # sections taken of a question; the best stand first


def typed_in(folder: Path) -> tuple[tuple[Variant, ...], tuple[Problem, ...]]:
    """The questions of `folder` that teach, once for each section that answers them; and what is wrong."""
    path = folder / FILE
    if not path.is_file():
        return (), ()
    try:
        found = {(as_asked(one.question), one.passage_id): one for row in rows_in(path) for one in _of(row)}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return (), (Problem(FILE, 1, f"cannot be read: {str(error).splitlines()[0]}"),)
    except (KeyError, TypeError, ValueError) as error:
        return (), (Problem(FILE, 1, f"an entry cannot be used: {str(error).splitlines()[0]}"),)
    return tuple(found.values()), ()


def rows_in(path: Path) -> list[dict[str, Any]]:
    """The entries of a file of typed questions, as they stand there.

    Raises:
        OSError, UnicodeDecodeError, yaml.YAMLError: it cannot be read.
    """
    return values_in(path.read_text(encoding="utf-8")) or []


def _of(row: dict[str, Any]) -> Iterator[Variant]:
    if row["split"] == "tune":
        for name in row.get("full", ())[:EACH]:
            yield Variant(question=row["q"], passage_id=name, verdict=row.get("verdict"))
