"""The page where people ask and read the answer."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.ask.asking import Forgotten
from api.ask.reply import Audience, Reply, known_audience
from api.ask.schemas import LONGEST, too_long
from api.assess.linking import questions_on
from api.callers import public_address
from api.curate.feedback import keep_feedback
from api.errors import ApiError, NotFound
from api.frame.rendering import render
from api.services import Services
from api.storage.conversations import Conversations, is_gone
from api.storage.database import now
from api.views.answer_view import answer_view
from api.views.suggestions import AUDIENCES, SUGGESTIONS
from api.web.onward import forms, onward

EARLIER = 8
GONE = "The earlier conversation is no longer kept, so this question was answered on its own."
router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home(
    request: Request,
    q: str | None = None,
    c: Annotated[str | None, Query(max_length=64)] = None,
    a: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Ask a question, and read the answer; `q` is the question, `c` the conversation, `a` who asks."""
    audience = known_audience(a)
    if q is None:
        return _page(request, audience)
    if fault := _fault(q):
        return _page(request, audience, question=q[: LONGEST * 4], fault=fault, status=422)
    services: Services = request.app.state.services
    reply, alone = _ask(services, q, c, audience)
    # an address shows what was said: back, forward and reload must not ask again
    more = {"a": a} if audience else {}
    query = urlencode(more | ({"alone": "1"} if alone else {}))
    return RedirectResponse(f"/a/{reply.id}{'?' if query else ''}{query}", status_code=303)


@router.get("/a/{answer_id}", response_class=HTMLResponse)
def answer(
    request: Request,
    answer_id: Annotated[str, Path(max_length=64)],
    a: Annotated[str, Query(max_length=20)] = "",
    alone: str = "",
) -> Response:
    """The answer as it was said, at an address of its own."""
    services: Services = request.app.state.services
    audience = known_audience(a)
    kept = services.desk.kept(answer_id)
    if kept is None:
        raise NotFound("There is no answer at this address.")
    if isinstance(kept, Forgotten):
        return render(request, "gone.html", status=410, question=kept.question)
    view = answer_view(kept, services.knowledge, public_address(request))
    return _page(
        request, audience, question=kept.question, view=view, notice=GONE if alone else "",
        earlier=_earlier(services, kept),
        changed=kept.corpus_version != services.knowledge.version,
        onward=onward(kept.citations, services.corpus) + forms(kept.citations, services.templates),
        checks=questions_on(services.assessments.library, [barrier.id for barrier in kept.barriers]),
    )  # fmt: skip


def _fault(question: str) -> str:
    if not question.strip():
        return "Write a question first."
    return too_long(question)


def _ask(
    services: Services, question: str, conversation: str | None, audience: Audience | None
) -> tuple[Reply, bool]:
    """The reply, and whether it stands alone since the conversation is not there any more."""
    try:
        return services.desk.ask(question, conversation, audience), False
    except NotFound:
        return services.desk.ask(question, None, audience), True


def _earlier(services: Services, shown: Reply) -> list[tuple[str, str]]:
    """Question and address of the other answers of this conversation, the latest last."""
    with services.database.session() as session:
        turns = Conversations(session).last_turns(shown.conversation_id, EARLIER)
    kept = [turn for turn in turns if not is_gone(turn) and turn["id"] != shown.id]
    return [(str(turn["question"]), f"/a/{turn['id']}") for turn in kept]


def _page(request: Request, audience: Audience | None, status: int = 200, **context: Any) -> HTMLResponse:
    services: Services = request.app.state.services
    corpus = services.corpus
    shown: dict[str, Any] = {
        "question": "", "view": None, "changed": False, "fault": "", "notice": "", "earlier": [],
        "checks": [], "audience": audience, "audiences": AUDIENCES,
        "suggestions": SUGGESTIONS, "today": now().date(), "llm": services.settings.llm_url,
        "counts": {"documents": len(corpus.documents), "sources": len(corpus.sources)},
        **context,
    }  # fmt: skip
    return render(request, "ask.html", status=status, **shown)


@router.post("/feedback", response_class=HTMLResponse)
def feedback(
    request: Request, ask_id: Annotated[str, Form(max_length=64)], helpful: Annotated[str, Form(max_length=3)]
) -> HTMLResponse:
    """Keep whether an answer helped, for browsers without script."""
    services: Services = request.app.state.services
    if helpful not in ("yes", "no"):
        raise ApiError("Choose yes or no.")
    keep_feedback(services.database, ask_id, helpful == "yes", None)
    return render(request, "thanks.html")
