"""From the answer to a question on to the self-assessment questions about the same barriers."""

from collections.abc import Sequence

from api.assess.loader import Library
from api.assess.model import Question

QUESTIONNAIRE = "psp-readiness"


def questions_on(library: Library, barriers: Sequence[str], limit: int = 2) -> list[tuple[str, Question]]:
    """Address and question of the readiness questionnaire for each barrier, in their order."""
    if QUESTIONNAIRE not in library.questionnaires:
        return []
    asked = library.get(QUESTIONNAIRE).questions
    found = {q.id: q for barrier in barriers for q in asked if barrier in q.barriers and q.depth == "core"}
    return [(f"/assess/questionnaires/{QUESTIONNAIRE}#{q.id}", q) for q in list(found.values())[:limit]]
