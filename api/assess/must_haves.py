"""Legal must-haves: which fail, on which partners disagree, and which not everybody could vouch for."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from api.assess.answers import Response, status_of
from api.assess.model import Question, Questionnaire
from api.assess.scoring import Agreed
from kb.strict import Strict

State = Literal["not met", "partners disagree", "not known by all", "not known", "not answered"]


class KnockOutResult(Strict):
    """A legal must-have that fails, or that not everybody who was asked says is met.

    `state` says which, in the words that the page and every file use.
    """

    question: str
    text: str
    what_to_do: str
    before: str
    status: Literal["failed", "open"]
    state: State
    reason: str
    split: bool = False  # some say that it is met, others that it is not: partners disagree


def knock_outs(
    questionnaire: Questionnaire, responses: Sequence[Response], agreed: Agreed | None = None
) -> tuple[KnockOutResult, ...]:
    """The legal must-haves that fail or are open. The agreed answer decides, or the lowest."""
    results = (
        _knock_out(questionnaire, question, responses, agreed or {}) for question in questionnaire.questions
    )
    return tuple(sorted((result for result in results if result), key=lambda result: result.status))


def in_short(results: Sequence[KnockOutResult]) -> str:
    """How many must-haves are in which state, such as "1 not met, 2 where partners disagree, 0 not known".

    >>> in_short([])
    'none is open.'
    """
    if not results:
        return "none is open."
    count = Counter(result.state for result in results)
    said = [
        f"{count['not met']} not met",
        f"{count['partners disagree']} where partners disagree",
        f"{count['not known']} not known",
    ]
    said += [f"{count['not known by all']} not known by all"] * bool(count["not known by all"])
    said += [f"{count['not answered']} not answered"] * bool(count["not answered"])
    return ", ".join(said) + "."


def _knock_out(
    questionnaire: Questionnaire, question: Question, responses: Sequence[Response], agreed: Agreed
) -> KnockOutResult | None:
    if question.knock_out is None:
        return None
    asked = [r for r in responses if r.sector in question.asked_of or question.id in r.answers]
    is_agreed = question.id in agreed and agreed[question.id].option is not None
    given = [agreed[question.id]] if is_agreed else [r.answers.get(question.id) for r in asked]
    threshold = questionnaire.level(question, question.knock_out.below)
    levels = [questionnaire.level(question, a.option or "") for a in given if a]
    values = [level.value for level in levels if level]
    low = [value for value in values if threshold and value < threshold.value]
    count = Counter(status_of(questionnaire, question, answer) for answer in given)
    silent = count["dont-know"] + count["missing"]
    if not low and not silent and given:
        return None
    limit = threshold.title if threshold else question.knock_out.below
    split = 0 < len(low) < len(values)
    state: State
    if low:
        state, reason = (
            "partners disagree" if split else "not met",
            f"{len(low)} of {len(values)} answers lie below “{limit}”.",
        )
        if is_agreed:
            reason = "The agreed answer lies below the step needed."
    elif values:
        state, reason = "not known by all", f"Met, say {len(values)} of {len(given)} people. {_silent(count)}"
    elif count["dont-know"]:
        state, reason = "not known", _silent(count)
        if is_agreed:
            reason = "You agreed that you do not know. Find out."
    else:
        state, reason = "not answered", "There is no answer yet."
    return KnockOutResult(
        question=question.id,
        text=question.text,
        what_to_do=question.knock_out.text,
        before=question.knock_out.before,
        status="failed" if low else "open",
        state=state,
        reason=reason,
        split=split,
    )


def _silent(count: Counter[str]) -> str:
    """Who could not say, and who did not: they are not the same."""
    unknown, missing = count["dont-know"], count["missing"]
    said = [f"{unknown} {'does' if unknown == 1 else 'do'} not know"] * bool(unknown)
    said += [f"{missing} {'has' if missing == 1 else 'have'} not answered"] * bool(missing)
    return f"{' and '.join(said)}. Find out."
