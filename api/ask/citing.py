"""Numbered citations for the chosen lines, and the answer's text with their marks."""

from collections.abc import Sequence

from api.ask.compose import Chosen
from api.ask.knowledge import Knowledge
from api.ask.reply import CitationRef, SourceRef, Statement
from kb.documents import Citation


class Numbering:
    """Gives each place in a source one number per passage, and gathers the sentences that rest on it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._quotes: dict[int, list[str]] = {}
        self._places: dict[int, tuple[Chosen, Citation]] = {}

    def cite(self, chosen: Chosen) -> list[int]:
        """The numbers of the citations of one line, in ascending order."""
        return sorted({self._number(chosen, citation) for citation in chosen.line.citations})

    def _number(self, chosen: Chosen, citation: Citation) -> int:
        key = (chosen.shelf.passage.id, citation.source, citation.locator)
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._places.setdefault(number, (chosen, citation))
        quotes = self._quotes.setdefault(number, [])
        if chosen.line.text not in quotes:
            quotes.append(chosen.line.text)
        return number

    def references(self) -> list[CitationRef]:
        """Every citation given so far, in order of number."""
        return [self._reference(number) for number in sorted(self._places)]

    def _reference(self, number: int) -> CitationRef:
        chosen, citation = self._places[number]
        passage, document = chosen.shelf.passage, chosen.shelf.document
        source = self.knowledge.sources[citation.source]
        return CitationRef(
            number=number, passage_id=passage.id, document_id=document.id, title=document.front.title,
            heading=passage.heading,
            url=f"/knowledge/{passage.id}", quote=" ".join(self._quotes[number]),
            source=SourceRef(
                id=source.id, title=source.title, publisher=source.publisher,
                year=source.year if isinstance(source.year, int) else None,
                locator=citation.locator, url=source.url, kind=source.kind, read=source.read,
            ),
        )  # fmt: skip


def statements(chosen: Sequence[Chosen], numbering: Numbering) -> list[Statement]:
    """The chosen lines as statements with their citation numbers."""
    return [
        Statement(text=c.line.text, citations=numbering.cite(c), kind=c.kind, heading=c.heading)
        for c in chosen
    ]


def as_text(said: Sequence[Statement]) -> str:
    """The statements as Markdown: sentences in a paragraph, list items on lines of their own, [1] marks.

    >>> ran = Statement(text="It ran.", citations=[1, 2])
    >>> as_text([ran, Statement(text="Do this", citations=[1], kind="step")])
    'It ran. [1][2]\\n\\n1. Do this [1]'
    """
    text, step = "", 0
    before = None
    for statement in said:
        marked = f"{statement.text} {''.join(f'[{n}]' for n in statement.citations)}"
        in_list = statement.kind in ("item", "step")
        step = (
            step + 1
            if statement.kind == "step"
            else 0
            if not in_list and statement.kind != "sentence"
            else step
        )
        if statement.heading:
            marked = f"**{statement.heading}:** {marked}"
        if statement.kind == "lead":
            marked = statement.text  # its citations are those of the items that follow
        text += (
            _gap(before, statement, bool(text))
            + ({"item": "- ", "step": f"{step}. "}.get(statement.kind, ""))
            + marked
        )
        before = statement
    return text


def _gap(before: Statement | None, now: Statement, started: bool) -> str:
    if not started or before is None:
        return ""
    if now.kind in ("item", "step"):
        return "\n" if _in_list(before) else "\n\n"
    if now.kind == "lead" or now.heading:
        return "\n\n"
    return " " if not _in_list(before) else "\n\n"


def _in_list(statement: Statement) -> bool:
    return statement.kind in ("item", "step")
