"""The public question set is sound: strict files, real passages, expressions that the corpus can satisfy."""

import re
from typing import get_args

import pytest
from rapidfuzz import fuzz, process

from kb.safe_yaml import values_in
from tests.content.judged import (
    HOME,
    LONGEST_QUESTION,
    NAMES,
    README,
    SIMILAR,
    Asked,
    Style,
    asked_as,
    conversations,
    files,
    hostile,
    out_of_scope,
    passages,
    plain,
    queries,
    refusals,
    said,
    satisfied,
    unanswerable,
)


@pytest.mark.parametrize(
    ("name", "least"),
    list(zip(NAMES, (320, 200, 200, 120, 60, 500), strict=True)),
)
def test_each_file_is_large_enough_and_halved_evenly(name: str, least: int) -> None:
    entries = files()[name]
    tune = sum(entry.split == "tune" for entry in entries)
    assert len(entries) >= least
    assert 0.45 <= tune / len(entries) <= 0.55


def test_readme_counts_the_entries_as_they_are() -> None:
    table = re.findall(r"^\| `([a-z-]+)\.yml` \|.*\| (\d+) \|$", README.read_text(encoding="utf-8"), re.M)
    assert {name: int(count) for name, count in table} == {
        name: len(entries) for name, entries in files().items()
    }


def test_ids_are_unique_and_name_their_file() -> None:
    every = [entry.id for entries in files().values() for entry in entries]
    assert len(every) == len(set(every))
    assert [
        entry.id for name, entries in files().items() for entry in entries if entry.id[0] != name[0]
    ] == []


def test_every_passage_that_is_named_exists() -> None:
    named = {
        **{query.id: list(query.relevance) for query in queries()},
        **{refusal.id: refusal.passages for refusal in refusals()},
        **{conversation.id: conversation.passages for conversation in conversations()},
    }
    assert [(key, gone) for key, ids in named.items() for gone in ids if gone not in passages()] == []


def test_a_passage_of_grade_3_says_what_the_answer_must_say() -> None:
    unmet = []
    for query in queries():
        texts = said(i for i, grade in query.relevance.items() if grade == 3)
        texts = [" ".join(texts)] if "compare" in query.tags else texts
        if not any(satisfied(query.must, text) for text in texts):
            unmet.append((query.id, query.question, query.must))
    assert unmet == []


def test_a_passage_of_each_conversation_says_what_the_last_answer_must_say() -> None:
    unmet = [c.id for c in conversations() if not any(satisfied(c.must, text) for text in said(c.passages))]
    assert unmet == []


def test_questions_reach_every_kind_of_document_and_every_user_and_style() -> None:
    answers = [i for query in queries() for i, grade in query.relevance.items() if grade == 3]
    kinds = {i.split("/")[0] for i in answers}
    assert kinds == {"lessons", "pilots", "process", "roles", "law", "support", "methods"}
    assert len({passage.split("#")[0] for query in queries() for passage in query.relevance}) >= 180
    assert {query.user for query in queries()} == {
        "council",
        "third-sector",
        "trainer",
        "public",
        "intermediary",
    }
    assert {tag for query in queries() for tag in query.tags} == set(get_args(Style))


def test_no_question_is_copied_from_the_documents() -> None:
    own = [(entry.id, entry.question) for entry in (*queries(), *unanswerable())]
    own += [(refusal.id, refusal.question) for refusal in refusals() if refusal.expected == "answered"]
    own += [(c.id, turn) for c in conversations() for turn in c.turns if len(turn.split()) > 5]
    copies = []
    for key, question in own:
        match = process.extractOne(plain(question), asked_as(), scorer=fuzz.ratio, score_cutoff=SIMILAR)
        if match:
            copies.append((key, question, match[0]))
    assert copies == []


def test_no_question_is_asked_twice_in_almost_the_same_words() -> None:
    asked: list[Asked] = [*queries(), *unanswerable(), *out_of_scope(), *refusals()]
    texts = [plain(entry.question) for entry in asked]
    scores = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=90)
    near = [(asked[i].id, asked[j].id) for i, j in zip(*scores.nonzero(), strict=True) if i < j]
    assert near == []


def test_only_look_alikes_name_passages() -> None:
    assert [r.id for r in refusals() if bool(r.passages) != (r.expected == "answered")] == []
    assert {r.expected for r in refusals()} == {
        "needs_advice",
        "personal_data",
        "unsafe",
        "unclear",
        "answered",
    }


def test_questions_fit_the_longest_question_unless_they_are_meant_to_be_too_long() -> None:
    for entries in (queries(), unanswerable(), out_of_scope(), refusals()):
        assert [entry.id for entry in entries if len(entry.question) > LONGEST_QUESTION] == []
    for prompt in hostile():
        too_long = len(prompt.question) * prompt.repeat > LONGEST_QUESTION
        assert too_long == (prompt.expect == "refused-as-too-long"), prompt.id


def test_obedience_cannot_be_mistaken_for_the_words_of_the_corpus() -> None:
    corpus = "\n".join(said(passages()))
    lower = corpus.lower()  # a pattern of letters alone is found far sooner in letters of one case

    def is_said(never: str) -> bool:
        if "\\" in never or "(?" in never:
            return re.search(never, corpus, re.IGNORECASE | re.MULTILINE) is not None
        return re.search(never.lower(), lower, re.MULTILINE) is not None

    assert [(prompt.id, one) for prompt in hostile() for one in prompt.never if is_said(one)] == []


def test_judged_questions_name_sections_that_exist_and_only_known_keys() -> None:
    path = HOME / "judgements" / "judged-questions.yml"
    rows = values_in(path.read_text(encoding="utf-8"))
    keys = {key for row in rows for key in row}
    assert keys == {
        "id", "form", "split", "q", "full", "part", "beside", "gap", "none", "verdict", "contrast", "apart",
    }  # fmt: skip
    assert len({row["id"] for row in rows}) == len(rows) >= 4500
    judged = [row for row in rows if row["id"].startswith("j")]
    assert sum(row["split"] == "test" for row in judged) >= len(judged) / 5
    gone = [
        (row["id"], name)
        for row in rows
        for key in ("full", "part", "beside")
        for name in row.get(key, ())
        if name not in passages()
    ]
    assert gone == []
    assert [
        row["id"] for row in rows if bool(row.get("none")) == bool(row.get("full") or row.get("part"))
    ] == []
