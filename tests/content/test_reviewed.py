"""Every document is reviewed after its last change: its date is no older than the last commit on it."""

import subprocess
from pathlib import Path

import pytest

from kb.documents import Corpus

ROOT = Path(__file__).parents[2]


def git(*words: str) -> str:
    """What git says in this repository; "" where there is none."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def days_of_change() -> dict[str, str]:
    """The day on which each file below corpus/ was last changed, by its path below corpus/."""
    found: dict[str, str] = {}
    day = ""
    for line in git("log", "--format=@%as", "--name-only", "--", "corpus").splitlines():
        if line.startswith("@"):
            day = line[1:]
        elif line:
            found.setdefault(line.removeprefix("corpus/"), day)
    return found


def test_every_document_is_reviewed_after_its_last_change(corpus: Corpus) -> None:
    if git("rev-parse", "--is-shallow-repository").strip() != "false":
        pytest.skip("without the history nobody knows when a document was changed")
    changed = days_of_change()
    assert len(changed) > 100
    behind = {
        document.path: (str(document.front.reviewed), changed[document.path])
        for document in corpus.documents
        if str(document.front.reviewed) < changed.get(document.path, "")
    }
    assert behind == {}
