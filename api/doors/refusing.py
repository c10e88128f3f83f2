"""An error as a response, in one shape wherever it comes from."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.doors.openai_errors import error_member, is_openai
from api.errors import PROBLEM_TYPE, ApiError, MethodNotAllowed
from api.frame.problems import problem_page, wants_page


def refuse(request: Request, error: ApiError) -> Response:
    """The response for `error`: a page for somebody with a browser, else problem details (RFC 9457)."""
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
    if isinstance(error, MethodNotAllowed) and error.allow:
        headers["Allow"] = error.allow
    if wants_page(request):
        return problem_page(request, error, headers)
    body = error.problem(request.url.path)
    if is_openai(request.url.path):
        body["error"] = error_member(error, request.url.path)
    return JSONResponse(body, error.status, headers, PROBLEM_TYPE)
