"""The pages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home(
    request: Request, q: Annotated[str, Query(max_length=1000)] = "", c: Annotated[str | None, Query(max_length=64)] = None
) -> HTMLResponse:
    """Ask a question, and read the answer."""
    reply = request.app.state.services.desk.ask(q, c) if q.strip() else None
    return render(request, "ask.html", reply=reply, question=q)
