"""The widget on somebody else's website, in a real browser, on two real origins."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from api.doors import embed_snippets
from api.partners.model import NewPartner
from tests.accessible import is_accessible
from tests.browser.chromium import chromium
from tests.doors.conftest import Host, Site
from tests.doors.test_embed import WIDGET
from tests.waiting import until

MET = 5  # even the small frame of the widget meets more rules than that
HOSTILE = (
    "<style>*,*::before{all:unset!important;display:none!important;position:static!important;font-size:1px!important}"
    "html,body,main,h1{display:block!important}psp-guide{visibility:hidden!important;width:0!important;opacity:0!important;"
    "transform:scale(0)!important}button{display:none!important}iframe{height:0!important}</style>"
)
WINDOW = "document.querySelector('psp-guide').shadowRoot.querySelector('iframe').contentWindow"
SHIFT = """() => new Promise(done => {
  let sum = 0;
  const seen = new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; });
  seen.observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 300);
})"""


_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium("the widget is") as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def council(site: Site, host: Callable[[], Host]) -> Host:
    """The website of a partner that may show the guide."""
    website = host()
    # counted: a port comes back, and the partners of earlier tests are still there
    name = f"council-{next(_NUMBERS)}"
    site.services.partners.registry.create(NewPartner(id=name, name="Council", origins=(website.origin,)))
    website.partner = name
    return website


def csp(site: Site) -> str:
    policy = f"default-src 'none'; {embed_snippets.csp(site.base)}"
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def guide(page: Page) -> Frame:
    frame = page.wait_for_selector("psp-guide iframe").content_frame()
    assert frame is not None
    frame.wait_for_selector("#q")
    return frame


def test_an_allowed_site_shows_the_guide_and_nothing_happens_before_it_is_opened(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    asked, said = [], []
    page.on(
        "request", lambda request: asked.append(request.url) if request.url.startswith(site.base) else None
    )
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(
        council.page(embed_snippets.widget(council.partner, site.base), csp(site))
    )  # with the CSP and hash that we publish
    launcher = page.get_by_role("button", name="Ask the PSP Guide")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    assert page.evaluate(SHIFT) == 0
    assert asked == [f"{site.base}/embed/v1/psp-guide.js"]

    launcher.focus()
    page.keyboard.press("Enter")
    frame = guide(page)
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(frame.locator("#q")).to_be_focused()
    page.keyboard.type("What is a PSP?")
    page.keyboard.press("Enter")
    expect(frame.locator("article h2")).to_be_focused()
    expect(frame.locator("article h2")).to_have_text("What is a PSP?")
    expect(frame.get_by_role("status")).to_contain_text("Answer ready")
    is_accessible(page, MET)
    is_accessible(frame, MET)

    page.keyboard.press("Escape")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    expect(launcher).to_be_focused()
    assert page.context.cookies() == []
    assert frame.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate(SHIFT) == 0
    assert said == []
    assert {(u.outcome, u.count) for u in site.services.partners.registry.use(council.partner)} == {
        ("opened", 1),
        ("asked", 1),
    }


def test_a_stranger_that_frames_the_guide_sees_nothing_of_it(
    site: Site, council: Host, host: Callable[[], Host], open_page: Callable[..., Page]
) -> None:
    stranger = host()
    page = open_page()
    page.clock.install()
    page.goto(
        stranger.page(
            embed_snippets.widget(council.partner, site.base)
            + embed_snippets.frame(council.partner, site.base)
        )
    )
    page.get_by_role("button", name="Ask the PSP Guide").click()
    page.wait_for_selector("psp-guide iframe")
    page.wait_for_timeout(300)
    for frame in page.frames[1:]:
        assert frame.url.startswith("chrome-error:") or frame.locator("#q").count() == 0
    page.clock.fast_forward(9000)
    expect(page.get_by_role("alert")).to_contain_text("The guide could not be shown here.")
    assert page.locator("psp-guide iframe").count() == 0


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
    box = launcher.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    if mode == "launcher":
        assert (round(box["x"] + box["width"]), round(box["y"] + box["height"])) == (984, 784)
    assert launcher.evaluate("e => getComputedStyle(e).fontSize") == "16px"
    page.evaluate("document.querySelector('psp-guide').open()")
    assert page.locator("psp-guide iframe").bounding_box()["height"] > 300
    expect(guide(page).locator("#q")).to_be_visible()


def loader(site: Site) -> str:
    return f'<script async src="{site.base}/embed/v1/psp-guide.js"></script>'


GROUND = "element => getComputedStyle(element).backgroundColor"
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
    assert page.locator("psp-guide .panel").evaluate(GROUND) == ground
    assert frame.locator("body").evaluate(GROUND) == ground
    if ground == DARK_GROUND:
        frame.fill("#q", "What is a PSP?")
        frame.get_by_role("button", name="Ask").click()
        frame.wait_for_selector("article")
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


@pytest.mark.parametrize("ending", ["", "/", "/embed"])
def test_a_copy_of_the_script_on_the_partners_own_host_finds_the_guide_by_base(
    site: Site, council: Host, open_page: Callable[..., Page], ending: str
) -> None:
    (council.folder / "psp-guide.js").write_bytes((WIDGET / "psp-guide.js").read_bytes())
    page = open_page()
    page.goto(
        council.page(
            f'<psp-guide partner="{council.partner}" base="{site.base}{ending}"></psp-guide>',
            '<script async src="/psp-guide.js"></script>',
        )
    )
    page.get_by_role("button", name="Ask the PSP Guide").click()
    assert guide(page).url.startswith(f"{site.base}/embed/v1/frame")


def test_a_base_that_is_no_address_is_told_on_the_console(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page, said = open_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(council.page(f'<psp-guide partner="{council.partner}" base="guide"></psp-guide>', loader(site)))
    page.wait_for_function("document.querySelector('psp-guide:defined')")
    assert any("the attribute base is missing or wrong" in text for text in said)


def test_forged_messages_change_nothing(site: Site, council: Host, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(
        council.page(
            f'<psp-guide partner="{council.partner}"></psp-guide>'
            '<iframe id="other" srcdoc="<p>other</p>"></iframe>',
            loader(site),
        )
    )
    page.get_by_role("button", name="Ask the PSP Guide").click()
    frame = guide(page)
    page.evaluate("window.postMessage({psp: 1, type: 'close'}, '*')")
    page.evaluate(
        "document.getElementById('other').contentWindow"
        ".eval(`parent.postMessage({psp: 1, type: 'close'}, '*')`)"
    )
    page.evaluate(
        "dispatchEvent(new MessageEvent('message', {data: {psp: 1, type: 'close'}, origin: 'null'}))"
    )
    frame.evaluate(
        "parent.postMessage({psp: 2, type: 'close'}, '*'); parent.postMessage(null, '*');"
        "parent.postMessage('close', '*')"
    )
    page.wait_for_timeout(200)
    expect(page.locator("psp-guide .panel")).to_be_visible()
    frame.locator("h1").click()
    page.evaluate(f"{WINDOW}.postMessage({{psp: 2, type: 'focus'}}, '*')")
    page.wait_for_timeout(100)
    assert frame.evaluate("document.activeElement.id") != "q"


def test_the_page_cannot_read_the_frame_nor_the_frame_the_page(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(council.page(f'<psp-guide partner="{council.partner}"></psp-guide>', loader(site)))
    page.get_by_role("button", name="Ask the PSP Guide").click()
    frame = guide(page)
    reach = "(w) => { try { return w().document.body.innerHTML; } catch { return 'refused'; } }"
    assert page.evaluate(f"({reach})(() => {WINDOW})") == "refused"
    assert frame.evaluate(f"({reach})(() => parent)") == "refused"


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
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Close the guide").click()
    expect(launcher).to_be_focused()


def test_presets_and_an_expired_token(site: Site, council: Host, open_page: Callable[..., Page]) -> None:
    page = open_page()
    attributes = (
        'mode="inline" topic="culture-change" audience="council" question="What is a PSP?" '
        'label="Ask about change"'
    )
    page.goto(council.page(f'<psp-guide partner="{council.partner}" {attributes}></psp-guide>', loader(site)))
    page.get_by_role("button", name="Ask about change").click()
    frame = guide(page)
    expect(frame.locator(".begin strong")).to_have_text("Culture change")
    expect(frame.locator("#q")).to_have_value("What is a PSP?")
    renewed: list[int] = []
    page.on("response", lambda r: renewed.append(r.status) if "/embed/v1/token" in r.url else None)
    page.route(
        "**/embed/v1/ask*",
        lambda route: (
            route.fulfill(status=401, json={"detail": "expired"}) if not renewed else route.continue_()
        ),
    )
    frame.get_by_role("button", name="Ask").click()
    expect(frame.locator("article")).to_be_visible()
    assert renewed == [200]


def test_without_script_the_plain_frame_answers(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(council.page(embed_snippets.frame(council.partner, site.base)))
    frame = page.wait_for_selector("iframe").content_frame()
    frame.wait_for_selector("#q")
    frame.fill("#q", "What is a PSP?")
    frame.click("button")
    frame.wait_for_selector("article")
    assert frame.locator("article h2").text_content() == "What is a PSP?"
    assert frame.locator("ol.sources li").count() >= 1


def test_the_demonstration_is_accessible_and_does_not_shift(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{site.base}/embed/demo")
    until(page, "[...document.querySelectorAll('psp-guide')].every(e => e.shadowRoot)")
    assert page.evaluate(SHIFT) == 0
    is_accessible(page, MET)
    page.get_by_role("button", name="Ask about culture change").click()
    is_accessible(guide(page), MET)
