"""A partnership of five in a real browser, with the accessibility of every page checked on the way."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from api.assess.service import AssessmentService
from api.storage.assessments import Assessments
from tests.browser.chromium import chromium

# what a browser does is the same on either database
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.parametrize("database_address", ["sqlite"], indirect=True),
]
SECTORS = ["public", "public", "third", "intermediary", "service-user"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def address(client: TestClient) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(client.app, port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium("a partnership of five is") as opened:
        yield opened


def is_accessible(page: Page) -> None:
    response = Axe().run(page, options=RULES).response
    assert len(response["passes"]) > 10  # the rules were really run
    assert not response["violations"], [
        (v["id"], v["nodes"][0]["html"][:200]) for v in response["violations"]
    ]


def given(service: AssessmentService, respondent: str) -> dict[str, Any]:
    with service.database.session() as session:
        return Assessments(session).answers([respondent])[respondent]


def test_a_partnership_of_five_completes_it(
    address: str, browser: Browser, service: AssessmentService
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/assess")
    is_accessible(page)
    page.fill("#organisation", "Strathmuir furniture")
    page.click("text=Start an assessment >> nth=-1")
    links = []
    for sector in SECTORS:
        page.select_option("#sector", sector)
        page.click("text=Make a private link")
        links.append(page.inner_text("#new-link code"))
    is_accessible(page)
    home = page.url.removesuffix("/invite")
    for number, link in enumerate(links):
        answer_all(browser, link, number, service)
    for step in ("compare", "consensus", "plan", "report"):
        page.goto(f"{home}/{step}")
        is_accessible(page)
    page.goto(f"{home}/plan")
    page.fill("#date-1", "2027-03-31")
    page.click("text=Save the plan")
    assert page.is_visible("text=Saved.")
    page.goto(f"{home}/report")
    assert "2027-03-31" in page.content()


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
            is_accessible(page)
        page.click("text=Save and go on")
    assert page.inner_text("h1") == "Check your answers"
    if number == 0:
        is_accessible(page)
    page.click("text=See your own result")
    assert page.inner_text("h1") == "Your own result"
    if number == 0:
        is_accessible(page)
    assert not faults
    context.close()
