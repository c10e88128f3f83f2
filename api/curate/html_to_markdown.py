"""Any HTML to plain Markdown: what runs, loads or hides is dropped, what a reader sees is kept."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.curate.list_numbers import keep_numbers, tell_marked
from api.curate.tables import even_out

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DROPPED = (
    "script style template noscript iframe frame object embed svg math canvas audio video link meta base "
    "head nav form input button select textarea dialog"
)
_RAISED = re.compile(r"vertical-align\s*:\s*(super|text-top)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPECIAL = re.compile(r"([\\`*_<>\[\]|{}])")
_ORDINALS = ("st", "nd", "rd", "th")
_OPENING = re.compile(r"^(\s*)([#+=~-]|\d+[.)])(?=\s|#|$)", re.MULTILINE)


@dataclass(frozen=True)
class Tidied:
    """The Markdown of an HTML text, its title if it has one, and what was left out."""

    markdown: str
    title: str
    left_out: tuple[str, ...]


def tidy(markup: str | bytes, title: str = "") -> Tidied:
    """Convert `markup`; bytes are read in the character set that they declare.

    The first main heading is taken out as the title unless the file names another `title` itself.

    >>> tidy("<h1>Plan</h1><p onclick=x()>Agree <b>first</b>.<script>x()</script><img src=a.png></p>")
    Tidied(markdown='Agree **first**.\\n', title='Plan', left_out=('1 picture',))
    >>> tidy("<p>&lt;script&gt; <a href='javascript:x()'>here</a></p>").markdown
    '\\\\<script\\\\> here\\n'

    Raises:
        TooManyCells: its tables are too large or too deep in each other.
    """
    import bs4

    soup = bs4.BeautifulSoup(markup, "html.parser")
    tell_marked(soup)
    title = _title(soup, title)
    pictures = len(soup.find_all("img"))
    hidden = _clean(soup)
    for raised in soup.find_all(_is_raised):
        raised.name = "sup"
    body = soup.find("main") or soup.find("body") or soup
    keep_numbers(soup, body)
    uneven = even_out(soup, body)
    markdown = _markdown(body)
    left_out = (f"{pictures} picture{'s' if pictures > 1 else ''}",) if pictures else ()
    return Tidied(markdown, title, (*left_out, *hidden_words(hidden), *uneven))


def hidden_words(count: int) -> tuple[str, ...]:
    """What to tell of hidden text that was left out.

    >>> hidden_words(0), hidden_words(1)
    ((), ('hidden text of 1 word',))
    """
    return (f"hidden text of {count} word{'s' if count > 1 else ''}",) if count else ()


def _title(soup: "BeautifulSoup", title: str) -> str:
    """The title; other main headings stay in the text, one level lower."""
    heading = soup.find("h1")
    if heading is not None and title in ("", found := heading.get_text(" ", strip=True)):
        title = found
        heading.decompose()
    for other in soup.find_all("h1"):
        other.name = "h2"
    named = soup.find("title")
    return title or (named.get_text(" ", strip=True) if named else "")


def _clean(soup: "BeautifulSoup") -> int:
    """Take out what runs, loads or hides; returns the number of hidden words."""
    import bs4

    for comment in soup.find_all(string=lambda text: isinstance(text, bs4.element.PreformattedString)):
        comment.extract()
    for tag in soup.find_all(_DROPPED.split()):
        tag.decompose()
    hidden = 0
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed:  # inside another that went before
            hidden += len(tag.get_text(" ").split())
            tag.decompose()
    for image in soup.find_all("img"):
        image.decompose()
    for link in soup.find_all("a"):
        if not str(link.get("href", "")).lower().startswith(("https://", "http://")):
            link.unwrap()
    return hidden


def _is_hidden(tag: "Tag") -> bool:
    return tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style", ""))))


def _is_raised(tag: "Tag") -> bool:
    """Whether a part is raised by its look alone, as word processors write it on the web."""
    return tag.name in ("span", "font", "small") and bool(_RAISED.search(str(tag.get("style", ""))))


def _markdown(body: "Tag") -> str:
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        """Escapes so that text of the file can never become markup of the draft."""

        def escape(self, text: str, parent_tags: object = None) -> str:
            return _OPENING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))

        def convert_sup(self, el: object, text: str, parent_tags: object) -> str:
            """A raised mark stays apart: without it a note 2 behind £50,000 reads £50,0002."""
            raised = text.strip()
            return text if not raised or raised in _ORDINALS else f"^{raised}^"

    text = Converter(heading_style=ATX, bullets="-").convert_soup(body)
    lines = (line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
