"""What goes in and out of the assessment API."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from api.assess.answers import Answer
from api.assess.model import Question, Questionnaire, Sector
from api.assess.plan import MAX_ACTIONS, Action

Id = Annotated[str, StringConstraints(min_length=1, max_length=80)]
MAX_ANSWERS = 300


class Body(BaseModel):
    """A request body that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid")


class NewAssessment(Body):
    """Which questionnaire, for whom; `follows` is an earlier assessment to compare with."""

    questionnaire_id: Id
    organisation: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] | None = None
    stage: Id | None = None
    version: Annotated[str, StringConstraints(max_length=20)] | None = None
    share_benchmark: StrictBool = False
    follows: Id | None = None
    confirm_personal_data: StrictBool = False


class NewRespondent(Body):
    """Somebody to invite: a sector, and a label if several share it. No names, no e-mail addresses."""

    sector: Sector
    label: Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)] | None = None


class GivenAnswer(Body):
    """An option (none: not answered yet) and a comment."""

    option: Annotated[str, StringConstraints(max_length=80)] | None = None
    comment: str | None = None

    def answer(self) -> Answer:
        """The same as the engine keeps it; line ends are those of the server."""
        return Answer(
            option=self.option, comment=(self.comment or "").replace("\r\n", "\n").replace("\x00", "").strip()
        )


class Answers(Body):
    """Answers by question; questions left out stay as they are."""

    answers: Annotated[dict[str, GivenAnswer], Field(max_length=MAX_ANSWERS)]
    confirm_personal_data: StrictBool = False

    def checked(self) -> dict[str, Answer]:
        """The answers as the engine keeps them."""
        return {question: given.answer() for question, given in self.answers.items()}


class PlanBody(Body):
    """The whole plan."""

    actions: Annotated[tuple[Action, ...], Field(max_length=MAX_ACTIONS)]
    confirm_personal_data: StrictBool = False


class AssessmentChange(Body):
    """Close or open answering; join or leave the benchmark."""

    closed: StrictBool | None = None
    share_benchmark: StrictBool | None = None


def questionnaire_view(questionnaire: Questionnaire, sector: Sector | None) -> dict[str, object]:
    """A questionnaire as it is asked; with `sector`, worded for it and without what it is not asked."""
    dimensions = []
    for dimension in questionnaire.dimensions:
        asked = [q for q in dimension.questions if sector is None or sector in q.asked_of]
        entry = dimension.model_dump(mode="json", exclude={"questions"})
        dimensions.append(entry | {"questions": [_question(questionnaire, q, sector) for q in asked]})
    head = questionnaire.model_dump(mode="json", exclude={"dimensions", "scales"})
    scales = [scale.model_dump(mode="json") for scale in questionnaire.scales]
    return head | {"dimensions": dimensions, "scales": scales}


def _question(questionnaire: Questionnaire, question: Question, sector: Sector | None) -> dict[str, object]:
    scale = questionnaire.scale_of(question)
    options: list[dict[str, object]] = [
        {
            "id": level.id,
            "title": level.title,
            "text": question.anchor(level.id, sector),
            "value": level.value,
            "kind": "level",
            "criteria": list(question.criteria_at(level.id, sector)),
        }
        for level in scale.levels
    ]
    options += [
        {
            "id": other.id,
            "title": other.title,
            "text": other.title,
            "value": None,
            "kind": other.kind,
            "criteria": [],
        }
        for other in scale.other
    ]
    shown = question.model_dump(mode="json", exclude={"anchors", "criteria", "scale"})
    return shown | {"text": question.worded(sector), "scale": scale.id, "options": options}


def summary_view(questionnaire: Questionnaire, versions: list[str]) -> dict[str, object]:
    """A questionnaire in a list."""
    core = sum(1 for question in questionnaire.questions if question.depth == "core")
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "versions": versions,
        "title": questionnaire.title,
        "summary": questionnaire.summary,
        "minutes": questionnaire.minutes,
        "core_questions": core,
        "deeper_questions": len(questionnaire.questions) - core,
        "url": f"/v1/questionnaires/{questionnaire.id}",
    }
