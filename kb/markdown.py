"""A document's body: Markdown to passages of cited, marked blocks, with the line of each."""

import re
from dataclasses import dataclass, field, replace
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb.documents import Block, Citation, Item, Mark, MarkKind, Passage, Sentence
from kb.errors import Problem
from kb.sentences import slugify, split_sentences

_CITATION = re.compile(r"\[@([^\s,\]]+)(?:,\s*([^\]|]+?))?\s*(?:\|\s*([^\]]*?))?\s*\]")
_MARK = re.compile(r"\{(law|status|contested|self-reported)(?:\s+([\d-]+))?\}")
_STRAY = re.compile(r"\[@|\{[a-z-]+[^}]*\}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_REFUSED = {
    "table_open": "a table", "html_block": "HTML", "html_inline": "HTML", "image": "an image",
    "fence": "a code block", "code_block": "an indented code block", "blockquote_open": "a quotation block",
    "hr": "a rule",
}  # fmt: skip
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass
class Body:
    """The passages of a body and what is wrong with it."""

    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Section:
    heading: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    end: int = 0


def parse_body(text: str, document_id: str, path: str, first_line: int = 1) -> Body:
    """Cut `text` at its `## ` headings into passages; problems name `path` and line.

    >>> body = parse_body("## Who leads?\\nRCVS led. [@a, p. 2 | f-1]\\n", "pilots/x", "pilots/x.md")
    >>> body.passages[0].id, body.passages[0].text
    ('pilots/x#who-leads', 'RCVS led.')
    >>> body.passages[0].blocks[0].items[0].sentences[0].citations[0].facts
    ('f-1',)
    """
    return _Parser(document_id, path, first_line).parse(text)


class _Parser:
    def __init__(self, document_id: str, path: str, first_line: int) -> None:
        self.document_id, self.path, self.first_line = document_id, path, first_line
        self.body = Body()
        self.sections: list[_Section] = []

    def parse(self, text: str) -> Body:
        tokens = _MARKDOWN.parse(text)
        position = 0
        while position < len(tokens):
            position = self._block(tokens, position)
        self._finish()
        return self.body

    def _problem(self, line: int, text: str) -> None:
        self.body.problems.append(Problem(self.path, line, text))

    def _line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def _block(self, tokens: list[Token], at: int) -> int:
        token = tokens[at]
        if token.type == "heading_open":
            return self._heading(tokens, at)
        if token.type == "paragraph_open":
            item = self._item(tokens[at + 1].content, self._line(token))
            self._add(Block(kind="paragraph", items=(item,)), token)
            return at + 3
        if token.type in ("bullet_list_open", "ordered_list_open"):
            return self._list(tokens, at)
        if token.type in _REFUSED:
            self._problem(
                self._line(token),
                f"{_REFUSED[token.type]} is not used in the corpus; write it as prose or a list",
            )
        return at + 1

    def _heading(self, tokens: list[Token], at: int) -> int:
        token, heading = tokens[at], tokens[at + 1].content.strip()
        if token.tag != "h2":
            self._problem(
                self._line(token),
                "only '## ' headings are used; turn this into a section of its own or into prose",
            )
        if not slugify(heading):
            self._problem(self._line(token), "a heading needs words")
        self.sections.append(_Section(heading, self._line(token)))
        return at + 3

    def _list(self, tokens: list[Token], at: int) -> int:
        opening = tokens[at]
        closing = next(i for i in range(at + 1, len(tokens)) if tokens[i].level == opening.level)
        items: list[Item] = []
        for token in tokens[at + 1 : closing]:
            if token.type.endswith("list_open"):
                self._problem(self._line(token), "a list inside a list; write it flat")
            if token.type == "inline":
                items.append(self._item(token.content, self._line(token)))
        lead = self._lead(items)
        self._add(
            Block(kind="list", items=tuple(items), ordered=opening.type.startswith("ordered"), lead=lead),
            opening,
        )
        return closing + 1

    def _lead(self, items: list[Item]) -> Item | None:
        """The paragraph before a list, if it ends with a colon; uncited, it takes the items' citations."""
        blocks = self.sections[-1].blocks if self.sections else []
        if not blocks or blocks[-1].kind == "list" or not blocks[-1].items[0].text.endswith(":"):
            return None
        lead = blocks.pop().items[0]
        if not lead.sentences[-1].citations:
            cited = tuple(dict.fromkeys(c for i in items for s in i.sentences for c in s.citations))
            last = replace(lead.sentences[-1], citations=cited)
            lead = replace(lead, sentences=(*lead.sentences[:-1], last))
        return lead

    def _add(self, block: Block, token: Token) -> None:
        if not self.sections:
            self._problem(self._line(token), "text before the first '## ' heading")
            return
        self.sections[-1].blocks.append(block)
        self.sections[-1].end = self.first_line + (token.map[1] if token.map else 1) - 1

    def _item(self, content: str, line: int) -> Item:
        flat = " ".join(content.split())
        for refused in ("<", "!["):
            if refused in flat and re.search(r"<[a-zA-Z/!]|!\[", flat):
                self._problem(line, "HTML or an image is not used in the corpus")
                break
        marks = tuple(self._mark(m, line) for m in _MARK.finditer(flat))
        sentences = cited_sentences(_MARK.sub("", flat).strip())
        plain = " ".join(sentence.text for sentence in sentences)
        if stray := _STRAY.search(plain):
            self._problem(
                line,
                f"a citation or mark that cannot be read near '{plain[stray.start() : stray.start() + 30]}'",
            )
        return Item(line=line, sentences=tuple(sentences), marks=marks)

    def _mark(self, match: re.Match[str], line: int) -> Mark:
        kind, date = match.group(1), match.group(2)
        if kind in ("law", "status") and not (date and _DATE.fullmatch(date)):
            self._problem(
                line, f"the mark {{{kind}}} needs the date on which it was true, like {{{kind} 2015}}"
            )
        return Mark(kind=cast(MarkKind, kind), date=date)

    def _check_citations(self, item: Item) -> None:
        if not item.sentences:
            self._problem(item.line, "a paragraph or list item without words")
        elif not all(sentence.citations for sentence in item.sentences):
            self._problem(
                item.line, "a paragraph or list item has to end with a citation like [@source-id, locator]"
            )
        for source in {c.source for s in item.sentences for c in s.citations if not c.locator}:
            self._problem(item.line, f"the citation of '{source}' lacks a locator: [@{source}, where]")

    def _finish(self) -> None:
        seen: set[str] = set()
        for section in self.sections:
            slug = slugify(section.heading)
            if slug in seen:
                self._problem(section.line, f"the heading '{section.heading}' stands twice in this document")
            seen.add(slug)
            for block in section.blocks:
                for item in (*((block.lead,) if block.lead else ()), *block.items):
                    self._check_citations(item)
            if not section.blocks:
                self._problem(section.line, f"the section '{section.heading}' is empty")
            self.body.passages.append(
                Passage(
                    id=f"{self.document_id}#{slug}", document_id=self.document_id, heading=section.heading,
                    line_start=section.line, line_end=max(section.end, section.line),
                    blocks=tuple(section.blocks),
                )
            )  # fmt: skip


