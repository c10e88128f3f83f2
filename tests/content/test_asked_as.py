"""The ways of asking are our own words: none is copied from a question that the product is measured on."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from api.evaluation.fit_kinds import examples_of
from kb.documents import Corpus
from kb.safe_yaml import values_in
from tests.content.judged import (
    conversations,
    out_of_scope,
    plain,
    queries,
    refusals,
    unanswerable,
)

ROOT = Path(__file__).parents[2]
SAME = 90  # of 100: one changed word in ten letters still counts as a copy


def _normalised(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def _questions(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _questions(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _questions(inner, key)
    elif isinstance(value, str) and key in ("q", "question", "text", "turns"):
        yield _normalised(value)


def _read(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return list(_questions([json.loads(line) for line in text.splitlines() if line.strip()]))
    return list(_questions(values_in(text)))


def _copies(asked: list[str], measured: list[str]) -> list[str]:
    return [
        text
        for text in asked
        if process.extractOne(_normalised(text), measured, scorer=fuzz.ratio, score_cutoff=SAME)
    ]


def _ours(corpus: Corpus) -> list[str]:
    """The questions that the guide learns from: ways of asking, everyday ones, and examples of kinds."""
    return [question for questions in examples_of(corpus).values() for question in questions]


def test_what_the_guide_learns_from_is_not_copied_from_evaluation_files(corpus: Corpus) -> None:
    folders = [path for path in ROOT.parent.glob("*/evaluation") if path.is_dir()]
    files = [
        file for folder in folders for name in ("*.yaml", "*.jsonl") for file in sorted(folder.glob(name))
    ]
    if not files:
        pytest.skip(
            "NOT CHECKED: no evaluation files lie beside this checkout, so copies of them cannot be seen"
        )
    measured = [question for file in files for question in _read(file)]
    assert len(measured) > 50, "the evaluation files were read but hardly any question was found in them"
    assert _copies(_ours(corpus), measured) == []


def test_no_example_copies_a_question_that_is_measured(corpus: Corpus) -> None:
    """What the guide learns kinds from is not what it is measured on; a second way of asking it would be."""
    # hostile prompts are judged by what they must not bring about, and some wrap the plainest question
    measured = [plain(e.question) for e in (*queries(), *unanswerable(), *out_of_scope(), *refusals())]
    measured += [plain(turn) for c in conversations() for turn in c.turns if len(turn.split()) > 5]
    measured = sorted({question for question in measured if len(question.split()) > 2})
    examples = [plain(question) for group in corpus.examples for question in group.questions]
    examples = [question for question in examples if len(question.split()) > 2]
    assert len(examples) > 1000
    scores = process.cdist(examples, measured, scorer=fuzz.ratio, score_cutoff=SAME)
    assert [(examples[i], measured[j]) for i, j in zip(*scores.nonzero(), strict=True)] == []


def test_no_founding_question_stands_among_those_learned_from(corpus: Corpus) -> None:
    """They measure answers to a stranger's words, so that nobody may put these words in."""
    folder = ROOT / "corpus" / "judgements"
    ours = values_in((folder / "founding-questions.yml").read_text("utf-8"))
    talks = values_in((folder / "founding-conversations.yml").read_text("utf-8"))
    assert (len(ours), len(talks)) == (98, 24)
    assert {key for one in ours for key in one} == {"id", "user", "kind", "q", "must", "cite"}
    asked = [plain(one["q"]) for one in ours if one["kind"] in ("answerable", "unanswerable")]
    variants = (variant for document in corpus.documents for variant in document.variants)
    known = [plain(variant.question) for variant in (*variants, *corpus.typed)]
    known += [plain(question) for group in corpus.examples for question in group.questions]
    scores = process.cdist(asked, known, scorer=fuzz.ratio, score_cutoff=SAME)
    assert [(asked[i], known[j]) for i, j in zip(*scores.nonzero(), strict=True)] == []


@pytest.mark.parametrize("copy", ["Who pays for it all?", "who pays, for it all", "Who pays for  it all!"])
def test_copies_are_seen_through_case_and_marks(copy: str) -> None:
    assert _copies([copy, "Does anybody meet the cost?"], [_normalised("Who pays for it all?")]) == [copy]


def test_no_two_documents_are_asked_for_in_the_same_words(corpus: Corpus) -> None:
    seen: dict[str, str] = {}
    twice = []
    for document in corpus.documents:
        for variant in document.variants:
            other = seen.setdefault(_normalised(variant.question), variant.passage_id)
            if other != variant.passage_id:
                twice.append((variant.question, other, variant.passage_id))
    assert twice == []


def test_no_example_of_a_kind_stands_twice_or_under_another_kind(corpus: Corpus) -> None:
    """Ways of asking and everyday questions are examples too: of what is answered, and of what is foreign."""
    kinds = {kind: set(map(_normalised, asked)) for kind, asked in examples_of(corpus).items()}
    given = [_normalised(question) for group in corpus.examples for question in group.questions]
    assert len(given) > 1000
    assert [question for question, count in Counter(given).items() if count > 1] == []
    pairs = [(one, other, kinds[one] & kinds[other]) for one, other in combinations(kinds, 2)]
    assert [pair for pair in pairs if pair[2]] == []
