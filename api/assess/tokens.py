"""Secrets in private links: random, kept only as a hash, compared in constant time."""

import hashlib
import hmac
import secrets

BYTES = 24


def new_id() -> str:
    """An id that cannot be guessed; it opens nothing by itself."""
    return secrets.token_hex(8)


def new_token() -> str:
    """A secret of 192 random bits, safe in an address."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What is stored. The secret is random and long, so one round of SHA-256 is enough.

    >>> len(hashed("x"))
    64
    """
    return hashlib.sha256(token.encode()).hexdigest()


def matches(token: str, stored: str) -> bool:
    """Whether `token` is the one whose hash is stored; takes as long for a wrong one.

    >>> matches("x", hashed("x")), matches("y", hashed("x"))
    (True, False)
    """
    return hmac.compare_digest(hashed(token), stored)
