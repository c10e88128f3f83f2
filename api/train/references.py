"""Numbering citations in the order of first use, and putting cautions into words."""

import re
from collections.abc import Iterable

from api.train.content import Statement
from api.train.training import Cited, Reference
from kb.cited import cited_source
from kb.documents import Citation, Mark, Source

_CAUTIONS = {
    "law": "Law as of {date}; check the current law.",
    "status": "True as of {date}; check that it is still so.",
    "contested": "Sources differ on this.",
    "self-reported": "Reported by those who ran it.",
}


class References:
    """The list of references of one training, growing as statements are added."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.id: source for source in sources}
        self._numbers: dict[tuple[str, str], int] = {}
        self._found: list[Reference] = []

    @property
    def all(self) -> tuple[Reference, ...]:
        """Every reference so far, by number."""
        return tuple(self._found)

    def cited(self, statement: Statement, **words: object) -> Cited:
        """The statement with numbers for its citations; `words` fill in what stands in braces."""
        numbers = tuple(dict.fromkeys(self._number(citation) for citation in statement.citations))
        text = statement.text.format(**words) if words else statement.text
        return Cited(text=text, citations=numbers, cautions=tuple(map(_caution, statement.marks)))

    def several(self, statements: Iterable[Statement]) -> tuple[Cited, ...]:
        """`cited` for each of them."""
        return tuple(self.cited(statement) for statement in statements)

    def of(self, cited: Iterable[Cited]) -> tuple[Reference, ...]:
        """The references behind some statements, each once, by number."""
        return tuple(self._found[n - 1] for n in sorted({n for c in cited for n in c.citations}))

    def _number(self, citation: Citation) -> int:
        key = (citation.source, citation.locator)
        if key not in self._numbers:
            shown = cited_source(self._sources[citation.source])
            self._numbers[key] = len(self._found) + 1
            self._found.append(
                Reference(
                    number=len(self._found) + 1, source=shown, locator=citation.locator, facts=citation.facts
                )
            )
        return self._numbers[key]


_MARK = re.compile(r"\[(\d+)\]")


class Marks:
    """Numbers the references that a page or a file shows, in the order in which it shows them."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._references = {reference.number: reference for reference in references}
        self._order: dict[int, int] = {}

    def number(self, of_training: int) -> int:
        """The number on this page of the reference that has the number `of_training` in its training."""
        return self._order.setdefault(of_training, len(self._order) + 1)

    def anew(self, text: str) -> str:
        """The text with its marks numbered so; a number in brackets that is no reference stays."""
        return _MARK.sub(self._mark, text)

    def _mark(self, match: re.Match[str]) -> str:
        number = int(match[1])
        return f"[{self.number(number)}]" if number in self._references else match[0]

    @property
    def shown(self) -> list[Reference]:
        """The references shown so far, by their numbers on this page."""
        return [self._references[old].model_copy(update={"number": new}) for old, new in self._order.items()]


def _caution(mark: Mark) -> str:
    return _CAUTIONS[mark.kind].format(date=mark.date)
