"""Numbered citations for the chosen lines, and the answer's text with their marks."""

from collections.abc import Sequence

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge
from api.ask.reply import Answer, CitationRef, SourceRef, Statement
from kb.cited import cited_sentence
from kb.documents import Citation


class Numbering:
    """Gives each place in a source one number per passage, and gathers the sentences that rest on it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._quotes: dict[int, list[str]] = {}
        self._places: dict[int, tuple[Chosen, Citation]] = {}

    def cite(self, chosen: Chosen) -> list[int]:
        """One mark for the sentence that a line rests on; its other sources are listed with the citations."""
        numbers = [self._number(chosen, citation) for citation in self._leading(chosen.line.citations)]
        return numbers[:1]

    def _leading(self, citations: Sequence[Citation]) -> list[Citation]:
        """Published works before our own review, otherwise in the order of the text."""
        return sorted(citations, key=lambda c: self.knowledge.sources[c.source].kind == "editorial")

    def _number(self, chosen: Chosen, citation: Citation) -> int:
        key = (chosen.shelf.passage.id, citation.source, citation.locator)
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._places.setdefault(number, (chosen, citation))
        quotes = self._quotes.setdefault(number, [])
        for line in (chosen.line, chosen.rests_on):
            if line and line.text not in quotes:
                quotes.append(line.text)
        return number

    def references(self) -> list[CitationRef]:
        """Every citation given so far, in order of number."""
        return [self._reference(number) for number in sorted(self._places)]

    def _reference(self, number: int) -> CitationRef:
        chosen, citation = self._places[number]
        passage, document = chosen.shelf.passage, chosen.shelf.document
        source = self.knowledge.sources[citation.source]
        return CitationRef(
            **cited_sentence(number, document, passage, " ".join(self._quotes[number])).model_dump(),
            source=SourceRef(
                id=source.id, title=source.title, publisher=source.publisher,
                year=source.year if isinstance(source.year, int) else None,
                locator=citation.locator, url=source.url, kind=source.kind, read=source.read,
            ),
        )  # fmt: skip


def statements(chosen: Sequence[Chosen], numbering: Numbering) -> list[Statement]:
    """The chosen lines as statements with their citation numbers."""
    return [
        Statement(
            text=c.line.text, citations=numbering.cite(c), kind=c.kind, heading=c.heading, who=c.who,
            verdict=c.verdict,
        )
        for c in chosen
    ]  # fmt: skip


def as_text(said: Sequence[Statement]) -> str:
    """The statements as Markdown: sentences in a paragraph, list items on lines of their own, [1] marks.

    >>> ran = Statement(text="It ran.", citations=[1, 2])
    >>> as_text([ran, Statement(text="Do this.", citations=[1], kind="step", who="the council")])
    'It ran. [1][2]\\n\\n1. Do this. (the council) [1]'
    >>> as_text([ran.model_copy(update={"heading": "Edinburgh"})])
    '**Edinburgh:** It ran. [1][2]'
    >>> item = Statement(text="Stage: before.", citations=[1], kind="item")
    >>> as_text([item, Statement(text="There: after.", citations=[2]), item])
    '- Stage: before. [1] There: after. [2]\\n- Stage: before. [1]'
    >>> step = Statement(text="Ask.", citations=[1], kind="step")
    >>> as_text([step, step.model_copy(update={"heading": "What helps"})])
    '1. Ask. [1]\\n\\n**What helps:**\\n\\n1. Ask. [1]'
    """
    text, step = "", 0
    before: Statement | None = None
    listing = False  # a sentence behind an item goes on with it
    for statement in said:
        step = 0 if statement.heading else step  # the steps under another heading are counted anew
        step = step + 1 if statement.kind == "step" else step if statement.kind == "sentence" else 0
        text += _gap(before, statement, listing) + _set(statement, step)
        listing = _in_list(statement) or (listing and statement.kind == "sentence" and not statement.heading)
        before = statement
    return text


def _set(statement: Statement, step: int) -> str:
    """One statement with its heading, list sign, doer and marks."""
    marks = "" if statement.kind == "lead" else "".join(f"[{n}]" for n in statement.citations)
    who = f" ({statement.who})" if statement.who else ""
    said = f"{statement.text}{who}{' ' if marks else ''}{marks}"
    if statement.kind in ("item", "step"):
        heading = f"**{statement.heading}:**\n\n" if statement.heading else ""
        return f"{heading}{'- ' if statement.kind == 'item' else f'{step}. '}{said}"
    return f"**{statement.heading}:** {said}" if statement.heading else said


def _gap(before: Statement | None, now: Statement, listing: bool) -> str:
    if before is None:
        return ""
    if _in_list(now) and not now.heading:
        return "\n" if listing else "\n\n"
    if now.kind == "lead" or now.heading:
        return "\n\n"
    return " " if before.kind != "lead" else "\n\n"


def _in_list(statement: Statement) -> bool:
    return statement.kind in ("item", "step")


def opening_of(answer: Answer) -> str:
    """What the text of an answer says before its statements; "" where it says nothing else.

    >>> one = Statement(text="It ran.", citations=[1])
    >>> opening_of(Answer(text="Perhaps:\\n\\nIt ran. [1]", statements=[one]))
    'Perhaps:'
    """
    said = as_text(answer.statements)
    return answer.text.removesuffix(said).strip() if said and answer.text.endswith(said) else ""


def first_of_each_work(citations: Sequence[CitationRef]) -> list[CitationRef]:
    """The first citation of every work, in order."""
    first: dict[str, CitationRef] = {}
    for citation in citations:
        first.setdefault(citation.source.id, citation)
    return list(first.values())


def told(citation: CitationRef) -> str:
    """A work in a line: its title, publisher and year, of what kind it is and how it was read."""
    source = citation.source
    read = "read whole" if source.read == "full" else "read in excerpts"
    ours = source.kind == "editorial"
    kind = "our own reading of the sources" if ours else f"{source.kind.replace('-', ' ')}, {read}"
    return f"{source.title}, {source.publisher}, {source.year or 'undated'} ({kind})"


def renumbered(
    said: Sequence[Statement], citations: Sequence[CitationRef]
) -> tuple[list[Statement], list[CitationRef]]:
    """Statements with the citations that they need, numbered from 1 in the order in which they are cited."""
    used = list(dict.fromkeys(number for s in said for number in s.citations))
    new = {old: number for number, old in enumerate(used, start=1)}
    by_number = {citation.number: citation for citation in citations}
    return (
        [s.model_copy(update={"citations": [new[n] for n in s.citations]}) for s in said],
        [by_number[old].model_copy(update={"number": new[old]}) for old in used if old in by_number],
    )
