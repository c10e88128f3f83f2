"""Where an index lies: a folder of its own below one that names the index in use, swapped in one step."""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kb.digests import file_sha256
from kb.errors import IndexBroken, IndexMissing

Read = TypeVar("Read")
MANIFEST, POINTER, NEW = "manifest.json", "current", "new-"
LEFT_OVER_SECONDS = 3600


def current(folder: Path) -> Path:
    """The folder of the index in use below `folder`.

    Raises:
        IndexMissing: there is none.
    """
    name = _named(folder)
    if name is None:
        raise IndexMissing(f"there is no index in {folder}; run: psp index")
    return folder / name


def of_the_current(folder: Path, read: Callable[[Path], Read]) -> Read:
    """What `read` makes of the current index; read again where another process put a new one in its place.

    Raises:
        IndexMissing, IndexBroken: there is none, or `read` found it damaged.
    """
    while True:
        place = current(folder)
        try:
            return read(place)
        except IndexBroken:
            if current(folder) == place:
                raise


def put(folder: Path, work: Path) -> None:
    """Make the index in `work`, a folder `new-NAME` of `folder`, the one in use.

    Whoever looks sees the old one or the new one. A server that uses the old one holds it in memory.
    """
    name = work.name.removeprefix(NEW)
    replaced = _named(folder)
    work.rename(folder / name)
    pointer = folder / f".{POINTER}-{name}"
    pointer.write_text(name)
    os.replace(pointer, folder / POINTER)
    _sweep(folder, name, replaced)


def _named(folder: Path) -> str | None:
    try:
        return (folder / POINTER).read_text().strip()
    except OSError:
        return None


def _sweep(folder: Path, keep: str, replaced: str | None) -> None:
    """Remove the index that was replaced, and leftovers; a young one may be another process's next."""
    for path in folder.iterdir():
        if not path.is_dir() or path.name == keep:
            continue
        if path.name == replaced or time.time() - path.stat().st_mtime > LEFT_OVER_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def manifest_of(place: Path) -> dict[str, object]:
    """What the index in `place` was built from, and the digest of each of its files.

    Raises:
        IndexBroken: that is missing or damaged.
    """
    try:
        manifest = json.loads((place / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise IndexBroken(f"the index in {place} is damaged ({error}); run: psp index --force") from error
    if not isinstance(manifest, dict):
        raise IndexBroken(
            f"the index in {place} is damaged (its manifest is no object); run: psp index --force"
        )
    return manifest


def check_files(place: Path, manifest: dict[str, object]) -> None:
    """Nothing, where every file is there as it was written.

    Raises:
        IndexBroken: one is not.
    """
    files = manifest.get("files")
    for name, digest in files.items() if isinstance(files, dict) else ():
        path = place / str(name)
        try:
            whole = file_sha256(path) == digest
        except OSError:
            whole = False
        if not whole:
            raise IndexBroken(f"the index file {path} is missing or damaged; run: psp index --force")
