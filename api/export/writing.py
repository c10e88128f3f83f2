"""Writing a folder of files: all or nothing, the same bytes every time, with checksums.

The files are made in a folder beside the target, which then takes its place. A folder that this program
did not write is never replaced.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from api.errors import ApiError

CHECKSUMS = "SHA256SUMS"
Files = Mapping[str, bytes]


class ExportError(ApiError):
    """The folder cannot be written; says why."""


def write_folder(target: Path, files: Files) -> int:
    """Write `files` (path within the folder, content) to `target`; returns how many bytes.

    Raises:
        ExportError: there is something else at `target`, or it cannot be written.
    """
    _check(target)
    whole = {**files, CHECKSUMS: checksums(files)}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror}; choose another folder") from error
    try:
        for name, body in whole.items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        work.chmod(0o755)
        _put(work, target)
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror}; nothing was changed") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return sum(len(body) for body in whole.values())


def _check(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target} is a file; name a folder that is new or empty")
    if target.is_dir() and any(target.iterdir()) and not (target / CHECKSUMS).is_file():
        raise ExportError(
            f"{target} holds other files; name a folder that is new, empty or an earlier export"
        )


def _put(work: Path, target: Path) -> None:
    if target.exists():
        old = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-old-"))
        os.replace(target, old / "was")
        os.replace(work, target)
        shutil.rmtree(old, ignore_errors=True)
    else:
        os.replace(work, target)


def checksums(files: Files) -> bytes:
    """The lines of `sha256sum`, in order of path.

    >>> checksums({"b": b"", "a": b""}).decode().split()[1::2]
    ['a', 'b']
    """
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