def cited_sentences(text: str) -> list[Sentence]:
    """The sentences of a paragraph; a group of citations covers the sentences back to the group before.

    >>> said = cited_sentences("One. Two. [@a, 1] [@b, 2] Three. [@c, 3]")
    >>> [(s.text, [c.source for c in s.citations]) for s in said]
    [('One.', ['a', 'b']), ('Two.', ['a', 'b']), ('Three.', ['c'])]
    """
    sentences: list[Sentence] = []
    pending: list[str] = []
    group: list[Citation] = []
    for piece, citation in _pieces(text):
        if citation is not None:
            group.append(citation)
            continue
        if group:
            sentences += _close(pending, group)
            pending, group = [], []
        pending += split_sentences(_plain(piece))
    return sentences + _close(pending, group)


def _pieces(text: str) -> list[tuple[str, Citation | None]]:
    pieces: list[tuple[str, Citation | None]] = []
    start = 0
    for match in _CITATION.finditer(text):
        between = text[start : match.start()].strip()
        # a full stop after the citation belongs to the sentence before it
        if between.strip(".;, "):
            pieces.append((between, None))
        facts = tuple(fact.strip() for fact in (match.group(3) or "").split(",") if fact.strip())
        pieces.append(("", Citation(source=match.group(1), locator=match.group(2) or "", facts=facts)))
        start = match.end()
    if (tail := text[start:].strip()).strip(".;, "):
        pieces.append((tail, None))
    return pieces


def _close(pending: list[str], group: list[Citation]) -> list[Sentence]:
    return [Sentence(text=text, citations=tuple(group)) for text in pending]


def _plain(text: str) -> str:
    text = re.sub(r"\[([^\]@]+)\]\([^)]*\)", r"\1", text)  # links: the text is kept, the address is not
    text = re.sub(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return text.replace("\\", "").lstrip(". ").strip()
