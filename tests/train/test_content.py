"""The activities of the corpus, and what the checks say about broken ones."""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from api.train.checks import check_activities, told_by_length
from api.train.content import KINDS
from api.train.errors import ContentError
from api.train.loader import Library, load_library
from api.train.planner import Planner
from api.train.training import Training
from kb.documents import Corpus
from tests.train.conftest import CORPUS, wish
from tests.train.wishes import LONG


def test_the_activities_of_the_corpus_keep_their_contract(corpus: Corpus) -> None:
    assert check_activities(CORPUS / "activities", corpus) == []


def test_there_are_activities_for_every_role_and_kind_and_any_room(library: Library) -> None:
    heads = [activity.head for activity in library.activities]
    assert len(heads) >= 25
    for role in ("open", "teach", "practise", "check", "close", "evaluate"):
        for people in (2, 30, 200):
            for delivery in ("in-person", "online"):
                fitting = [
                    h
                    for h in heads
                    if role in h.roles
                    and delivery in h.delivery
                    and h.participants[0] <= people <= h.participants[1]
                ]
                assert fitting, (role, people, delivery)
    assert {kind for h in heads for kind in h.serves} == set(KINDS)


def test_every_statement_of_the_library_is_cited(library: Library) -> None:
    statements = [s for t in library.topics for s in t.points]
    statements += [s for t in library.topics for o in t.objectives for s in o.look_for]
    statements += [q.explanation for q in library.questions]
    statements += [wrong.because for q in library.questions for wrong in q.wrong]
    statements += [s for c in library.cases for s in (*c.story, c.unknown, *(q.answer for q in c.questions))]
    statements += [s for a in library.activities for s in (*a.purpose, *(step.does for step in a.steps))]
    assert len(statements) > 400
    assert all(s.citations and all(c.locator for c in s.citations) for s in statements)


def test_the_digest_changes_with_the_content(corpus: Corpus, library: Library, tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    assert load_library(folder, corpus).version == library.version
    (folder / "quiz.yml").write_text((folder / "quiz.yml").read_text().replace("Two years", "24 months"))
    assert "24 months" in (folder / "quiz.yml").read_text()
    assert load_library(folder, corpus).version != library.version


def test_no_answer_of_the_quiz_can_be_told_by_its_length(library: Library) -> None:
    assert list(told_by_length(library.questions)) == []
    for question in library.questions:
        lengths = [len(option) for option in question.options]
        assert max(lengths) <= 1.25 * min(lengths), question.id


def test_who_picks_by_length_is_found_out(library: Library) -> None:
    longer = [q.model_copy(update={"right": q.right + " as well"}) for q in library.questions]
    shorter = [q.model_copy(update={"right": q.right[:-8]}) for q in library.questions]
    assert "the longest in" in next(told_by_length(longer))
    assert "the shortest in" in next(told_by_length(shorter))


def test_where_the_right_answer_stands_tells_nothing(planner: Planner) -> None:
    quiz = planner.plan(wish(**LONG), "long").quiz
    counts = Counter(question.right for question in quiz)
    assert max(counts.values()) - min(counts.get(n, 0) for n in range(3)) <= 1


def test_every_option_has_its_reason_and_every_source_its_number(training: Training) -> None:
    for question in training.quiz:
        assert len(question.reasons) == len(question.options)
        assert question.reasons[question.right] == question.explanation
        assert all(reason.text and reason.citations for reason in question.reasons)


def _copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CORPUS / "activities", tmp_path / "activities"))


def _replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))

    return change


def _rewritten(pattern: str, by: str, count: int = 0) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text, made = re.subn(pattern, by, (folder / "quiz.yml").read_text(), count=count)
        assert made
        (folder / "quiz.yml").write_text(text)

    return change


