"""Digests of files: right, taken once, and taken anew of whatever changed."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from kb.digests import file_sha256


def written(path: Path, content: bytes, seconds_ago: float) -> Path:
    path.write_bytes(content)
    then = path.stat().st_mtime - seconds_ago
    os.utime(path, (then, then))
    return path


def test_several_files_count_as_one_after_the_other(tmp_path: Path) -> None:
    first, second = written(tmp_path / "a", b"one", 60), written(tmp_path / "b", b"two", 60)
    assert file_sha256(first) == hashlib.sha256(b"one").hexdigest()
    assert file_sha256(first, second) == hashlib.sha256(b"onetwo").hexdigest()


def test_a_file_that_is_what_it_was_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    hashed = hashlib.file_digest

    def count(file: Any, digest: Any) -> Any:
        read.append(file)
        return hashed(file, digest)

    monkeypatch.setattr(hashlib, "file_digest", count)
    path = written(tmp_path / "a", b"one", 60)
    assert file_sha256(path) == file_sha256(path)
    assert len(read) == 1


@pytest.mark.parametrize("seconds_ago", [0, 60])
def test_what_changed_is_read_again_even_within_one_tick(tmp_path: Path, seconds_ago: float) -> None:
    path = written(tmp_path / "a", b"one", seconds_ago)
    before = path.stat()
    file_sha256(path)
    path.write_bytes(b"two")
    if not seconds_ago:  # the same time, as two writes within one tick have
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file_sha256(path) == hashlib.sha256(b"two").hexdigest()


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path / "a", b"one", 60)
    file_sha256(path)
    path.unlink()
    with pytest.raises(OSError, match="No such file"):
        file_sha256(path)
