"""PDF: the HTML page printed, tagged for screen readers, in a font that comes along.

The font is a small Latin Roboto: the file looks alike on every server, one without fonts included, and it
embeds faster than a large system font.
"""

import base64
import logging
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from api.frame.pdf import tagged_pdf
from api.train.exports.blocks import Document
from api.train.exports.html_file import LANDSCAPE, html, style

FONTS = Path(__file__).parent / "fonts"


class Press:
    """Makes PDFs; fonts and styles are read at the first and used for all.

    For one thread: Pango, which sets the text, does not share its fonts between several.
    """

    def pdf(self, document: Document) -> bytes:
        """The document as a tagged PDF; nothing is fetched from anywhere."""
        import weasyprint

        page = weasyprint.HTML(string=html(document, styled=False), url_fetcher=self._inside)
        look = self._styles[document.wide]
        return tagged_pdf(page, stylesheets=look, font_config=self._fonts, full_fonts=True)

    @cached_property
    def _inside(self) -> Any:
        from weasyprint.urls import URLFetcher

        return URLFetcher(allowed_protocols=("data",))

    @cached_property
    def _fonts(self) -> Any:
        from weasyprint.text.fonts import FontConfiguration

        return FontConfiguration()

    @cached_property
    def _styles(self) -> dict[bool, list[Any]]:
        """The style sheets of upright and of wide documents, read."""
        import weasyprint

        logging.getLogger("fontTools").setLevel(logging.WARNING)
        logging.getLogger("weasyprint").setLevel(logging.ERROR)
        faces, look, wide = (
            weasyprint.CSS(string=text, font_config=self._fonts, url_fetcher=self._inside)
            for text in (_faces(), style(), LANDSCAPE)
        )
        return {False: [faces, look], True: [faces, look, wide]}


@cache
def _faces() -> str:
    """The two weights of the font as CSS that holds them."""
    faces = []
    for weight in (400, 700):
        data = base64.b64encode((FONTS / f"roboto-latin-{weight}.ttf").read_bytes()).decode()
        source = f"src: url('data:font/ttf;base64,{data}')"
        faces.append(f"@font-face {{ font-family: Roboto; font-weight: {weight}; {source} }}")
    return "".join(faces)
