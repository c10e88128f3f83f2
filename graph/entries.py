"""Reading the raw entries of barriers.yml and mitigations.yml into models, with a place for every problem."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import ValidationError

from graph.barriers import Barrier, Mitigation
from kb.documents import Corpus
from kb.errors import Problem
from kb.places import Place, nearest_line

BARRIERS, MITIGATIONS = "taxonomy/barriers.yml", "taxonomy/mitigations.yml"
_T = TypeVar("_T", Barrier, Mitigation)


@dataclass
class Lines:
    """The line of every place in the two files; without it, each problem stands on line 1 of its file.

    `of[path]` maps a place (entry number, key, number in the list, …) to its line.
    """

    of: Mapping[str, Mapping[Place, int]] = field(default_factory=dict)

    def problem(self, path: str, place: Place, text: str, warning: bool = False) -> Problem:
        """A problem at the innermost place whose line is known."""
        return Problem(path, nearest_line(self.of.get(path, {}), place), text, warning)


@dataclass
class Entries:
    """The reviewed entries by id, and the number of each in its file."""

    barriers: dict[str, Barrier] = field(default_factory=dict)
    mitigations: dict[str, Mitigation] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def all(self) -> list[Barrier | Mitigation]:
        """Barriers, then mitigations, in the order of their files."""
        return [*self.barriers.values(), *self.mitigations.values()]


def read_entries(corpus: Corpus, lines: Lines | None = None) -> tuple[Entries, list[Problem]]:
    """The entries of `corpus` and what is wrong with their shape: keys, types, lengths, repeated ids."""
    reader = _Reader(lines or Lines())
    for number, value in enumerate(corpus.barriers):
        if barrier := reader.entry(Barrier, value, BARRIERS, number):
            reader.entries.barriers[barrier.id] = barrier
    for number, value in enumerate(corpus.mitigations):
        if mitigation := reader.entry(Mitigation, value, MITIGATIONS, number):
            reader.entries.mitigations[mitigation.id] = mitigation
    return reader.entries, reader.problems


class _Reader:
    def __init__(self, lines: Lines) -> None:
        self.lines, self.entries = lines, Entries()
        self.problems: list[Problem] = []

    def entry(self, model: type[_T], value: Mapping[str, object], path: str, number: int) -> _T | None:
        """The entry, unless its shape is wrong or its id was seen before."""
        try:
            # JSON mode turns lists into tuples and keeps numbers from passing for strings
            entry = model.model_validate_json(json.dumps(value))
        except ValidationError as error:
            name = value.get("id", f"entry {number + 1}")
            for fault in error.errors(include_url=False, include_input=False):
                place: Place = fault["loc"]
                text = f"{name}: {_dotted(place)}: {str(fault['msg']).lower()}"
                self.problems.append(self.lines.problem(path, (number, *place), text))
            return None
        if entry.id in self.entries.numbers:
            text = f"the id '{entry.id}' stands twice among barriers and mitigations; choose another"
            self.problems.append(self.lines.problem(path, (number, "id"), text))
            return None
        self.entries.numbers[entry.id] = number
        return entry


def _dotted(place: Iterable[str | int]) -> str:
    return ".".join(map(str, place)) or "the entry"
