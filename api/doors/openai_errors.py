"""Errors of the OpenAI-compatible adapter: the member `error` beside those of the problem object (RFC 9457).

OpenAI's clients show `error.message` and nothing else of a body.
"""

from api.errors import ApiError

# the last three are not there, which clients of them should read in their own words
_ADDRESSES = ("/v1/chat/completions", "/v1/models", "/v1/responses", "/v1/completions", "/v1/embeddings")
_KINDS = {
    401: ("authentication_error", "invalid_api_key"),
    403: ("permission_error", "forbidden"),
    404: ("invalid_request_error", "not_found"),
    413: ("invalid_request_error", "too_large"),
    422: ("invalid_request_error", "invalid_value"),
    429: ("rate_limit_error", "rate_limit_exceeded"),
    503: ("server_error", "unavailable"),
}
_OTHER, _OURS = ("invalid_request_error", "invalid_request"), ("server_error", "server_error")


def is_openai(path: str) -> bool:
    """Whether the address belongs to the adapter.

    >>> is_openai("/v1/models/gpt-4o"), is_openai("/v1/modelstore")
    (True, False)
    """
    return any(path.rstrip("/") == one or path.startswith(one + "/") for one in _ADDRESSES)


def error_member(error: ApiError, path: str) -> dict[str, str | None]:
    """`message`, `type`, `param` and `code` as OpenAI's clients read them.

    >>> from api.errors import Fault, Unprocessable
    >>> told = Unprocessable("No question.", (Fault("/messages/0/content", "send text"),))
    >>> error_member(told, "/v1/chat/completions")["message"]
    'No question. messages[0].content: send text'
    """
    kind, code = _KINDS.get(error.status, _OURS if error.status >= 500 else _OTHER)
    if error.status == 404 and path.startswith("/v1/models/"):
        code = "model_not_found"
    places = [(_place(fault.pointer), fault.detail) for fault in error.errors]
    told = [error.detail, *(f"{place}: {detail}" if place else detail for place, detail in places)]
    return {
        "message": " ".join(told),
        "type": kind,
        "param": (places[0][0] or None) if places else None,
        "code": code,
    }


def _place(pointer: str) -> str:
    """A JSON pointer the way OpenAI writes a parameter: `/messages/0/role` as `messages[0].role`."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    return "".join(f"[{step}]" if step.isdecimal() else f".{step}" for step in steps).removeprefix(".")
