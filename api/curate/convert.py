"""Markdown, HTML, DOCX and PDF to plain Markdown without scripts, pictures or raw HTML."""

import html
import zipfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from markdown_it import MarkdownIt

from api.curate.errors import Refused
from api.curate.guards import check_file, check_zip
from api.curate.hidden_text import without_hidden
from api.curate.html_to_markdown import hidden_words, tidy
from api.curate.pdf import read_pages
from api.curate.table_cells import TooManyCells
from kb.frontmatter import read_yaml

MAX_CHARACTERS = 2_000_000
_STYLES = "p[style-name='Title'] => h1:fresh"


@dataclass(frozen=True)
class Converted:
    """What a file says, as Markdown, with what was left out of it and what converted it."""

    format: str
    title: str
    markdown: str
    converter: str
    pages: int | None = None
    left_out: tuple[str, ...] = ()


def convert(path: Path, without_pages: frozenset[int] = frozenset()) -> Converted:
    """Read `path`; `without_pages` are pages of a PDF, counted from 1, that the curator does not want.

    Raises:
        Refused: the file is too large, broken, locked, scanned, hostile or holds no text.
    """
    readers = {"markdown": _from_markdown, "html": _from_html, "docx": _from_docx}
    form = check_file(path)
    try:
        result = _from_pdf(path, without_pages) if form == "pdf" else readers[form](path)
    except RecursionError:
        raise Refused(path, "it is nested too deeply", "save it as plain text or flatter HTML") from None
    except TooManyCells as error:
        raise Refused(path, str(error), "split its tables, or take them out") from None
    if not any(character.isalnum() for character in result.markdown):
        raise Refused(path, "it holds no text", "if it shows pictures of text, run text recognition first")
    if len(result.markdown) > MAX_CHARACTERS:
        raise Refused(path, f"it holds more than {MAX_CHARACTERS:,} characters", "split it")
    return result


def _from_markdown(path: Path) -> Converted:
    text = _text(path)
    title = ""
    if text.startswith("---\n"):
        text, title = _without_front_matter(path, text)
    tidied = tidy(MarkdownIt("commonmark", {"html": True}).enable("table").render(text), title)
    return Converted(
        "markdown", tidied.title, tidied.markdown, _tool("markdown-it-py"), None, tidied.left_out
    )


def _without_front_matter(path: Path, text: str) -> tuple[str, str]:
    head, closed, body = text[4:].partition("\n---\n")
    if not closed:
        raise Refused(path, "the front matter is not closed", "close it with a line '---'", "line 1")
    yaml = read_yaml(head, path.name, 2)
    if yaml.problems:
        first = yaml.problems[0]
        raise Refused(
            path, f"broken front matter: {first.text}", "correct or delete it", f"line {first.line}"
        )
    title = yaml.value.get("title") if isinstance(yaml.value, dict) else None
    return body, title if isinstance(title, str) else ""


def _from_html(path: Path) -> Converted:
    tidied = tidy(path.read_bytes())
    return Converted("html", tidied.title, tidied.markdown, _tool("markdownify"), None, tidied.left_out)


def _from_docx(path: Path) -> Converted:
    check_zip(path)
    _refuse_entities(path)
    import mammoth

    try:
        shown, hidden, unknown = without_hidden(path)
        no_data = mammoth.images.img_element(lambda _: {"src": ""})
        result = mammoth.convert_to_html(shown, convert_image=no_data, style_map=_STYLES)
    except RecursionError:
        raise
    except Exception as error:  # mammoth has no base error; any fault of the file may surface here
        remedy = "open it in Word or LibreOffice and save it again as .docx"
        raise Refused(path, f"the Word document cannot be read ({type(error).__name__})", remedy) from error
    tidied = tidy(result.value)
    numbers = f"the number{'s' * (unknown > 1)} of {unknown} paragraph{'s' * (unknown > 1)}"
    left_out = (*tidied.left_out, *hidden_words(hidden), *((numbers,) if unknown else ()))
    return Converted("docx", tidied.title, tidied.markdown, _tool("mammoth"), None, left_out)


def _refuse_entities(path: Path) -> None:
    """Word writes no document type; one in a part serves only to blow up its reading or to fetch files."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if not part.filename.endswith((".xml", ".rels")):
                continue
            try:
                content = archive.read(part)
            except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
                raise Refused(path, f"damaged ({error})", "save the document again", part.filename) from error
            if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
                raise Refused(path, "it declares XML entities", "save it again from Word", part.filename)


def _from_pdf(path: Path, without_pages: frozenset[int]) -> Converted:
    read = read_pages(path, without_pages)
    sections = [
        f"<h2>Page {number}</h2>" + "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
        for number, paragraphs in read.paragraphs.items()
    ]
    tidied = tidy("".join(sections))
    return Converted("pdf", read.title, tidied.markdown, _tool("pypdf"), read.count, read.left_out)


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(path, "not UTF-8 text", "save it as UTF-8", f"line {line}") from error


def _tool(package: str) -> str:
    return f"{package} {version(package)}"
