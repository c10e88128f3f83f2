"""Twelve edits of a plan by keyboard alone, in a real browser, with the accessibility checked on the way."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import is_accessible
from tests.waiting import until, until_still

from .conftest import Opened

pytestmark = pytest.mark.exhaustive
MET = 10


@pytest.fixture
def plan(open_page: Opened) -> Page:
    """The page of a fresh plan."""
    page = open_page("/train", viewport={"width": 1280, "height": 8000})  # nothing scrolls
    with page.expect_navigation():
        page.click("text=Make the plan")
    return page


def names(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(".train-what input", "all => all.map(one => one.value)")
    return found


def reach(page: Page, selector: str) -> None:
    """Go to a place with the Tab key alone, from where the focus is, round the page if need be."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def press(page: Page, selector: str) -> None:
    """Reach a button and press it; the plan that it leads to is another."""
    before = page.url
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("#")[0] != before.partition("#")[0]


def remove_longest(page: Page) -> None:
    """Take out the line that needs most minutes."""
    least = page.eval_on_selector_all("[data-minutes]", "all => all.map(one => Number(one.min))")
    assert len(least) > 3
    press(page, f"[value='remove:{least.index(max(least))}']")


def drag(page: Page, start: int, end: int, *, drop: bool = True) -> None:
    """Take a line by its time and carry it to the place of another."""
    places = [page.locator("[data-start]").nth(line) for line in (start, end)]
    until_still(page)
    boxes = [place.bounding_box() for place in places]
    for number, box in enumerate(boxes):
        assert box is not None
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=4)
        if number == 0:
            page.mouse.down()
    if drop:
        with page.expect_navigation():
            page.mouse.up()
    else:
        page.keyboard.press("Escape")
        page.mouse.up()


def test_a_line_is_dragged_down_and_up_and_what_was_typed_stays(plan: Page) -> None:
    page, first = plan, names(plan)
    page.locator("#edit-title").scroll_into_view_if_needed()
    page.fill("#title-4", "Our own name")
    drag(page, 1, 4)
    moved = [first[0], first[2], first[3], "Our own name", first[1], *first[5:]]
    assert names(page) == moved
    drag(page, 4, 0)
    assert names(page) == [first[1], first[0], *first[2:4], "Our own name", *first[5:]]
    here = page.url
    drag(page, 2, 0, drop=False)  # let go by Escape
    assert page.url == here
    expect(page.locator(".train-row--before, .train-row--held")).to_have_count(0)
    is_accessible(page, MET)


def test_twelve_edits_by_keyboard_alone(plan: Page) -> None:
    page, first = plan, names(plan)
    press(page, "[value='down:1']")  # 1 move down
    assert names(page)[:3] == [first[0], first[2], first[1]]
    # the same button of the moved line has the focus: it goes on from there
    until(page, "document.activeElement.value === 'down:2'")
    # and it is said what it did, once: the button alone would be read as if nothing had happened
    said = f"Done: “{first[1]}” and “{first[2]}” changed places. Ends at "
    until(page, f"document.getElementById('announce').textContent.startsWith({json.dumps(said)})")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # 2 and once more
    assert names(page)[3] == first[1]
    press(page, "[value='up:3']")  # 3 move up
    reach(page, "#title-0")
    page.keyboard.press("Control+A")
    page.keyboard.type("Coffee and names")  # 4 rename
    reach(page, "#minutes-0")
    page.keyboard.press("ArrowUp")  # 5 minutes: the sum follows while one types
    expect(page.locator(".train-sum")).to_contain_text("181 minutes, 1 more than the 180 asked for")
    reach(page, "[name='locked.0']")
    page.keyboard.press("Space")  # 6 lock
    press(page, "#edit .train-actions [value=save]")
    assert names(page)[0] == "Coffee and names"
    assert page.is_checked("[name='locked.0']")
    press(page, "[value='remove:2']")  # 7 remove
    assert len(names(page)) == len(first) - 1
    is_accessible(page, MET)
    reach(page, ".train-add summary")
    page.keyboard.press("Enter")
    press(page, "[value=add]")  # 8 add from the library
    assert len(names(page)) == len(first)
    reach(page, ".train-add summary")
    page.keyboard.press("Enter")
    reach(page, "#own-title")
    page.keyboard.type("Words of the chair")
    press(page, "[value=own]")  # 9 a block of one's own
    assert "Words of the chair" in names(page)
    reach(page, ".train-add summary")
    page.keyboard.press("Enter")
    press(page, "[value=break]")  # 10 a break
    press(page, "[value=fit]")  # 11 there is too much in it now to share out
    assert "cannot be made to fit 180 minutes" in page.inner_text(".train-errors")
    expect(page.locator(".train-errors")).to_be_focused()
    is_accessible(page, MET)
    while page.locator(".train-errors").count():  # until there is room
        remove_longest(page)
        press(page, "[value=fit]")
    assert ": 180 minutes." in page.inner_text(".train-sum")
    is_accessible(page, MET)
    before = names(page)
    press(page, ".train-actions a[href*='#edit-title']")  # 12 undo
    assert names(page) == before  # sharing out changed minutes only
    assert "than the 180 asked for" in page.inner_text(".train-sum")


def test_another_start_moves_the_clocks_while_it_is_typed_and_keeps_what_was_changed(plan: Page) -> None:
    plan.fill("#title-0", "Welcome by the chair")
    press(plan, "[value='save']:not(.visually-hidden)")
    lasts = plan.eval_on_selector_all("[data-minutes]", "all => all.map(one => Number(one.value))")
    plan.fill("#start", "13:30")
    expect(plan.locator("[data-start]").first).to_have_text("13:30")
    later = 13 * 60 + 30 + lasts[0]
    expect(plan.locator("[data-start]").nth(1)).to_have_text(f"{later // 60}:{later % 60:02}")
    expect(plan.locator(".train-sum")).to_contain_text("Not saved yet")
    press(plan, "[value='save']:not(.visually-hidden)")
    expect(plan.locator("#start")).to_have_value("13:30")
    expect(plan.locator("[data-start]").first).to_have_text("13:30")
    assert names(plan)[0] == "Welcome by the chair"
    is_accessible(plan, MET)
