"""How long the pages of an assessment are in a real browser, and a narrow window on each of its states."""

from collections.abc import Iterator
from typing import cast

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from tests.accessible import is_accessible
from tests.browser.chromium import chromium
from tests.browser.site import serving

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.parametrize("database_address", ["sqlite"], indirect=True),
]
SECTORS = ("public", "third", "intermediary", "service-user")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
MOST = 2500  # pixels of a page of questions
MOST_REPORT = 9000
MET = 10


@pytest.fixture
def address(client: TestClient) -> Iterator[str]:
    with serving(cast(FastAPI, client.app), log_level="warning", lifespan="off") as address:
        yield address


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with chromium("how long pages are is") as browser:
        yield browser.new_page(viewport=WIDE, base_url=address)


def invite_all(page: Page) -> tuple[str, list[str]]:
    """Begin an assessment and invite one of each sector; gives its address and the links."""
    page.goto("/assess")
    page.fill("#organisation", "Strathmuir furniture")
    page.click("text=Start an assessment >> nth=-1")
    for sector in SECTORS:
        page.fill(f"#count-{sector}", "1")
    page.click("text=Make private links")
    links = page.locator("#new-link code")
    expect(links).to_have_count(len(SECTORS))
    return page.url.removesuffix("/invite"), links.all_inner_texts()


def height(page: Page) -> int:
    expect(page.locator("h1")).to_be_visible()
    return int(page.evaluate("document.documentElement.scrollHeight"))


def fits(page: Page) -> None:
    """Accessible, and not wider than a window of 320 pixels."""
    page.set_viewport_size(NARROW)
    expect(page.locator("h1")).to_be_visible()
    is_accessible(page, MET)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"], page.url
    page.set_viewport_size(WIDE)


def answer(page: Page, shift: int, sector: str) -> None:
    """Answer page after page with the keyboard's Save button, each page measured."""
    while page.locator("#answers").count():
        assert height(page) < MOST, f"{sector}: {page.inner_text('h1')}"
        page.eval_on_selector_all(
            ".as-question",
            "(all, shift) => all.forEach((one, at) => {"
            " one.querySelectorAll('input[type=radio]')[(shift + at) % 4].checked = true; })",
            shift,
        )
        with page.expect_navigation():
            page.click("text=Save and go on")


def test_no_page_of_an_assessment_is_long_and_each_state_fits_a_narrow_window(page: Page) -> None:
    home, links = invite_all(page)
    fits(page)
    browser = cast(Browser, page.context.browser)
    for number, (sector, link) in enumerate(zip(SECTORS, links, strict=True)):
        person = browser.new_page(viewport=WIDE)
        person.goto(link)
        if number == 0:
            fits(person)
        answer(person, number, sector)
        if number == 0:
            fits(person)
            person.click("text=See your own result")
            assert height(person) < MOST_REPORT
            fits(person)
        person.close()
    page.goto(home)
    page.click("button:has-text('Close answering')")
    expect(page.get_by_role("button", name="Open answering again")).to_be_visible()
    fits(page)
    for step in ("compare", "consensus", "plan", "report"):
        page.goto(f"{home}/{step}")
        assert height(page) < MOST_REPORT
        fits(page)
    page.evaluate("document.querySelectorAll('main details').forEach(box => { box.open = true; })")
    expect(page.locator("main details:not([open])")).to_have_count(0)
    fits(page)
