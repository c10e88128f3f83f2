"""The widget's files: read once, with the digests by which browsers check and keep them."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from api.frame.templates import Templates, read_templates

FOLDER = Path(__file__).parent.parent / "web" / "widget"
LOADER_NAME = "psp-guide.js"
MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
PUBLIC = frozenset({LOADER_NAME, "frame.js", "frame.css", "refused.js", "demo.css"})


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    body: bytes
    media_type: str

    @property
    def integrity(self) -> str:
        """Its Subresource Integrity hash."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.body).digest()).decode()

    @property
    def version(self) -> str:
        """A short name of its content, for addresses that may be kept for ever."""
        return hashlib.sha256(self.body).hexdigest()[:12]


@cache
def asset(name: str) -> Asset | None:
    """The public file of that name."""
    if name not in PUBLIC:
        return None
    path = FOLDER / name
    return Asset(path.read_bytes(), MEDIA_TYPES[path.suffix])


def loader_integrity() -> str:
    """The hash for `<script integrity=…>` of the loader."""
    found = asset(LOADER_NAME)
    assert found is not None  # noqa: S101 -- it is one of PUBLIC
    return found.integrity


def address(name: str) -> str:
    """The address of a file, with its version."""
    found = asset(name)
    return f"/embed/v1/{name}" + (f"?v={found.version}" if found else "")


@cache
def templates() -> Templates:
    """The templates of frame, answer, refusal and demonstration."""
    found = read_templates(FOLDER)
    found.globals["asset"] = address
    return found
