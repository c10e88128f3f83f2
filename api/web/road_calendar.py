"""The road back from the tender as a calendar: days without a time, which block nobody's day."""

import datetime as dt

from icalendar import Calendar, Event

from api.views.road_view import Road

MEDIA_TYPE = "text/calendar; charset=utf-8"


def road_calendar(road: Road, base: str, stamp: dt.datetime) -> bytes:
    """An event for each milestone with a day; `base` makes the addresses of the sources whole."""
    made = Calendar()
    made.add("prodid", "-//PSP Guide//Road//EN")
    made.add("version", "2.0")
    for milestone in road.milestones:
        if milestone.day is None:
            continue
        event = Event()
        event.add("uid", f"{milestone.name}-{milestone.day:%Y%m%d}@psp-guide")
        event.add("dtstamp", stamp)
        event.add("summary", f"PSP: {milestone.title}")
        event.add("dtstart", milestone.day)
        event.add("transp", "TRANSPARENT")
        if milestone.address:
            event.add("description", f"Where this comes from: {base}{milestone.address}")
        made.add_component(event)
    return bytes(made.to_ical())
