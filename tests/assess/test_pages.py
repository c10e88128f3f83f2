import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.assess.records import Start
from api.assess.service import AssessmentService
from api.housekeeping import forget_assessments, repeatedly
from api.storage.assessments import AssessmentRow
from api.storage.database import now
from tests.clock import steady_watch

HTML = {"Accept": "text/html"}


def soup(reply: Any, status: int = 200) -> BeautifulSoup:
    assert reply.status_code == status, reply.text[:2000]
    assert reply.headers["referrer-policy"] == "no-referrer"
    return BeautifulSoup(reply.text, "lxml")


def form_of(page: BeautifulSoup, action: str) -> dict[str, str]:
    """What a browser would send from the form without a script."""
    form = page.find("form", action=action)
    assert form is not None, action
    sent: dict[Any, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        kind = field.get("type")
        if field.name == "textarea":
            sent[field["name"]] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent[field["name"]] = chosen["value"]
        elif kind not in ("radio", "checkbox") or field.has_attr("checked"):
            sent[field["name"]] = field.get("value", "")
    return sent


class Browser:
    """Walks through the pages as somebody without script does."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, address: str) -> BeautifulSoup:
        return soup(self.client.get(address, headers=HTML))

    def post(self, page: BeautifulSoup, action: str, status: int = 200, **fields: str) -> BeautifulSoup:
        sent = form_of(page, action) | {name.replace("__", "."): value for name, value in fields.items()}
        return soup(self.client.post(action, data=sent, headers=HTML), status)

    def start(self, questionnaire: str = "psp-readiness") -> str:
        """Begin an assessment; gives its address."""
        fields = {"organisation": "Strathmuir furniture", "questionnaire": questionnaire}
        self.post(self.get("/assess"), "/assess/start", **fields)
        return next(
            f"/assess/manage/{name[11:]}" for name in self.client.cookies if name.startswith("psp_assess_")
        )

    def invite(self, home: str, sector: str) -> str:
        page = self.post(self.get(home), f"{home}/invite", 201, **{f"count__{sector}": "1"})
        return re.sub(r"^https?://[^/]+", "", page.find(id="new-link").find("code").text)

    def close(self, home: str) -> None:
        self.post(self.get(home), f"{home}/change", closed="yes")


@pytest.fixture
def browser(client: TestClient) -> Browser:
    return Browser(client)


def test_a_partnership_of_five_completes_it_without_script(browser: Browser) -> None:
    home = browser.start("psp-options-check")  # the browser test walks through the long one
    steps = ["against", "doubtful", "rather-for", "for", "dont-know"]
    for number, sector in enumerate(["public", "public", "third", "intermediary", "service-user"]):
        link = browser.invite(home, sector)
        page = browser.get(link)
        action = page.find("form", id="answers")["action"]
        while page.find("form", id="answers"):
            names = {field["name"] for field in page.find_all("input", type="radio")}
            given = {name.replace(".", "__"): steps[(number + n) % 5] for n, name in enumerate(sorted(names))}
            page = browser.post(page, action, go="next", **given)
            assert re.search(r"Saved \d\d:\d\d", page.text)
        assert "You have answered everything" in page.text
        result = browser.get(f"{action}/result")
        assert "Your own result" in result.find("h1").text
    browser.close(home)
    compare = browser.get(f"{home}/compare")
    asked = browser.client.get("/v1/questionnaires/psp-options-check").json()["dimensions"]
    listed = [a["href"] for a in compare.find("table").find_all("a")]
    assert len(listed) == sum(len(d["questions"]) for d in asked)
    for address in listed:
        assert len(browser.get(address).find_all("svg", class_="as-dots")) == 1
    page = browser.get(f"{home}/consensus?question=time-enough")
    agreed = browser.post(page, f"{home}/consensus", go="next", **{"option__time-enough": "doubtful"})
    assert agreed.find(class_="as-saved").text == "Saved"
    assert agreed.find("h1").text != page.find("h1").text
    plan = browser.get(f"{home}/plan")
    assert plan.find("textarea", id="action-1").text.strip()
    saved = browser.post(plan, f"{home}/plan", owner__1="Chair of the steering group", date__1="2027-03-31")
    assert "Saved." in saved.text
    report = browser.get(f"{home}/report")
    assert "2027-03-31" in report.text
    assert report.find("span", class_="as-tag").text == "agreed"


def test_the_token_leaves_the_address_at_once(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    link = browser.invite(home, "third")
    reply = client.get(link, headers=HTML, follow_redirects=False)
    assert reply.status_code == 303
    assert "~" not in reply.headers["location"]
    cookie = reply.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/assess"))
    assert reply.headers["cache-control"] == "no-store"


def test_old_assessments_are_deleted_while_housekeeping_runs(
    app: FastAPI, service: AssessmentService, tmp_path: Path
) -> None:
    app.state.services.clock_watch = steady_watch(tmp_path)
    old, _ = service.start(Start("psp-readiness"))
    fresh, token = service.start(Start("psp-readiness"))
    with service.database.writing() as session:
        session.get_one(AssessmentRow, old).used = now() - timedelta(days=3651)

    async def run() -> None:
        async with repeatedly(lambda: forget_assessments(app.state.services)):
            for _ in range(200):
                with service.database.session() as session:
                    if session.get(AssessmentRow, old) is None:
                        return
                await asyncio.sleep(0.05)
        pytest.fail("the old assessment is still there")

    asyncio.run(run())
    assert service.overview(fresh, token).id == fresh


def test_what_was_typed_is_never_lost(browser: Browser, client: TestClient) -> None:
    page = browser.get(browser.invite(browser.start(), "public"))
    action = page.find("form", id="answers")["action"]
    long = "word " * 500
    again = browser.post(
        page, action, 422, **{"comment__agreed-problem": long, "option__agreed-outcomes": "kept-up"}
    )
    assert "shorten it to 2,000" in again.text
    assert again.find("textarea", id="agreed-problem-comment").text.strip() == long.strip()
    assert again.find("details", class_="as-comment", open=True).find(id="agreed-problem-comment")
    assert again.find("input", id="agreed-outcomes-kept-up").has_attr("checked")
    personal = browser.post(page, action, 422, **{"comment__agreed-problem": "ask Mrs Baird"})
    assert "Mrs Baird" in personal.find("textarea", id="agreed-problem-comment").text
    kept = browser.post(personal, action, confirm="yes")
    assert "Saved " in kept.text


def test_an_old_page_overwrites_nothing_newer(browser: Browser) -> None:
    home = browser.start()
    link = browser.invite(home, "public")
    old = browser.get(link)
    action = old.find("form", id="answers")["action"]
    browser.post(browser.get(link), action, **{"option__agreed-problem": "kept-up"})
    page = browser.post(
        old, action, **{"option__agreed-outcomes": "started"}
    )  # opened before, without an answer there
    assert page.find("input", id="agreed-problem-kept-up").has_attr("checked")
    assert page.find("input", id="agreed-outcomes-started").has_attr("checked")


def test_a_second_editor_of_the_plan_sees_both_versions(browser: Browser) -> None:
    home = browser.start()
    browser.close(home)
    first = browser.get(f"{home}/plan")
    second = browser.get(f"{home}/plan")
    browser.post(first, f"{home}/plan", action__1="Write the memorandum")
    told = browser.post(second, f"{home}/plan", 412, action__1="Name a deputy")
    assert "Nothing was overwritten" in told.text
    assert "Write the memorandum" in told.find(attrs={"aria-labelledby": "theirs"}).text
    assert told.find("textarea", id="action-1").text == "Name a deputy"
    assert "Saved." in browser.post(told, f"{home}/plan").text


def test_a_bad_date_keeps_the_row(browser: Browser) -> None:
    home = browser.start()
    browser.close(home)
    page = browser.post(
        browser.get(f"{home}/plan"), f"{home}/plan", 422, action__1="Write it", date__1="soon"
    )
    assert "such as 2027-03-31" in page.text
    assert page.find("textarea", id="action-1").text == "Write it"


def test_closing_opens_the_report_to_those_invited(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    page = browser.get(browser.invite(home, "third"))
    action = page.find("form", id="answers")["action"]
    assert client.get(f"{action}/report", headers=HTML).status_code == 403
    closed = client.post(f"{home}/change", data={"closed": "yes"}, headers=HTML)
    assert "Answering is closed" in closed.text
    assert "Report" in browser.get(f"{action}/report").find("h1").text
    late = client.post(action, data={"option.agreed-problem": "started"}, headers=HTML)
    assert late.status_code == 409
    assert "closed" in late.text


def test_deleting_asks_first_and_then_leaves_nothing(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    link = browser.invite(home, "third")
    assert "Tick the box" in browser.post(browser.get(home), f"{home}/delete", 422).text
    assert "gone for good" in browser.post(browser.get(home), f"{home}/delete", sure="yes").text
    assert client.get(link, headers=HTML).status_code == 404


def test_a_form_from_another_site_is_refused(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-site"},
    ):
        reply = client.post(f"{home}/delete", data={"sure": "yes"}, headers=HTML | headers)
        assert reply.status_code == 403
    assert browser.get(home)


def test_a_page_without_the_link_says_what_to_do(client: TestClient) -> None:
    reply = client.get("/assess/answers/0123456789abcdef", headers=HTML)
    assert reply.status_code == 401
    assert "Open your private link first" in reply.text


@pytest.mark.parametrize("link", ["/assess/open/x", "/assess/open/~", "/assess/open/0123456789abcdef~secret"])
def test_a_broken_link_is_told_in_words(client: TestClient, link: str) -> None:
    reply = client.get(link, headers=HTML)
    assert reply.status_code == 404
    assert "link" in reply.text


def test_hostile_text_stays_text_on_every_page(browser: Browser) -> None:
    hostile = "<script>alert(1)</script>"
    browser.post(browser.get("/assess"), "/assess/start", organisation=hostile)
    home = next(f"/assess/manage/{name[11:]}" for name in browser.client.cookies)
    page = browser.get(browser.invite(home, "third"))
    action = page.find("form", id="answers")["action"]
    browser.post(page, action, **{"option__equal-say": "started", "comment__equal-say": hostile})
    browser.close(home)
    for address in (
        home,
        f"{home}/compare?question=equal-say",
        f"{home}/consensus?question=equal-say",
        f"{home}/report",
        action,
        f"{action}/result",
    ):
        text = browser.client.get(address, headers=HTML).text
        assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in browser.client.get(f"{home}/report", headers=HTML).text


def test_each_question_has_an_address_and_leads_to_its_lessons(browser: Browser) -> None:
    page = browser.get("/assess/questionnaires/psp-readiness")
    assert page.find(id="equal-say").name == "h3"
    assert page.find("a", href="/knowledge/lessons/culture-change")


def test_autosave_answers_with_json(browser: Browser, client: TestClient) -> None:
    page = browser.get(browser.invite(browser.start(), "public"))
    action = page.find("form", id="answers")["action"]
    sent = {
        "option.agreed-problem": "started",
        "was.agreed-problem": page.find("input", {"name": "was.agreed-problem"})["value"],
    }
    reply = client.post(action, data=sent, headers={"Accept": "application/json"})
    assert reply.json()["saved"] == 1
    assert reply.json()["done"]["shared-problem"] == 1
    wrong = client.post(
        action, data={"option.agreed-problem": "never"}, headers={"Accept": "application/json"}
    )
    assert wrong.headers["content-type"] == "application/problem+json"
    assert "no such option" in wrong.json()["detail"]


def test_answering_goes_part_by_part_and_tells_what_is_left(browser: Browser) -> None:
    link = browser.invite(browser.start(), "public")
    first = browser.get(link)
    action = first.find("form", id="answers")["action"]
    assert first.find("h1").text.startswith("1. ")
    assert len(first.find_all("fieldset", class_="as-question")) == 6
    second = browser.post(first, action, go="next", **{"option__agreed-problem": "kept-up"})
    assert second.find("h1").text.startswith("2. ")
    counted = second.find("span", attrs={"data-part": "shared-problem"}).text
    assert counted == "1 of 4"
    again = browser.post(second, action, go="previous")
    assert again.find("input", id="agreed-problem-kept-up").has_attr("checked")
    left = browser.get(f"{action}?part=check")
    names = [a["href"].rpartition("#")[2] for a in left.find("main").find("h2").find_next("ul").find_all("a")]
    assert names == ["shared-solution", "agreed-outcomes", "scope-people"]
    assert left.find("h1").text == "Check your answers"


def test_does_not_apply_without_a_reason_is_left(browser: Browser) -> None:
    page = browser.get(browser.invite(browser.start(), "public"))
    action = page.find("form", id="answers")["action"]
    page = browser.post(page, action, **{"option__agreed-problem": "not-applicable"})
    assert page.find("span", attrs={"data-part": "shared-problem"}).text == "0 of 4"
    page = browser.post(page, action, **{"comment__agreed-problem": "we buy nothing"})
    assert page.find("span", attrs={"data-part": "shared-problem"}).text == "1 of 4"


def test_the_organiser_reads_no_answer_before_closing(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    page = browser.get(browser.invite(home, "public"))
    action = page.find("form", id="answers")["action"]
    browser.post(
        page, action, **{"option__agreed-problem": "started", "comment__agreed-problem": "our secret"}
    )
    for step in ("compare", "consensus", "plan", "report", "report.docx", "report.json", "export"):
        hidden = client.get(f"{home}/{step}", headers=HTML)
        assert hidden.status_code == 409, step
        assert "our secret" not in hidden.text
    links = [
        a["href"]
        for a in browser.get(home).find("nav", attrs={"aria-label": "Steps of the assessment"}).find_all("a")
    ]
    assert links == ["#invite", "#close"]
    browser.close(home)
    assert "our secret" in browser.get(f"{home}/report").text
    client.post(f"{home}/change", data={"closed": "no"}, headers=HTML)
    assert client.get(f"{home}/compare", headers=HTML).status_code == 409


def test_several_are_invited_at_once_each_with_a_text_to_send(browser: Browser) -> None:
    home = browser.start()
    counts = {"count__public": "2", "count__third": "3"}
    page = browser.post(browser.get(home), f"{home}/invite", 201, label="housing", **counts)
    codes = [code.text for code in page.find(id="new-link").find_all("code")]
    assert len(codes) == len(set(codes)) == 5
    for number, link in enumerate(codes, 1):
        assert link in page.find("textarea", id=f"text-{number}").text
    mails = [a["href"] for a in page.find_all("a", href=re.compile("^mailto:"))]
    assert [parse_qs(mail.partition("?")[2])["body"][0].split()[-1] for mail in mails] == codes
    rows = browser.get(home).find("table").find("tbody").find_all("tr")
    assert [row.find_all("td")[3].text for row in rows] == ["not begun"] * 5
    for wrong in ({}, {"count__public": "21"}, {"count__public": "-1"}, {"count__public": "two"}):
        assert browser.post(browser.get(home), f"{home}/invite", 422, **wrong).find(
            "a", href=re.compile("^#count-")
        )
    assert len(browser.get(home).find("table").find("tbody").find_all("tr")) == 5


def test_who_stopped_half_way_is_shown_as_such(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    steps = browser.get("/assess/questionnaires/psp-readiness").find_all("h3")
    everything = {f"option.{h3['id']}": "started" for h3 in steps}
    for given in (everything, dict(list(everything.items())[:5])):
        action = browser.get(browser.invite(home, "public")).find("form", id="answers")["action"]
        client.post(action, data=given, headers=HTML)
    shown = browser.get(home)
    assert "2 so far: 1 whole, 1 partly" in " ".join(shown.text.split())
    told = [row.find_all("td")[3].text for row in shown.find("table").find("tbody").find_all("tr")]
    assert told == ["whole", "partly (4 of 30)"]  # the fourth of the first part is one of the deeper ones
    browser.close(home)
    report = browser.get(f"{home}/report")
    assert "1 whole, 1 partly (4 of 30)" in report.find(id="as-who").find_next("table").text


def test_the_first_page_lists_what_this_browser_can_open(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    action = browser.get(browser.invite(home, "third")).find("form", id="answers")["action"]
    client.cookies.set("psp_assess_0123456789abcdef", "stale", path="/assess")
    listed = {a["href"] for a in browser.get("/assess").find("h2").find_next("ul").find_all("a")}
    assert listed == {home, action}
    client.post(f"/assess/forget/{action.rpartition('/')[2]}", headers=HTML)
    assert action not in browser.get("/assess").text


def test_a_meeting_goes_through_one_difference_after_the_other(browser: Browser) -> None:
    home = meeting(browser)
    page = browser.get(f"{home}/consensus")
    shown = []
    while form := page.find("form", action=f"{home}/consensus"):
        name = form.find("input", {"name": "question"})["value"]
        assert len({field["name"] for field in form.find_all("input", type="radio")}) == 1
        shown.append(name)
        chosen = form.find_all("input", type="radio")[1]["value"] if len(shown) % 2 else ""
        page = browser.post(
            page, f"{home}/consensus", go="next", **{f"option__{name}": chosen, f"comment__{name}": "why"}
        )
    asked = browser.client.get("/v1/questionnaires/psp-options-check").json()["dimensions"]
    assert sorted(shown) == sorted(q["id"] for d in asked for q in d["questions"])
    assert page.find("h1").text == "What was agreed"
    assert f"{(len(shown) + 1) // 2} of {len(shown)} questions" in page.text
    back = browser.get(f"{home}/consensus?question={shown[1]}")
    first = browser.post(back, f"{home}/consensus", go="previous")
    assert first.find("input", {"name": "question"})["value"] == shown[0]
    assert first.find("input", checked=True)["value"]  # what was agreed stands


def test_what_two_people_agree_on_at_once_is_not_lost(browser: Browser) -> None:
    home = meeting(browser)
    other = browser.get(f"{home}/consensus")
    name = other.find("input", {"name": "question"})["value"]
    assert name != "time-enough"
    one = browser.get(f"{home}/consensus?question=time-enough")
    browser.post(one, f"{home}/consensus", **{"option__time-enough": "doubtful"})
    late = browser.post(other, f"{home}/consensus", 412, **{f"comment__{name}": "typed"})
    assert late.find("textarea").text.strip() == "typed"
    browser.post(late, f"{home}/consensus")
    agreed = browser.get(f"{home}/consensus?question=done").find("table").text
    assert "typed" in agreed
    assert "Doubtful" in agreed


def meeting(browser: Browser) -> str:
    """A closed assessment of two people who answered the options check differently."""
    home = browser.start("psp-options-check")
    for place, sector in enumerate(("public", "third")):
        page = browser.get(browser.invite(home, sector))
        action = page.find("form", id="answers")["action"]
        while page.find("form", id="answers"):
            given = {
                field["name"].replace(".", "__"): page.find_all("input", {"name": field["name"]})[place][
                    "value"
                ]
                for field in page.find_all("input", type="radio")
            }
            page = browser.post(page, action, go="next", **given)
    browser.close(home)
    return home


def test_a_second_round_invites_the_same_people(browser: Browser) -> None:
    home = browser.start()
    page = browser.post(
        browser.get(home), f"{home}/invite", 201, label="housing", count__public="2", count__third="1"
    )
    withdrawn = page.find("form", action=re.compile("revoke$"))["action"]
    browser.post(page, withdrawn)
    started = browser.post(browser.get(home), "/assess/start", follows=home.rpartition("/")[2])
    again = started.find("form", action=re.compile("/invite-again$"))["action"]
    assert again != f"{home}/invite-again"
    invited = browser.post(started, again, 201)
    names = [h3.text for h3 in invited.find(id="new-link").find_all("h3")]
    assert names == ["1. Public sector (housing)", "2. Third sector (housing)"]
    assert not browser.get(home).find("form", action=re.compile("/invite-again$"))


def test_the_report_opens_with_one_page(browser: Browser) -> None:
    home = meeting(browser)
    first = browser.get(f"{home}/report").find("section")
    assert first.find("h2").text == "On one page"
    rows = first.find("table").find("tbody").find_all("tr")
    asked = browser.client.get("/v1/questionnaires/psp-options-check").json()["dimensions"]
    assert [row.find("th").text for row in rows] == [d["title"] for d in asked]
    assert re.search(r"last changed \d+ \w+ 20\d\d", first.text)
    assert len(first.find_all("ol")[0].find_all("li")) == 3
