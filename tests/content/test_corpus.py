"""The real corpus keeps its contract: sound, reachable, covered, cited, marked."""

import re
from collections import Counter
from pathlib import Path

import numpy as np

from kb.checks import EDITORIAL
from kb.coverage import coverage, left_out_page
from kb.documents import FOLDERS, Citation, Corpus, Item
from kb.errors import Problem
from kb.loader import Reading

ROOT = Path(__file__).parents[2]


def _cited(item: Item) -> set[Citation]:
    return {citation for sentence in item.sentences for citation in sentence.citations}


def _told(corpus: Corpus, *words: str) -> list[tuple[str, Item]]:
    """The paragraphs and list items that hold every one of `words`, with the id of their passage."""
    return [
        (passage.id, item)
        for passage in corpus.passages
        for item in passage.items
        if all(word in item.text for word in words)
    ]


def test_check_finds_no_problem(checked: tuple[Reading, list[Problem]]) -> None:
    assert [str(problem) for problem in checked[1] if not problem.warning] == []


def test_corpus_is_as_wide_as_promised(corpus: Corpus) -> None:
    kinds = Counter(document.front.kind for document in corpus.documents)
    assert set(kinds) == set(FOLDERS.values())
    assert kinds.total() >= 100


def test_facts_find_their_place(corpus: Corpus) -> None:
    count = coverage(corpus, corpus.facts, "corpus/facts.yml")
    assert count.share is not None
    assert count.share >= 0.95
    assert count.missing == ()


def test_coverage_page_is_made_from_the_data(corpus: Corpus) -> None:
    assert (ROOT / "docs/coverage.md").read_text("utf-8") == left_out_page(corpus)


def test_each_fact_is_cited_with_its_source(corpus: Corpus) -> None:
    source_of = {fact.id: fact.source for fact in corpus.facts}
    wrong = [
        (passage.id, fact, citation.source)
        for passage in corpus.passages
        for item in passage.items
        for citation in _cited(item)
        for fact in citation.facts
        if source_of[fact] != citation.source
    ]
    assert wrong == []


def test_every_document_can_be_reached_from_the_start(corpus: Corpus) -> None:
    links = {d.id: {*d.front.evidence, *d.front.supersedes} for d in corpus.documents}
    reached: set[str] = set()
    waiting = {"process/what-is-a-psp"}
    while waiting:
        current = waiting.pop()
        reached.add(current)
        waiting |= links[current] - reached
    assert sorted(set(links) - reached) == []


def test_one_work_has_one_id(corpus: Corpus) -> None:
    works = Counter(
        (re.sub(r"[^a-z0-9]+", " ", source.title.lower()).strip(), source.publisher.lower(), source.year)
        for source in corpus.sources
    )
    assert [work for work, count in works.items() if count > 1] == []


def test_every_source_is_cited(corpus: Corpus) -> None:
    cited = {c.source for p in corpus.passages for item in p.items for c in _cited(item)}
    assert sorted({source.id for source in corpus.sources} - cited) == []


def test_contested_statements_name_two_sources_or_facts(corpus: Corpus) -> None:
    """A reader who is told that sources differ has to see at least two of them."""
    alone = []
    for passage in corpus.passages:
        for item in passage.items:
            if any(mark.kind == "contested" for mark in item.marks):
                around = {citation for other in passage.items for citation in _cited(other)}
                sources = {c.source for c in around} - {EDITORIAL}
                facts = {fact for c in around for fact in c.facts}
                if len(sources) < 2 and len(facts) < 2:
                    alone.append((passage.id, item.line))
    assert alone == []


def test_self_reported_statements_are_not_called_evaluated(corpus: Corpus) -> None:
    kinds = {source.id: source.kind for source in corpus.sources}
    marked = [
        (passage.id, item.line)
        for passage in corpus.passages
        for item in passage.items
        if any(mark.kind == "self-reported" for mark in item.marks)
        and _cited(item)
        and all(kinds[citation.source] == "law" for citation in _cited(item))
    ]
    assert marked == []


def test_documents_are_reviewed_within_two_years(corpus: Corpus) -> None:
    late = [d.id for d in corpus.documents if int(d.front.review_by[:4]) - int(d.front.reviewed[:4]) > 2]
    assert late == []


SAME = 0.62
"""Of all the different words of two sections, the share in both from which one says the other over again."""


def test_no_section_says_another_over_again(corpus: Corpus) -> None:
    words = {p.id: set(re.findall(r"[a-z0-9£%']+", p.text.lower())) for p in corpus.passages}
    assert same_words(words, SAME) == []


def test_sections_of_the_same_words_are_found() -> None:
    words = {"a": {"x", "y", "z"}, "b": {"x", "y", "z", "v"}, "c": {"x", "w"}}
    assert same_words(words, 0.74) == [("a", "b")]
    assert same_words(words, 0.75) == []  # more than, not as much as


def same_words(words: dict[str, set[str]], share: float) -> list[tuple[str, str]]:
    """Pairs of which more than `share` of all their words are in both."""
    ids, places = list(words), {word: n for n, word in enumerate({w for one in words.values() for w in one})}
    has = np.zeros((len(ids), len(places)), np.float32)
    for row, one in enumerate(ids):
        has[row, [places[word] for word in words[one]]] = 1
    both, sizes = has @ has.T, has.sum(1)
    near = np.triu(both > share * (sizes[:, None] + sizes - both), 1)
    return [(ids[one], ids[other]) for one, other in np.argwhere(near)]
