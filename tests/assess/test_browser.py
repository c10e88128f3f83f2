"""A partnership of five in a real browser, with the accessibility of every page checked on the way."""

from collections.abc import Iterator
from typing import Any, Literal, cast

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from api.assess.service import AssessmentService
from api.storage.assessments import Assessments
from tests.accessible import is_accessible
from tests.browser.chromium import chromium
from tests.browser.site import serving

# what a browser does is the same on either database
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.parametrize("database_address", ["sqlite"], indirect=True),
]
SECTORS = ["public", "public", "third", "intermediary", "service-user"]
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
MET = 10  # each of these pages meets more rules than that


@pytest.fixture
def address(client: TestClient) -> Iterator[str]:
    app = cast(FastAPI, client.app)
    with serving(app, log_level="warning", lifespan="off") as address:
        yield address


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium("a partnership of five is") as opened:
        yield opened


def given(service: AssessmentService, respondent: str) -> dict[str, Any]:
    with service.database.session() as session:
        return Assessments(session).answers([respondent])[respondent]


def test_a_partnership_of_five_completes_it(
    address: str, browser: Browser, service: AssessmentService
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/assess")
    is_accessible(page, MET)
    page.fill("#organisation", "Strathmuir furniture")
    page.click("text=Start an assessment >> nth=-1")
    for sector in sorted(set(SECTORS), key=SECTORS.index):
        page.fill(f"#count-{sector}", str(SECTORS.count(sector)))
    page.click("text=Make private links")
    links = page.locator("#new-link code").all_inner_texts()
    assert len(links) == len(SECTORS)
    is_accessible(page, MET)
    home = page.url.removesuffix("/invite")
    for number, link in enumerate(links):
        answer_all(browser, link, number, service)
    in_every_dress(page, home)
    page.click("button:has-text('Close answering')")
    for step in ("compare", "consensus", "plan", "report"):
        in_every_dress(page, f"{home}/{step}")
    page.goto(f"{home}/consensus")
    button = page.locator("button[value=next]").bounding_box()
    assert button
    assert button["y"] + button["height"] <= 900  # one difference fits on one screen
    page.goto(f"{home}/plan")
    page.fill("#date-1", "2027-03-31")
    page.click("text=Save the plan")
    assert page.is_visible("text=Saved.")
    page.goto(f"{home}/report")
    assert "2027-03-31" in page.content()


def in_every_dress(page: Page, address: str) -> None:
    """Without a fault in light and dark, and without a sideways scroll at 320 pixels."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        is_accessible(page, MET)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320, address
    page.set_viewport_size({"width": 1280, "height": 900})


def answer_all(browser: Browser, link: str, number: int, service: AssessmentService) -> None:
    """Somebody answers everything by clicking alone: each answer saves itself."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(link)
    assert "~" not in page.url
    respondent = page.url.rsplit("/", 1)[1].partition("?")[0]
    answered = 0
    while page.locator("#answers").count():
        answered += page.evaluate(
            """number => [...document.querySelectorAll("[data-question]")].map((fieldset, place) =>
                 fieldset.querySelectorAll("input[type=radio]")[(number + place) % 5].click()).length""",
            number,
        )
        for _ in range(300):
            if len(given(service, respondent)) == answered:
                break
            page.wait_for_timeout(100)
        assert len(given(service, respondent)) == answered
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.wait_for_selector("text=/Saved [0-9][0-9]:[0-9][0-9]/")
        if number == 0:
            is_accessible(page, MET)
        with page.expect_navigation():
            page.click("text=Save and go on")
    assert page.inner_text("h1") == "Check your answers"
    if number == 0:
        is_accessible(page, MET)
    page.click("text=See your own result")
    assert page.inner_text("h1") == "Your own result"
    if number == 0:
        is_accessible(page, MET)
    assert not faults
    context.close()
