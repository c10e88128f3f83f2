"""QR codes of addresses, for paper."""

import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

import segno

CODE_MM = 18  # wide on paper: cameras read it from an arm's length


def is_whole(address: str) -> bool:
    """Whether an address leads somewhere from paper: it names its server."""
    return address.startswith(("https://", "http://"))


@lru_cache(256)
def _code(address: str) -> Any:
    """Worked out once: the same few addresses stand in every file of a training, and working out is dear."""
    return segno.make_qr(address, error="m")


@lru_cache(256)
def qr_svg(address: str, title: str) -> str:
    """The code as an inline SVG that is named by its `<title>`; black on white in every colour scheme."""
    name = escape(f"QR code: {title}")
    drawn: str = _code(address).svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None)
    opening, end, rest = drawn.partition(">")
    return f'{opening} role="img"{end}<title>{name}</title>{rest}'


@lru_cache(256)
def qr_png(address: str) -> bytes:
    """The code as a small PNG."""
    buffer = io.BytesIO()
    _code(address).save(buffer, kind="png", scale=4)
    return buffer.getvalue()


@lru_cache(256)
def qr_rows(address: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The rows of the code, its white rim among them: in each the dark stretches, as (start, length)."""
    return tuple(tuple(_dark_stretches(row)) for row in _code(address).matrix_iter(border=4))


def _dark_stretches(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    for dark, squares in groupby(enumerate(row), key=lambda square: bool(square[1])):
        places = [at for at, _ in squares]
        if dark:
            yield places[0], len(places)
