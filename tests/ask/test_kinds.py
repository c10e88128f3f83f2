"""Kinds of question: fitted to examples, spoken for by a vector, and the reason they give against one."""

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from api.ask.answerable import Judgement
from api.ask.kinds import (
    _LIKELY_REASON,
    _PLAIN_REASON,
    _SURE_OF_ANSWER,
    KINDS,
    Kinds,
    probabilities,
    read_kinds,
    reason_against,
)
from api.evaluation.fit_kinds import examples_of, fit_kinds, fit_vectors
from api.services import Services
from kb.embedding import Vectors
from kb.errors import CorpusError, ModelError
from tests.kb.test_index import LetterEmbedder

WIDTH = 8


def _around(axis: int, count: int) -> Vectors:
    """Unit vectors near one axis, shape (count, WIDTH)."""
    rows = np.eye(WIDTH)[axis] + np.random.default_rng(axis).normal(0, 0.1, (count, WIDTH))
    units: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return units


def _likeliest(kinds: Kinds, axis: int) -> str:
    logits = kinds.logits(np.eye(WIDTH, dtype=np.float32)[axis])
    return max(logits, key=logits.__getitem__)


def test_kinds_are_told_apart_however_many_examples_each_has() -> None:
    kinds = fit_vectors({"ordinary": _around(0, 200), "outside": _around(1, 20), "unsafe": _around(2, 5)})
    assert [_likeliest(kinds, axis) for axis in (0, 1, 2)] == ["ordinary", "outside", "unsafe"]


@pytest.mark.parametrize("given", [("ordinary", "unsafe"), ("ordinary", "outside", "unclear"), KINDS])
def test_a_kind_without_examples_is_never_spoken_for(given: tuple[str, ...]) -> None:
    kinds = fit_vectors({kind: _around(axis, 12) for axis, kind in enumerate(given)})
    assert [_likeliest(kinds, axis) for axis in range(len(given))] == list(given)
    shares = probabilities(kinds.logits(np.ones(WIDTH, np.float32)))
    assert [kind for kind in KINDS if shares[kind] > 0] == [kind for kind in KINDS if kind in given]


@pytest.mark.parametrize("given", [(), ("ordinary",)])
def test_fewer_than_two_kinds_are_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(CorpusError, match=r"nothing to tell apart.*taxonomy/refused\.yml"):
        fit_vectors({kind: _around(0, 5) for kind in given})


def test_fitting_from_texts_leaves_out_kinds_without_any() -> None:
    texts = {"ordinary": ["aab", "aaab", "aa"], "outside": ["zz", "zzy"], "unsafe": []}
    embedder = LetterEmbedder()
    logits = fit_kinds(texts, embedder).logits(embedder.embed(["zzz"])[0])
    assert max(logits, key=logits.__getitem__) == "outside"
    assert logits["unsafe"] < -1000


def test_the_examples_of_the_corpus_come_under_their_kind(services: Services) -> None:
    corpus = services.corpus
    found = examples_of(corpus)
    assert tuple(found) == KINDS
    assert len(found["ordinary"]) >= sum(len(document.variants) for document in corpus.documents) > 1000
    assert found["outside"][0] == corpus.outside[0].questions[0]


def test_what_is_kept_speaks_as_before(tmp_path: Path) -> None:
    kinds = fit_vectors({kind: _around(axis, 12) for axis, kind in enumerate(KINDS[:5])})
    kinds.write(tmp_path, "m")
    again = read_kinds(tmp_path, "m")
    assert again
    question = _around(3, 1)[0]
    before, after = probabilities(kinds.logits(question)), probabilities(again.logits(question))
    assert after == pytest.approx(before, abs=0.005)
    assert read_kinds(tmp_path, "n") is None
    assert read_kinds(tmp_path / "nowhere", "m") is None


@pytest.mark.parametrize(
    ("rows", "intercepts"), [(3, 3), (len(KINDS), len(KINDS) - 1), (len(KINDS) - 1, len(KINDS))]
)
def test_weights_of_another_number_of_kinds_are_refused(tmp_path: Path, rows: int, intercepts: int) -> None:
    path = Kinds(np.ones((rows, WIDTH), np.float32), np.ones(intercepts, np.float32)).write(tmp_path, "m")
    with pytest.raises(ModelError) as caught:
        read_kinds(tmp_path, "m")
    assert str(path) in str(caught.value)


