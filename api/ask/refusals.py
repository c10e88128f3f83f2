"""The reviewed texts of the refusals, each with somewhere to turn."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from api.ask.another_psp import is_of_the_illness
from api.ask.expectation import SPECIFIC, holds
from api.ask.form import Form
from api.ask.reply import Pointer, Statement
from api.ask.retrieve import Asked
from api.ask.unknowable import asks_for_news, asks_of_ones_own_body, asks_of_ones_own_case

FILE = Path(__file__).parent / "data" / "refusals.json"


@dataclass(frozen=True)
class Refusal:
    """What is said and where to turn."""

    text: str
    turn_to: tuple[Pointer, ...]
    heading: str = ""  # stands above it on a page
    leading: str = ""  # leads in to the nearest thing, or to what holds in general


@cache
def refusals() -> dict[str, Refusal]:
    """Every refusal by its key: the six reasons, `not_english`, sent with the reason `unclear`, and
    `illness`, sent with `out_of_scope`.
    """
    data = json.loads(FILE.read_text())
    return {
        key: Refusal(**{**r, "turn_to": tuple(Pointer(**p) for p in r["turn_to"])})
        for key, r in data.items()
        if key != "missing"
    }


def refusal_of(reason: str, question: str) -> Refusal:
    """The text for a `reason`; who asks about an illness is told that the guide is on something else.

    >>> "NHS inform" in refusal_of("out_of_scope", "my mum has PSP, who helps").text
    True
    """
    return refusals()["illness" if reason == "out_of_scope" and is_of_the_illness(question) else reason]


def what_is_missing(form: Form, asked: Asked, said: Sequence[Statement]) -> str:
    """What stands in no source: a barrier for a story, news, or the kind of thing asked for.

    Nothing of a kind is said to be missing above a line that holds it.
    """
    if asks_of_ones_own_body(asked.text):
        return "own body"
    if asks_of_ones_own_case(asked.text):
        return "own case"
    if form == "problem":
        return "problem"
    if asked.kind in SPECIFIC and any(holds(asked.kind, one.text) for one in said):
        return "open"
    return "news" if asks_for_news(asked.text) else asked.kind


def missing_kind(kind: str) -> str:
    """What is said where the kind of thing asked for stands in no source: a sum, a name, a date.

    >>> missing_kind("money")
    'The sources give no sum of money for this.'
    >>> missing_kind("open")
    ''
    """
    return str(_missing().get(kind, ""))


@cache
def _missing() -> dict[str, str]:
    found: dict[str, str] = json.loads(FILE.read_text())["missing"]
    return found
