"""The passages that may answer a question, best first, with each line's relevance to it."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from api.ask.expectation import SPECIFIC, Kind, expected, holds
from api.ask.form import LISTS, Form, form_of
from api.ask.knowledge import Knowledge, Line, Shelf
from kb.embedding import Vectors
from kb.lexical import stems
from kb.taxonomy import Name
from kb.variants import as_asked

CANDIDATES, MAX_NAMES = 12, 3
# all chosen on the tuning half of the judged questions: at most so many passages are read again, none that
# stands further behind the first; what a unit of log-odds counts, and what those have that were not read
READ, CLOSE, READING_SHARE, UNREAD = 4, 0.08, 0.08, -6.0
# log-odds of the re-ranker: of 40 judged questions for which a reviewed comparison, belief or barrier stood
# against a section that it took for an answer, the section was better in 32 and as good in 8
READ_AS_ANSWER = 0.0
# what a section has before others whose heading asks in the question's form, and one with the list asked for
_SAME_FORM, _LISTED = 0.06, 0.05
_ELSEWHERE = 0.05  # what a section that speaks of other pilots alone lacks where one is named
_SHORT_SHARE = 0.15  # of the short answer's relevance, beside the search's own score
_OVERLAP, _TYPE, _UNKNOWN = 0.20, 0.12, 0.10
# "Shine was a national mentoring service": a name at the beginning, then what it is
_DEFINES = re.compile(r"^(The )?[A-Z][\w'’-]*( [\w'’()-]+){0,5} (is|was|are|were) (a|an|the|one)\b")


@dataclass(frozen=True)
class Asked:
    """A question understood: its words and their rarity, what it expects, and whom it names."""

    text: str
    stems: tuple[str, ...]
    weights: dict[str, float]
    kind: Kind
    names: tuple[Name, ...]
    vector: Vectors
    about_unknown: bool
    form: Form

    def overlap(self, words: frozenset[str]) -> float:
        """The share of the question's words, weighted by rarity, that are among `words`."""
        held = sum([weight for stem, weight in self.weights.items() if stem in words])
        return held / self.total if self.total else 0.0

    def own_overlap(self, words: frozenset[str]) -> float:
        """As `overlap`, of the question's words without those of names; 0 where it has no others."""
        own = {stem: weight for stem, weight in self.weights.items() if stem not in self.of_names}
        held = sum([weight for stem, weight in own.items() if stem in words])
        return held / sum(own.values()) if own else 0.0

    @cached_property
    def total(self) -> float:
        """The weight of all its words."""
        return sum(self.weights.values())

    @cached_property
    def of_names(self) -> frozenset[str]:
        """The stems of all forms of the things that it names."""
        return frozenset(stem for name in self.names for form in name.also for stem in stems(form))


@dataclass(frozen=True)
class Hit:
    """A passage with its scores for the question, and each line's relevance in reading order."""

    shelf: Shelf
    mix: float
    cosine: float
    title_cosine: float
    bm25: float
    relevance: tuple[float, ...]
    score: float
    number: int = 0
    reading: float = 0.0  # the log-odds, by the re-ranker, that it answers; 0 where it was not read

    @property
    def ranked(self) -> list[tuple[Line, float]]:
        """Its lines with their relevance, the most relevant first."""
        return sorted(zip(self.shelf.lines, self.relevance, strict=True), key=lambda pair: -pair[1])

    @property
    def said_first(self) -> frozenset[str]:
        """The stems of what its section says first."""
        return frozenset[str]().union(*(line.stems for line in self.shelf.opening))

    @property
    def best(self) -> int:
        """The number of its most relevant line."""
        return max(range(len(self.relevance)), key=self.relevance.__getitem__)

    @property
    def best_line(self) -> Line:
        """Its most relevant line."""
        return self.shelf.lines[self.best]


@dataclass(frozen=True)
class Found:
    """What a search brought: the question as understood and the hits, best first."""

    asked: Asked
    plain: Vectors  # the question as the model gave it; `asked.vector` is as it was compared with passages
    hits: tuple[Hit, ...]
    bm25_max: float
    outside_cosine: float  # to the nearest question of everyday life that the guide does not cover
    plain_contrast: float  # how much nearer a title is than those, to the question as the model gave it
    kinds: dict[str, float]  # how much it looks like each kind of question; empty if not learned
    unanswered: float  # log-odds, by the question alone, that nothing answers it; 0 if not learned
    cosine_mean: float  # mean cosine of the ten nearest passages: how crowded the neighbourhood is


def retrieve(text: str, knowledge: Knowledge) -> Found:
    """Search for `text` and put the best passages in order: by their short answers, then by reading them."""
    text = as_asked(text)
    ranking = knowledge.index.retriever.rank(text, knowledge.embedder, knowledge.among)
    words = tuple(dict.fromkeys(stems(text)))
    asked = Asked(
        text=text, stems=words, weights={stem: knowledge.idf(stem) for stem in words}, kind=expected(text),
        names=tuple(knowledge.names.found_in(text)), vector=ranking.vector,
        about_unknown=_asks_about_unknown(text), form=form_of(text),
    )  # fmt: skip
    hits = [
        _hit(
            i,
            knowledge.shelf(i),
            asked,
            knowledge.names.pilots,
            tuple(float(s[i]) for s in (ranking.mix, ranking.cosine, ranking.title_cosine, ranking.bm25)),
        )
        for i in _candidates(ranking.top(CANDIDATES), asked, knowledge)
    ]
    hits.sort(key=lambda hit: -hit.score)
    hits = _read_again(hits, text, ranking.plain, knowledge)
    cosines = sorted((hit.cosine for hit in hits), reverse=True)[:10]
    mean = sum(cosines) / len(cosines) if cosines else 0.0
    everyday = knowledge.index.outside
    return Found(
        asked=asked, plain=ranking.plain, hits=tuple(hits), bm25_max=float(ranking.bm25.max(initial=0.0)),
        cosine_mean=mean,
        outside_cosine=everyday.nearest(ranking.vector),
        plain_contrast=ranking.plain_cosine - everyday.nearest(ranking.plain),
        kinds=knowledge.kinds.logits(ranking.plain) if knowledge.kinds else {},
        unanswered=knowledge.contrast.unanswered(ranking.plain) if knowledge.contrast else 0.0,
    )  # fmt: skip


