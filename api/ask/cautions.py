"""What to beware of in an answer: law and status that change, old sources, disputes, self-reports."""

from collections.abc import Sequence

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge
from api.ask.reply import Caution

OLD_YEARS = 10
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
 "November", "December"]  # fmt: skip


def cautions(chosen: Sequence[Chosen], knowledge: Knowledge, this_year: int) -> list[Caution]:
    """The cautions that the chosen lines call for, each once."""
    found: list[Caution] = []
    for kind, word in (("law", "law"), ("status", "state of things")):
        dates = sorted({date for c in chosen for date in _dates(c, kind)})
        if dates:
            when = (
                human_date(dates[0])
                if len(dates) == 1
                else f"{human_date(dates[0])} to {human_date(dates[-1])}"
            )
            found.append(
                Caution(
                    kind="law" if kind == "law" else "age",
                    text=f"This gives the {word} as at {when}. Check what is in force now.",
                )
            )
    marks = {mark.kind for c in chosen for mark in c.line.marks}
    if "contested" in marks:
        found.append(Caution(kind="contested", text="Sources differ on this; both are shown."))
    if "self-reported" in marks:
        found.append(
            Caution(
                kind="self-reported",
                text="Results here were reported by those who ran the service and were not checked by "
                "others.",
            )
        )
    years = {
        year
        for c in chosen
        for s in c.line.citations
        if isinstance(year := knowledge.sources[s.source].year, int)
    }
    if years and max(years) <= this_year - OLD_YEARS:
        span = f"from {max(years)}" if len(years) == 1 else f"from {min(years)} to {max(years)}"
        found.append(
            Caution(
                kind="age", text=f"The sources behind this answer are {span}; practice may have moved on."
            )
        )
    return found


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
