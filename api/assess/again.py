"""The people of an earlier round, to be invited once more."""

from api.assess.access import managed
from api.assess.model import Sector
from api.assess.records import sector_of
from api.assess.service import AssessmentService
from api.storage.assessments import Assessments


def invited_last_time(
    service: AssessmentService, assessment_id: str, token: str | None
) -> tuple[tuple[Sector, str], ...]:
    """Sector and label of everybody whose link stood when the assessment before this one ended.

    Empty for a first assessment, and where the earlier one was deleted.

    Raises:
        NoToken, Missing, WrongToken: the token does not manage this assessment.
    """
    with service.database.session() as session:
        store = Assessments(session)
        earlier = managed(store, assessment_id, token).earlier_id
        people = store.respondents(earlier) if earlier else []
        return tuple((sector_of(person), person.label) for person in people if not person.revoked)
