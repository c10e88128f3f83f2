"""A partnership of five in a real browser, with the accessibility of every page checked on the way."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any, Literal, cast

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from api.assess.charts import dots
from api.assess.model import SECTOR_TITLES
from api.assess.service import AssessmentService
from api.assess.spread import SectorValues, Spread
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
    page.emulate_media(color_scheme="dark")
    letters = page.locator(".as-dots text:not(.as-number)").first
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 25, 29)")
    expect(letters).to_have_css("fill", str(page.evaluate("getComputedStyle(document.body).color")))
    expect(page.locator(".as-dots")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    page.goto(f"{home}/plan")
    page.fill("#date-1", "2027-03-31")
    with page.expect_navigation():
        page.click("text=Save the plan")
    expect(page.get_by_text("Saved.", exact=False).first).to_be_visible()
    page.goto(f"{home}/report")
    assert "2027-03-31" in page.content()


BOXES = """() => [...document.querySelectorAll("svg")].map((svg) => ({
  wide: svg.viewBox.baseVal.width, tall: svg.viewBox.baseVal.height,
  boxes: [...svg.querySelectorAll("text")].map((text) => {
    const { x, y, width, height } = text.getBBox();
    return [x, y, x + width, y + height];
  }),
}))"""


def test_no_letters_of_a_picture_of_answers_cover_others_or_stick_out(
    browser: Browser, service: AssessmentService
) -> None:
    pictures = []
    for questionnaire in service.library.newest():
        for question in questionnaire.questions:
            scale = questionnaire.scale_of(question)
            rows = [SectorValues(sector=s, values=(0, 0, scale.top), mean=1) for s in SECTOR_TITLES]
            spread = Spread(
                question=question.id,
                text=question.text,
                dimension="",
                range=scale.top,
                sector_gap=None,
                mean_difference=None,
                n=3 * len(rows),
                of=scale.top,
                by_sector=tuple(rows),
            )
            pictures.append(str(dots(spread, scale)))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_content("".join(sorted(set(pictures))))
    drawn = page.evaluate(BOXES)
    assert drawn
    for picture in drawn:
        assert len(picture["boxes"]) > 10
        for left, top, right, bottom in picture["boxes"]:
            assert left >= -1
            assert top >= -1
            assert right <= picture["wide"]
            assert bottom <= picture["tall"]
        for one, other in combinations(picture["boxes"], 2):
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] - 4 <= other[1] or other[3] - 4 <= one[1]
            )
            assert apart, (one, other)  # lines of one title may touch by the room above their letters


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
