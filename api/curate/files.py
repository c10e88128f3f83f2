"""Writing a new file whole or not at all, and never over another."""

import os
import tempfile
from pathlib import Path

from api.curate.errors import AlreadyThere


def write_new(path: Path, text: str) -> Path:
    """Write `text` to `path`, which must not exist; a reader sees the whole file or none.

    Raises:
        AlreadyThere: `path` exists; it is left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(0o644)
        os.link(temporary, path)  # unlike a rename, a link never replaces what is there
    except FileExistsError:
        raise AlreadyThere(f"{path} exists; choose another name or edit that file") from None
    finally:
        temporary.unlink(missing_ok=True)
    return path
