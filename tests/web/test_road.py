"""The road back from the tender: days worked out, a calendar that others read, faults told."""

import datetime as dt
import re

import pytest
import vobject
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from api.views.road_view import TIMELINE, months_before, road
from tests.web.test_pages import get

END = dt.date(2029, 3, 31)


def test_the_days_are_counted_back_from_the_tender() -> None:
    shown = road(END, 6, dt.date(2026, 11, 29))
    # the tender six months before 31 March 2029, in a month of 30 days; from there 6, 12 and 18 back
    assert [(m.name, m.day) for m in shown.milestones] == [
        ("better", dt.date(2027, 3, 30)),
        ("latest", dt.date(2027, 9, 30)),
        ("pilot", dt.date(2028, 3, 30)),
        ("tender", dt.date(2028, 9, 30)),
        ("end", END),
    ]
    assert not shown.late
    assert road(END, 6, dt.date(2027, 10, 1)).late
    assert not road(None, 6, dt.date(2027, 10, 1)).late


@pytest.mark.parametrize("months", range(37))
def test_going_back_by_months_lands_in_the_right_month(months: int) -> None:
    day = months_before(dt.date(2028, 12, 31), months)
    assert (2028 * 12 + 11) - (day.year * 12 + day.month - 1) == months
    assert (day + dt.timedelta(1)).day == 1  # the last day stays the last day


def test_the_calendar_is_read_by_another_program(client: TestClient) -> None:
    reply = client.get(f"/start/road.ics?ends={END}&months=6")
    assert reply.headers["content-type"].startswith("text/calendar")
    events = list(vobject.readOne(reply.text).vevent_list)
    assert [event.dtstart.value for event in events] == [
        m.day for m in road(END, 6, dt.date(2026, 1, 1)).milestones
    ]
    assert {event.transp.value for event in events} == {"TRANSPARENT"}
    assert len({event.uid.value for event in events}) == 5
    assert TIMELINE in events[0].description.value


@pytest.mark.parametrize(
    "query",
    ["ends=soon", "ends=2028-02-30", "ends=1700-01-01", f"ends={END}&months=-1", f"ends={END}&months=x"],
)
def test_what_is_no_day_is_told_and_stays_in_the_field(client: TestClient, query: str) -> None:
    page = get(client, f"/start?{query}")
    assert page.status_code == 422
    assert 'id="road-error"' in page.text
    assert "road.ics" not in page.text
    assert client.get(f"/start/road.ics?{query}").status_code == 422


def test_the_page_dates_the_road_and_says_where_each_length_comes_from(client: TestClient) -> None:
    page = BeautifulSoup(get(client, f"/start?ends={END}&months=6").text, "lxml")
    listed = page.select("ol.psp-road li")
    assert [item.find("time")["datetime"] for item in listed] == [  # type: ignore[index]
        "2027-03-30", "2027-09-30", "2028-03-30", "2028-09-30", "2029-03-31",
    ]  # fmt: skip
    assert all(item.find("a", href=re.compile(f"^{TIMELINE}#")) for item in listed[:-1])
    assert page.find("a", href=re.compile(r"^/start/road\.ics"))
    late = get(client, "/start?ends=2020-03-31").text
    assert "Even the latest start has passed" in late
    assert client.get("/start/road.ics").status_code == 422


def test_a_stage_shows_five_things_and_folds_the_rest(client: TestClient) -> None:
    page = BeautifulSoup(get(client, "/start/prepare").text, "lxml")
    form = page.find("form", id="tasks-form")
    assert form
    everything = form.select(".psp-task")
    folded = form.select("#rest .psp-task")
    assert len(everything) - len(folded) == 5
    assert len(folded) > 5
    stages = [
        page["href"]
        for page in BeautifulSoup(get(client, "/start").text, "lxml").select('a[href^="/start/"]')
    ]
    pages = [BeautifulSoup(get(client, str(address)).text, "lxml") for address in dict.fromkeys(stages)]
    folding = {
        len(one.select(".psp-task")): bool(one.select("#rest")) for one in pages if one.select(".psp-task")
    }
    assert folding
    assert all(folds == (count > 5) for count, folds in folding.items())
