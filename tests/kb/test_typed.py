"""What people typed is searched like asked-as questions, and what is put aside for measuring is not."""

from pathlib import Path

import pytest

from api.ask.retrieve import retrieve
from api.evaluation.judged import read_judged
from api.evaluation.left_out import without
from api.services import Services
from kb.index import entries_of, load_rows
from kb.typed import FILE, Typed, typed_in
from kb.variants import as_asked

ENTRY = """\
- id: "a1"
  form: "yes-no"
  split: "{split}"
  q: "is a psp legal"
  full: ["law/around#legal", "law/around#other", "law/around#third"]
  verdict: "yes"
"""


def put(folder: Path, text: str) -> Path:
    (folder / FILE).parent.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(text)
    return folder


def test_a_typed_question_stands_with_the_two_sections_that_answer_it_best(tmp_path: Path) -> None:
    typed = typed_in(put(tmp_path, ENTRY.format(split="tune")))
    assert [one.passage_id for one in typed.variants] == ["law/around#legal", "law/around#other"]
    assert {one.verdict for one in typed.variants} == {"yes"}
    assert (typed.contrasts, typed.problems) == ((), ())


def test_those_written_in_contrast_teach_the_kinds_answered_or_not(
    tmp_path: Path,
) -> None:
    entry = ENTRY.format(split="tune") + "  contrast: true\n"
    silent = '- {id: "a2", split: "tune", q: "who won", none: "not_in_sources", contrast: true}\n'
    gap = '- {id: "a3", split: "tune", q: "who lost", full: ["a#b"], gap: true, contrast: true}\n'
    [answered, unanswered] = typed_in(put(tmp_path, entry + silent + gap)).contrasts
    assert (answered.kind, answered.questions, answered.contrast) == ("ordinary", ("is a psp legal",), True)
    assert (unanswered.kind, unanswered.questions) == ("unanswered", ("who won", "who lost"))


def test_what_measures_is_never_searched(tmp_path: Path, services: Services) -> None:
    assert typed_in(put(tmp_path, ENTRY.format(split="test") + "  contrast: true\n")) == Typed()
    measured = read_judged(services.settings.corpus_dir / "judgements", "test")
    taught = {
        as_asked(one.question) for one in read_judged(services.settings.corpus_dir / "judgements", "tune")
    }
    typed = {as_asked(one.question) for one in services.corpus.typed}
    assert typed, "no typed question was read, so that nothing can be said of them"
    assert not typed & ({as_asked(one.question) for one in measured} - taught)


@pytest.mark.parametrize(
    "text", ["- {q: is a psp legal}", "[", "- 7", ENTRY.format(split="tune").replace('"yes"', "7")]
)
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    typed = typed_in(put(tmp_path, text))
    assert typed.variants == ()
    assert [(problem.path, problem.line) for problem in typed.problems] == [(FILE, 1)]


def test_what_is_learned_from_a_question_is_learned_without_its_own_words(services: Services) -> None:
    index, model = services.knowledge.index, services.knowledge.embedder
    numbers = {p.id: i for i, p in enumerate(index.passages)}
    asked = {question for entry in entries_of(index.corpus) for question in entry.variants}
    one = next(v for v in index.corpus.typed if as_asked(v.question) not in asked and v.passage_id in numbers)
    question, number = as_asked(one.question), numbers[one.passage_id]
    alone = without(index, load_rows(services.settings.index_dir), frozenset({question}))
    vector = model.embed_one(question)
    same = [
        rows @ vector > 0.999 for rows in (r.titles_of(number) for r in (index.retriever, alone.retriever))
    ]
    assert [len(same[0]) - len(same[1]), int(same[0].sum() - same[1].sum())] == [1, 1]
    assert question not in alone.asked[number]
    assert alone.nearest_asked(number, vector) != question


def test_a_typed_question_finds_the_section_that_was_said_to_answer_it(services: Services) -> None:
    first = [v for v in services.corpus.typed if v.passage_id in services.knowledge.passage_numbers][::40]
    found = [retrieve(one.question, services.knowledge).hits[:3] for one in first]
    right = sum(
        any(hit.shelf.passage.id == one.passage_id for hit in hits)
        for one, hits in zip(first, found, strict=True)
    )
    assert right >= 0.95 * len(first), f"{right} of {len(first)}"
