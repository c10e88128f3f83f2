"""A reply made ready for the page: blocks in reading order, sources grouped by work, text to copy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from api.ask.knowledge import Knowledge
from api.ask.refusals import refusals
from api.ask.reply import CitationRef, Reply, Statement
from api.web.marking import marks_in, passage_address
from api.web.words import READ_NAMES, SOURCE_NAMES, counted

REFUSED = {
    "not_in_knowledge_base": "The sources do not say",
    "out_of_scope": "This is outside what the guide covers",
    "needs_advice": "This needs advice on your own case",
    "personal_data": "This guide does not deal with individuals",
    "unsafe": "This guide cannot help with that",
    "unclear": "Please say a little more",
}


@dataclass(frozen=True)
class Block:
    """Part of an answer: a heading, a paragraph of sentences, or a list with its lead."""

    kind: Literal["heading", "paragraph", "list", "steps"]
    statements: tuple[Statement, ...] = ()
    lead: Statement | None = None
    heading: str = ""


@dataclass
class Work:
    """A published work with the citations of it, in order of number."""

    title: str
    meta: str
    url: str | None
    ours: bool
    places: list[tuple[CitationRef, str]] = field(default_factory=list)


@dataclass(frozen=True)
class AnswerView:
    """What the page shows of a reply."""

    reply: Reply
    blocks: tuple[Block, ...]
    works: tuple[Work, ...]
    lead: str  # what a refusal says, or what a partial answer leaves out
    title: str
    announcement: str
    copy_text: str


def answer_view(reply: Reply, knowledge: Knowledge, base: str) -> AnswerView:
    """`reply` for the page; `base` is the public address of this server, for links that leave it."""
    works = _works(reply.citations, knowledge)
    refused = REFUSED.get(reply.reason or "", "")
    ready = f"Answer ready, {counted(len(works), 'source')}"
    return AnswerView(
        reply, tuple(_blocks(reply.answer.statements)), works, _lead(reply), refused,
        f"{refused}. {_lead(reply)}" if refused else ready, _copy_text(reply, works, base),
    )  # fmt: skip


def _lead(reply: Reply) -> str:
    """The reviewed text of a refusal, or the note of a partial answer."""
    text = reply.answer.text
    if reply.status == "partial":
        return text.rpartition("\n\n")[2]
    if reply.reason is None:
        return ""
    known = [r.text for r in refusals().values() if text.startswith(r.text)]
    return known[0] if known else text


def _blocks(statements: Iterable[Statement]) -> Iterable[Block]:
    heading: str | None = None
    lead: Statement | None = None
    for (section, kind), group in groupby(statements, key=lambda s: (s.heading, s.kind)):
        said = tuple(group)
        if section and section != heading:
            heading = section
            yield Block("heading", heading=section)
        if kind == "lead":
            yield from (Block("paragraph", (s,)) for s in said[:-1])
            lead = said[-1]
        elif kind == "sentence":
            yield Block("paragraph", said)
        else:
            yield Block("steps" if kind == "step" else "list", said, lead)
            lead = None
    if lead:
        yield Block("paragraph", (lead,))


def _works(citations: Sequence[CitationRef], knowledge: Knowledge) -> tuple[Work, ...]:
    works: dict[str, Work] = {}
    for citation in citations:
        source = citation.source
        made = ", ".join(str(part) for part in (source.publisher, source.year) if part)
        meta = f"{made}. {SOURCE_NAMES[source.kind]}, {READ_NAMES[source.read]}."
        work = works.setdefault(source.id, Work(source.title, meta, source.url, source.kind == "editorial"))
        passage = knowledge.index.passages[knowledge.passage_numbers[citation.passage_id]]
        work.places.append((citation, passage_address(passage.id, marks_in(passage, citation.quote))))
    return tuple(works.values())


def _copy_text(reply: Reply, works: Sequence[Work], base: str) -> str:
    lines = [reply.question, "", reply.answer.text]
    if works:
        lines += ["", "Sources"]
    for work in works:
        lines += [f"{work.title}. {work.meta}{' ' + work.url if work.url else ''}"]
        lines += [f"[{place.number}] {place.source.locator}: {base}{place.url}" for place, _ in work.places]
    lines += ["", f"PSP Guide, corpus version {reply.corpus_version[:12]}. Not legal advice."]
    return "\n".join(lines)
