"""Short addresses that stand on paper: `/s/{code}` leads to a document of the guide, or to a cited source."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse

from api.ask.knowledge import Knowledge
from api.errors import NotFound
from api.frame.short_address import as_typed, code_of
from api.services import Services

router = APIRouter(include_in_schema=False)


def targets(knowledge: Knowledge) -> dict[str, str]:
    """Where each code leads: a document to its page, a source to its publisher or to what we say of it."""
    found = {code_of(name): f"/knowledge/{name}" for name in knowledge.documents}
    for name, source in knowledge.sources.items():
        found[code_of(f"sources/{name}")] = source.url or f"/knowledge?source={name}"
    return found


@router.get("/s/{code}")
def short(request: Request, code: Annotated[str, Path(max_length=40)]) -> RedirectResponse:
    """Go to what a short address stands for."""
    services: Services = request.app.state.services
    there = targets(services.knowledge).get(as_typed(code))
    if there is None:
        raise NotFound("No document or source has this short address. Compare it with the paper, or search.")
    return RedirectResponse(there, status_code=302)  # a source may move, so that no browser keeps it for ever