RIGHT = r'(?m)^(  right: ".*)"$'
CAROUSEL, TOPICS, QUIZ = (f"activities/{name}" for name in ("carousel.md", "topics.yml", "quiz.yml"))
BREAKS = [
    (_replace("carousel.md", 'energy: 3', 'energy: 9'), CAROUSEL, "energy"),
    (_replace("carousel.md", 'energy: 3', 'energy: 3\ncolour: "red"'), CAROUSEL, "colour"),
    (_replace("carousel.md", 'title: "Carousel"', "title: No"), CAROUSEL, "not quoted"),
    (_replace("carousel.md", "(3 teaching)", "(4 teaching)"), CAROUSEL, "the steps take 4 + 22"),
    (_replace("carousel.md", "(3 teaching) ", ""), CAROUSEL, "begins with its minutes"),
    (_replace("carousel.md", "## Online", "## On line"), CAROUSEL, "sections have to be"),
    (_replace("carousel.md", "exercise: [22, 42]", "exercise: [22, 40]"), CAROUSEL, "multiples of five"),
    (_replace("carousel.md", "exercise: [22, 42]", "exercise: [42, 22]"), CAROUSEL, "backwards"),
    (_replace("carousel.md", "carousel-basics", "carousel-what"), CAROUSEL, "unknown fact"),
    (_replace("carousel.md", "@hosting-carousel", "@nobody"), CAROUSEL, "unknown source"),
    (_replace("carousel.md", 'id: "activities/c', 'id: "activities/d'), CAROUSEL, "file's place"),
    (_replace("carousel.md", 'topics: ["any"]', 'topics: ["cooking"]'), CAROUSEL, "unknown topic"),
    (_replace("carousel.md", "teaching: ", 'objectives: ["x"]\nteaching: '), CAROUSEL, "unknown objective"),
    (_replace("topics.yml", 'theme: "funding"', 'theme: "cooking"'), TOPICS, "'funding' has 0 topics"),
    (_replace("topics.yml", '["spt", "upside"]', '["spt", "moon"]'), TOPICS, "unknown case 'moon'"),
    (_replace("topics.yml", 'verb: "judge"', 'verb: "know"'), TOPICS, "begin with its verb"),
    (_replace("quiz.yml", 'id: "funding-2"', 'id: "funding-1"'), QUIZ, "'funding-1' stands twice"),
    (_replace("quiz.yml", 'theme: "funding"', 'theme: "procurement"'), QUIZ, "'funding' has 2 questions"),
    (_replace("quiz.yml", "Take it: four m", "Take it with a great many thanks: m"), QUIZ, "quarter longer"),
    (_rewritten(RIGHT, r'\1 and more"'), QUIZ, "the right answer is the longest in"),
    (_rewritten(r'(?m)^(  right: ".*).{9}"$', r'\1"'), QUIZ, "the right answer is the shortest in"),
    (_rewritten(r'(because: "[^"\[]*) \[@[^"]*"', r'\1"', count=1), QUIZ, "no citation at the end"),
    (_replace("cases.yml", "pilots/low-moss", "pilots/high-moss"), "activities/cases.yml", "no document"),
    (_replace("audiences.yml", '"culture-change"', '"cooking"'), "activities/audiences.yml", "unknown topic"),
    (_replace("guidance.yml", " [@carp-lesson-dev", " [carp"), "activities/guidance.yml", "no citation"),
    (_replace("evaluation.yml", '- id: "useful"', "id: x"), "activities/evaluation.yml", ""),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "words"), BREAKS, ids=[f"{p}: {w}" for _, p, w in BREAKS])
def test_a_broken_file_is_named_with_what_is_wrong(
    change: Callable[[Path], None], path: str, words: str, corpus: Corpus, tmp_path: Path
) -> None:
    folder = _copied(tmp_path)
    change(folder)
    problems = check_activities(folder, corpus)
    assert [p for p in problems if p.path == path and words in p.text and p.line >= 1], problems


def test_a_library_with_problems_is_not_used(corpus: Corpus, tmp_path: Path) -> None:
    folder = _copied(tmp_path)
    _replace("carousel.md", "energy: 3", "energy: 9")(folder)
    with pytest.raises(ContentError, match=r"carousel\.md.*energy"):
        load_library(folder, corpus)
    with pytest.raises(ContentError, match="is missing"):
        load_library(tmp_path / "nowhere", corpus)
