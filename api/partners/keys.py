"""Keys and how they are checked: argon2 for what is stored, constant time, the secret shown once."""

import hashlib
import re
import secrets
import threading
import time
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PREFIX = "psp_"
_KEY = re.compile(r"^psp_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$")
REMEMBERED_SECONDS = 60.0
# OWASP's least for argon2id: keys are long and random, and a check must not cost 64 MB and all cores
_ROUNDS, _KIBIBYTES = 2, 19 * 1024


def new_key() -> tuple[str, str]:
    """A new key and the id in it.

    >>> key, key_id = new_key()
    >>> key_id_of(key) == key_id
    True
    """
    key_id = secrets.token_hex(6)
    return f"{PREFIX}{key_id}_{secrets.token_urlsafe(32)}", key_id


def key_id_of(key: str) -> str | None:
    """The id in a key, or None if it has not the form of one."""
    match = _KEY.match(key)
    return match.group(1) if match else None


@dataclass
class Hasher:
    """Hashes keys and checks them; a right one is remembered for a minute, since argon2 is slow on purpose.

    What is remembered is a digest of key and stored hash together, so a changed hash counts at once.
    """

    argon2: PasswordHasher = field(default_factory=lambda: PasswordHasher(_ROUNDS, _KIBIBYTES, parallelism=1))
    _right: dict[bytes, float] = field(default_factory=dict)
    _one_check: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def hash(self, key: str) -> str:
        """The argon2 hash of `key`, with its own salt and parameters."""
        return self.argon2.hash(key)

    def is_right(self, key: str, stored: str) -> bool:
        """Whether `stored` is the hash of `key`; false for a hash that is none."""
        digest = hashlib.sha256(f"{stored}\0{key}".encode()).digest()
        if self._right.get(digest, 0.0) > time.monotonic():
            return True
        try:
            with self._one_check:
                self.argon2.verify(stored, key)
        except (VerificationError, InvalidHashError):
            return False
        if len(self._right) >= 1000:
            self._right.clear()
        self._right[digest] = time.monotonic() + REMEMBERED_SECONDS
        return True
