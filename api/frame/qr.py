"""QR codes of addresses, for paper."""

import io
from html import escape

import segno

CODE_MM = 18  # wide on paper: cameras read it from an arm's length


def is_whole(address: str) -> bool:
    """Whether an address leads somewhere from paper: it names its server."""
    return address.startswith(("https://", "http://"))


def qr_svg(address: str, title: str) -> str:
    """The code as an inline SVG that is named by its `<title>`; black on white in every colour scheme."""
    code = segno.make_qr(address, error="m")
    name = escape(f"QR code: {title}")
    drawn: str = code.svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None)
    opening, end, rest = drawn.partition(">")
    return f'{opening} role="img"{end}<title>{name}</title>{rest}'


def qr_png(address: str) -> bytes:
    """The code as a small PNG."""
    buffer = io.BytesIO()
    segno.make_qr(address, error="m").save(buffer, kind="png", scale=4)
    return buffer.getvalue()
