"""Reading the forms of the assessment pages; no HTTP here, only names and values."""

import datetime
import hashlib
from collections.abc import Mapping

from pydantic import ValidationError

from api.assess.answers import Answer
from api.assess.model import Questionnaire
from api.assess.plan import MAX_ACTIONS, Action

Form = Mapping[str, str]
FIELDS = ("action", "owner", "date", "measure", "question", "barrier", "mitigation", "done")


def fingerprint(answer: Answer | None) -> str:
    """A short mark of an answer as it was shown, so that only what somebody changed is saved.

    >>> fingerprint(None) == fingerprint(Answer()), fingerprint(Answer(option="a")) == fingerprint(None)
    (True, False)
    """
    shown = answer or Answer()
    return hashlib.sha256(f"{shown.option or ''}\0{shown.comment}".encode()).hexdigest()[:12]


def typed_answers(questionnaire: Questionnaire, form: Form) -> dict[str, Answer]:
    """Every question of the form with what is in it now."""
    found = {}
    for question in questionnaire.questions:
        names = (f"option.{question.id}", f"comment.{question.id}")
        if any(name in form for name in names):
            comment = form.get(names[1], "").replace("\r\n", "\n").replace("\x00", "").strip()
            found[question.id] = Answer(option=form.get(names[0]) or None, comment=comment)
    return found


def changed_answers(answers: Mapping[str, Answer], form: Form) -> dict[str, Answer]:
    """Those that differ from what the page showed when it was opened."""
    return {
        name: answer for name, answer in answers.items() if form.get(f"was.{name}") != fingerprint(answer)
    }


def overtaken_by(
    present: Mapping[str, Answer], changed: Mapping[str, Answer], form: Form
) -> dict[str, Answer]:
    """Those of `changed` that another window has answered differently since this page was opened."""
    return {
        name: answer
        for name, answer in changed.items()
        if form.get(f"was.{name}") not in (None, fingerprint(present.get(name)))
        and fingerprint(answer) != fingerprint(present.get(name))
    }


def typed_rows(form: Form) -> list[dict[str, str]]:
    """The rows of the plan as typed, those without an action left out."""
    rows = []
    for number in range(1, MAX_ACTIONS + 10):
        if f"action.{number}" not in form:
            break
        row = {name: form.get(f"{name}.{number}", "").replace("\x00", "").strip() for name in FIELDS}
        if row["action"]:
            rows.append(row)
    return rows


def read_rows(rows: list[dict[str, str]]) -> tuple[list[Action], dict[int, list[str]]]:
    """The actions, and what is wrong by row (from 1)."""
    actions: list[Action] = []
    faults: dict[int, list[str]] = {}
    for number, row in enumerate(rows, start=1):
        try:
            actions.append(_action(row))
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False)[0]
            faults[number] = [f"{fault['loc'][0]}: {fault['msg']}"]
        except ValueError:
            faults[number] = ["The date is not a day. Write it as year-month-day, such as 2027-03-31."]
    return actions, faults


def _action(row: Mapping[str, str]) -> Action:
    return Action(
        action=row["action"],
        owner=row["owner"],
        date=datetime.date.fromisoformat(row["date"]) if row["date"] else None,
        measure=row["measure"],
        question=row["question"] or None,
        barrier=row["barrier"] or None,
        mitigation=row["mitigation"] or None,
        done=row["done"] == "yes",
    )
