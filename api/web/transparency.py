"""The measured figures that /transparency shows."""

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FIGURES = Path(__file__).parent / "data" / "evaluation.json"


class Figure(BaseModel):
    """One measured figure, with the command that measures it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    value: str
    command: str


class Measured(BaseModel):
    """The figures of one run, and the day of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measured: str
    figures: tuple[Figure, ...]


def read_figures(path: Path = FIGURES) -> Measured | None:
    """The measured figures, or None where none were measured yet."""
    return Measured.model_validate(json.loads(path.read_text())) if path.exists() else None
