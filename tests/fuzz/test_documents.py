"""Readers of documents meet anything: they read it or say what is wrong with it, and never break down.

`pytest tests/fuzz -m exhaustive` reads ten thousand.
"""

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from weasyprint import HTML

from api.assess.loader import read_library as read_questionnaires
from api.curate.convert import convert
from api.curate.errors import Refused
from api.templates.loader import read_templates
from api.train.loader import read_library as read_activities
from kb.errors import CorpusError
from kb.loader import read_corpus
from tests.fuzz.edits import bytestrings, texts

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
MANY = pytest.param(1000, marks=pytest.mark.exhaustive)  # of each of ten kinds
LONGEST = 5000  # characters of a seed: an edit hits something, and a reading takes milliseconds
Read = Callable[[Path], object]


def seeds(pattern: str) -> list[str]:
    """The shortest files of the corpus that fit, cut where they are long."""
    found = sorted(CORPUS.glob(pattern), key=lambda path: (path.stat().st_size, path.name))[:12]
    return [path.read_text("utf-8")[:LONGEST] for path in found]


def read_empty_corpus_beside(folder: Path) -> object:
    """Read a corpus with one document, or say why it is none."""
    try:
        return read_corpus(folder)
    except CorpusError as error:
        return error


def read_beside_one_document(folder: Path) -> object:
    return read_activities(folder, read_corpus(folder).corpus)


KINDS: list[tuple[str, str, Read]] = [
    ("process/*.md", "process/a.md", read_empty_corpus_beside),
    ("lessons/*.md", "lessons/a.md", read_empty_corpus_beside),
    ("taxonomy/*.yml", "taxonomy/stages.yml", read_empty_corpus_beside),
    ("taxonomy/*.yml", "taxonomy/terms.yml", read_empty_corpus_beside),
    ("facts.yml", "facts.yml", read_empty_corpus_beside),
    ("questionnaires/psp-readiness/*.yml", "psp-readiness/1.0.yml", read_questionnaires),
    ("templates/*.yml", "a.yml", read_templates),
    ("activities/*.md", "a.md", read_beside_one_document),
]


@pytest.mark.parametrize("examples", [20, MANY])
@pytest.mark.parametrize(("pattern", "name", "read"), KINDS, ids=[f"{kind[0]}-{kind[1]}" for kind in KINDS])
def test_a_file_of_the_corpus(tmp_path: Path, pattern: str, name: str, read: Read, examples: int) -> None:
    (tmp_path / "process").mkdir()
    (tmp_path / "process" / "b.md").write_text(seeds("process/*.md")[0])
    scales = "psp-readiness/scales.yml"
    (tmp_path / "psp-readiness").mkdir()
    shutil.copy(CORPUS / "questionnaires" / scales, tmp_path / scales)
    place = tmp_path / name
    place.parent.mkdir(exist_ok=True)

    @settings(max_examples=examples)
    @given(texts(seeds(pattern)))
    def tried(text: str) -> None:
        place.write_bytes(text.encode("utf-8", "surrogatepass"))
        read(tmp_path)

    tried()


def word_file() -> bytes:
    document, held = Document(), BytesIO()
    document.add_heading("A pilot", 1)
    document.add_paragraph("It ran for a year.")
    document.add_table(2, 2).cell(0, 0).text = "cost"
    document.save(held)
    content: bytes = held.getvalue()
    return content


def word_file_unpacked(text: bytes) -> bytes:
    """A Word file whose text is `text`, so that edits reach the words and not the compression alone."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(word_file())) as whole, zipfile.ZipFile(held, "w") as made:
        for part in whole.namelist():
            made.writestr(part, text if part == "word/document.xml" else whole.read(part))
    return held.getvalue()


def page_file() -> bytes:
    made = HTML(string="<h1>A pilot</h1><p>It ran for a year.</p><table><tr><td>a<td>b</table>").write_pdf()
    assert isinstance(made, bytes)
    return made


def word_text() -> bytes:
    with zipfile.ZipFile(BytesIO(word_file())) as whole:
        return whole.read("word/document.xml")


def read_or_remedy(place: Path) -> str:
    """What a file says, or what its editor is told to do."""
    try:
        return convert(place).markdown
    except Refused as refused:
        return refused.remedy


Wrap = Callable[[bytes], bytes]
FILES: list[tuple[str, Callable[[], list[bytes]], Wrap]] = [
    (
        "a.html",
        lambda: [b"<h1>A</h1><ul><li>b<li>c</ul><table><tr><th>d<td>e</table><p>f<sup>2</sup>"],
        bytes,
    ),
    ("a.md", lambda: [seed.encode() for seed in seeds("process/*.md")], bytes),
    ("a.docx", lambda: [word_text()], word_file_unpacked),
    ("b.docx", lambda: [word_file()], bytes),
    ("a.pdf", lambda: [page_file()], bytes),
]


@pytest.mark.parametrize("examples", [10, pytest.param(400, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize(("name", "made", "wrap"), FILES, ids=[kind[0] for kind in FILES])
def test_a_file_that_an_editor_adds(
    tmp_path: Path, name: str, made: Callable[[], list[bytes]], wrap: Wrap, examples: int
) -> None:
    place = tmp_path / name

    @settings(max_examples=examples)
    @given(bytestrings(made()))
    def tried(content: bytes) -> None:
        place.write_bytes(wrap(content))
        assert read_or_remedy(place)

    tried()
