"""Each kind of page in a window of 320 pixels, and whether the letters of pictures fit and can be read."""

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import is_accessible

from .conftest import Opened
from .places import PLACES
from .test_every_page import sideways

pytestmark = pytest.mark.exhaustive
MET = 10
NARROW = {"width": 320, "height": 640}
LEAST_LETTERS = 9  # pixels
PICTURED = ("start", "road", "map", "answer", "barrier")
# the texts of pictures that are shown, each with how far it sticks out and how high its letters are;
# the drawing of everything is known to be small, and says itself in full size below
TEXTS = """() => [...document.querySelectorAll("main svg:not(.pm--whole) text")].flatMap((text) => {
  const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
  if (!box.width) return [];
  const out = Math.max(
    frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
  const scale = text.getScreenCTM().a;
  return [[text.textContent, out, parseFloat(getComputedStyle(text).fontSize) * scale]];
})"""


@pytest.mark.parametrize("name", PLACES)
def test_a_narrow_page(name: str, open_page: Opened) -> None:
    page = open_page(PLACES[name][0], viewport=NARROW)
    expect(page.locator("h1")).to_be_visible()
    is_accessible(page, MET)
    assert sideways(page) <= 0


@pytest.mark.parametrize("name", ["stage", "barrier", "answer", "map"])
def test_a_narrow_page_with_all_that_is_folded_open(name: str, open_page: Opened) -> None:
    page = open_page(PLACES[name][0], viewport=NARROW)
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("document.querySelectorAll('main details').forEach(box => { box.open = true; })")
    expect(page.locator("main details:not([open])")).to_have_count(0)
    is_accessible(page, MET)
    assert sideways(page) <= 0


def test_a_narrow_conversation(open_page: Opened) -> None:
    page = open_page("/?q=How+do+we+start+a+PSP%3F", viewport=NARROW)
    page.click("[name=helpful][value=no]")
    expect(page.locator("#comment")).to_be_visible()
    is_accessible(page, MET)
    page.fill("#q", "Who pays for that?")
    page.click("#ask-form button")
    expect(page.locator("h1")).to_contain_text("Who pays")
    expect(page.locator("text=Earlier in this conversation")).to_be_visible()
    is_accessible(page, MET)
    assert sideways(page) <= 0


def lettering(page: Page) -> list[tuple[str, float, float]]:
    expect(page.locator("h1")).to_be_visible()
    return [tuple(found) for found in page.evaluate(TEXTS)]


@pytest.mark.parametrize("width", [320, 800, 1280])
@pytest.mark.parametrize("name", PICTURED)
def test_the_letters_of_a_picture_fit_and_can_be_read(name: str, width: int, open_page: Opened) -> None:
    found = lettering(open_page(PLACES[name][0], viewport={"width": width, "height": 900}))
    assert [text for text, out, _ in found if out > 1] == []
    assert [text for text, _, letters in found if letters < LEAST_LETTERS] == []


def test_the_road_has_letters_in_its_picture(open_page: Opened) -> None:
    """So that the test above looks at something."""
    assert len(lettering(open_page("/start"))) == 7
