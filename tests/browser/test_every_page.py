"""Each kind of page: accessible, calm on the console, of one origin, light, and readable at 400 % zoom."""

import io
import unicodedata

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.waiting import until, until_still

from .conftest import Opened, Watched
from .places import PLACES

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the rest is only counted, which is quicker
}
MOST_BYTES = 150_000
DARK = ("answer", "outside", "document", "barrier", "map")


def violations(page: Page) -> list[tuple[str, str]]:
    until_still(page)
    response = Axe().run(page, options=RULES).response
    assert len(response["passes"]) > 10  # the rules were really run
    return [(v["id"], n["html"][:200]) for v in response["violations"] for n in v["nodes"]]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def resize(page: Page, width: int, height: int) -> None:
    """Give the window another size, and wait until the page knows it."""
    page.set_viewport_size({"width": width, "height": height})
    until(page, f"window.innerWidth === {width}")


@pytest.mark.parametrize("name", PLACES)
def test_page(name: str, open_page: Opened, watched: Watched) -> None:
    address, status = PLACES[name]
    page = open_page(address)
    assert violations(page) == []
    assert page.locator("h1").count() == 1
    assert "PSP Guide" in page.title()
    # 400 % zoom of a window of 1280 pixels is a window of 320
    resize(page, 320, 256)
    assert sideways(page) <= 0
    resize(page, 1920, 1080)
    assert sideways(page) <= 0
    watched.check(status)
    assert weight(page) < MOST_BYTES


def weight(page: Page) -> int:
    """The bytes that the page and all that it loaded took on the wire, bodies only."""
    sizes = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((entry) => entry.encodedBodySize)"
    )
    assert len(sizes) >= 4  # the page, two style sheets, a script
    return int(sum(sizes))


@pytest.mark.parametrize("name", DARK)
def test_page_in_the_dark(name: str, open_page: Opened) -> None:
    page = open_page(PLACES[name][0], color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 25, 29)")
    assert violations(page) == []


def test_a_page_in_forced_colours_keeps_what_is_marked(open_page: Opened) -> None:
    page = open_page(PLACES["answer"][0], forced_colors="active")
    page.goto(page.locator(".psp-source a[href*='mark=']").first.evaluate("link => link.href"))
    until_still(page)
    ground = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("mark").first.evaluate(ground) != page.locator("body").evaluate(ground)


def test_print_leaves_out_what_only_works_on_a_screen(open_page: Opened) -> None:
    page = open_page(PLACES["answer"][0])
    page.emulate_media(media="print")
    expect(page.locator(".psp-on-paper")).to_contain_text("/a/")  # where it came from, and when
    for gone in (".psp-nav", "#ask-form", ".psp-actions", ".psp-helpful"):
        expect(page.locator(gone)).to_have_count(1)
        expect(page.locator(gone)).to_be_hidden()
    for there in (".psp-on-paper", ".psp-answer", ".psp-sources"):
        expect(page.locator(there)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_what_is_folded_on_a_page_is_whole_on_paper(open_page: Opened, script: bool) -> None:
    page = open_page(PLACES["stage"][0], java_script_enabled=script)
    folded = page.locator("main details:not([open]) li")
    assert folded.count() > 20
    printed = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    squeezed = "".join(unicodedata.normalize("NFKC", printed).split())  # "fi" may be one sign in a PDF
    missing = [text for text in folded.all_text_contents() if "".join(text.split())[:20] not in squeezed]
    assert missing == []
