#!/usr/bin/env bash
# vobject 0.9.9 takes only the first date of an RDATE list in a time zone, so winter meetings come out an hour off.
#
# RFC 5545 (3.8.5.2) allows several dates in one RDATE, and icalendar 7.3.0 writes the clock changes of a zone
# that way (add_missing_timezones). vobject takes the first date of the list for all of them: a meeting in January
# at 09:30 in London is given with summer time, which is 08:30 UTC. With one RRULE for each change it is read
# right. Seen 29 November 2026. PSP Guide writes rules.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "icalendar==7.3.0" "vobject==0.9.9"
"$folder/venv/bin/python" - <<'PY'
import datetime as dt
from importlib.metadata import version
from zoneinfo import ZoneInfo

import icalendar
import vobject

EVENT = """BEGIN:VEVENT
UID:1
DTSTAMP:20261129T000000Z
DTSTART;TZID=Europe/London:20270114T093000
SUMMARY:Training
END:VEVENT
"""
RULES = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE
"""


RULES, RULED = (text.replace("Europe/London", "By-rules") for text in (RULES, EVENT))  # vobject keeps zones by name


def utc(text: str) -> dt.datetime:
    return vobject.readOne(text).vevent.dtstart.value.astimezone(dt.UTC)


start = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//trial//EN\n"
calendar = icalendar.Calendar.from_ical(start + EVENT + "END:VCALENDAR\n")
calendar.add_missing_timezones()
as_dates = calendar.to_ical().decode()
assert "RDATE:19721029T030000,19731028T030000" in as_dates

wanted = dt.datetime(2027, 1, 14, 9, 30, tzinfo=dt.UTC)
assert dt.datetime(2027, 1, 14, 9, 30, tzinfo=ZoneInfo("Europe/London")) == wanted
print("icalendar", version("icalendar"), "vobject", version("vobject"))
print("zone as lists of dates:", utc(as_dates), " zone as rules:", utc(start + RULES + RULED + "END:VCALENDAR\n"))
assert utc(as_dates) == wanted - dt.timedelta(hours=1), "the behaviour changed"
assert utc(start + RULES + RULED + "END:VCALENDAR\n") == wanted
PY
