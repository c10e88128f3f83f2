"""A refusal before any route is reached, in the same shape as everywhere else."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.errors import PROBLEM_TYPE, ApiError
from api.web.problems import problem_page, wants_page


def refuse(request: Request, error: ApiError) -> Response:
    """The response for `error`: a page for somebody with a browser, else problem details (RFC 9457)."""
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    if wants_page(request):
        return problem_page(request, error, headers)
    return JSONResponse(error.problem(request.url.path), error.status, headers, PROBLEM_TYPE)