def _candidates(best: list[int], asked: Asked, knowledge: Knowledge) -> list[int]:
    """The best passages, and those of documents on what the question names, which may word it otherwise."""
    documents = [knowledge.documents.get(name.document) for name in asked.names[:MAX_NAMES]]
    named = [knowledge.passage_numbers[p.id] for document in documents if document for p in document.passages]
    if knowledge.among is not None:
        named = [number for number in named if knowledge.among[number]]
    return list(dict.fromkeys([*best, *named]))


def _asks_about_unknown(text: str) -> bool:
    lower = text.lower()
    return any(
        sign in lower
        for sign in (
            "not know",
            "unknown",
            "don't know",
            "missing",
            "gaps",
            "uncertain",
            "not say",
            "unanswered",
        )
    )


def _hit(number: int, shelf: Shelf, asked: Asked, pilots: frozenset[str], scores: tuple[float, ...]) -> Hit:
    mix, near, title, bm25 = scores
    cosines = (shelf.vectors.astype(np.float32) @ asked.vector).tolist()
    relevance = tuple(relevance_of(*one, asked) for one in zip(shelf.lines, cosines, strict=True))
    score = mix + _SHORT_SHARE * max(relevance[: len(shelf.short)], default=0.0) + _fitting(shelf, asked.form)
    score -= _elsewhere(shelf, asked, pilots)
    return Hit(shelf, mix, near, title, bm25, relevance, score, number)


def _read_again(hits: list[Hit], text: str, plain: Vectors, knowledge: Knowledge) -> list[Hit]:
    """The best hits read by the re-ranker and put in its order, the rest behind them."""
    if knowledge.reranker is None:
        return hits
    best = [hit for hit in hits[:READ] if hit.score >= hits[0].score - CLOSE]
    logits = knowledge.reranker.logits(text, [knowledge.as_read(hit.number, plain) for hit in best])
    read = [
        replace(hit, score=hit.score + READING_SHARE * float(logit), reading=float(logit))
        for hit, logit in zip(best, logits, strict=True)
    ]
    floor = min(hit.score for hit in read) if read else 0.0
    rest = [replace(hit, score=min(hit.score, floor), reading=UNREAD) for hit in hits[len(best) :]]
    return [*sorted(read, key=lambda hit: -hit.score), *rest]


def read_at(found: Found, home: Set[str], knowledge: Knowledge) -> Found:
    """`found` with every hit of the documents of `home` read, however far behind it lay."""
    return read_also(found, [hit for hit in found.hits if hit.shelf.document.id in home], knowledge)


def read_also(found: Found, wanted: Sequence[Hit], knowledge: Knowledge) -> Found:
    """`found` with those of its hits read that are `wanted` and were not; they keep their places."""
    left = [hit for hit in wanted if hit.reading == UNREAD]
    if knowledge.reranker is None or not left:
        return found
    logits = knowledge.reranker.logits(
        found.asked.text, [knowledge.as_read(hit.number, found.plain) for hit in left]
    )
    read = {hit.number: float(logit) for hit, logit in zip(left, logits, strict=True)}
    hits = (replace(hit, reading=read.get(hit.number, hit.reading)) for hit in found.hits)
    return replace(found, hits=tuple(hits))


def _elsewhere(shelf: Shelf, asked: Asked, pilots: frozenset[str]) -> float:
    """What a section lacks that names pilots, but none asked for: East Renfrewshire for Renfrewshire."""
    named = pilots & {name.id for name in asked.names}
    return _ELSEWHERE if named and shelf.names & pilots and not shelf.names & named else 0.0


def hit_of(number: int, found: Found, knowledge: Knowledge) -> Hit:
    """The passage with this number as a hit of `found`, behind whose hits it lay; scored as the last."""
    last = found.hits[-1]
    scores = (last.mix, last.cosine, last.title_cosine, last.bm25)
    return _hit(number, knowledge.shelf(number), found.asked, knowledge.names.pilots, scores)


def _fitting(shelf: Shelf, form: Form) -> float:
    """What a section has before others for the form that the question asks for."""
    listed = form in LISTS and shelf.listing is not None
    return (_SAME_FORM if shelf.form == form else 0.0) + (_LISTED if listed else 0.0)


def relevance_of(line: Line, near: float, asked: Asked) -> float:
    """How well one line answers: its cosine `near`, shared rare words, whether it holds what is asked for."""
    relevance = near + _OVERLAP * asked.overlap(line.stems)
    if asked.kind in SPECIFIC:
        relevance += _TYPE if holds(asked.kind, line.text) else -_TYPE
    if asked.kind == "definition" and asked.names and _DEFINES.match(line.text):
        relevance += _TYPE
    if line.unknown and not asked.about_unknown:
        relevance -= _UNKNOWN
    return relevance
