"""Taking an assessment along whole: answers as given, what was agreed, the plan."""

import json

from api.assess.records import responses_of
from api.assess.service import AssessmentService
from api.storage.assessments import Assessments


def export_everything(service: AssessmentService, assessment_id: str, token: str | None) -> bytes:
    """Everything kept about an assessment, as JSON, for the one who manages it."""
    overview = service.overview(assessment_id, token)
    consensus, _ = service.consensus(assessment_id, token)
    report, _ = service.report(assessment_id, token)
    with service.database.session() as session:
        responses = responses_of(Assessments(session), assessment_id)
    body = {
        **overview.described,
        "responses": [response.model_dump(mode="json") for response in responses],
        "consensus": {name: answer.model_dump() for name, answer in consensus.items()},
        "plan": report.plan.model_dump(mode="json"),
        "report": report.model_dump(mode="json"),
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()
