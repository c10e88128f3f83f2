"""How the widget looks on the website of others: not hidden, dark where that is, small, and in English."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import is_accessible
from tests.doors.conftest import Host, Site
from tests.doors.widget import MET, guide, loader, opened_guide, shift
from tests.waiting import until

HOSTILE = (
    "<style>*,*::before{all:unset!important;display:none!important;position:static!important;font-size:1px!important}"
    "html,body,main,h1{display:block!important}psp-guide{visibility:hidden!important;width:0!important;opacity:0!important;"
    "transform:scale(0)!important}button{display:none!important}iframe{height:0!important}</style>"
)


@pytest.mark.parametrize("mode", ["launcher", "inline"])
def test_a_hostile_reset_neither_hides_nor_moves_the_widget(
    mode: str, site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page(viewport={"width": 1000, "height": 800})
    page.goto(
        council.page(
            f'<psp-guide partner="{council.partner}" mode="{mode}"></psp-guide>', HOSTILE + loader(site)
        )
    )
    until(page, "!!document.querySelector('psp-guide').shadowRoot")
    launcher = page.locator("psp-guide button.launcher")
    expect(launcher).to_have_css("font-size", "16px")
    box = launcher.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    if mode == "launcher":
        assert (round(box["x"] + box["width"]), round(box["y"] + box["height"])) == (984, 784)
    page.evaluate("document.querySelector('psp-guide').open()")
    assert page.locator("psp-guide iframe").bounding_box()["height"] > 300
    expect(guide(page).locator("#q")).to_be_visible()


DARK_GROUND, WHITE = "rgb(18, 25, 29)", "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    "case",
    [
        ("dark", "", "", WHITE),  # a page that is always light keeps a light guide
        ("dark", "light dark", "", DARK_GROUND),
        ("light", "light dark", "", WHITE),
        ("light", "dark", "", DARK_GROUND),
        ("dark", "", 'scheme="auto"', DARK_GROUND),
        ("light", "", 'scheme="auto"', WHITE),
        ("light", "", 'scheme="dark"', DARK_GROUND),
        ("dark", "light dark", 'scheme="light"', WHITE),
    ],
)
def test_the_guide_is_dark_where_the_page_is(
    site: Site, council: Host, open_page: Callable[..., Page], case: tuple[str, str, str, str]
) -> None:
    device, declared, attribute, ground = case
    page = open_page(color_scheme=device)
    head = f'<meta name="color-scheme" content="{declared}">' if declared else ""
    page.goto(
        council.page(f'<psp-guide partner="{council.partner}" {attribute}></psp-guide>', head + loader(site))
    )
    page.get_by_role("button", name="Ask the PSP Guide").click()
    frame = guide(page)
    expect(page.locator("psp-guide .panel")).to_have_css("background-color", ground)
    expect(frame.locator("body")).to_have_css("background-color", ground)
    if ground == DARK_GROUND:
        frame.fill("#q", "What is a PSP?")
        frame.get_by_role("button", name="Ask").click()
        expect(frame.locator("article h2")).to_be_focused()
        is_accessible(page, MET)
        is_accessible(frame, MET)


def test_in_a_page_of_another_language_the_guides_words_are_marked_as_english(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    own = 'label="Faighnich" close-label="Dùin"'
    page.goto(
        council.page(
            f'<div lang="gd"><psp-guide partner="{council.partner}" {own}></psp-guide></div>', loader(site)
        )
    )
    page.get_by_role("button", name="Faighnich").click()
    guide(page)
    spoken = "element => element.closest('[lang]')?.lang ?? element.getRootNode().host.closest('[lang]').lang"
    assert page.locator("psp-guide .launcher").evaluate(spoken) == "gd"
    assert page.get_by_role("button", name="Dùin").evaluate(spoken) == "gd"
    assert page.locator("psp-guide .bar span").evaluate(spoken) == "en-GB"
    assert page.locator("psp-guide iframe").evaluate(spoken) == "en-GB"


def test_small_screens_zoom_motion_and_forced_colours(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page(
        viewport={"width": 320, "height": 256}, reduced_motion="reduce", forced_colors="active"
    )  # 1280 x 1024 at 400 %
    page.goto(council.page(f'<psp-guide partner="{council.partner}"></psp-guide>', loader(site)))
    launcher = page.get_by_role("button", name="Ask the PSP Guide")
    style = launcher.evaluate(
        "e => (s => [s.transitionDuration, s.borderTopStyle, s.borderTopWidth])(getComputedStyle(e))"
    )
    assert style == ["0s", "solid", "2px"]
    launcher.click()
    frame = guide(page)
    assert frame.evaluate("innerWidth") > 250
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Close the guide").click()
    expect(launcher).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_field_stays_in_sight_below_an_answer_and_lies_over_nothing(
    site: Site, council: Host, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    frame = opened_guide(page, council, site)
    frame.fill("#q", "How do we start a PSP?")
    frame.press("#q", "Enter")
    expect(frame.locator("article h2")).to_be_focused()
    talk = frame.locator("#talk")
    assert talk.evaluate("box => box.scrollHeight > box.clientHeight")  # the answer is longer than its room
    last = frame.locator(".next a").last
    last.scroll_into_view_if_needed()
    seen, field = last.bounding_box(), frame.locator("#q").bounding_box()
    assert seen is not None
    assert field is not None
    assert seen["y"] + seen["height"] <= field["y"]
    assert field["y"] + field["height"] <= 800
    is_accessible(frame, MET)


@pytest.mark.parametrize("height", [256, 200])
def test_where_the_frame_is_low_the_field_takes_no_room_and_stands_below_the_answer(
    site: Site, council: Host, open_page: Callable[..., Page], height: int
) -> None:
    page = open_page(viewport={"width": 320, "height": height})
    frame = opened_guide(page, council, site)
    frame.fill("#q", "How do we start a PSP?")
    frame.press("#q", "Enter")
    heading = frame.locator("article h2")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(frame.locator("#q")).not_to_be_in_viewport()
    # what is read and what is asked scroll as one: no box within the page scrolls by itself
    assert frame.locator("#talk").evaluate("box => box.scrollHeight <= box.clientHeight")
    frame.locator("article a").last.focus()
    page.keyboard.press("Tab")
    expect(frame.locator("#q")).to_be_focused()
    expect(frame.locator("#q")).to_be_in_viewport()


def test_what_is_typed_while_an_answer_comes_is_kept(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    frame = opened_guide(page, council, site)
    frame.fill("#q", "How do we start a PSP?")
    frame.press("#q", "Enter")
    frame.fill("#q", "and who pays")
    expect(frame.locator("article h2")).to_have_text("How do we start a PSP?")
    frame.evaluate("() => new Promise(done => { setTimeout(done, 200); })")
    expect(frame.locator("#q")).to_have_value("and who pays")
    expect(frame.locator("#q")).to_be_focused()


def test_the_demonstration_is_accessible_and_does_not_shift(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{site.base}/embed/demo")
    until(page, "[...document.querySelectorAll('psp-guide')].every(e => e.shadowRoot)")
    assert shift(page) == 0
    is_accessible(page, MET)
    page.get_by_role("button", name="Ask about culture change").click()
    is_accessible(guide(page), MET)
