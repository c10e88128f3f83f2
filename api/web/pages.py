"""The page where people ask and read the answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse

from api.ask.reply import Audience, Reply
from api.assess.linking import questions_on
from api.curate.feedback import keep_feedback
from api.errors import ApiError, NotFound
from api.services import Services
from api.storage.conversations import Conversations
from api.web.answer_view import answer_view
from api.web.rendering import render
from api.web.suggestions import AUDIENCES, SUGGESTIONS

LONGEST = 1000
EARLIER = 8
GONE = "The earlier conversation is no longer kept, so this question was answered on its own."
router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home(
    request: Request,
    q: str | None = None,
    c: Annotated[str | None, Query(max_length=64)] = None,
    a: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:
    """Ask a question, and read the answer; `q` is the question, `c` the conversation, `a` who asks."""
    audience = next((known for known, _ in AUDIENCES if known == a), None)
    if q is None:
        return _page(request, audience)
    if fault := _fault(q):
        return _page(request, audience, question=q[: LONGEST * 4], fault=fault, status=422)
    services: Services = request.app.state.services
    earlier = _earlier(services, c) if c else []
    reply, notice = _ask(services, q, c, audience)
    view = answer_view(
        reply, services.knowledge, services.settings.base_url or str(request.base_url).rstrip("/")
    )
    checks = questions_on(services.assessments.library, [barrier.id for barrier in reply.barriers])
    others = [e for e in earlier if e != q]
    return _page(request, audience, question=q, view=view, notice=notice, earlier=others, checks=checks)


def _fault(question: str) -> str:
    if not question.strip():
        return "Write a question first."
    if len(question) > LONGEST:
        return f"The question has {len(question):,} characters; shorten it to 1,000 or fewer."
    return ""


def _ask(
    services: Services, question: str, conversation: str | None, audience: Audience | None
) -> tuple[Reply, str]:
    """The reply, and a notice where the conversation is not there any more."""
    try:
        return services.desk.ask(question, conversation, audience), ""
    except NotFound:
        return services.desk.ask(question, None, audience), GONE


def _earlier(services: Services, conversation: str) -> list[str]:
    """The questions of this conversation so far, each once, the latest last."""
    with services.database.session() as session:
        turns = Conversations(session).last_turns(conversation, EARLIER)
    return list(dict.fromkeys(str(turn["question"]) for turn in turns))


def _page(request: Request, audience: Audience | None, status: int = 200, **context: Any) -> HTMLResponse:
    services: Services = request.app.state.services
    corpus = services.corpus
    shown: dict[str, Any] = {
        "question": "", "view": None, "fault": "", "notice": "", "earlier": [],
        "checks": [], "audience": audience, "audiences": AUDIENCES,
        "suggestions": SUGGESTIONS, "llm": services.settings.llm_url,
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
