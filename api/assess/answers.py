"""Answers as data, and the check that they fit the questionnaire before anything is saved."""

import time
from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from api.assess.errors import InvalidAnswers, PersonalData
from api.assess.model import Question, Questionnaire, Sector
from api.errors import Fault
from api.personal_data import personal_data_in
from kb.strict import Strict

MAX_COMMENT = 2000
# A page sends fewer characters at once. Looking through as many takes 1 to 2 ms, so that the largest body has
# the interpreter for a third of the time and is looked through in a tenth of a second or two.
LOOKED_THROUGH_AT_ONCE = 4000
PAUSE_S = 0.003


class Answer(Strict):
    """One answer: an option of the question (none: not answered yet) and a comment."""

    option: str | None = None
    comment: str = ""


class Response(Strict):
    """What one respondent has answered."""

    respondent: str
    sector: Sector
    label: str = ""
    answers: Mapping[str, Answer] = Field(default_factory=dict)


def check_answers(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    personal: Sequence[Fault],
    elsewhere: Mapping[str, str],
) -> None:
    """Refuse answers that do not fit; `elsewhere` tells in which other version a question stands.

    `personal` is what `personal_data` found. Looking takes a while, so it is done before a database is held.

    Raises:
        InvalidAnswers: an unknown question or option, or a comment that is too long.
        PersonalData: a comment seems to identify somebody.
    """
    faults = tuple(
        fault for name, answer in answers.items() for fault in _faults(questionnaire, name, answer, elsewhere)
    )
    if faults:
        raise InvalidAnswers(faults)
    if personal:
        raise PersonalData(tuple(personal))


def personal_data(answers: Mapping[str, Answer], confirmed: bool) -> list[Fault]:
    """The comments that seem to identify somebody; none where that is `confirmed`.

    A comment that is too long is not looked through: it is refused for that. Looking takes the interpreter
    from everybody else, so whoever sends very much of it waits in between.
    """
    if confirmed:
        return []
    found: list[Fault] = []
    looked_through = 0
    for name, answer in answers.items():
        if len(answer.comment) > MAX_COMMENT:
            continue
        looked_through += len(answer.comment)
        if looked_through > LOOKED_THROUGH_AT_ONCE:
            time.sleep(PAUSE_S)
            looked_through = len(answer.comment)
        found += _personal(name, answer)
    return found


def _faults(
    questionnaire: Questionnaire, name: str, answer: Answer, elsewhere: Mapping[str, str]
) -> Iterator[Fault]:
    pointer = f"/answers/{name.replace('~', '~0').replace('/', '~1')}"
    question = questionnaire.question(name)
    if question is None:
        where = f" It belongs to version {elsewhere[name]}." if name in elsewhere else ""
        shown = name if len(name) <= 80 else name[:80] + "…"
        detail = f"There is no question “{shown}” in {questionnaire.id} {questionnaire.version}.{where}"
        yield Fault(pointer, detail)
        return
    if answer.option is not None and answer.option not in option_ids(questionnaire, question):
        known = ", ".join(option_ids(questionnaire, question))
        yield Fault(f"{pointer}/option", f"The question “{name}” has no such option. Choose one of: {known}.")
    if len(answer.comment) > MAX_COMMENT:
        detail = f"The comment has {len(answer.comment):,} characters; shorten it to {MAX_COMMENT:,}."
        yield Fault(f"{pointer}/comment", detail)


def _personal(name: str, answer: Answer) -> Iterator[Fault]:
    for kind in personal_data_in(answer.comment):
        text = f"The comment seems to hold {kind}. Take it out, or confirm that it may be kept."
        yield Fault(f"/answers/{name}/comment", text)


def name_faults(organisation: str) -> list[Fault]:
    """What in the name of a partnership seems to identify somebody."""
    advice = "Name the partnership, or confirm that it stays."
    return [
        Fault("/organisation", f"The name seems to hold {kind}. {advice}")
        for kind in personal_data_in(organisation)
    ]


def option_ids(questionnaire: Questionnaire, question: Question) -> list[str]:
    """Every option of a question: its steps from low to high, then the answers beside them."""
    scale = questionnaire.scale_of(question)
    return [level.id for level in scale.levels] + [other.id for other in scale.other]


def needs_reason(questionnaire: Questionnaire, question: Question, answer: Answer) -> bool:
    """Whether "not applicable, because" was chosen and the reason is missing."""
    other = questionnaire.other(question, answer.option or "")
    return other is not None and other.kind == "not-applicable" and not answer.comment.strip()


def status_of(questionnaire: Questionnaire, question: Question, answer: Answer | None) -> str:
    """What an answer counts as: `level`, `dont-know`, `not-applicable` or `missing`."""
    if answer is None or answer.option is None:
        return "missing"
    if questionnaire.level(question, answer.option):
        return "level"
    if needs_reason(questionnaire, question, answer):
        return "missing"
    other = questionnaire.other(question, answer.option)
    return other.kind if other else "missing"


def core_done(questionnaire: Questionnaire, sector: Sector, answers: Mapping[str, Answer]) -> tuple[int, int]:
    """How many core questions somebody of `sector` has answered, and of how many."""
    asked = [q for q in questionnaire.questions if q.depth == "core" and sector in q.asked_of]
    done = sum(1 for q in asked if status_of(questionnaire, q, answers.get(q.id)) != "missing")
    return done, len(asked)
