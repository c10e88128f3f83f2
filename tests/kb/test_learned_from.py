"""`psp check` says when the examples behind a learned file changed since."""

from pathlib import Path

import numpy as np

from kb.documents import Corpus
from kb.learned import marks_behind
from kb.learned_from import check_learned, kind_examples, map_examples
from kb.question_map import QuestionMap
from tests.reviewed import real_corpus

CORPUS = real_corpus()
MAP = QuestionMap(np.zeros((2, 2), np.float32))


def _said(corpus: Corpus, folder: Path) -> list[str]:
    return [str(problem) for problem in check_learned(corpus, folder)]


def test_nothing_is_said_while_the_examples_are_the_same(tmp_path: Path) -> None:
    MAP.write(tmp_path, "m", map_examples(CORPUS))
    assert _said(CORPUS, tmp_path) == []


def test_a_corpus_without_learned_files_has_nothing_to_learn_anew(tmp_path: Path) -> None:
    assert _said(CORPUS, tmp_path) == []


def test_questions_that_were_added_and_taken_away_are_counted(tmp_path: Path) -> None:
    first, *others = CORPUS.documents
    MAP.write(tmp_path, "m", map_examples(CORPUS))
    without = CORPUS.model_copy(update={"documents": tuple(others)})
    [said] = _said(without, tmp_path)
    assert (
        f" {len({(v.passage_id, v.question) for v in first.variants}):,} are gone or changed and 0 are new"
        in said
    )
    assert said.startswith("learned/question-map.npz:1: warning:")
    assert said.endswith("python -m api.evaluation.learning")
    MAP.write(tmp_path, "m", map_examples(without))
    assert " 0 are gone or changed and " in _said(CORPUS, tmp_path)[0]


def test_a_question_that_moved_to_another_passage_or_kind_counts(tmp_path: Path) -> None:
    one = next(iter(map_examples(CORPUS)))
    moved = one.replace("\t", "x\t")
    MAP.write(tmp_path, "m", [moved, *list(map_examples(CORPUS))[1:]])
    assert "1 are gone or changed and 1 are new" in _said(CORPUS, tmp_path)[0]
    kinds = list(kind_examples(CORPUS))
    assert {line.partition("\t")[0] for line in kinds} >= {"ordinary", "outside", "unanswered", "unsafe"}


def test_a_file_that_names_no_examples_is_told_of(tmp_path: Path) -> None:
    MAP.write(tmp_path, "m")
    assert marks_behind(tmp_path, "question-map") == set()
    assert "does not say what it was learned from" in _said(CORPUS, tmp_path)[0]


def test_a_damaged_file_is_a_problem(tmp_path: Path) -> None:
    MAP.write(tmp_path, "m", ["a"]).write_bytes(b"PK\x03\x04 no archive")
    [problem] = check_learned(CORPUS, tmp_path)
    assert not problem.warning
    assert "is damaged" in problem.text
