"""What is looked at before a file is opened: its size, what it really is, and what a zip would unpack to."""

import zipfile
from pathlib import Path

from api.curate.errors import Refused

MAX_BYTES = 25_000_000
MAX_TEXT_BYTES = 5_000_000  # of Markdown or HTML: more is no report, and slow to read
MAX_UNPACKED = 100_000_000
MAX_PARTS = 2_000
MAX_RATIO = 200
_RATIO_FROM = 1_000_000  # small parts of repeated XML compress well and harm nobody
FORMATS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}


def check_file(path: Path) -> str:
    """The format of `path`, by its ending and its first bytes.

    Raises:
        Refused: no regular file, empty, too large, of an unknown format or not of the one that its name says.
    """
    if not path.is_file():
        raise Refused(path, "there is no such file", "check the path")
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise Refused(
            path, f"the ending '{path.suffix}' is not read", f"save it as one of {', '.join(FORMATS)}"
        )
    size, limit = path.stat().st_size, MAX_TEXT_BYTES if form in ("markdown", "html") else MAX_BYTES
    if size > limit:
        fault = f"the file has {size / 1e6:.0f} MB and the limit is {limit / 1e6:.0f} MB"
        raise Refused(path, fault, "split it or leave out pictures")
    with path.open("rb") as file:
        start = file.read(1024)
    if not start.strip():
        raise Refused(path, "the file is empty", "check that it was saved")
    if form == "pdf" and b"%PDF-" not in start:
        raise Refused(path, "the file is no PDF, whatever its name says", "export it as PDF again")
    if form == "docx" and not zipfile.is_zipfile(path):
        raise Refused(
            path, "the file is no Word document", "open it in Word or LibreOffice and save as .docx"
        )
    return form


def check_zip(path: Path) -> None:
    """Look at the directory of the zip `path` without unpacking anything.

    zipfile never yields more of a part than its directory entry says, so these sizes bound what is unpacked.

    Raises:
        Refused: too many parts, too large when unpacked, packed more tightly than text is, or encrypted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused(path, f"the zip inside is damaged ({error})", "save the document again") from error
    remedy = "save the document again from Word or LibreOffice; do not open it if you do not know its sender"
    if len(parts) > MAX_PARTS:
        raise Refused(path, f"it holds {len(parts):,} parts, more than {MAX_PARTS:,}", remedy)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise Refused(
            path, f"it unpacks to {unpacked / 1e6:,.0f} MB, more than {MAX_UNPACKED / 1e6:.0f}", remedy
        )
    for part in parts:
        if part.flag_bits & 1:
            raise Refused(path, "it is locked with a password", "save it without", part.filename)
        if part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Refused(path, f"it unpacks to more than {MAX_RATIO} times its size", remedy, part.filename)
