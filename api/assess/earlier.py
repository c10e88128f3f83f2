"""The round before: what people answered then, and what they planned."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.assess.answers import Response
from api.assess.loader import Library
from api.assess.model import Questionnaire
from api.assess.plan import Action
from api.assess.records import responses_of
from api.assess.scoring import score_dimensions
from api.assess.trend import Rounds, Trend, compare
from api.storage.assessments import AssessmentRow, Assessments


@dataclass(frozen=True)
class Earlier:
    """What a later round shows of the one before; `deleted` where there was one and it is gone."""

    trend: Trend | None = None
    plan: tuple[Action, ...] = ()
    deleted: bool = False


def earlier_round(
    store: Assessments,
    row: AssessmentRow,
    library: Library,
    questionnaire: Questionnaire,
    responses: Sequence[Response],
) -> Earlier:
    """What the assessment `row` can be compared with; nothing for a first one or another questionnaire."""
    before = store.get(row.earlier_id) if row.earlier_id else None
    if before is None:
        return Earlier(deleted=row.earlier_id is not None)
    if before.questionnaire_id != row.questionnaire_id:
        return Earlier()
    old = library.get(before.questionnaire_id, before.version)
    then = responses_of(store, before.id)
    trend = compare(
        (old, score_dimensions(old, then)),
        (questionnaire, score_dimensions(questionnaire, responses)),
        library.mappings.get(questionnaire.id, []),
        before.id,
        Rounds(before.created.date(), _begun(then), _begun(responses)),
    )
    return Earlier(trend, tuple(Action.model_validate(action) for action in before.plan))


def _begun(responses: Sequence[Response]) -> int:
    return sum(any(answer.option for answer in one.answers.values()) for one in responses)
