"""The road back from the tender: what the sources say about time, with days where somebody gives an end.

The sources give three lengths and no more: a year at least and eighteen months better from the start to the
tender, and six months at least for the pilot. How long a tender takes no source says; that figure
comes from whoever asks.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

TIMELINE = "/knowledge/process/timeline-before-the-tender"
MOST_MONTHS = 36
ASSUMED_MONTHS = 6  # only what the form opens with
_WHEN = "#when-a-psp-should-start-before-the-tender"
_WIDTH, _HEIGHT = 960, 132
_LEFT, _MONTH = 96, 43  # where month -18 stands (half of its label needs room), and the width of a month

Name = Literal["better", "latest", "pilot", "tender", "end"]


@dataclass(frozen=True)
class Milestone:
    """A point of the road: months before the tender (below 0: after), its source, the day if one is known."""

    name: Name
    months: int
    title: str
    address: str
    day: dt.date | None = None


@dataclass(frozen=True)
class Road:
    """The milestones in order; `late` is true where even the latest start has passed."""

    milestones: tuple[Milestone, ...]
    late: bool = False


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or its last day where the month is shorter.

    >>> months_before(dt.date(2027, 8, 31), 6), months_before(dt.date(2027, 3, 1), 18)
    (datetime.date(2027, 2, 28), datetime.date(2025, 9, 1))
    """
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def road(ends: dt.date | None, tender_months: int, today: dt.date) -> Road:
    """The road to a contract that ends on `ends`, its tender going out `tender_months` months before that."""
    tender = months_before(ends, tender_months) if ends else None

    def at(name: Name, months: int, title: str, place: str) -> Milestone:
        day = months_before(tender, months) if tender else None
        return Milestone(name, months, title, TIMELINE + place, day)

    points = (
        at("better", 18, "Better start: eighteen months before the tender", _WHEN),
        at("latest", 12, "Start at the latest: a year before the tender", _WHEN),
        at("pilot", 6, "The pilot runs: at least six months before the tender", "#how-long-a-psp-takes"),
        at("tender", 0, "The contract goes out to tender", "#what-happens-between-the-start-and-the-tender"),
    )  # fmt: skip
    end = Milestone("end", -tender_months, "The present contract ends", "", ends)
    latest = points[1].day
    return Road((*points, end), late=latest is not None and latest < today)


def road_picture(shown: Road) -> Markup:
    """The road as a bar from eighteen months before the tender to it; the list below it says the same."""
    parts = [
        _bar(-18, -12, "pm-road--early", "Better start here"),
        _bar(-12, -6, "pm-road--plan", "Partners, groups, design"),
        _bar(-6, 0, "pm-road--pilot", "Pilot: six months or more"),
    ]
    for point in shown.milestones:
        if point.months >= 0:
            label = f"{point.months} months before" if point.months else "Tender"
            parts.append(_tick(-point.months, f"{point.day.day} {point.day:%b %Y}" if point.day else label))
    opening = Markup(
        '<svg class="pm pm-road" viewBox="0 0 {} {}" role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg">'
    )
    said = (
        "Time-line: start eighteen or at least twelve months before the tender; pilot in its last six months"
    )
    # its name says what is in it; some screen readers read the letters drawn in it once more
    hidden = Markup('<g aria-hidden="true">')
    return opening.format(_WIDTH, _HEIGHT, said) + hidden + Markup("").join(parts) + Markup("</g></svg>")


def _x(months: int) -> int:
    return _LEFT + (months + 18) * _MONTH


def _bar(start: int, end: int, css: str, text: str) -> Markup:
    x, width = _x(start), (end - start) * _MONTH
    box = Markup('<rect class="{}" x="{}" y="52" width="{}" height="64"/>').format(css, x + 1, width - 2)
    words = Markup('<text class="pm-text pm-middle {}-text" x="{}" y="90">{}</text>')
    return box + words.format(css, x + width // 2, text)


def _tick(months: int, text: str) -> Markup:
    x = _x(months)
    line = Markup('<line class="pm-tick" x1="{0}" x2="{0}" y1="44" y2="124"/>').format(x)
    return line + Markup('<text class="pm-text pm-middle" x="{}" y="36">{}</text>').format(x, text)
