"""PDF: the HTML page printed, tagged for screen readers (PDF/UA-1), in a font that comes along.

The font is a small Latin Roboto: the file looks alike on every server, one without fonts included, and it
embeds faster than a large system font.
"""

import base64
import logging
from functools import cache
from pathlib import Path

from api.train.exports.blocks import Document
from api.train.exports.html_file import html

FONTS = Path(__file__).parent / "fonts"


def pdf(document: Document) -> bytes:
    """The document as a tagged PDF; nothing is fetched from anywhere."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    inside, fonts = URLFetcher(allowed_protocols=("data",)), FontConfiguration()
    style = weasyprint.CSS(string=_faces(), font_config=fonts, url_fetcher=inside)
    page = weasyprint.HTML(string=html(document), url_fetcher=inside)
    return bytes(
        page.write_pdf(pdf_variant="pdf/ua-1", stylesheets=[style], font_config=fonts, full_fonts=True)
    )


@cache
def _faces() -> str:
    """The two weights of the font as CSS that holds them."""
    faces = []
    for weight in (400, 700):
        data = base64.b64encode((FONTS / f"roboto-latin-{weight}.ttf").read_bytes()).decode()
        source = f"src: url('data:font/ttf;base64,{data}')"
        faces.append(f"@font-face {{ font-family: Roboto; font-weight: {weight}; {source} }}")
    return "".join(faces)
