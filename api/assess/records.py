"""Assessments as the service hands them out, and how rows of the store become answers."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from api.assess.answers import Answer, Response, core_done
from api.assess.model import SECTORS, Questionnaire, Sector
from api.storage.assessments import AssessmentRow, Assessments, GivenAnswer, RespondentRow


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
    core_done: int
    core_asked: int

    @property
    def whole(self) -> bool:
        """Whether every core question is answered."""
        return self.core_done == self.core_asked

    @property
    def partly(self) -> bool:
        """Whether some questions are answered and not all of the core."""
        return self.answered > 0 and not self.whole


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
    begun: dt.date
    followed_by: tuple[dt.date, ...] = ()

    @property
    def alone(self) -> tuple[Sector, ...]:
        """The sectors of which one person alone is invited: the others can tell who answered for it."""
        count = Counter(person.sector for person in self.people if not person.revoked)
        return tuple(sector for sector in SECTORS if count[sector] == 1)

    @property
    def unfinished(self) -> int:
        """How many people with a link have not answered every core question."""
        return sum(not person.whole for person in self.people if not person.revoked)

    @property
    def described(self) -> dict[str, object]:
        """What the assessment is and where it stands, as plain data."""
        return {
            "id": self.id,
            "questionnaire_id": self.questionnaire.id,
            "version": self.questionnaire.version,
            "organisation": self.organisation,
            "stage": self.stage,
            "closed": self.closed,
            "follows": self.follows,
        }


@dataclass(frozen=True)
class Opened:
    """What a private link leads to: an assessment to manage, or a sheet to answer."""

    kind: str  # "manage" or "answers"
    id: str
    title: str
    organisation: str
    closed: bool
    begun: dt.date


@dataclass(frozen=True)
class Sheet:
    """One respondent's answers; `alone` where nobody else of their sector is invited."""

    assessment_id: str
    respondent_id: str
    sector: Sector
    label: str
    closed: bool
    revision: int
    answers: Mapping[str, Answer]
    questionnaire: Questionnaire
    alone: bool = False
    opened_again: dt.date | None = None

    @property
    def minutes(self) -> int:
        """About how long the questions take that are asked of this sector."""
        return minutes_of(self.questionnaire, self.sector)


def minutes_of(questionnaire: Questionnaire, sector: Sector) -> int:
    """The minutes of a questionnaire, less what is not asked of `sector`, up to the next five."""
    core = [question for question in questionnaire.questions if question.depth == "core"]
    asked = sum(sector in question.asked_of for question in core)
    return -(-questionnaire.minutes * asked // (5 * len(core))) * 5


def sector_of(row: RespondentRow) -> Sector:
    """The sector of a respondent."""
    return next(sector for sector in SECTORS if sector == row.sector)


def person_of(row: RespondentRow, given: Mapping[str, GivenAnswer], questionnaire: Questionnaire) -> Person:
    """A respondent with the number of questions answered, of all and of the core."""
    sector = sector_of(row)
    answers = answers_of(given)
    answered = sum(1 for answer in answers.values() if answer.option)
    core = core_done(questionnaire, sector, answers)
    return Person(row.id, row.number, sector, row.label, row.revoked, answered, *core)


def answers_of(given: Mapping[str, GivenAnswer]) -> dict[str, Answer]:
    """Answers as they are checked and counted, from the pairs of the store."""
    return {question: Answer(option=option, comment=comment) for question, (option, comment) in given.items()}


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
            answers=answers_of(answers[person.id]),
        )
        for person in people
        if answers[person.id] or not person.revoked
    ]
