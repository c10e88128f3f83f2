"""Search, documents and graph over HTTP, and whether the server is well."""

import hashlib
import json
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.callers import public_address
from api.errors import Fault, NotFound, Unprocessable
from api.knowledge import views
from api.services import Services
from api.storage.switches import can_write
from graph.errors import GraphError

router = APIRouter(tags=["knowledge"])


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process is alive."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request, response: Response) -> dict[str, object]:
    """Index and database are usable; 503 if not. Where reads may go to a replica, how that is."""
    services = _services(request)
    checks = {"index": len(services.knowledge.index.passages) > 0, "database": can_write(services.database)}
    if not all(checks.values()):
        response.status_code = 503
    told: dict[str, object] = {"status": "ok" if all(checks.values()) else "unavailable", "checks": checks}
    if replica := services.database.replica:  # the primary answers where it cannot, so it decides nothing
        told["replica"] = replica.state
    return told


@router.get("/v1/search")
def search(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=1000)],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> dict[str, object]:
    """The passages nearest to a question, best first."""
    if not q.strip():
        raise Unprocessable("The question is empty.", (Fault("/q", "write at least one word"),))
    return views.search(_services(request).knowledge, q, limit)


@router.get("/v1/documents")
def documents(
    request: Request,
    response: Response,
    kind: str | None = None,
    theme: str | None = None,
    stage: str | None = None,
) -> object:
    """The documents of the corpus, filtered by kind, theme and stage."""
    found = views.documents(_services(request).corpus, kind, theme, stage)
    return _tagged(request, response, {"documents": found})


@router.get("/v1/documents/{document_id:path}")
def document(document_id: str, request: Request, response: Response) -> object:
    """One document with its passages, sentence by sentence, each with its citations."""
    services = _services(request)
    found = services.knowledge.documents.get(document_id)
    if found is None:
        raise NotFound(f"There is no document '{document_id}'; GET /v1/documents lists them.")
    return _tagged(request, response, views.document(found, services.knowledge.sources))


@router.get("/v1/graph")
def graph(request: Request, format: Literal["json", "graphml", "jsonld"] = "json") -> Response:
    """The graph of barriers and mitigations, every edge with its evidence passages."""
    body, media_type = views.graph(_services(request).graph, format, public_address(request))
    return Response(body, media_type=media_type)


@router.get("/ns")
def namespace(request: Request) -> Response:
    """The JSON-LD context of the graph: what each of its terms means, `/ns#causes` among them."""
    return Response(views.namespace(public_address(request)), media_type="application/ld+json")


@router.get("/v1/graph/nodes/{node_id:path}")
def node(node_id: str, request: Request) -> object:
    """One node with its edges."""
    try:
        return views.node(_services(request).graph, node_id)
    except GraphError as error:
        raise NotFound(str(error)) from error


@router.get("/v1/graph/path")
def path(
    request: Request, start: Annotated[str, Query(alias="from")], end: Annotated[str, Query(alias="to")]
) -> object:
    """The shortest evidence trail between two nodes."""
    try:
        return views.path(_services(request).graph, start, end)
    except GraphError as error:
        raise NotFound(str(error)) from error


@router.get("/v1/graph/barriers/{barrier_id}/mitigations")
def mitigations(barrier_id: str, request: Request) -> object:
    """What helps against a barrier, with evidence and where it was tried."""
    try:
        return views.mitigations(_services(request).graph, barrier_id)
    except GraphError as error:
        raise NotFound(str(error)) from error


def _tagged(request: Request, response: Response, body: object) -> object:
    """Answer 304 to a client that holds this already."""
    tag = '"' + hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:24] + '"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return body
