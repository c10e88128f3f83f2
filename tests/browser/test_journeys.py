"""What people do on the pages: with the keyboard alone, without script, and back again."""

import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import func, select

from api.services import Services
from api.storage.conversations import TurnRow
from api.storage.feedback import Feedback
from tests.waiting import NO_LONG_TIMERS, until

from .conftest import Opened, Watched

QUESTION = "How do we start a PSP?"
COUNT = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const text = document.getElementById("announce").textContent;
    if (text) window.heard.push(text);
  }).observe(document.getElementById("announce"), { childList: true, characterData: true, subtree: true });
}"""


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the element has the focus; on the way each stop has to be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
            return s.outlineStyle !== "none" || s.boxShadow !== "none"; }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached")


def turns(services: Services) -> int:
    with services.database.session() as session:
        return session.scalar(select(func.count()).select_from(TurnRow)) or 0


def test_ask_and_check_a_source_by_keyboard(open_page: Opened, watched: Watched) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    tab_to(page, "#q")
    page.evaluate(COUNT)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(QUESTION)
    expect(page.locator("h1")).to_be_focused()
    # reading goes on there too: where the old page was, the browser would leave it at the end of the new one
    until(page, "document.querySelector('h1').contains(getSelection().anchorNode)")
    works = page.locator(".psp-source").count()
    until(page, "window.heard.length > 0")
    # the page speaks a tenth of a second later: what it was told before now has been spoken when this is over
    page.evaluate("() => new Promise(done => { setTimeout(done, 150); })")
    assert page.evaluate("window.heard") == [f"Answer ready, {works} sources"]
    tab_to(page, ".psp-cite")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#source-1$"))
    tab_to(page, ".psp-source a[href^='/knowledge/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/knowledge/**")
    first = page.locator("mark").first
    expect(first).to_be_in_viewport()
    expect(page.locator(":target h2")).to_have_count(1)
    watched.check()


def test_follow_up_keeps_the_conversation_and_back_asks_nothing(
    open_page: Opened, services: Services
) -> None:
    page = open_page("/")
    page.get_by_label("Your question").fill("What happened in Renfrewshire?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("h1")).to_have_text("What happened in Renfrewshire?")
    page.get_by_label("Ask a follow-up question").fill("Who ran it?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("h1")).to_have_text("Who ran it?")
    expect(page.get_by_text("Understood as:")).to_contain_text("Renfrewshire")
    expect(page.locator(".psp-aside")).to_contain_text("What happened in Renfrewshire?")
    before = turns(services)
    page.go_back()
    expect(page.locator("h1")).to_have_text("What happened in Renfrewshire?")
    assert turns(services) == before


def test_who_types_on_at_once_keeps_the_box(open_page: Opened) -> None:
    page = open_page("/")
    page.evaluate("""() => {
      readFrom(document.querySelector("h1"));
      document.getElementById("q").focus();
      return new Promise(done => { setTimeout(done, 200); });
    }""")
    expect(page.get_by_label("Your question")).to_be_focused()


def test_without_script_asking_feedback_and_checklist_work(open_page: Opened, services: Services) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("h1")).to_have_text(QUESTION)
    expect(page.locator(".psp-answer li").nth(4)).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_have_count(0)
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    with services.database.session() as session:
        assert Feedback(session).latest(1)[0].question == QUESTION
    page.goto(page.url.split("/feedback")[0] + "/start/decide")
    page.locator(".psp-task label").first.click()  # the box is drawn on its label
    expect(page.locator(".psp-task input").first).to_be_checked()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this checklist").click()
    assert download.value.suggested_filename == "psp-checklist-decide.docx"
    page.goto(page.url.split("/start")[0] + "/map")
    page.locator("details.psp-stage-rows summary").first.click()
    expect(page.locator("details.psp-stage-rows[open] tbody tr").first).to_be_visible()
    page.get_by_label("In order of").select_option("works")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("tbody tr").nth(20)).to_be_visible()


def test_feedback_with_a_comment_is_kept(open_page: Opened, services: Services) -> None:
    page = open_page("/?q=What+is+a+PSP%3F")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_label("What was missing or wrong?")).to_be_focused()
    page.keyboard.type("An example would help.")
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_role("region", name="Was this helpful?")).to_contain_text("Your comment has been kept")
    with services.database.session() as session:
        kept = Feedback(session).latest(1)[0]
        assert (kept.helpful, kept.comment) == (False, "An example would help.")


def test_ticks_stay_in_the_browser_by_keyboard(open_page: Opened) -> None:
    page = open_page("/start/decide")
    tab_to(page, ".psp-task input")
    page.keyboard.press("Space")
    expect(page.locator("#progress")).to_contain_text("1 of ")
    page.reload()
    expect(page.locator(".psp-task input").first).to_be_checked()
    page.goto(page.url.replace("/start/decide", "/start"))
    expect(page.locator("#carry-on")).to_contain_text("Decide whether a PSP is right")
    expect(page.locator(".psp-steps li").first).to_contain_text("1 ticked")


def test_copy_holds_the_answer_and_its_sources(open_page: Opened) -> None:
    page = open_page("/?q=How+do+we+start+a+PSP%3F", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(NO_LONG_TIMERS)  # the word is taken back after a while
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(QUESTION)
    assert "[1]" in text
    assert "/knowledge/process/how-to-start#" in text


def test_drawing_can_be_saved_and_is_the_table(open_page: Opened, tmp_path: Path, watched: Watched) -> None:
    page = open_page("/map?stage=decide")
    barriers = page.locator("tbody th a").all_text_contents()
    helps = set(page.locator("tbody td[data-name='What helps'] li > a:first-child").all_text_contents())
    with page.expect_download() as svg:
        page.get_by_role("link", name="Save as SVG").click()
    svg.value.save_as(tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()
    boxes = root.iter("{http://www.w3.org/2000/svg}a")
    titles = {
        " ".join("".join(line.itertext()) for line in box if line.get("class") != "pm-small") for box in boxes
    }
    assert {" ".join(title.split()[1:]) for title in titles} == {*barriers, *helps}
    with page.expect_download() as png:
        page.get_by_role("button", name="Save as PNG").click()
    png.value.save_as(tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    watched.check()


def unfolded(page: Page) -> Page:
    """The map with the drawing of everything opened."""
    page.locator(".psp-whole summary").click()
    expect(page.locator("svg.pm--whole")).to_be_visible()
    return page


FITS = """() => [...document.querySelectorAll('.pm--whole a')].filter(box => {
  const frame = box.querySelector('rect').getBBox();
  return [...box.querySelectorAll('text')].some(text => {
    const own = text.getBBox();
    return own.x + own.width > frame.x + frame.width || own.y + own.height > frame.y + frame.height + 2;
  });
}).map(box => box.textContent)"""


@pytest.mark.parametrize("size", [(1280, 900), (1366, 768), (1920, 1080), (1000, 700)])
def test_the_whole_drawing_fits_the_window_and_its_text_the_boxes(
    open_page: Opened, size: tuple[int, int]
) -> None:
    page = unfolded(open_page("/map", viewport={"width": size[0], "height": size[1]}))
    box = page.locator("svg.pm--whole").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["height"] <= size[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate(FITS) == []


def shows_ties_of(page: Page, names: set[str]) -> None:
    """Wait until the drawing shows a tie to each of `names`, and that it marks these boxes and no others."""
    expect(page.locator(".pm-ties path")).to_have_count(len(names))
    near = page.eval_on_selector_all(".pm--whole .is-near", "all => all.map(box => box.dataset.node)")
    assert set(near) == names


def test_the_whole_drawing_shows_the_ties_by_mouse_and_by_keyboard(open_page: Opened) -> None:
    page = unfolded(open_page("/map"))
    first = page.locator(".pm--whole .pm-box--barrier").first
    helps = {tie.partition("|")[0] for tie in (first.get_attribute("data-ties") or "").split()}
    leads = set((first.get_attribute("data-leads") or "").split())
    first.hover()
    shows_ties_of(page, helps | leads)
    for name in helps | leads:
        title = page.locator(f".pm--whole [data-node='{name}']").get_attribute("data-title")
        expect(page.locator("#told")).to_contain_text(str(title))
    page.mouse.move(1, 1)
    expect(page.locator(".pm-ties path")).to_have_count(0)
    # one way from a thing that helps: every barrier that names it
    page.get_by_role("link", name="Go past the drawing").focus()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    shows_ties_of(page, helps | leads)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pm--whole .pm-box").nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    until(page, "document.activeElement.querySelector('rect').x.baseVal.value > 100")
    page.keyboard.press("Escape")
    expect(page.locator(".pm-ties path")).to_have_count(0)
    name = page.evaluate("document.activeElement.dataset.node")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/map/*/{name}")


def test_the_keyboard_stops_at_boxes_of_a_picture_and_not_at_the_picture(open_page: Opened) -> None:
    page = open_page("/map")
    page.locator(".psp-nav__link").last.focus()
    stops = []
    for _ in range(4):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('class')"))
    assert [stop.split()[0] for stop in stops] == ["pm-box"] * 4


def test_the_whole_drawing_is_one_sheet_of_paper(open_page: Opened) -> None:
    page = open_page("/map", java_script_enabled=False)
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    wide = [sheet for sheet in sheets if sheet.mediabox.width > sheet.mediabox.height]
    assert len(wide) == 1
    printed = wide[0].extract_text()
    numbers = page.locator(".pm--whole .pm-number").all_text_contents()
    assert len(numbers) > 100
    assert [number for number in numbers if number not in printed] == []


def test_the_picture_shows_what_belongs_together_and_leads_on_by_keyboard(open_page: Opened) -> None:
    page = open_page("/map")
    box = page.locator("svg a.pm-box--barrier").first
    name = box.get_attribute("data-node")
    lines = page.locator(f"svg [data-ends^='{name} ']")
    tab_to(page, f"svg [data-node='{name}']")
    expect(page.locator("svg .pm-line.is-near")).to_have_count(lines.count())
    page.mouse.move(1, 1)
    page.locator("svg a.pm-box--helps").first.hover()
    expect(page.locator("svg .pm-line.is-near")).to_have_count(1)
    page.keyboard.press("Enter")  # the keyboard is where it was
    page.wait_for_url(f"**/map/barriers/{name}")
    width = page.evaluate("document.querySelector('svg.pm').getBoundingClientRect().right")
    assert width <= 1280
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.locator("svg.pm")).to_be_hidden()


def test_the_map_is_short_until_something_is_opened(open_page: Opened) -> None:
    page = open_page("/map")
    assert page.evaluate("document.documentElement.scrollHeight") < 3500
    assert not page.locator("tbody tr").first.is_visible()
    page.locator(".psp-stage-rows > summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr").first).to_be_visible()


def test_filter_the_map_by_keyboard(open_page: Opened) -> None:
    page = open_page("/map")
    everything = page.locator("tbody tr").count()
    tab_to(page, "#who")
    for _ in range(20):  # a word typed letter by letter would have to come within a second
        page.keyboard.press("ArrowDown")
        if page.input_value("#who") == "users":
            break
    tab_to(page, "form[aria-label='What is shown'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**who=users**")
    assert 0 < page.locator("tbody tr").count() < everything
