"""The API for what the members do together: agree on answers, plan, take everything with them."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.assess.export_all import export_everything
from api.assess.routes_shared import NO_STORE, seen_revision, service_of, tag
from api.assess.schemas import Answers, PlanBody
from api.callers import bearer

api = APIRouter()


@api.get("/v1/assessments/{assessment_id}/consensus")
def get_consensus(request: Request, assessment_id: str) -> JSONResponse:
    """The answers agreed so far."""
    agreed, revision = service_of(request).consensus(assessment_id, bearer(request.headers))
    shown = {name: answer.model_dump() for name, answer in agreed.items()}
    return JSONResponse({"answers": shown, "revision": revision}, headers=tag(revision))


@api.put("/v1/assessments/{assessment_id}/consensus")
def put_consensus(request: Request, assessment_id: str, body: Answers) -> JSONResponse:
    """Replace the agreed answers; the comment says why. If-Match guards against overwriting."""
    answers = body.checked()
    service, token = service_of(request), bearer(request.headers)
    revision = service.put_consensus(
        assessment_id, token, answers, seen_revision(request), body.confirm_personal_data
    )
    shown = {name: answer.model_dump() for name, answer in answers.items()}
    return JSONResponse({"answers": shown, "revision": revision}, headers=tag(revision))


@api.get("/v1/assessments/{assessment_id}/plan")
def get_plan(request: Request, assessment_id: str) -> JSONResponse:
    """The plan; until one is saved, what the answers suggest."""
    plan = service_of(request).report(assessment_id, bearer(request.headers))[0].plan
    return JSONResponse(plan.model_dump(mode="json"), headers=tag(plan.revision))


@api.put("/v1/assessments/{assessment_id}/plan")
def put_plan(request: Request, assessment_id: str, body: PlanBody) -> JSONResponse:
    """Replace the plan: actions with owner, date and measure. If-Match guards against overwriting."""
    revision = service_of(request).put_plan(
        assessment_id,
        bearer(request.headers),
        body.actions,
        seen_revision(request),
        body.confirm_personal_data,
    )
    actions = [action.model_dump(mode="json") for action in body.actions]
    return JSONResponse({"actions": actions, "saved": True, "revision": revision}, headers=tag(revision))


@api.get("/v1/assessments/{assessment_id}/export")
def export_assessment(request: Request, assessment_id: str) -> Response:
    """Everything that is kept about the assessment, as one JSON file, without tokens."""
    body = export_everything(service_of(request), assessment_id, bearer(request.headers))
    begun = service_of(request).overview(assessment_id, bearer(request.headers)).begun
    name = f'attachment; filename="psp-assessment-{begun}-{assessment_id}.json"'
    return Response(body, media_type="application/json", headers={"Content-Disposition": name, **NO_STORE})
