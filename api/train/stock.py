"""What sheets are filled from besides the activities: wrong beliefs, barriers with what helps, the stages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.train.content import Statement
from kb.documents import Corpus, Document

FEWEST = 4  # entries that a theme has at the least


@dataclass(frozen=True)
class Belief:
    """Something wrong that people bring with them, and what puts it right."""

    text: str
    correction: Statement


@dataclass(frozen=True)
class Risk:
    """A barrier and what helps against it, in words."""

    barrier: str
    helps: tuple[str, ...]


@dataclass(frozen=True)
class Stock:
    """By theme what a sheet can be filled with; a theme with too little is filled up from the others."""

    beliefs: Mapping[str, tuple[Belief, ...]]
    risks: Mapping[str, tuple[Risk, ...]]
    stages: tuple[str, ...]


def stock_of(corpus: Corpus) -> Stock:
    """The stock of a corpus."""
    themes = [theme.id for theme in corpus.themes]
    stages = sorted(corpus.stages, key=lambda stage: stage.order)
    corrected = list(_corrected(corpus))
    return Stock(
        beliefs={theme: _beliefs(theme, corrected) for theme in themes},
        risks={theme: _risks(theme, corpus) for theme in themes},
        stages=tuple(stage.title for stage in stages),
    )


def _corrected(corpus: Corpus) -> Iterator[tuple[Document, Belief]]:
    """Each wrong belief with the document in which its correction stands."""
    documents = {document.id: document for document in corpus.documents}
    shorts = {passage.id: passage.short for passage in corpus.passages}
    for premise in corpus.premises:
        document, short = documents.get(premise.correction.partition("#")[0]), shorts.get(premise.correction)
        if document and short:
            yield document, Belief(premise.title, Statement.of(short))


def _beliefs(theme: str, corrected: Sequence[tuple[Document, Belief]]) -> tuple[Belief, ...]:
    """The beliefs whose correction stands in a document of the theme, the nearest documents first."""
    found = [(_place(theme, document), belief) for document, belief in corrected]
    near = [belief for place, belief in sorted(found, key=lambda pair: pair[0]) if place < _FAR]
    rest = [belief for place, belief in found if place == _FAR]
    return tuple(near + rest[: max(0, FEWEST - len(near))])


_FAR = 99


def _place(theme: str, document: Document) -> int:
    themes = document.front.themes
    return themes.index(theme) if theme in themes else _FAR


def _risks(theme: str, corpus: Corpus) -> tuple[Risk, ...]:
    """The barriers that documents of the theme name most often, with their first helps."""
    titles = {str(entry["id"]): str(entry["title"]) for entry in corpus.mitigations}
    named: dict[str, int] = {}
    for document in corpus.documents:
        for barrier in document.front.barriers if theme in document.front.themes else ():
            named[barrier] = named.get(barrier, 0) + 1
    ranked = sorted(corpus.barriers, key=lambda entry: (-named.get(str(entry["id"]), 0), str(entry["id"])))
    found = []
    for entry in ranked[: max(FEWEST, min(6, len(named)))]:
        helps = entry["mitigated_by"]
        assert isinstance(helps, list | tuple)  # noqa: S101 -- the graph's contract, held by psp check
        names = (titles.get(str(one["mitigation"]), "") for one in helps)
        found.append(Risk(str(entry["title"]), tuple(filter(None, names))[:2]))
    return tuple(found)
