"""What to beware of in an answer: disputes, law and status that change, results that nobody checked."""

from collections.abc import Sequence

from api.ask.composing.draft import Chosen
from api.ask.reply import Caution

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
 "November", "December"]  # fmt: skip


def cautions(chosen: Sequence[Chosen]) -> list[Caution]:
    """The one caution that changes most what a reader does with these lines; none where none does.

    Disputed comes first, then law, then the state of a programme or offer, then results that nobody checked.
    """
    return [found for kind in (_contested, _law, _status, _self_reported) if (found := kind(chosen))][:1]


def _contested(chosen: Sequence[Chosen]) -> Caution | None:
    if not any(mark.kind == "contested" for c in chosen for mark in c.line.marks):
        return None
    return Caution(kind="contested", text="Sources differ on this; both are shown.")


def _law(chosen: Sequence[Chosen]) -> Caution | None:
    date = _first_date(chosen, "law")
    text = f"This is the law as at {human_date(date)}. Check what is in force now." if date else ""
    return Caution(kind="law", text=text) if date else None


def _status(chosen: Sequence[Chosen]) -> Caution | None:
    date = _first_date(chosen, "status")
    text = f"This is how things stood in {human_date(date)}. Check that it is still so." if date else ""
    return Caution(kind="age", text=text) if date else None


def _self_reported(chosen: Sequence[Chosen]) -> Caution | None:
    if not any(mark.kind == "self-reported" for c in chosen for mark in c.line.marks):
        return None
    text = "Results here were reported by those who ran the service and were not checked by others."
    return Caution(kind="self-reported", text=text)


def _first_date(chosen: Sequence[Chosen], kind: str) -> str | None:
    """The date of the first line that carries one: a range over all of them cannot be read."""
    return next((date for c in chosen for date in sorted(_dates(c, kind))), None)


def _dates(chosen: Chosen, kind: str) -> list[str]:
    marked = [mark.date for mark in chosen.line.marks if mark.kind == kind and mark.date]
    front = chosen.shelf.document.front
    if marked or any(mark.kind in ("law", "status") for mark in chosen.line.marks):
        return marked
    default = {"law": "law", "status": "support"}[kind]
    return [front.as_of] if front.kind == default and front.as_of else []


def human_date(iso: str) -> str:
    """A date as people write it.

    >>> human_date("2025-12-31"), human_date("2025-12"), human_date("2025")
    ('31 December 2025', 'December 2025', '2025')
    """
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"
