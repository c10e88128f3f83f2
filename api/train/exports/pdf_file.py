"""PDF: the document printed as the HTML page looks, tagged for screen readers, in a font that comes along.

The font is a small Latin Roboto: the file looks alike on every server, one without fonts included, and it
embeds faster than a large system font. What it can write, our own press prints, many times as fast as a
browser's way of setting pages; a document with other letters is set by WeasyPrint, with the server's fonts.
"""

import base64
import logging
from functools import cache, cached_property
from typing import Any

from api.frame.pdf import tagged_pdf
from api.train.exports.blocks import Document, texts
from api.train.exports.html_file import LANDSCAPE, html, style
from api.train.exports.press.flow import Flow
from api.train.exports.press.typeface import FONTS, WEIGHTS, typeface


class Press:
    """Makes PDFs; what WeasyPrint needs is read at the first that it sets and used for all.

    For one thread: Pango, which sets the text there, does not share its fonts between several.
    """

    def pdf(self, document: Document) -> bytes:
        """The document as a tagged PDF; nothing is fetched from anywhere."""
        return Flow(document).pdf() if writes(document) else self.pdf_of_any_letters(document)

    def pdf_of_any_letters(self, document: Document) -> bytes:
        """The same by WeasyPrint, which finds a font for every letter."""
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


def writes(document: Document) -> bool:
    """Whether the font that comes along has every letter of a document, in both weights."""
    letters = "".join({letter for text in texts(document) for letter in text})
    return all(typeface(weight).covers(letters) for weight in WEIGHTS)


@cache
def _faces() -> str:
    """The two weights of the font as CSS that holds them."""
    faces = []
    for weight in WEIGHTS:
        data = base64.b64encode((FONTS / f"roboto-latin-{weight}.ttf").read_bytes()).decode()
        source = f"src: url('data:font/ttf;base64,{data}')"
        faces.append(f"@font-face {{ font-family: Roboto; font-weight: {weight}; {source} }}")
    return "".join(faces)
