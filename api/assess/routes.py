"""The assessment API: parse, call the service, answer."""

import hashlib
import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.assess import routes_answers, routes_pages, routes_team
from api.assess.answers import name_faults
from api.assess.benchmark_service import BenchmarkService
from api.assess.errors import PersonalData
from api.assess.loader import version_key
from api.assess.model import QuestionnaireFile, Sector
from api.assess.records import Overview, Start
from api.assess.routes_report_file import Kind, report_file
from api.assess.routes_shared import NO_STORE, private_link, service_of
from api.assess.schemas import AssessmentChange, NewAssessment, questionnaire_view, summary_view
from api.assess.service import AssessmentService
from api.callers import bearer
from api.errors import Fault, Unprocessable

router = APIRouter()
api = APIRouter(tags=["assessment"])


@api.get("/v1/questionnaires")
def list_questionnaires(request: Request) -> dict[str, object]:
    """The newest version of each questionnaire."""
    library = service_of(request).library
    versions = {name: sorted(found, key=version_key) for name, found in library.questionnaires.items()}
    return {"questionnaires": [summary_view(q, versions[q.id]) for q in library.newest()]}


@api.get("/v1/questionnaires/schema")
def questionnaire_schema() -> dict[str, object]:
    """The JSON Schema of a questionnaire file."""
    schema = QuestionnaireFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


@api.get("/v1/questionnaires/{questionnaire_id}")
def get_questionnaire(
    request: Request,
    questionnaire_id: str,
    version: Annotated[str | None, Query(max_length=20)] = None,
    sector: Sector | None = None,
) -> Response:
    """A questionnaire with its dimensions, questions and options; worded for `sector` if one is given."""
    shown = questionnaire_view(service_of(request).library.get(questionnaire_id, version), sector)
    body = json.dumps(shown, ensure_ascii=False).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(body, media_type="application/json", headers={"ETag": etag})


@api.get("/v1/questionnaires/{questionnaire_id}/benchmark")
def get_benchmark(
    request: Request, questionnaire_id: str, version: Annotated[str | None, Query(max_length=20)] = None
) -> dict[str, object]:
    """How others stand: means over at least five organisations that agreed to it, with their number."""
    questionnaire, figures = _benchmark(service_of(request)).figures(questionnaire_id, version)
    shown = [{"dimension": f.dimension, "group": f.group, "mean_share": f.mean, "n": f.n} for f in figures]
    return {
        "questionnaire_id": questionnaire.id,
        "version": questionnaire.version,
        "smallest_group": 5,
        "figures": shown,
    }


@api.post("/v1/assessments", status_code=201)
def start_assessment(request: Request, wish: NewAssessment) -> JSONResponse:
    """Begin an assessment. The manage token is shown once; whoever has it can do everything below."""
    service = service_of(request)
    known = service.stages()
    if wish.stage is not None and wish.stage not in known:
        fault = Fault("/stage", f"Choose one of: {', '.join(known)}.")
        raise Unprocessable("There is no such stage.", (fault,))
    personal = [] if wish.confirm_personal_data else name_faults(wish.organisation or "")
    if personal:
        raise PersonalData(tuple(personal))
    start = Start(
        questionnaire_id=wish.questionnaire_id,
        organisation=wish.organisation or "",
        stage=wish.stage,
        share_benchmark=wish.share_benchmark,
        version=wish.version,
        follows=wish.follows,
    )
    assessment_id, token = service.start(start, bearer(request.headers))
    shown = _overview(service.overview(assessment_id, token))
    place = {"Location": f"/v1/assessments/{assessment_id}", **NO_STORE}
    links = {"manage_url": private_link(request, assessment_id, token)}
    return JSONResponse(shown | {"manage_token": token} | links, 201, place)


@api.get("/v1/assessments/{assessment_id}")
def get_assessment(request: Request, assessment_id: str) -> JSONResponse:
    """Who was invited, how far they are, and whether answering is open."""
    return JSONResponse(
        _overview(service_of(request).overview(assessment_id, bearer(request.headers))), headers=NO_STORE
    )


@api.patch("/v1/assessments/{assessment_id}")
def change_assessment(request: Request, assessment_id: str, change: AssessmentChange) -> JSONResponse:
    """Close or reopen answering; join or leave the benchmark."""
    service, token = service_of(request), bearer(request.headers)
    service.change(assessment_id, token, change.closed, change.share_benchmark)
    overview = service.overview(assessment_id, token)
    if overview.closed and overview.share_benchmark:
        _benchmark(service).refresh(overview.questionnaire.id, overview.questionnaire.version)
    return JSONResponse(_overview(overview), headers=NO_STORE)


@api.delete("/v1/assessments/{assessment_id}", status_code=204)
def delete_assessment(request: Request, assessment_id: str) -> Response:
    """Remove the assessment with everything in it, at once and for good."""
    service_of(request).delete(assessment_id, bearer(request.headers))
    return Response(status_code=204, headers=NO_STORE)


@api.get("/v1/assessments/{assessment_id}/report")
def get_report(request: Request, assessment_id: str) -> Response:
    """Profile, must-haves, differences, priorities and plan."""
    return report_file(request, assessment_id, "json", bearer(request.headers))


@api.get("/v1/assessments/{assessment_id}/report.{kind}")
def get_report_file(request: Request, assessment_id: str, kind: Kind) -> Response:
    """The report as a file."""
    return report_file(request, assessment_id, kind, bearer(request.headers))


def _benchmark(service: AssessmentService) -> BenchmarkService:
    return BenchmarkService(service.database, service.library, service.guidance)


def _overview(overview: Overview) -> dict[str, object]:
    return {
        **overview.described,
        "share_benchmark": overview.share_benchmark,
        "respondents": [vars(person) for person in overview.people],
        "consensus_revision": overview.consensus_revision,
        "plan_revision": overview.plan_revision,
        "questions": len(overview.questionnaire.questions),
    }


api.include_router(routes_answers.api)
api.include_router(routes_team.api)
router.include_router(api)
router.include_router(routes_pages.pages)
