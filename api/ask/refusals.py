"""The reviewed texts of the refusals, each with somewhere to turn."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from api.ask.reply import Pointer

FILE = Path(__file__).parent / "data" / "refusals.json"


@dataclass(frozen=True)
class Refusal:
    """What is said and where to turn."""

    text: str
    turn_to: tuple[Pointer, ...]


@cache
def refusals() -> dict[str, Refusal]:
    """Every refusal by its key: the six reasons, and `not_english`, sent with the reason `unclear`."""
    data = json.loads(FILE.read_text())
    return {key: Refusal(r["text"], tuple(Pointer(**p) for p in r["turn_to"])) for key, r in data.items()}
