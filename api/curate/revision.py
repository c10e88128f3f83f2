"""The corpus as it was at a revision, unpacked beside the one that is worked on."""

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from api.curate.errors import RevisionError

_SECONDS = 60


@contextmanager
def corpus_at(corpus: Path, revision: str) -> Iterator[Path]:
    """The folder `corpus` as of `revision`, in a temporary folder that goes when the block ends.

    The checkout is not touched: git writes an archive of the revision, which is unpacked elsewhere.

    Raises:
        RevisionError: git is missing, `corpus` is in no repository, or the revision does not hold it.
    """
    git = shutil.which("git")
    if git is None:
        raise RevisionError("git is not installed; comparing with a revision needs it")
    prefix = _run(git, corpus, "rev-parse", "--show-prefix").decode().strip()
    if not prefix:
        raise RevisionError(
            f"{corpus} is the top of its repository; only a folder inside one can be compared"
        )
    commit = _run(
        git, corpus, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    archive = _run(git, corpus, "archive", "--format=tar", commit.decode().strip(), ".")
    with tempfile.TemporaryDirectory(prefix="psp-diff-") as name:
        folder = Path(name) / corpus.resolve().name
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield folder


def _run(git: str, folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed program and a list of arguments, no shell
            [git, "-C", str(folder), *arguments], capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RevisionError(f"git {arguments[0]} did not finish: {error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or f"no such revision: {arguments[-1]}"
        raise RevisionError(f"git {arguments[0]} refused: {said}; check the revision with git log")
    return done.stdout
