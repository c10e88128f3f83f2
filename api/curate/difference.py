"""`psp diff`: which answers to a set of questions change between two states of the corpus."""

from collections.abc import Callable, Iterable, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import StringConstraints, ValidationError

from kb.errors import CorpusError, Problem
from kb.frontmatter import read_yaml
from kb.strict import Line, Strict

Asked = Annotated[str, StringConstraints(min_length=1, max_length=1000)]  # as long as a question may be
Change = Literal["status", "statements", "citations"]


class Question(Strict):
    """A question of the public set, by its id."""

    id: Line
    question: Asked


class Answered(Strict):
    """What the product says to a question: its status, the reason if it abstains, statements and passages."""

    status: str
    reason: str | None = None
    statements: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


class ChangedAnswer(Strict):
    """A question whose answer differs, in what, and both answers."""

    id: str
    question: str
    changes: tuple[Change, ...]
    before: Answered
    after: Answered


class Difference(Strict):
    """The answers that changed, of how many questions."""

    questions: int
    changed: tuple[ChangedAnswer, ...]


Answerer = Callable[[str], Answered]


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a YAML list of entries with `id` and `question`; their other keys are passed over.

    Raises:
        CorpusError: the file is missing or broken, or an entry lacks a key; names path and line.
    """
    try:
        yaml = read_yaml(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}:1: the question file cannot be read ({type(error).__name__})") from error
    problems = list(yaml.problems)
    entries = yaml.value if isinstance(yaml.value, list) else []
    if not problems and not entries:
        problems.append(Problem(str(path), 1, "the file has to be a list of entries, each '- id: ...'"))
    questions = []
    for number, entry in enumerate(entries):
        try:
            questions.append(_question(entry))
        except (ValidationError, KeyError, TypeError):
            line = yaml.lines.get(number, 1)
            problems.append(Problem(str(path), line, "an entry needs `id` and `question`, each in quotes"))
    if problems:
        raise CorpusError(f"the question file has {len(problems)} problems; correct them", tuple(problems))
    return tuple(questions)


def compare(
    questions: Sequence[Question],
    before: Answerer,
    after: Answerer,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Difference:
    """Ask both answerers every question; `progress` is told how many of all are done.

    >>> old, new = Answered(status="abstained"), Answered(status="answered", statements=("Yes.",))
    >>> found = compare([Question(id="q", question="Why?")], lambda _: old, lambda _: new)
    >>> found.questions, found.changed[0].changes
    (1, ('status', 'statements'))
    """
    changed = []
    for number, question in enumerate(questions, 1):
        old, new = before(question.question), after(question.question)
        progress(number, len(questions))
        if changes := tuple(_changes(old, new)):
            changed.append(
                ChangedAnswer(
                    id=question.id, question=question.question, changes=changes, before=old, after=new
                )
            )
    return Difference(questions=len(questions), changed=tuple(changed))


def as_text(difference: Difference) -> str:
    """What a curator reads: a count, then each changed answer with the lines that went and came."""
    count = len(difference.changed)
    lines = [f"{count} of {difference.questions} answers {'changes' if count == 1 else 'change'}"]
    for changed in difference.changed:
        lines += ["", f"{changed.id}: {changed.question} ({', '.join(changed.changes)})"]
        compared = unified_diff(_lines(changed.before), _lines(changed.after), lineterm="", n=1)
        lines += [f"  {line}" for line in compared if not line.startswith(("---", "+++", "@@"))]
    return "\n".join(lines)


def _question(entry: Any) -> Question:
    return Question.model_validate({"id": entry["id"], "question": entry["question"]})


def _changes(old: Answered, new: Answered) -> Iterable[Change]:
    if (old.status, old.reason) != (new.status, new.reason):
        yield "status"
    if old.statements != new.statements:
        yield "statements"
    if old.passages != new.passages:
        yield "citations"


def _lines(answer: Answered) -> list[str]:
    head = f"{answer.status}: {answer.reason}" if answer.reason else answer.status
    return [head, *answer.statements, *(f"[{passage}]" for passage in answer.passages)]
