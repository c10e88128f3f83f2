"""Office files: their properties, read from bytes and not by the library that wrote them, and as printed."""

import datetime as dt
import io
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree


def assert_own_properties(data: bytes, title: str) -> None:
    """The file names us, today and British English, and nobody and nothing of a template."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        core = etree.fromstring(archive.read("docProps/core.xml"))
        program = etree.fromstring(archive.read("docProps/app.xml"))
    said = {etree.QName(element).localname: element.text or "" for element in core}
    assert said["title"].startswith(title)
    assert (said["creator"], said["lastModifiedBy"], said["language"]) == ("PSP Guide", "PSP Guide", "en-GB")
    made = dt.datetime.fromisoformat(said["created"])
    assert abs(dt.datetime.now(dt.UTC) - made) < dt.timedelta(hours=1)
    assert said["modified"] == said["created"]
    assert "python" not in str(said)
    assert program.findtext("{*}Application") == "PSP Guide"
    assert program.findtext("{*}Template") is None


def as_pdf(names: Sequence[Path], folder: Path, seconds: int) -> list[Path]:
    """Files that lie in `folder` as LibreOffice prints them, each a PDF beside it.

    Raises:
        subprocess.SubprocessError: it failed, or took longer than `seconds`.
    """
    home = f"-env:UserInstallation=file://{folder}/profile"
    to_pdf = ("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder))
    subprocess.run([*to_pdf, *map(str, names)], cwd=folder, check=True, timeout=seconds, capture_output=True)
    return [name.with_suffix(".pdf") for name in names]
