import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from api.curate.difference import Answered, Answerer, Question, as_text, compare, read_questions
from api.curate.errors import RevisionError
from api.curate.revision import corpus_at
from kb.errors import CorpusError
from kb.loader import load_corpus


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(corpus: Path) -> Path:
    _git(corpus.parent, "init", "-q")
    _git(corpus.parent, "add", "corpus")
    _git(corpus.parent, "commit", "-q", "-m", "first")
    return corpus


def by_words(folder: Path) -> Answerer:
    """An honest small answerer: the passages that hold every word of the question, else an abstention."""
    passages = list(load_corpus(folder).passages)

    def answer(question: str) -> Answered:
        words = set(question.lower().strip("?").split())
        hits = [p for p in passages if words <= set(p.text.lower().replace(".", "").split())]
        if not hits:
            return Answered(status="abstained", reason="not_in_knowledge_base")
        statements = tuple(passage.text for passage in hits)
        return Answered(status="answered", statements=statements, passages=tuple(p.id for p in hits))

    return answer


def test_changed_answers_between_two_states(repository: Path, written: Callable[..., Path]) -> None:
    written(repository, "one", "two", "Partners agree first. Money comes later.")
    questions = [Question(id="q-1", question="Money later?"), Question(id="q-2", question="Nothing here?")]
    with corpus_at(repository, "HEAD") as earlier:
        found = compare(questions, by_words(earlier), by_words(repository))
    assert found.questions == 2
    assert [(changed.id, changed.changes) for changed in found.changed] == [
        ("q-1", ("status", "statements", "citations"))
    ]
    assert as_text(found).splitlines() == [
        "1 of 2 answers changes",
        "",
        "q-1: Money later? (status, statements, citations)",
        "  -abstained: not_in_knowledge_base",
        "  +answered",
        "  +Partners agree first. Money comes later.",
        "  +[lessons/one#why-agree]",
    ]


def test_same_state_changes_nothing(repository: Path) -> None:
    questions = [Question(id="q", question="Agree first?")]
    with corpus_at(repository, "HEAD") as earlier:
        found = compare(questions, by_words(earlier), by_words(repository))
    assert found.changed == ()
    assert as_text(found) == "0 of 1 answers change"


def test_checkout_is_untouched_and_the_copy_goes(repository: Path, written: Callable[..., Path]) -> None:
    path = written(repository, "one", "two", "Not committed.")
    with corpus_at(repository, "HEAD") as earlier:
        assert "Not committed." not in (earlier / "lessons/one.md").read_text("utf-8")
        assert "Not committed." in path.read_text("utf-8")
    assert not earlier.exists()


@pytest.mark.parametrize("revision", ["nowhere", "--output=evil", "HEAD:corpus", "", "HEAD~9"])
def test_unknown_revision_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(RevisionError, match="git log"), corpus_at(repository, revision):
        pass
    assert not list(repository.parent.rglob("evil"))


def test_folder_outside_any_repository(corpus: Path) -> None:
    with pytest.raises(RevisionError), corpus_at(corpus, "HEAD"):
        pass


def test_questions_are_read_and_faults_named(tmp_path: Path) -> None:
    path = tmp_path / "queries.yml"
    path.write_text('- {id: "a", question: "Why?", kind: "lesson"}\n', "utf-8")
    assert read_questions(path) == (Question(id="a", question="Why?"),)
    for text, line in (('- {id: "a", question: "Why?"}\n- {id: "b"}\n', 2), ("x: 1\n", 1), ("- [\n", 2)):
        path.write_text(text, "utf-8")
        with pytest.raises(CorpusError, match=f"queries.yml:{line}"):
            read_questions(path)
    with pytest.raises(CorpusError, match="cannot be read"):
        read_questions(tmp_path / "none.yml")


def test_the_public_questions_can_be_read() -> None:
    questions = read_questions(Path(__file__).parents[2] / "corpus/judgements/queries.yml")
    assert len({question.id for question in questions}) == len(questions) >= 250
