"""The contract of the corpus: cross-references, dates, lengths, links; every problem with path and line."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kb.circles import reaches_itself
from kb.documents import Corpus, Document, Item, Passage
from kb.drafts import unfinished
from kb.errors import Problem
from kb.loader import TERMS, Reading, read_corpus
from kb.short_answers import problems_of

MAX_WORDS = 220  # a passage has to fit the embedding model's window of 256 word pieces with title and heading
EDITORIAL = "psp-guide-review"
UNLINKED = "nothing links to this document; name it under evidence in a related one"


def check_corpus(folder: Path, today: dt.date | None = None) -> tuple[Reading, list[Problem]]:
    """Every problem of the corpus in `folder`, by path and line; `today` decides what is overdue."""
    reading = read_corpus(folder)
    return reading, check_reading(reading, today or dt.date.today())


def check_reading(reading: Reading, today: dt.date) -> list[Problem]:
    """Every problem of a corpus that was read, by path and line."""
    return sorted({*reading.problems, *_Check(reading, today).run(), *unfinished(reading)})


class _Check:
    def __init__(self, reading: Reading, today: dt.date) -> None:
        self.corpus: Corpus = reading.corpus
        self.lines, self.today = reading.lines, today
        self.sources = {source.id: source for source in self.corpus.sources}
        self.facts = {fact.id: fact for fact in self.corpus.facts}
        self.documents = {document.id: document for document in self.corpus.documents}
        self.slugs: dict[str, set[str]] = {
            "stage": {term.id for term in self.corpus.stages},
            "themes": {term.id for term in self.corpus.themes},
            "barriers": {str(entry.get("id")) for entry in self.corpus.barriers},
            "mitigations": {str(entry.get("id")) for entry in self.corpus.mitigations},
        }

    def run(self) -> Iterator[Problem]:
        steps = (self.registers, self.front_matter, self.texts, self.shorts, self.links, self.supersession)
        for step in steps:
            yield from step()

    def registers(self) -> Iterator[Problem]:
        """Ids that stand twice, in every register; two ids for one work; facts of unknown sources."""
        registers: dict[str, Iterable[str]] = {
            "sources.yml": (s.id for s in self.corpus.sources),
            "facts.yml": (f.id for f in self.corpus.facts),
            "taxonomy/barriers.yml": (str(b.get("id")) for b in self.corpus.barriers),
            "taxonomy/things.yml": (t.id for t in self.corpus.things),
            "taxonomy/moves.yml": (m.id for m in self.corpus.moves),
            "taxonomy/spellings.yml": (s.id for s in self.corpus.spellings),
            "taxonomy/mitigations.yml": (str(m.get("id")) for m in self.corpus.mitigations),
        }
        for register, ids in registers.items():
            for number, identifier in _repeated(ids):
                yield self._at(register, number, f"the id '{identifier}' stands twice")
        for number, address in _repeated(s.url or f"none {s.id}" for s in self.corpus.sources):
            yield self._at("sources.yml", number, f"two ids for one work: the address {address} stands twice")
        for number, name in enumerate(self.corpus.names):
            if name.document not in self.documents:
                yield self._at(
                    "taxonomy/names.yml",
                    number,
                    f"'{name.id}' points at '{name.document}', which is no document",
                )
        yield from self._pilots_named()
        yield from self._sections_named()
        for number, fact in enumerate(self.corpus.facts):
            if fact.source not in self.sources:
                yield self._at(
                    "facts.yml", number, f"the fact '{fact.id}' names the unknown source '{fact.source}'"
                )

    def _pilots_named(self) -> Iterator[Problem]:
        """What only a pilot can be and another thing is said to be; pilots beside which nothing is told."""
        pilots = {name.id for name in self.corpus.names if name.is_of_a_pilot}
        for number, name in enumerate(self.corpus.names):
            told = name.among or name.example or name.tried
            if told and name.id not in pilots:
                yield self._at("taxonomy/names.yml", number, f"'{name.id}' is told of as a pilot and is none")
            if name.among and (name.among == name.id or name.among not in pilots):
                yield self._at(
                    "taxonomy/names.yml",
                    number,
                    f"'{name.id}' is told of among '{name.among}', which names no other pilots",
                )

    def _sections_named(self) -> Iterator[Problem]:
        """Sections that terms, pairs and premises name and that are not there; pairs of unknown terms."""
        passages = {passage.id for passage in self.corpus.passages}
        terms = {term.id for term in self.corpus.compared}
        named = [(TERMS, term.section) for term in self.corpus.compared]
        named += [(TERMS, pair.section) for pair in self.corpus.pairs]
        named += [("taxonomy/premises.yml", premise.correction) for premise in self.corpus.premises]
        named += [
            ("taxonomy/aspects.yml", section)
            for one in self.corpus.aspects
            for section in one.answers.values()
        ]
        for path, section in named:
            if section not in passages:
                yield Problem(path, 1, f"'{section}' is no section of the corpus")
        for pair in self.corpus.pairs:
            for term in set(pair.pair) - terms:
                yield Problem(TERMS, 1, f"the pair names '{term}', which is no term")

    def front_matter(self) -> Iterator[Problem]:
        """Unknown slugs and documents, dates that have passed or make no sense, missing `as_of`."""
        for document in self.corpus.documents:
            front = document.front
            yield from self._slugs_and_targets(document)
            if front.kind in ("law", "support") and not front.as_of:
                yield self._at(
                    document.path,
                    "kind",
                    f"a {front.kind} document needs as_of, the date on which it was true",
                )
            yield from self._dates(document)

    def _slugs_and_targets(self, document: Document) -> Iterator[Problem]:
        front = document.front
        for key, known in self.slugs.items():
            for slug in getattr(front, key):
                if slug not in known:
                    yield self._at(document.path, key, f"unknown {key.rstrip('s')} '{slug}'")
        for key in ("evidence", "supersedes"):
            for target in getattr(front, key):
                if target not in self.documents or target == front.id:
                    yield self._at(
                        document.path, key, f"{key} links to '{target}', which is no other document"
                    )

    def _dates(self, document: Document) -> Iterator[Problem]:
        front = document.front
        try:
            reviewed, review_by = (
                dt.date.fromisoformat(front.reviewed),
                dt.date.fromisoformat(front.review_by),
            )
        except ValueError as error:
            yield self._at(document.path, "reviewed", f"no such day: {error}")
            return
        if review_by <= reviewed:
            yield self._at(document.path, "review_by", "review_by has to be later than reviewed")
        elif review_by < self.today:
            yield Problem(
                document.path,
                self.lines[document.path].get("review_by", 1),
                f"the review was due by {front.review_by}",
                True,
            )

    def texts(self) -> Iterator[Problem]:
        """Unknown sources and facts, facts cited with another's source, over-long sections."""
        for document in self.corpus.documents:
            if not document.passages:
                yield Problem(document.path, 1, "the document has no section; begin one with '## '")
            for passage in document.passages:
                yield from self._passage(document, passage)

    def _passage(self, document: Document, passage: Passage) -> Iterator[Problem]:
        words = len(passage.text.split())
        if words > MAX_WORDS:
            yield Problem(
                document.path,
                passage.line_start,
                f"the section has {words} words, more than {MAX_WORDS}; split it",
            )
        for item in passage.items:
            yield from self._citations(document, item)

    def _citations(self, document: Document, item: Item) -> Iterator[Problem]:
        for citation in {c for s in item.sentences for c in s.citations}:
            if citation.source not in self.sources:
                yield Problem(
                    document.path,
                    item.line,
                    f"unknown source '{citation.source}'; add it to sources.yml or correct the id",
                )
            for fact_id in citation.facts:
                fact = self.facts.get(fact_id)
                if fact is None:
                    yield Problem(document.path, item.line, f"unknown fact '{fact_id}'")
                elif fact.source != citation.source:
                    yield Problem(
                        document.path,
                        item.line,
                        f"the fact '{fact_id}' comes from '{fact.source}', not from '{citation.source}'",
                    )
                elif fact.time_sensitive and not self._dated(document, item):
                    yield Problem(
                        document.path,
                        item.line,
                        f"the fact '{fact_id}' changes with time; mark it {{law YEAR}} or {{status YEAR}}",
                    )

    @staticmethod
    def _dated(document: Document, item: Item) -> bool:
        return document.front.as_of is not None or any(mark.kind in ("law", "status") for mark in item.marks)

    def shorts(self) -> Iterator[Problem]:
        """Short answers that are too long or do not stand alone, list items that mean nothing alone."""
        yield from problems_of(self.corpus)

    def links(self) -> Iterator[Problem]:
        """Documents that no other document names as evidence."""
        linked = {
            target
            for d in self.corpus.documents
            for target in (*d.front.evidence, *d.front.supersedes)
            if target != d.id
        }
        for document in self.corpus.documents:
            if document.id not in linked and document.front.status == "reviewed":
                yield Problem(
                    document.path,
                    self.lines.get(document.path, {}).get("id", 1),
                    UNLINKED,
                )

    def supersession(self) -> Iterator[Problem]:
        """Chains of `supersedes` that come back to themselves."""
        successors = {d.id: d.front.supersedes for d in self.corpus.documents}
        for document in self.corpus.documents:
            if reaches_itself(document.id, lambda i: successors.get(i, ())):
                yield self._at(document.path, "supersedes", "supersedes runs in a circle")

    def _at(self, path: str, key: str | int, text: str) -> Problem:
        return Problem(path, self.lines.get(path, {}).get(key, 1), text)


def _repeated(ids: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: Counter[str] = Counter()
    for number, identifier in enumerate(ids):
        seen[identifier] += 1
        if seen[identifier] == 2:
            yield number, identifier
