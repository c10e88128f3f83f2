"""The widget on somebody else's website, in a real browser, on two real origins."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api.doors import embed_snippets
from tests.accessible import is_accessible
from tests.doors.conftest import Host, Site
from tests.doors.test_embed import WIDGET
from tests.doors.widget import MET, WINDOW, csp, guide, loader, opened_guide, shift
from tests.eventually import eventually
from tests.waiting import until


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
    assert shift(page) == 0
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
    assert shift(page) == 0
    assert said == []
    assert {(u.outcome, u.count) for u in site.services.partners.registry.use(council.partner)} == {
        ("opened", 1),
        ("asked", 1),
    }


def refused(page: Page) -> list[bool]:
    """For each frame of the page, whether the browser shows its own page of refusal instead."""
    return [frame.url.startswith("chrome-error:") for frame in page.frames[1:]]


def test_a_stranger_that_frames_the_guide_sees_nothing_of_it(
    site: Site, council: Host, host: Callable[[], Host], open_page: Callable[..., Page]
) -> None:
    stranger = host()
    page = open_page(long_timers=True)
    page.clock.install(time=0)
    page.goto(
        stranger.page(
            embed_snippets.widget(council.partner, site.base)
            + embed_snippets.frame(council.partner, site.base)
        )
    )
    page.clock.pause_at(3_600_000)
    page.get_by_role("button", name="Ask the PSP Guide").click()
    page.wait_for_selector("psp-guide iframe")
    eventually(
        lambda: refused(page) == [True, True], "both frames refused", lambda: page.wait_for_timeout(50)
    )
    page.clock.fast_forward(9000)
    expect(page.get_by_role("alert")).to_contain_text("The guide could not be shown here.")
    expect(page.locator("psp-guide iframe")).to_have_count(0)


def test_a_mistyped_partner_is_told_on_the_page_and_on_the_console(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page(long_timers=True)
    page.clock.install(time=0)
    page.goto(council.page('<psp-guide partner="councl"></psp-guide>', csp(site) + loader(site)))
    with page.expect_console_message(
        lambda said: said.type == "error" and said.text == "psp-guide: There is no partner 'councl'."
    ):
        page.get_by_role("button", name="Ask the PSP Guide").click()
    shown = page.frame_locator("psp-guide iframe")
    expect(shown.get_by_text("There is no partner 'councl'.")).to_be_visible()
    expect(shown.get_by_role("link", name="Open the guide itself")).to_have_attribute("href", "/")
    page.clock.fast_forward(9000)  # it is not taken away as a frame that could not be shown
    expect(shown.get_by_text("There is no partner 'councl'.")).to_be_visible()
    shown.get_by_role("link").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ask the PSP Guide")).to_be_focused()


def test_a_paused_partner_keeps_the_sentence_that_says_so(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    site.services.partners.registry.pause(council.partner, paused=True)
    page = open_page(long_timers=True)
    page.clock.install(time=0)
    page.goto(council.page(f'<psp-guide partner="{council.partner}"></psp-guide>', loader(site)))
    with page.expect_console_message(lambda said: said.text.startswith("psp-guide: ")):
        page.get_by_role("button", name="Ask the PSP Guide").click()
    link = page.frame_locator("psp-guide iframe").get_by_role("link")
    expect(link).to_be_visible()
    page.clock.fast_forward(9000)
    expect(link).to_be_visible()


def test_a_topic_that_is_not_there_is_told_on_the_console(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(
        council.page(f'<psp-guide partner="{council.partner}" topic="nonsense"></psp-guide>', loader(site))
    )
    with page.expect_console_message(
        lambda said: said.type == "warning" and "no topic 'nonsense'" in said.text and "funding" in said.text
    ):
        page.get_by_role("button", name="Ask the PSP Guide").click()


def test_a_question_that_is_too_long_is_not_cut_and_not_sent(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    frame = opened_guide(page, council, site)
    question = "We are a charity. " * 60 + "May we bid?"
    frame.fill("#q", question)
    expect(frame.locator("#q")).to_have_value(question)
    expect(frame.locator("#length")).to_have_text("91 characters too many.")
    frame.press("#q", "Enter")
    expect(frame.get_by_role("status")).to_have_text(
        "The question has 1,091 characters; shorten it to 1,000 or fewer."
    )
    expect(frame.locator("#q")).to_have_value(question)
    expect(frame.locator("article")).to_have_count(0)
    is_accessible(frame, MET)
    frame.fill("#q", question[-900:])
    expect(frame.locator("#length")).to_have_text("100 left.")
    frame.fill("#q", "May we bid?")
    expect(frame.locator("#length")).to_be_hidden()


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
    page = open_page()
    told = "the attribute base is missing or wrong"
    with page.expect_console_message(lambda message: told in message.text):
        page.goto(
            council.page(f'<psp-guide partner="{council.partner}" base="guide"></psp-guide>', loader(site))
        )


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
    for place in (page, frame):
        place.evaluate("addEventListener('message', event => { window.heard = event.data; })")
    page.evaluate("window.postMessage({psp: 1, type: 'close'}, '*')")
    page.evaluate(
        "document.getElementById('other').contentWindow"
        ".eval(`parent.postMessage({psp: 1, type: 'close'}, '*'); parent.postMessage('other', '*')`)"
    )
    until(page, "window.heard === 'other'")
    page.evaluate(
        "dispatchEvent(new MessageEvent('message', {data: {psp: 1, type: 'close'}, origin: 'null'}))"
    )
    frame.evaluate(
        "parent.postMessage({psp: 2, type: 'close'}, '*'); parent.postMessage(null, '*');"
        "parent.postMessage('close', '*'); parent.postMessage('last', '*')"
    )
    until(page, "window.heard === 'last'")  # messages come in order: those before it have been heard too
    expect(page.locator("psp-guide .panel")).to_be_visible()
    frame.locator("h1").click()
    page.evaluate(f"{WINDOW}.postMessage({{psp: 2, type: 'focus'}}, '*'); {WINDOW}.postMessage('last', '*')")
    until(frame, "window.heard === 'last'")
    assert frame.evaluate("document.activeElement.id") != "q"


def test_the_page_cannot_read_the_frame_nor_the_frame_the_page(
    site: Site, council: Host, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    frame = opened_guide(page, council, site)
    reach = "(w) => { try { return w().document.body.innerHTML; } catch { return 'refused'; } }"
    assert page.evaluate(f"({reach})(() => {WINDOW})") == "refused"
    assert frame.evaluate(f"({reach})(() => parent)") == "refused"


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
    frame.fill("#q", "What is a PSP?")
    frame.click("button")
    expect(frame.locator("article h2")).to_have_text("What is a PSP?")
    expect(frame.locator("ol.sources li")).not_to_have_count(0)
