"""Refuses text that cannot be kept: NUL, which PostgreSQL cannot keep, and halves of characters.

Looked for in the decoded address and body before any route sees them, so that no door can forget it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from api.doors.many_parts import FORM, check_body
from api.doors.refusing import refuse
from api.errors import ApiError, Fault, Unprocessable
from api.frame.over_http import OverHttp

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_PARTS = "multipart/form-data"
_ADVICE = "leave out the NUL character or the half of a character that is in it"


class PlainText(OverHttp):
    """Stands before the routes, behind the limit on the size of bodies."""

    async def take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what is text and has not too many parts, refuse the rest with where it is."""
        messages = [] if scope["method"] in ("GET", "HEAD", "OPTIONS") else await _messages(receive)
        body = b"".join(message.get("body", b"") for message in messages)
        request = Request(scope)
        try:
            _check(scope, body, request.headers.get("content-type", "").strip().lower())
        except ApiError as error:
            await refuse(request, error)(scope, receive, send)
            return

        async def replay() -> Message:
            return messages.pop(0) if messages else await receive()

        await self.app(scope, replay, send)


def _check(scope: Scope, body: bytes, content_type: str) -> None:
    check_body(body, content_type)
    if (place := _in_address(scope) or _in_body(body, content_type)) is not None:
        raise Unprocessable("The request holds characters that are no text.", (Fault(place, _ADVICE),))


async def _messages(receive: Receive) -> list[Message]:
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages


def _in_address(scope: Scope) -> str | None:
    if _UNKEEPABLE.search(scope["path"]):
        return "/"
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return _in_pairs(pairs)


def _in_pairs(pairs: list[tuple[str, str]]) -> str | None:
    found = (name for name, value in pairs if _UNKEEPABLE.search(name + value))
    name = next(found, None)
    return None if name is None else "/" + _UNKEEPABLE.sub("", name)


def _in_body(body: bytes, content_type: str) -> str | None:
    """A JSON pointer to the first text that cannot be kept, or None; what is no JSON is left to the route.

    >>> _in_body(b'{"answers": {"one": {"comment": "a\\\\u0000"}}}', "application/json")
    '/answers/one/comment'
    >>> _in_body(b'{"question": "what is a PSP?"}', "application/json") is None
    True
    """
    if content_type.startswith(FORM):
        return _in_pairs(parse_qsl(body.decode("latin-1"), keep_blank_values=True))
    if content_type.startswith(_PARTS):
        return "" if b"\x00" in body else None
    # in JSON such a character is written \uXXXX, or stands there as bytes that are no UTF-8
    if b"\\u" not in body and _is_utf8(body):
        return None
    try:
        return next(_in_json(json.loads(body)), None)
    except (ValueError, RecursionError):
        return None


def _is_utf8(body: bytes) -> bool:
    try:
        return "\x00" not in body.decode()
    except UnicodeDecodeError:
        return False


def _in_json(value: Any) -> Iterator[str]:
    waiting = [("", value)]
    while waiting:
        pointer, one = waiting.pop()
        if isinstance(one, str) and _UNKEEPABLE.search(one):
            yield pointer
        elif isinstance(one, list):
            waiting.extend((f"{pointer}/{number}", item) for number, item in enumerate(one))
        elif isinstance(one, dict):
            for name, item in one.items():
                if _UNKEEPABLE.search(name):
                    yield pointer
                waiting.append((f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", item))
