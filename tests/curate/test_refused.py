"""Files that must not become drafts: each refused with path, line or page, and remedy."""

import zipfile
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from weasyprint import HTML

from api.curate.convert import convert
from api.curate.errors import Refused
from api.curate.guards import MAX_BYTES, MAX_PARTS, MAX_TEXT_BYTES

PICTURE = BytesIO()
Image.new("RGB", (40, 40), "navy").save(PICTURE, "PNG")


def _file(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _pages(path: Path, *bodies: str) -> Path:
    pages = "".join(f'<div style="break-after:page">{body}</div>' for body in bodies)
    HTML(string=pages).write_pdf(path)
    return path


def _refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        convert(path)
    assert str(path) in str(caught.value)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(("name", "limit"), [("big.pdf", MAX_BYTES), ("big.html", MAX_TEXT_BYTES)])
def test_200_mb_are_refused_unread(tmp_path: Path, name: str, limit: int) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200_000_000)
    refusal = _refusal(path)
    assert "200 MB" in refusal.fault
    assert f"the limit is {limit / 1e6:.0f} MB" in refusal.fault


def test_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bomb.docx", {"word/document.xml": b"\0" * 30_000_000})
    assert path.stat().st_size < 100_000
    refusal = _refusal(path)
    assert refusal.place == "word/document.xml"
    assert "200 times" in refusal.fault


def test_zip_of_many_parts_and_of_many_bytes(tmp_path: Path) -> None:
    many = _zip(tmp_path / "many.docx", {f"p{number}": b"" for number in range(MAX_PARTS + 1)})
    assert "2,001 parts" in _refusal(many).fault
    # 110 parts of 0.95 MB: each below the size from which the ratio is looked at, together above 100 MB
    large = _zip(tmp_path / "large.docx", {f"p{number}": b"\0" * 950_000 for number in range(110)})
    assert "unpacks to 104 MB" in _refusal(large).fault


def test_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "liar.docx", {"word/document.xml": b"\0" * 3_000_000})
    data = path.read_bytes()
    claimed = (3_000_000).to_bytes(4, "little")
    _file(path, data.replace(claimed, (1_000).to_bytes(4, "little")))
    assert "damaged" in _refusal(path).fault


def test_docx_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    refusal = _refusal(_zip(tmp_path / "x.docx", {"word/document.xml": bomb}))
    assert refusal.place == "word/document.xml"
    assert "entities" in refusal.fault


def test_zip_that_is_no_word_document(tmp_path: Path) -> None:
    assert "cannot be read" in _refusal(_zip(tmp_path / "x.docx", {"a.txt": b"hello"})).fault


def test_scanned_pdf_is_refused_with_its_pages(tmp_path: Path) -> None:
    picture = f'<img src="data:image/png;base64,{b64encode(PICTURE.getvalue()).decode()}">'
    whole = _refusal(_pages(tmp_path / "scan.pdf", picture, picture))
    assert whole.place == "pages 1, 2"
    assert "text recognition" in whole.remedy
    one = _pages(tmp_path / "mixed.pdf", "<p>A page of true text.</p>", picture)
    assert _refusal(one).place == "page 2"
    assert convert(one, frozenset({2})).left_out == ("page 2: at the curator's wish",)


def test_blank_page_is_left_out_and_said(tmp_path: Path) -> None:
    path = _pages(
        tmp_path / "blank.pdf", "<p>A page of true text.</p>", "&nbsp;", "<p>A third page of text.</p>"
    )
    assert convert(path).left_out == ("page 2: blank",)


def test_locked_pdf(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(_pages(tmp_path / "open.pdf", "<p>A page of true text.</p>"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    assert "password" in _refusal(tmp_path / "locked.pdf").fault


@pytest.mark.parametrize("length", [20, 200, 800])
def test_torn_pdf(tmp_path: Path, length: int) -> None:
    whole = _pages(tmp_path / "whole.pdf", "<p>A page of true text.</p>").read_bytes()
    _refusal(_file(tmp_path / "torn.pdf", whole[:length]))


@pytest.mark.parametrize(
    ("name", "data", "said", "place"),
    [
        ("a.md", '---\ntitle: "a\nb: c\n---\nText', "broken front matter", "line"),
        ("b.md", "---\ntitle: No\n---\nText", "not quoted", "line 2"),
        ("c.md", "---\ntitle: x\n\nText", "not closed", "line 1"),
        ("d.md", b"one\ntwo \xff\xfe", "not UTF-8", "line 2"),
        ("e.md", "", "empty", ""),
        ("f.md", "![only](picture.png)", "no text", ""),
        ("g.html", "<div>" * 20_000 + "deep", "nested too deeply", ""),
        ("h.pdf", "<html>no pdf</html>", "no PDF", ""),
        ("i.docx", "no zip at all", "no Word document", ""),
        ("j.exe", "MZ", "is not read", ""),
    ],
)
def test_broken_files(tmp_path: Path, name: str, data: bytes | str, said: str, place: str) -> None:
    refusal = _refusal(_file(tmp_path / name, data))
    assert said in refusal.fault
    assert refusal.place.startswith(place)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "no such file" in _refusal(tmp_path / "none.md").fault
    assert "no such file" in _refusal(tmp_path).fault


def test_nothing_outside_is_fetched(tmp_path: Path, written: Callable[..., Path]) -> None:
    path = _file(tmp_path / "x.html", "<p>Text.</p><img src='file:///etc/passwd'><object data=x>")
    assert convert(path).markdown == "Text.\n"
