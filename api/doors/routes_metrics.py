"""`GET /metrics` for Prometheus."""

from fastapi import APIRouter, Request, Response

from api.metrics import MEDIA_TYPE
from api.services import Services

router = APIRouter(tags=["operations"])


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(request: Request) -> Response:
    """Figures of this server process: counts, seconds and routes; no question, no address, no partner."""
    services: Services = request.app.state.services
    return Response(services.metrics.as_text(), media_type=MEDIA_TYPE)
