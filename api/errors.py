"""Errors that reach a person, and their one shape over HTTP (RFC 9457 problem details).

ApiError                 status, title, detail and, for bad input, where it is wrong
├── NotFound             404
├── Forbidden            403  (also for a token of something else: nothing is told of what exists)
├── Unauthorised         401
├── MethodNotAllowed     405
├── Conflict             409
├── PreconditionFailed   412  (somebody else saved in between)
├── Gone                 410  (revoked, deleted or closed)
│   └── AnswerGone       410  (carries the `question` to ask again)
├── TooLarge             413
├── Unprocessable        422  (carries `errors` with JSON pointers)
├── TooManyRequests      429  (carries `retry_after` seconds)
└── Unavailable          503
"""

from dataclasses import dataclass
from typing import ClassVar

PROBLEM_TYPE = "application/problem+json"
TYPE_BASE = "/problems/"  # resolved against the server: each type has a page there


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: an RFC 6901 pointer to it and what to do."""

    pointer: str
    detail: str


class ApiError(Exception):
    """An error with an HTTP status; its detail is written for the person who has to correct it."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(self, detail: str, errors: tuple[Fault, ...] = (), retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.detail, self.errors, self.retry_after = detail, errors, retry_after

    def problem(self, instance: str) -> dict[str, object]:
        """The problem object of RFC 9457 for the request at `instance`.

        >>> NotFound("There is no document 'x'.").problem("/v1/documents/x")["title"]
        'Not found'
        """
        slug = "".join("-" + c.lower() if c.isupper() else c for c in type(self).__name__).strip("-")
        body: dict[str, object] = {
            "type": TYPE_BASE + slug, "title": self.title, "status": self.status, "detail": self.detail,
            "instance": instance,
        }  # fmt: skip
        if self.errors:
            body["errors"] = [{"pointer": fault.pointer, "detail": fault.detail} for fault in self.errors]
        return body


class NotFound(ApiError):
    """There is no such thing."""

    status, title = 404, "Not found"


class Unauthorised(ApiError):
    """No token or key was given, or it is not a valid one."""

    status, title = 401, "A valid token is needed"


class Forbidden(ApiError):
    """The token or key does not open this."""

    status, title = 403, "Not allowed"


class MethodNotAllowed(ApiError):
    """The address is there and takes other methods: those that `allow` lists, as the header does."""

    status, title = 405, "Method not allowed"

    def __init__(self, detail: str, allow: str = "") -> None:
        super().__init__(detail)
        self.allow = allow


class Conflict(ApiError):
    """The request does not fit the state that the thing is in."""

    status, title = 409, "Conflict"


class PreconditionFailed(ApiError):
    """Somebody else changed it since it was read."""

    status, title = 412, "Changed in the meantime"


class Gone(ApiError):
    """It was there and is no more."""

    status, title = 410, "No longer available"


class AnswerGone(Gone):
    """An answer that is past its time; `question` can be asked again."""

    title = "This answer is no longer kept"

    def __init__(self, question: str) -> None:
        super().__init__("Answers are kept for a limited time. The question can be asked again.")
        self.question = question

    def problem(self, instance: str) -> dict[str, object]:
        """The problem object, with the question to ask again."""
        return super().problem(instance) | {"question": self.question}


class TooLarge(ApiError):
    """The request is larger than allowed, or has more parts."""

    status, title = 413, "Too large"


class Unprocessable(ApiError):
    """The input was understood and is wrong; `errors` says where."""

    status, title = 422, "The input is not valid"


class TooManyRequests(ApiError):
    """A limit is used up; `retry_after` says when to come back."""

    status, title = 429, "Too many requests"


class Unavailable(ApiError):
    """Something that is needed is not there at the moment."""

    status, title = 503, "Not available at the moment"
