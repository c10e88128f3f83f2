"""What can go wrong when the corpus is extended.

CurateError
├── Refused              a file cannot become a draft; names path, line or page, and the remedy
├── AlreadyThere         a document or draft of this name, or of the same file, exists
├── BadName              the kind or the id of a new document cannot be used
├── GapsNotKept          no question is kept, because PSP_KEEP_GAPS is off
├── NothingOpen          there is nothing left to draft: every question of a group is answered
├── NoSuchGap            there is no kept question of this number
└── RevisionError        a revision of the corpus cannot be fetched
"""

from pathlib import Path
from typing import ClassVar

from api.errors import ApiError


class CurateError(ApiError):
    """Anything that this package reports to its caller; its text says what is wrong and what to do."""

    status: ClassVar[int] = 422
    title: ClassVar[str] = "The corpus cannot be extended in this way"


class Refused(CurateError):
    """A file that cannot become a draft; nothing of it was kept.

    >>> str(Refused(Path("plan.pdf"), "no text on page 3", "run text recognition first", "page 3"))
    'plan.pdf, page 3: no text on page 3; run text recognition first'
    """

    def __init__(self, path: Path, fault: str, remedy: str, place: str = "") -> None:
        where = f"{path}, {place}" if place else str(path)
        super().__init__(f"{where}: {fault}; {remedy}")
        self.path, self.fault, self.remedy, self.place = path, fault, remedy, place


class AlreadyThere(CurateError):
    """There is such a document or draft; nothing was written over."""

    status = 409


class BadName(CurateError):
    """The kind or the id of a new document cannot be used."""


class GapsNotKept(CurateError):
    """Nothing is kept to be looked at; says how that is switched on and what it means for privacy."""

    status = 409


class NothingOpen(CurateError):
    """Every question of a group is answered by now."""

    status = 409


class NoSuchGap(CurateError):
    """There is no kept question of this number."""

    status = 404


class RevisionError(CurateError):
    """A revision of the corpus cannot be fetched."""
