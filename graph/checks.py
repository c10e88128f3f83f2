"""What the graph has to fulfil: all problems with path and line, for `psp check` and before serving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graph.assemble import works_of
from graph.barriers import Backed, Barrier, Entry, Mitigation
from graph.entries import BARRIERS, MITIGATIONS, Entries, Lines, read_entries
from graph.wording import Finding, told_twice, wording
from kb.circles import reaches_itself
from kb.documents import Corpus, Item
from kb.errors import Problem
from kb.places import Place

if TYPE_CHECKING:  # reading files is for `psp check` alone; serving starts a tenth of a second sooner without
    from kb.loader import Reading

# Signs and first actions may be our own conclusions; what becomes an edge may not, but for a stage without
# any evidence, which says of itself that it is our judgement.
REGISTERS = {"stage": "taxonomy/stages.yml", "theme": "taxonomy/themes.yml", "role": "taxonomy/roles.yml"}
OWN_ADVICE = frozenset({"signs", "first_action"})


def check_graph(reading: Reading, folder: Path | None = None) -> list[Problem]:
    """Every problem of the graph data of a corpus; with its `folder`, at the exact line.

    Files that could not be read at all are already among the problems of `reading`.
    """
    from kb.yaml_lines import lines_of_file

    names = (BARRIERS, MITIGATIONS, *REGISTERS.values())
    lines = Lines({name: lines_of_file(folder / name) for name in names} if folder else {})
    entries, problems = read_entries(reading.corpus, lines)
    return sorted({*problems, *content_problems(reading.corpus, entries, lines)})


def content_problems(corpus: Corpus, entries: Entries, lines: Lines | None = None) -> Iterator[Problem]:
    """What is wrong with entries of right shape: references, evidence, orphans, circles, contradictions."""
    where, check = lines or Lines(), _Check(corpus, entries)
    for entry in entries.all():
        path = BARRIERS if isinstance(entry, Barrier) else MITIGATIONS
        for place, text in check.entry(entry):
            yield where.problem(path, (entries.numbers[entry.id], *place), f"{entry.id}: {text}")
    for name, (place, text) in told_twice(entries.barriers.values()):
        yield where.problem(BARRIERS, (entries.numbers[name], *place), f"{name}: {text}")
    for kind, number, term in check.idle_terms():
        yield where.problem(
            REGISTERS[kind], (number,), f"an orphan of the graph: nothing names the {kind} '{term}'"
        )
    yield from check.idle_documents()


class _Check:
    def __init__(self, corpus: Corpus, entries: Entries) -> None:
        self.entries, self.corpus = entries, corpus
        self.reviewed = {p.id for d in corpus.documents if d.front.status == "reviewed" for p in d.passages}
        self.passages = {passage.id: passage for passage in corpus.passages}
        self.documents = corpus.documents
        self.pilots = {d.id for d in corpus.documents if d.front.kind == "pilot"}
        self.stages = {term.id for term in corpus.stages}
        self.roles = {term.id for term in corpus.roles}
        self.editorial = {source.id for source in corpus.sources if source.kind == "editorial"}
        self.helping = {h.mitigation for b in entries.barriers.values() for h in b.mitigated_by}

    def entry(self, entry: Barrier | Mitigation) -> Iterator[Finding]:
        yield from wording(entry)
        for place, evidence in evidence_places(entry):
            yield from self._evidence(place, evidence)
            if evidence and place[0] not in OWN_ADVICE and not any(map(self._is_published, evidence)):
                yield (
                    place,
                    f"{place[0]} rests on our own review alone; add a passage that cites a published work",
                )
        if isinstance(entry, Barrier):
            yield from self._barrier(entry)
            yield from self._relations(entry, self.entries.barriers)
        else:
            yield from self._mitigation(entry)
            yield from self._relations(entry, self.entries.mitigations)

    def _evidence(self, place: Place, evidence: tuple[str, ...]) -> Iterator[Finding]:
        for number, passage in enumerate(evidence):
            if passage not in self.passages:
                yield (*place, number), f"unknown passage '{passage}'"
            elif passage not in self.reviewed:
                yield (*place, number), f"the passage '{passage}' is of a draft; have it reviewed first"
            elif passage in evidence[:number]:
                yield (*place, number), f"the passage '{passage}' stands twice"

    def _is_published(self, passage: str) -> bool:
        """Whether a passage cites any work but our own review; an unknown passage is reported elsewhere."""
        found = self.passages.get(passage)
        return found is None or any(work not in self.editorial for work in works_of(found).cited)

    def _barrier(self, barrier: Barrier) -> Iterator[Finding]:
        yield from _unknown("arises_in", "stage", (at.stage for at in barrier.arises_in), self.stages)
        yield from _unknown(
            "causes",
            "barrier",
            (to.barrier for to in barrier.causes),
            set(self.entries.barriers) - {barrier.id},
        )
        yield from _unknown("met_by", "pilot", (met.pilot for met in barrier.met_by), self.pilots)
        names = (helps.mitigation for helps in barrier.mitigated_by)
        yield from _unknown("mitigated_by", "mitigation", names, set(self.entries.mitigations))
        for number, helps in enumerate(barrier.mitigated_by):
            for pilot in helps.tried_in:
                if pilot not in self.pilots:
                    yield ("mitigated_by", number, "tried_in"), f"unknown pilot '{pilot}'"
                elif not any(passage.startswith(f"{pilot}#") for passage in helps.evidence):
                    text = f"tried_in names '{pilot}', but no passage of it is among the evidence"
                    yield ("mitigated_by", number, "tried_in"), text

    def _mitigation(self, mitigation: Mitigation) -> Iterator[Finding]:
        yield from _unknown("stages", "stage", (at.stage for at in mitigation.stages), self.stages)
        yield from _unknown("done_by", "role", (by.role for by in mitigation.done_by), self.roles)
        if mitigation.id not in self.helping:
            yield ("id",), "an orphan: no barrier names it in mitigated_by"

    def _relations(self, entry: Entry, same: Mapping[str, Entry]) -> Iterator[Finding]:
        yield from _unknown(
            "part_of", "entry of this file", (part.of for part in entry.part_of), set(same) - {entry.id}
        )
        if reaches_itself(
            entry.id, lambda one: (part.of for part in same[one].part_of) if one in same else ()
        ):
            yield ("part_of",), "part_of leads in a circle back to itself"
        known = {*self.entries.barriers, *self.entries.mitigations} - {entry.id}
        yield from _unknown("contradicts", "entry", (c.other for c in entry.contradicts), known)
        for number, contradiction in enumerate(entry.contradicts):
            found = [self.passages[p] for p in contradiction.evidence if p in self.passages]
            if not any(self._is_contested(passage.items) for passage in found):
                text = "contradicts rests on no passage with a {contested} mark; mark both views there"
                yield ("contradicts", number), text

    def _is_contested(self, items: Iterable[Item]) -> bool:
        return any(mark.kind == "contested" for item in items for mark in item.marks)

    def idle_terms(self) -> Iterator[tuple[str, int, str]]:
        """Stages, themes and roles that nothing in the graph hangs on: the kind, the number and the id."""
        told = [d.front for d in self.documents if d.front.kind in ("lesson", "pilot")]
        mitigations = self.entries.mitigations.values()
        used = {("role", by.role) for mitigation in mitigations for by in mitigation.done_by}
        used |= {("stage", at.stage) for mitigation in mitigations for at in mitigation.stages}
        used |= {
            ("stage", at.stage) for barrier in self.entries.barriers.values() for at in barrier.arises_in
        }
        used |= {("stage", stage) for front in told for stage in front.stage}
        used |= {("theme", theme) for front in told for theme in front.themes}
        registers = {"stage": self.corpus.stages, "theme": self.corpus.themes, "role": self.corpus.roles}
        for kind, terms in registers.items():
            yield from ((kind, number, t.id) for number, t in enumerate(terms) if (kind, t.id) not in used)

    def idle_documents(self) -> Iterator[Problem]:
        """Lessons and pilots that name barriers or mitigations, while no statement rests on them."""
        used = {
            p.split("#")[0]
            for entry in self.entries.all()
            for _, evidence in evidence_places(entry)
            for p in evidence
        }
        for document in self.documents:
            reviewed = document.front.status == "reviewed"
            named = document.front.barriers or document.front.mitigations
            if document.front.kind in ("lesson", "pilot") and reviewed and named and document.id not in used:
                text = "an orphan of the graph: no barrier or mitigation rests on a passage of this document"
                yield Problem(document.path, 1, text, warning=True)


def evidence_places(entry: Entry) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Every list of evidence in an entry, with the way to it."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name == "evidence":
            yield (name,), value
        elif isinstance(value, Backed):
            yield (name, "evidence"), value.evidence
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                if isinstance(one, Backed):
                    yield (name, number, "evidence"), one.evidence


def _unknown(key: str, what: str, names: Iterable[str], known: set[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name not in known:
            yield (key, number), f"{key} names '{name}', which is no other {what}"
        elif name in seen:
            yield (key, number), f"{key} names '{name}' twice; put the evidence together"
        seen.add(name)
