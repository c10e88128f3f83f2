"""The OpenAPI description: what every operation may answer besides, which files it gives, who may call it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.assess.exports import EXPORTS
from api.errors import PROBLEM_TYPE
from api.train.files import MEDIA as FILES

Operation = dict[str, Any]
_METHODS = ("get", "put", "post", "patch", "delete")
_TEXT = {"schema": {"type": "string"}}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. `errors` says of bad input where it is wrong, by JSON pointer, and what to do.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
_TOLD = {
    "401": "No valid token or key",
    "403": "The token or key does not open this",
    "404": "There is no such thing",
    "413": "The body, or the number of its parts or of the address's, is too large",
    "422": "The input is not valid",
    "429": "A limit is used up; Retry-After says when to come back",
    "503": "Something that is needed is not there at the moment",
    "default": "Anything else that went wrong",
}
# Answers that are no JSON, by address: what a route makes itself, FastAPI does not see.
_OTHERS: dict[str, tuple[str, ...]] = {
    "/ns": ("application/ld+json",),
    "/metrics": ("text/plain",),
    "/v1/graph": ("application/json", "application/graphml+xml", "application/ld+json"),
    "/v1/trainings/{name}": ("application/json", *FILES.values()),
    "/v1/trainings/{training_id}/{wanted}": tuple(FILES.values()),
    "/v1/training-series/{series_id}/calendar.ics": (FILES["ics"],),
    "/v1/templates/{template_id}.docx": (FILES["docx"],),
    "/v1/templates/{template_id}.md": (FILES["md"],),
    "/v1/assessments/{assessment_id}/report.{kind}": tuple(media for media, _ in EXPORTS.values()),
    "/v1/ask/stream": ("text/event-stream",),
    "/v1/chat/completions": ("application/json", "text/event-stream"),
    "/embed/v1/theme.css": ("text/css",),
    "/embed/v1/frame": ("text/html",),
}
_WITH_SLASHES = ("{document_id}", "{node_id}")  # ids that hold slashes
_BY_TOKEN = ("/v1/admin/", "/v1/assessments/", "/v1/partner")


def describe(app: FastAPI) -> None:
    """Let `app` describe itself with all this; made when it is first asked for."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = completed(
                get_openapi(
                    title=app.title, version=app.version, description=app.description, routes=app.routes,
                    license_info=app.license_info,
                )
            )  # fmt: skip
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def allowed_at(app: FastAPI, address: str) -> str:
    """The methods of the described operation at an address, for the header Allow; empty if there is none.

    Of several patterns that fit, the one with the fewest places to fill in is meant.
    """
    paths = [path for path in app.openapi()["paths"] if _pattern(path).fullmatch(address)]
    if not paths:
        return ""
    there = app.openapi()["paths"][min(paths, key=lambda path: path.count("{"))]
    methods = [method.upper() for method in _METHODS if method in there]
    return ", ".join(["GET", "HEAD", *methods[1:]] if "GET" in methods else methods)


@lru_cache(maxsize=512)
def _pattern(path: str) -> re.Pattern[str]:
    filled = re.split(r"\{[^}]+\}", path)
    wide = ".+" if path.endswith(_WITH_SLASHES) else "[^/]+"
    return re.compile(wide.join(map(re.escape, filled)))


def completed(found: dict[str, Any]) -> dict[str, Any]:
    """The description `found`, with problems, files and keys put in."""
    parts = found.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = _PROBLEM
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, operation in _operations(found):
        _add_files(path, operation)
        _add_problems(path, operation)
        if path.startswith(_BY_TOKEN):
            operation["security"] = [{"token": []}]
    for unused in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(unused, None)
    return found


def _operations(found: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in found["paths"].items():
        for method in _METHODS:
            if method in methods:
                yield path, methods[method]


def _add_files(path: str, operation: Operation) -> None:
    if path in _OTHERS:
        kinds = {media.partition(";")[0] for media in _OTHERS[path]}
        given = operation["responses"].setdefault("200", {"description": "OK"})
        content = given.get("content", {})
        given["content"] = {
            kind: content.get(kind, {"schema": {}}) if kind.endswith("json") else _file(kind)
            for kind in sorted(kinds)
        }


def _file(kind: str) -> dict[str, Any]:
    if kind == "text/event-stream":
        return {"itemSchema": {"type": "object", "properties": {"data": {"type": "string"}}}}
    return _TEXT if kind.startswith("text/") or kind.endswith("xml") else _BINARY


def _add_problems(path: str, operation: Operation) -> None:
    responses = operation["responses"]
    for status in _statuses(path, operation):
        told = responses.setdefault(status, {})
        told["description"] = _TOLD[status]
        told["content"] = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        if "text/html" in _OTHERS.get(path, ()):  # a page is refused in a page
            told["content"]["text/html"] = _TEXT


def _statuses(path: str, operation: Operation) -> Iterator[str]:
    if path.startswith(_BY_TOKEN):
        yield from ("401", "403")
    if "{" in path:
        yield "404"
    yield from ("413", "422", "429", "503", "default")
