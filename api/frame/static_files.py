"""Style sheets, scripts and pictures: compressed once, named with their digest so that browsers keep them."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.errors import NotFound

FOLDER = Path(__file__).parents[1] / "web" / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
A_YEAR = 365 * 24 * 3600
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class StaticFile:
    """A file as it is sent: its bytes, plain and compressed, and the start of their SHA-256."""

    body: bytes
    packed: bytes
    digest: str
    media_type: str


@cache
def _load(path: Path, modified: int) -> StaticFile:  # `modified` makes a rebuilt file a new one
    body = path.read_bytes()
    return StaticFile(
        body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:12], MEDIA_TYPES[path.suffix]
    )


def find(name: str) -> StaticFile | None:
    """The file of this name, or None; only plain names of known types are looked for."""
    path = FOLDER / name
    if path.parent != FOLDER or path.suffix not in MEDIA_TYPES or not path.is_file():
        return None
    return _load(path, path.stat().st_mtime_ns)


def static(name: str) -> str:
    """The address of a static file, with its digest.

    Raises:
        LookupError: a template names a file that is not there.

    >>> static("site.css").startswith("/static/site.css?v=")
    True
    """
    found = find(name)
    if found is None:
        raise LookupError(f"there is no static file {name!r}")
    return f"/static/{name}?v={found.digest}"


@router.get("/static/{name}")
def static_file(name: str, request: Request, v: Annotated[str, Query(max_length=64)] = "") -> Response:
    """One file; kept for a year where the address carries its digest, asked for again otherwise."""
    found = find(name)
    if found is None:
        raise NotFound("There is no such file.")
    kept = f"public, max-age={A_YEAR}, immutable" if v == found.digest else "no-cache"
    headers = {"ETag": f'"{found.digest}"', "Cache-Control": kept, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media_type
        )
    return Response(found.body, headers=headers, media_type=found.media_type)
