"""What a request is counted as and for how much: by what it computes or stores, on the decoded address."""

import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qs, unquote

Kind = Literal["ask", "read", "write"]
ASKING = frozenset({"/v1/ask", "/v1/ask/stream", "/v1/chat/completions", "/mcp"})
_PACKAGE, _FILE, _SEARCH = 20, 15, 5
# files are made again at every call: a PDF costs 14 times an answer, a package of all hand-outs 18 times
_PACKAGES = re.compile(r"\.zip$|/(?:scorm|markdown|everything)$")
# what a training calls by its kind alone is a Word file, or slides
_FILES = re.compile(r"\.(?:pdf|docx|pptx|xlsx)$|/trainings/[^/]+/(?!quiz$|calendar$)[^/.]+$")
_ASKED_AGAIN = re.compile(r"^/v1/admin/gaps/[^/]+/?$")
_SEARCHED = re.compile(r"^/(?:v1/search|knowledge)/?$")
_FREE = re.compile(
    r"^/(?:static|healthz|readyz|metrics|favicon|robots\.txt|sitemap\.xml)\b|^/embed/v1/[\w.-]+\.js$"
)


@dataclass(frozen=True)
class Weight:
    """What a request is counted as, and for how many of that kind."""

    kind: Kind
    cost: int = 1


def weight_of(scope: Any) -> Weight | None:
    """How an HTTP request is counted, or None for what costs nothing and is not limited.

    >>> weight_of({"method": "GET", "path": "/", "query_string": b"%71=What+is+a+PSP"})
    Weight(kind='ask', cost=1)
    >>> weight_of({"method": "GET", "path": "/assess/ab/report.pdf", "query_string": b""})
    Weight(kind='ask', cost=15)
    >>> weight_of({"method": "GET", "path": "/v1/trainings/ab/slides", "query_string": b""}).cost
    15
    >>> weight_of({"method": "GET", "path": "/v1/admin/gaps/3", "query_string": b""})
    Weight(kind='ask', cost=1)
    >>> weight_of({"method": "POST", "path": "/train", "query_string": b""})
    Weight(kind='write', cost=1)
    >>> weight_of({"method": "GET", "path": "/static/site.css", "query_string": b""}) is None
    True
    """
    method, path = scope["method"], unquote(scope["path"])
    if _FREE.match(path):
        return None
    query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if (method == "POST" and path.rstrip("/") in ASKING) or (path == "/" and "q" in query):
        return Weight("ask")
    reading = method in ("GET", "HEAD", "OPTIONS")
    if reading and _ASKED_AGAIN.match(path):
        return Weight("ask")
    if reading and (made := _PACKAGES.search(path) or _FILES.search(path)):
        return Weight("ask", _PACKAGE if made.re is _PACKAGES else _FILE)
    if not reading:
        return Weight("write")
    return Weight("read", _SEARCH if _SEARCHED.match(path) and "q" in query else 1)
