"""Assessments as the service hands them out, and how rows of the store become answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.assess.answers import Answer, Response
from api.assess.model import SECTORS, Questionnaire, Sector
from api.storage.assessments import AssessmentRow, Assessments, RespondentRow


@dataclass(frozen=True)
class Start:
    """What somebody chooses when an assessment begins."""

    questionnaire_id: str
    organisation: str = ""
    stage: str | None = None
    share_benchmark: bool = False
    version: str | None = None
    follows: str | None = None


@dataclass(frozen=True)
class Person:
    """A respondent as the one who invites sees them."""

    id: str
    number: int
    sector: Sector
    label: str
    revoked: bool
    answered: int


@dataclass(frozen=True)
class Overview:
    """The state of an assessment."""

    id: str
    questionnaire: Questionnaire
    organisation: str
    stage: str | None
    closed: bool
    share_benchmark: bool
    follows: str | None
    people: tuple[Person, ...]
    consensus_revision: int
    plan_revision: int


@dataclass(frozen=True)
class Sheet:
    """One respondent's answers."""

    assessment_id: str
    respondent_id: str
    sector: Sector
    label: str
    closed: bool
    revision: int
    answers: Mapping[str, Answer]
    questionnaire: Questionnaire


def sector_of(row: RespondentRow) -> Sector:
    """The sector of a respondent."""
    return next(sector for sector in SECTORS if sector == row.sector)


def person_of(row: RespondentRow, answered: int) -> Person:
    """A respondent with the number of questions answered."""
    return Person(row.id, row.number, sector_of(row), row.label, row.revoked, answered)


def agreed_of(row: AssessmentRow) -> dict[str, Answer]:
    """The agreed answers of an assessment."""
    return {name: Answer.model_validate(answer) for name, answer in row.consensus.items()}


def responses_of(store: Assessments, assessment_id: str) -> list[Response]:
    """Everybody's answers; a withdrawn link counts as long as it left answers."""
    people = store.respondents(assessment_id)
    answers = store.answers(person.id for person in people)
    return [
        Response(
            respondent=person.id,
            sector=sector_of(person),
            label=person.label,
            answers={q: Answer(option=o, comment=c) for q, (o, c) in answers[person.id].items()},
        )
        for person in people
        if answers[person.id] or not person.revoked
    ]