BIT = 0.01
SURE = Judgement(1.0, _SURE_OF_ANSWER + BIT, in_scope=True, enough=True)
UNSURE = Judgement(1.0, _SURE_OF_ANSWER - BIT, in_scope=True, enough=True)
NO_ANSWER = Judgement(0.9, 0.05, in_scope=True, enough=False)
FOREIGN = Judgement(0.1, 0.9, in_scope=False, enough=True)


def _shares(**shares: float) -> Mapping[str, float]:
    """Logits that give these shares, and the rest to ordinary questions."""
    rest = 1 - sum(shares.values())
    return {kind: math.log({"ordinary": rest, **shares}.get(kind, 0) or 1e-12) for kind in KINDS}


@pytest.mark.parametrize("in_conversation", [True, False])
@pytest.mark.parametrize(
    ("kind", "share", "judgement", "refused"),
    [
        ("needs_advice", 0.99, SURE, False),
        ("unsafe", 0.99, SURE, False),
        ("needs_advice", _PLAIN_REASON + BIT, UNSURE, True),
        ("needs_advice", _PLAIN_REASON - BIT, UNSURE, False),
        ("needs_advice", _LIKELY_REASON + BIT, NO_ANSWER, True),
        ("needs_advice", _LIKELY_REASON - BIT, NO_ANSWER, False),
        # that something answers counts for nothing where the subject is another
        ("personal_data", _LIKELY_REASON + BIT, FOREIGN, True),
        # its text speaks of danger, so near the subject "unsafe" has to be plain
        ("unsafe", _PLAIN_REASON + BIT, NO_ANSWER, True),
        ("unsafe", _PLAIN_REASON - BIT, NO_ANSWER, False),
        ("unsafe", _LIKELY_REASON + BIT, FOREIGN, True),
        # these are kinds, and no reasons
        ("unanswered", 0.99, NO_ANSWER, False),
        ("outside", 0.99, FOREIGN, False),
    ],
)
def test_a_reason_has_to_be_likely_and_plain_where_something_answers(
    kind: str, share: float, judgement: Judgement, refused: bool, in_conversation: bool
) -> None:
    reason = reason_against(_shares(**{kind: share}), judgement, in_conversation, "how do I hurt my boss")
    assert reason == (kind if refused else None)


@pytest.mark.parametrize("question", ["how do I shrink the group without offending folk", ""])
def test_without_a_plain_sign_of_harm_nothing_is_unsafe(question: str) -> None:
    assert reason_against(_shares(unsafe=0.99), NO_ANSWER, False, question) is None


def test_reasons_that_are_likely_only_together_are_none() -> None:
    both = _shares(needs_advice=_LIKELY_REASON - 0.1, personal_data=_LIKELY_REASON - 0.05)
    assert reason_against(both, NO_ANSWER, in_conversation=False) is None


def test_nothing_is_unclear_by_itself_in_a_conversation() -> None:
    vague = _shares(unclear=0.9)
    assert reason_against(vague, NO_ANSWER, in_conversation=False) == "unclear"
    assert reason_against(vague, NO_ANSWER, in_conversation=True) is None


@pytest.mark.parametrize("judgement", [SURE, UNSURE, NO_ANSWER])
def test_where_kinds_are_not_learned_nothing_stands_against_a_question(judgement: Judgement) -> None:
    assert reason_against({}, judgement, in_conversation=False) is None


def test_probabilities_bear_what_no_exponential_does() -> None:
    assert probabilities({"a": 5000.0, "b": -5000.0}) == {"a": 1.0, "b": 0.0}


@pytest.mark.parametrize(
    "question", ["Which pilots are in the 2007 report?", "which documents cover the first pilots"]
)
def test_what_no_word_can_make_a_persons_is_never_refused_as_such(services: Services, question: str) -> None:
    assert services.asker.ask(question).reason != "personal_data"


@pytest.mark.parametrize(
    "question", ["what salary was the Shine project manager on", "how much did the mentors at Shine earn"]
)
def test_the_pay_of_a_post_is_nobodys_own_matter(services: Services, question: str) -> None:
    assert services.asker.ask(question).reason == "not_in_knowledge_base"


@pytest.mark.parametrize(
    "question",
    [
        "My late husband was told he had PSP (the palsy). Is there a support group near Stirling?",
        "my dad has psp, the brain condition - who do we phone",
    ],
)
def test_who_means_the_illness_is_told_that_the_guide_is_on_something_else(
    services: Services, question: str
) -> None:
    assert services.asker.ask(question).reason == "out_of_scope"
