"""iCalendar: a training, or each training of a series, as an event in the time zone of Scotland."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from api.train.training import Training

ZONE = ZoneInfo("Europe/London")
# The clocks of the United Kingdom since 1996, as rules. icalendar would write them as a list of days, of
# which ical.js and vobject read the first alone, so that trainings in winter showed an hour early.
_CLOCKS = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
FOLLOW_UP = dt.timedelta(weeks=16)  # between three and six months


def icalendar(trainings: Sequence[Training], base_url: str, stamp: dt.datetime) -> bytes:
    """The dated trainings as events, each with its follow-up; `base_url` makes the private links whole.

    Raises:
        ValueError: none of the trainings has a date.
    """
    dated = [training for training in trainings if training.request.date]
    if not dated:
        raise ValueError("give the training a date first; a calendar needs one")
    calendar = Calendar()
    calendar.add("prodid", "-//PSP Guide//Trainings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(Timezone.from_ical(_CLOCKS))
    for training in dated:
        calendar.add_component(_event(training, base_url, stamp))
    calendar.add_component(_follow_up(dated[-1], stamp))
    return bytes(calendar.to_ical())


def _event(training: Training, base_url: str, stamp: dt.datetime) -> Event:
    start = _start(training)
    event = Event()
    _name(event, training, "", stamp)
    event.add("summary", training.title)
    event.add("dtstart", start)
    event.add("transp", "OPAQUE")
    # through UTC, so that a change of the clocks in between cannot stretch the event
    event.add("dtend", (start.astimezone(dt.UTC) + dt.timedelta(minutes=training.minutes)).astimezone(ZONE))
    aims = "\n".join(f"- {objective.text}" for objective in training.objectives)
    event.add("description", f"At the end people can:\n{aims}\n\nPlan: {base_url}/train/{training.id}")
    return event


def _name(event: Event, training: Training, what: str, stamp: dt.datetime) -> None:
    """One name for all versions of a training: a calendar that has an earlier one changes it (RFC 5545)."""
    event.add("uid", f"{training.first or training.id}{what}@psp-guide")
    event.add("sequence", training.sequence)
    event.add("dtstamp", stamp)


def _follow_up(training: Training, stamp: dt.datetime) -> Event:
    event = Event()
    _name(event, training, "-follow-up", stamp)
    event.add("summary", f"Follow-up: {training.title}")
    event.add("dtstart", (_start(training) + FOLLOW_UP).date())
    event.add("transp", "TRANSPARENT")  # a day's reminder, which must not show the whole day as busy
    event.add("description", " ".join(cited.text for cited in training.follow_up))
    return event


def _start(training: Training) -> dt.datetime:
    assert training.request.date is not None  # noqa: S101 -- the caller has sorted undated ones out
    hour, minute = map(int, training.start.split(":"))
    return dt.datetime.combine(training.request.date, dt.time(hour, minute), ZONE)
