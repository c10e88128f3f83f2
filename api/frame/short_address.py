"""Short addresses for paper, `/s/{code}`: a document or a source by six characters that are quick to type.

The code is made from the id, so that it stays as long as the id does, whatever else is added; tests/web holds
that no two ids of the corpus share one.
"""

import hashlib

# Crockford's alphabet without the letters that look like digits, or like each other
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 6
_LOOK_ALIKE = str.maketrans("oil", "011")


def code_of(name: str) -> str:
    """The code of a document's id, or of a source as `sources/ID`.

    >>> code_of("process/how-to-start")
    'fvs60t'
    """
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return "".join(ALPHABET[number >> 5 * at & 31] for at in range(LENGTH))


def as_typed(text: str) -> str:
    """A code as somebody typed it from paper: capitals, and letters taken for digits, are forgiven.

    >>> as_typed("FVS60T "), as_typed("OiL")
    ('fvs60t', '011')
    """
    return text.strip().lower().translate(_LOOK_ALIKE)


def short_address(base: str, name: str) -> str:
    """The short address of a document or source on the server at `base`."""
    return f"{base}/s/{code_of(name)}"
