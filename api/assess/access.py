"""Who may do what: the manager by the assessment's token, a respondent by the token of their private link."""

from api.assess.errors import Missing, NoToken, Overtaken, Revoked, Unconditional, WrongToken
from api.assess.tokens import matches
from api.storage.assessments import AssessmentRow, Assessments, RespondentRow

GONE = "There is no such private link. It may be incomplete, or the assessment was deleted."


def managed(store: Assessments, assessment_id: str, token: str | None) -> AssessmentRow:
    """The assessment, for the one who manages it.

    Raises:
        NoToken, Missing, WrongToken: there is no token, no such assessment, or the token is another's.
    """
    if not token:
        raise NoToken("Send the token of the assessment as 'Authorization: Bearer …'.")
    row = store.get(assessment_id)
    if row is None:
        raise Missing("There is no such assessment. The address may be wrong, or it was deleted.")
    if not matches(token, row.token_hash):
        raise WrongToken("This token does not manage this assessment.")
    return row


def readable(store: Assessments, assessment_id: str, token: str | None) -> AssessmentRow:
    """The assessment, for its manager and, once answering is over, for everybody who was invited."""
    try:
        return managed(store, assessment_id, token)
    except WrongToken:
        row = store.get(assessment_id)
        people = [person for person in store.respondents(assessment_id) if not person.revoked]
        if row and row.closed and any(matches(token or "", person.token_hash) for person in people):
            return row
        raise


def answering(
    store: Assessments, respondent_id: str, token: str | None, assessment_id: str | None
) -> tuple[RespondentRow, AssessmentRow]:
    """The respondent whose private link this is, and the assessment.

    Raises:
        NoToken, Missing, WrongToken, Revoked: the link is incomplete, gone, wrong or withdrawn.
    """
    if not token:
        raise NoToken("Open your private link, or send its token as 'Authorization: Bearer …'.")
    person = store.respondent(respondent_id)
    row = store.get(person.assessment_id) if person else None
    if person is None or row is None or assessment_id not in (None, row.id):
        raise Missing(GONE)
    if not matches(token, person.token_hash):
        raise WrongToken("This link is not valid (any more). Ask the person who invited you for a new one.")
    if person.revoked:
        raise Revoked("This link was withdrawn by the person who invited you. Ask them for a new one.")
    return person, row


def respondent(store: Assessments, assessment_id: str, respondent_id: str) -> RespondentRow:
    """A respondent of this assessment.

    Raises:
        Missing: there is none of that id in it.
    """
    person = store.respondent(respondent_id)
    if person is None or person.assessment_id != assessment_id:
        raise Missing("There is no such respondent in this assessment.")
    return person


def check_seen(seen: int | None, present: int, what: str) -> None:
    """Refuse to overwrite what the sender has not seen.

    Raises:
        Overtaken, Unconditional: it has changed since, or the request does not say what was seen.
    """
    if seen is None and present > 0:
        raise Unconditional(
            f'Read the {what} first and send its ETag back as If-Match; it is now "{present}".'
        )
    if seen is not None and seen != present:
        detail = (
            f"Somebody else saved the {what} in the meantime. Nothing was overwritten: read it and repeat."
        )
        raise Overtaken(detail, present)
