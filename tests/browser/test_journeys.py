"""Asking, answering and ticking in a browser: by keyboard alone, without script, and back again."""

import re

from playwright.sync_api import expect
from sqlalchemy import func, select

from api.services import Services
from api.storage.conversations import TurnRow
from api.storage.feedback import Feedback
from tests.waiting import NO_LONG_TIMERS, until

from .conftest import Opened, Watched
from .tabbing import tab_to

QUESTION = "How do we start a PSP?"
COUNT = """() => {
  window.heard = [];
  new MutationObserver(() => {
    const text = document.getElementById("announce").textContent;
    if (text) window.heard.push(text);
  }).observe(document.getElementById("announce"), { childList: true, characterData: true, subtree: true });
}"""


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
