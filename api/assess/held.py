"""What a private link leads to."""

from api.assess.access import answering, managed
from api.assess.records import Opened
from api.assess.service import AssessmentService
from api.storage.assessments import Assessments


def opened(service: AssessmentService, opened_id: str, token: str) -> Opened:
    """An assessment to manage or a sheet to answer, with its name.

    Raises:
        Missing, WrongToken, Revoked: the link opens nothing.
    """
    with service.database.session() as session:
        store = Assessments(session)
        managing = store.get(opened_id) is not None
        row = managed(store, opened_id, token) if managing else answering(store, opened_id, token, None)[1]
        kind = "manage" if managing else "answers"
        return Opened(
            kind,
            opened_id,
            service.questionnaire_of(row).title,
            row.organisation,
            row.closed,
            row.created.date(),
        )
