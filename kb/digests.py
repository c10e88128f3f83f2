"""Digests of files, each taken once in a process: a start looks at index and models, then loads them."""

import hashlib
import time
from functools import lru_cache
from pathlib import Path

_MOST = 256  # files remembered; an index has nine, a model two
_YOUNG_S = 2.0  # a file written this lately may be written again within one tick of its clock
_Mark = tuple[Path, int, int, int]


def file_sha256(*paths: Path) -> str:
    """The sha256 of a file, or of several one after the other, as 64 hex digits.

    Files that are what they were (place, number on the disk, size, time) are not read again.

    Raises:
        OSError: one cannot be read.
    """
    marks = tuple(map(_mark, paths))
    young = time.time() - max(written for *_, written in marks) / 1e9 < _YOUNG_S
    return _read(marks) if young else _remembered(marks)


def _mark(path: Path) -> _Mark:
    found = path.stat()
    return path.absolute(), found.st_ino, found.st_size, found.st_mtime_ns


def _read(marks: tuple[_Mark, ...]) -> str:
    digest = hashlib.sha256()
    for path, *_ in marks:
        with path.open("rb") as file:
            hashlib.file_digest(file, lambda: digest)
    return digest.hexdigest()


_remembered = lru_cache(_MOST)(_read)
