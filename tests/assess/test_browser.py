"""A partnership of five in a real browser, with the accessibility of every page checked on the way."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Literal, cast

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from api.assess.service import AssessmentService
from api.storage.assessments import Assessments
from tests.accessible import is_accessible
from tests.browser.chromium import chromium
from tests.browser.site import serving
from tests.eventually import eventually
from tests.waiting import until

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


def all_kept(service: AssessmentService, respondent: str, answered: int) -> bool:
    return len(given(service, respondent)) == answered


def test_a_partnership_of_five_completes_it(
    address: str, browser: Browser, service: AssessmentService
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/assess")
    is_accessible(page, MET)
    page.fill("#organisation", "Strathmuir furniture")
    with page.expect_navigation():
        page.click("text=Start an assessment >> nth=-1")
    for sector in sorted(set(SECTORS), key=SECTORS.index):
        page.fill(f"#count-{sector}", str(SECTORS.count(sector)))
    with page.expect_navigation():
        page.click("text=Make private links")
    links = page.locator("#new-link code").all_inner_texts()
    assert len(links) == len(SECTORS)
    is_accessible(page, MET)
    home = page.url.removesuffix("/invite")
    for number, link in enumerate(links):
        answer_all(browser, link, number, service)
    in_every_dress(page, home)
    with page.expect_navigation():
        page.click("button:has-text('Close answering')")
    for step in ("compare", "consensus", "plan", "report"):
        in_every_dress(page, f"{home}/{step}")
    page.goto(f"{home}/consensus")
    button = page.locator("button[value=next]").bounding_box()
    assert button
    assert button["y"] + button["height"] <= 900  # one difference fits on one screen
    page.goto(f"{home}/plan")
    page.fill("#date-1", "2027-03-31")
    with page.expect_navigation():
        page.click("text=Save the plan")
    expect(page.get_by_text("Saved.", exact=False).first).to_be_visible()
    page.goto(f"{home}/report")
    assert "2027-03-31" in page.content()


def in_every_dress(page: Page, address: str) -> None:
    """Without a fault in light and dark, and without a sideways scroll at 320 pixels."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        is_accessible(page, MET)
    page.set_viewport_size({"width": 320, "height": 640})
    until(page, "window.innerWidth === 320")
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
        eventually(
            partial(all_kept, service, respondent, answered),
            f"{answered} answers kept",
            lambda: page.wait_for_timeout(100),
        )
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.wait_for_selector("text=/Saved [0-9][0-9]:[0-9][0-9]/")
        if number == 0:
            is_accessible(page, MET)
        with page.expect_navigation():
            page.click("text=Save and go on")
    expect(page.locator("h1")).to_have_text("Check your answers")
    if number == 0:
        is_accessible(page, MET)
    with page.expect_navigation():
        page.click("text=See your own result")
    expect(page.locator("h1")).to_have_text("Your own result")
    if number == 0:
        is_accessible(page, MET)
    assert not faults
    context.close()
