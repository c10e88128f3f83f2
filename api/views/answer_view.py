"""A reply made ready for the page: blocks in reading order, sources grouped by work, text to copy."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from api.ask.citing import opening_of
from api.ask.knowledge import Knowledge
from api.ask.refusals import refusals
from api.ask.reply import CitationRef, Reply, Statement
from api.frame.marking import marks_in, passage_address
from api.numbers import counted
from api.views.words import READ_NAMES, SOURCE_NAMES
from kb.cited import ended


@dataclass(frozen=True)
class Entry:
    """One item of a list: its sentences."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Row:
    """One row of a contrast: the aspect, and a statement on each side."""

    aspect: str
    sides: tuple[Statement, Statement]


@dataclass(frozen=True)
class Block:
    """Part of an answer: a heading, a paragraph of sentences, or a list of entries with its lead."""

    kind: Literal["heading", "paragraph", "list", "steps", "contrast"]
    statements: tuple[Statement, ...] = ()
    lead: Statement | None = None
    heading: str = ""
    entries: tuple[Entry, ...] = ()
    sides: tuple[str, str] = ("", "")
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Place:
    """A place in a work; `backs` says what it stands for if the answer shows no mark of its number."""

    citation: CitationRef
    address: str
    backs: str


@dataclass
class Work:
    """A published work with the citations of it, in order of number."""

    title: str
    meta: str
    url: str | None
    ours: bool
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class AnswerView:
    """What the page shows of a reply."""

    reply: Reply
    blocks: tuple[Block, ...]
    works: tuple[Work, ...]
    lead: str  # what a refusal says, what a partial answer leaves out, or where to seek advice as well
    opening: str  # of this, or of the answer's text, what stands before its statements
    aside: str  # and what is said beside them
    title: str
    announcement: str
    copy_text: str


def answer_view(reply: Reply, knowledge: Knowledge, base: str) -> AnswerView:
    """`reply` for the page; `base` is the public address of this server, for links that leave it."""
    works = _works(reply, knowledge)
    refused = refusals()[reply.reason].heading if reply.reason else ""
    ready = f"Answer ready, {counted(len(works), 'source')}"
    lead = reply.note or ""
    opening = "" if refused else opening_of(reply.answer)
    return AnswerView(
        reply, tuple(_blocks(reply.answer.statements)), works, lead, opening,
        lead.removeprefix(opening).strip(), refused,
        f"{refused}. {lead}".strip() if refused else f"{ready}. {opening}".rstrip(". "),
        _copy_text(reply, works, base),
    )  # fmt: skip


def _blocks(statements: Iterable[Statement]) -> Iterable[Block]:
    lead: Statement | None = None
    for group in _groups(statements):
        first = group[0].statements[0]
        if first.heading:
            yield Block("heading", heading=first.heading)
        if first.kind == "lead":
            yield from (Block("paragraph", entry.statements) for entry in group[:-1])
            lead = group[-1].statements[0]
        elif first.kind == "sentence":
            yield Block("paragraph", tuple(s for entry in group for s in entry.statements))
        else:
            yield _contrast(lead, group) or Block(
                "steps" if first.kind == "step" else "list", (), lead, entries=tuple(group)
            )
            lead = None
    if lead:
        yield Block("paragraph", (lead,))


def _contrast(lead: Statement | None, group: Sequence[Entry]) -> Block | None:
    """Rows of two sentences each under "A PSP beside a grant:" as a table; None for any other list."""
    beside = re.fullmatch(r"(.+) beside (.+):", lead.text) if lead else None
    if not beside or not all(len(entry.statements) == 2 for entry in group):
        return None
    rows = []
    for entry in group:
        first, second = entry.statements
        aspect, colon, said = first.text.partition(": ")
        if not colon:
            return None
        rows.append(Row(aspect, (first.model_copy(update={"text": said}), second)))
    sides = (beside[1], beside[2][:1].upper() + beside[2][1:])
    return Block("contrast", lead=lead, sides=sides, rows=tuple(rows))


def _groups(statements: Iterable[Statement]) -> Iterable[list[Entry]]:
    """Statements of one kind together; a sentence right behind a list item belongs to the item."""
    group: list[Entry] = []
    for statement in statements:
        before = group[-1].statements[0] if group else None
        goes_on = before is not None and not statement.heading
        if goes_on and before and statement.kind == "sentence" and before.kind in ("item", "step"):
            group[-1] = Entry((*group[-1].statements, statement))
        elif goes_on and before and statement.kind == before.kind:
            group.append(Entry((statement,)))
        else:
            if group:
                yield group
            group = [Entry((statement,))]
    if group:
        yield group


def _works(reply: Reply, knowledge: Knowledge) -> tuple[Work, ...]:
    works: dict[str, Work] = {}
    said = [
        statement for statement in reply.answer.statements if statement.kind != "lead"
    ]  # that has no mark
    for citation in reply.citations:
        source = citation.source
        made = ", ".join(str(part) for part in (source.publisher, source.year) if part)
        meta = f"{made}. {SOURCE_NAMES[source.kind]}, {READ_NAMES[source.read]}."
        work = works.setdefault(source.id, Work(source.title, meta, source.url, source.kind == "editorial"))
        passage = knowledge.index.passages[knowledge.passage_numbers[citation.passage_id]]
        address = passage_address(passage.id, marks_in(passage, citation.quote))
        work.places.append(Place(citation, address, _backs(citation, said)))
    return tuple(works.values())


def _backs(citation: CitationRef, said: Sequence[Statement]) -> str:
    """A sentence shows the mark of one source alone: for the others, which sentence they back as well."""
    if any(citation.number in statement.citations for statement in said):
        return ""
    same = [statement for statement in said if statement.citations and statement.quoted in citation.quote]
    return f"for the same sentence as [{same[0].citations[0]}]" if same else ""


def _copy_text(reply: Reply, works: Sequence[Work], base: str) -> str:
    lines = [reply.question, "", reply.answer.text]
    if works:
        lines += ["", "Sources"]
    for work in works:
        lines += [f"{ended(work.title)} {work.meta}{' ' + work.url if work.url else ''}"]
        lines += [_to_copy(place, base) for place in work.places]
    lines += ["", f"PSP Guide, corpus version {reply.corpus_version[:12]}. Not legal advice."]
    return "\n".join(lines)


def _to_copy(place: Place, base: str) -> str:
    citation = place.citation
    backs = f" ({place.backs})" if place.backs else ""
    return f"[{citation.number}] {citation.source.locator}{backs}: {base}{citation.url}"
