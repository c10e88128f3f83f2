"""Reports as responses."""

import hashlib
from typing import Literal

from fastapi import Request, Response

from api.assess.exports import EXPORTS
from api.assess.routes_shared import NO_STORE, service_of
from api.callers import public_address

Kind = Literal["html", "json", "csv", "xlsx", "docx", "pdf"]
# the file brings its own style and nothing else
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def report_file(request: Request, assessment_id: str, kind: Kind, token: str | None) -> Response:
    """The report in one of the formats."""
    service = service_of(request)
    report, questionnaire = service.report(assessment_id, token)
    media, export = EXPORTS[kind]
    body = export(report, questionnaire, service.guidance, public_address(request))
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"', **NO_STORE}
    if kind == "html":
        headers["Content-Security-Policy"] = FILE_POLICY
    elif kind != "json":
        name = f"psp-assessment-{report.begun}-{assessment_id}.{kind}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(body, media_type=media, headers=headers)
