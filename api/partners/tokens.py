"""Short-lived visitor tokens: partner, a random visitor, an expiry, signed with a secret of this server."""

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from api.errors import Unauthorised

LIFETIME_SECONDS = 1800
RENEWABLE_SECONDS = 86_400
SECRET_NAME = "visitor.key"  # noqa: S105 -- the name of the file, not what is in it


@dataclass(frozen=True)
class Visitor:
    """Somebody who opened a partner's widget: a random id, nothing about the person."""

    partner_id: str
    id: str


@dataclass(frozen=True)
class VisitorTokens:
    """Makes and reads tokens; `clock` gives seconds since 1970."""

    secret: bytes
    clock: Callable[[], float] = time.time

    def make(self, partner_id: str, visitor_id: str | None = None) -> str:
        """A token for a visitor of a partner; a new visitor if none is named.

        >>> tokens = VisitorTokens(b"k" * 32)
        >>> tokens.read(tokens.make("my-council")).partner_id
        'my-council'
        """
        head = (
            f"1.{partner_id}.{visitor_id or secrets.token_urlsafe(12)}.{int(self.clock()) + LIFETIME_SECONDS}"
        )
        return f"{head}.{self._sign(head)}"

    def read(self, token: str, late_seconds: int = 0) -> Visitor:
        """The visitor of a token; one that expired up to `late_seconds` ago is still read.

        Raises:
            Unauthorised: it is missing, forged or expired.
        """
        head, _, signature = token.rpartition(".")
        parts = head.split(".")
        if len(parts) != 4 or not hmac.compare_digest(signature.encode(), self._sign(head).encode()):
            raise Unauthorised("The visitor token is missing or not ours; open the guide again.")
        if int(parts[3]) + late_seconds < self.clock():
            raise Unauthorised("The visitor token has expired; fetch a new one or open the guide again.")
        return Visitor(parts[1], parts[2])

    def _sign(self, head: str) -> str:
        return (
            base64.urlsafe_b64encode(hmac.digest(self.secret, head.encode(), hashlib.sha256))
            .rstrip(b"=")
            .decode()
        )


def read_secret(data_dir: Path) -> bytes:
    """The signing secret of this installation: 32 bytes in a file that only its owner may read, made once."""
    path = data_dir / SECRET_NAME
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=data_dir, prefix=".visitor-")
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(name, path)  # fails if another process was first; its secret is then the one
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
    return path.read_bytes()
