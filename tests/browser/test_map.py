"""The map in a browser: its drawings by mouse, by keyboard, on paper and saved, and what its table shows."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.waiting import until

from .conftest import Opened, Watched
from .tabbing import tab_to


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
