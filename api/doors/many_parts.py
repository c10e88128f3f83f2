"""Refuses bodies and addresses of very many parts before anything parses them.

Whoever reads a body does something for each of its parts, and tells of each fault: 256 KB of small parts kept
a server busy for three seconds, during which nobody else was answered. Counting takes a millisecond or two.
"""

import re

from api.errors import TooLarge

# A sheet of 300 answers has 900 values, a plan of 100 actions as many; a page's form a few hundred fields.
MOST_VALUES = 2000
MOST_FIELDS = 1000
FORM = "application/x-www-form-urlencoded"
# a string with all that it holds, else what stands before a further value
_PIECE = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[,\[{]', re.DOTALL)
_BEFORE_A_VALUE = (b",", b"[", b"{")
_PIECES_OF_A_VALUE = 4  # itself, its name, what stands before it, and one to spare


def check_address(query: bytes) -> None:
    """Nothing, for an address that may be parsed.

    Raises:
        TooLarge: its `query` has too many fields.
    """
    if query.count(b"&") >= MOST_FIELDS:
        raise TooLarge(f"The address may have {MOST_FIELDS:,} fields at most.")


def check_body(body: bytes, content_type: str) -> None:
    """Nothing, for a body that may be parsed; any but a form is looked at as JSON, which a route may try.

    Raises:
        TooLarge: it has too many fields or values.

    >>> check_body(b'{"answers": {"one": {"comment": "' + b"," * 9000 + b'"}}}', "application/json")
    >>> check_body(b"[" + b"0," * 2000 + b"0]", "application/json")
    Traceback (most recent call last):
    api.errors.TooLarge: The body may hold 2,000 values at most.
    """
    if content_type.startswith(FORM):
        if body.count(b"&") >= MOST_FIELDS:
            raise TooLarge(f"The form may have {MOST_FIELDS:,} fields at most.")
    elif not content_type.startswith("multipart/") and has_too_many_values(body):
        raise TooLarge(f"The body may hold {MOST_VALUES:,} values at most.")


def has_too_many_values(body: bytes, most: int = MOST_VALUES) -> bool:
    """Whether more than `most` values stand in the JSON of `body`, going by what stands before each."""
    if sum(map(body.count, _BEFORE_A_VALUE)) <= most:  # of these, some may stand within texts
        return False
    if b"\x00" in body:  # UTF-16 or UTF-32, where a string's end cannot be told byte by byte
        return True
    values = 0
    for number, piece in enumerate(_PIECE.finditer(body)):
        values += piece[0] in _BEFORE_A_VALUE
        if values > most or number > most * _PIECES_OF_A_VALUE:
            return True
    return False
