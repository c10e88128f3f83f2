"""`/v1/admin/partners` and the kill switch: for the holder of the admin key alone."""

from fastapi import APIRouter, Depends, Request, Response

from api.callers import bearer
from api.doors.admin_key import require_admin
from api.doors.schemas import AnswersSwitch, KeyRequest
from api.errors import Unauthorised
from api.partners.model import NewPartner, PartnerChange
from api.partners.registry import Registry
from api.services import Services
from api.storage.switches import read_switch, set_switch

router = APIRouter(tags=["admin"])
admin = APIRouter(prefix="/v1/admin", dependencies=[Depends(require_admin)])


def _registry(request: Request) -> Registry:
    services: Services = request.app.state.services
    return services.partners.registry


@admin.get("/partners")
def partners(request: Request) -> dict[str, object]:
    """Every partner."""
    return {"partners": [p.model_dump(mode="json") for p in _registry(request).all()]}


@admin.post("/partners", status_code=201)
def create(body: NewPartner, request: Request) -> object:
    """Register a partner; without origins nobody may embed."""
    return _registry(request).create(body).model_dump(mode="json")


@admin.get("/partners/{partner_id}")
def one(partner_id: str, request: Request) -> object:
    """A partner with its keys (without their secrets) and its counts."""
    registry = _registry(request)
    keys = [key.model_dump(mode="json") for key in registry.keys(partner_id)]
    use = [count.model_dump() for count in registry.use(partner_id)]
    return {**registry.get(partner_id).model_dump(mode="json"), "keys": keys, "use": use}


@admin.patch("/partners/{partner_id}")
def change(partner_id: str, body: PartnerChange, request: Request) -> object:
    """Change name, origins, theme or limits; what is left out stays."""
    return _registry(request).change(partner_id, body).model_dump(mode="json")


@admin.post("/partners/{partner_id}/pause")
def pause(partner_id: str, request: Request) -> object:
    """Stop a partner's widget and keys at once."""
    return _registry(request).pause(partner_id, paused=True).model_dump(mode="json")


@admin.post("/partners/{partner_id}/resume")
def resume(partner_id: str, request: Request) -> object:
    """Let a paused partner go on."""
    return _registry(request).pause(partner_id, paused=False).model_dump(mode="json")


@admin.post("/partners/{partner_id}/keys", status_code=201)
def rotate(partner_id: str, body: KeyRequest, request: Request, response: Response) -> object:
    """Make a new key, shown this once; present keys go on for the overlap."""
    response.headers["Cache-Control"] = "no-store"
    return (
        _registry(request)
        .rotate(partner_id, body.scopes, body.days, body.overlap_hours)
        .model_dump(mode="json")
    )


@admin.delete("/partners/{partner_id}", status_code=204)
def delete(partner_id: str, request: Request) -> None:
    """Remove a partner with its keys and counts."""
    _registry(request).delete(partner_id)


@admin.get("/answers")
def answers(request: Request) -> AnswersSwitch:
    """Whether questions are answered."""
    switch = read_switch(request.app.state.services.database)
    return AnswersSwitch(open=switch.open, note=switch.note)


@admin.put("/answers")
def switch_answers(body: AnswersSwitch, request: Request) -> AnswersSwitch:
    """The kill switch: close answering through every door, or open it again; pages stay readable."""
    switch = set_switch(request.app.state.services.database, body.open, body.note)
    return AnswersSwitch(open=switch.open, note=switch.note)


@router.get("/v1/partner")
def own(request: Request) -> dict[str, object]:
    """What a partner may see of itself with a key of scope `usage`: its settings and counts."""
    key = bearer(request.headers)
    if not key:
        raise Unauthorised("Send a partner key as 'Authorization: Bearer psp_…'.")
    registry = _registry(request)
    partner = registry.holder(key, "usage")
    return {
        "partner": partner.model_dump(mode="json"),
        "use": [count.model_dump() for count in registry.use(partner.id)],
    }


router.include_router(admin)
