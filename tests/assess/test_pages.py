import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.assess.records import Start
from api.assess.service import AssessmentService
from api.housekeeping import forget_assessments, repeatedly
from api.storage.assessments import AssessmentRow
from api.storage.database import now
from tests.assess.pages import HTML, Browser
from tests.clock import steady_watch
from tests.eventually import SECONDS


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
    assert "31 March 2027" in report.text
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

    def is_kept() -> bool:
        with service.database.session() as session:
            return session.get(AssessmentRow, old) is not None

    async def run() -> None:
        async with repeatedly(lambda: forget_assessments(app.state.services)):
            async with asyncio.timeout(SECONDS):
                while is_kept():
                    await asyncio.sleep(0.05)

    asyncio.run(run())
    assert service.overview(fresh, token).id == fresh


def test_what_was_typed_is_never_lost(browser: Browser, client: TestClient) -> None:
    page = browser.get(browser.invite(browser.start(), "public"))
    action = page.find("form", id="answers")["action"]
    long = "word " * 500
    again = browser.post(
        page, action, 422, **{"comment__agreed-problem": long, "option__shared-solution": "kept-up"}
    )
    assert "shorten it to 2,000" in again.text
    assert again.find("textarea", id="agreed-problem-comment").text.strip() == long.strip()
    assert again.find("details", class_="as-comment", open=True).find(id="agreed-problem-comment")
    assert again.find("input", id="shared-solution-kept-up").has_attr("checked")
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
        old, action, **{"option__shared-solution": "started"}
    )  # opened before, without an answer there
    assert page.find("input", id="agreed-problem-kept-up").has_attr("checked")
    assert page.find("input", id="shared-solution-started").has_attr("checked")


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
    assert "<h1>This page needs your private link</h1>" in reply.text  # a person has no token
    assert 'href="/assess">What this browser can open' in reply.text


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


def test_answering_goes_page_by_page_and_tells_what_is_left(browser: Browser) -> None:
    link = browser.invite(browser.start(), "public")
    first = browser.get(link)
    action = first.find("form", id="answers")["action"]
    assert " ".join(first.find("h1").text.split()).startswith("1. ")
    assert first.find("h1").text.endswith("page 1 of 2")
    assert len(first.find_all("fieldset", class_="as-question")) == 2
    second = browser.post(first, action, go="next", **{"option__agreed-problem": "kept-up"})
    assert second.find("h1").text.endswith("page 2 of 2")
    assert len(second.find_all("fieldset", class_="as-question")) == 4  # two of them folded: to go deeper
    third = browser.post(second, action, go="next")
    assert third.find("h1").text.startswith("2. ")
    counted = third.find("span", attrs={"data-part": "shared-problem"}).text
    assert counted == "1 of 4"
    again = browser.post(browser.post(third, action, go="previous"), action, go="previous")
    assert again.find("input", id="agreed-problem-kept-up").has_attr("checked")
    left = browser.get(f"{action}?part=check")
    links = [str(a["href"]) for a in left.find("main").find("h2").find_next("ul").find_all("a")]
    assert [link.rpartition("#")[2] for link in links] == [
        "shared-solution",
        "agreed-outcomes",
        "scope-people",
    ]
    for link in links:  # each leads to the page on which its question stands
        assert browser.get(link.partition("#")[0]).find("fieldset", id=link.rpartition("#")[2])
    assert left.find("h1").text == "Check your answers"


@pytest.mark.parametrize("sector", ["public", "third", "intermediary", "service-user"])
def test_each_question_stands_on_one_page_and_no_page_is_long(browser: Browser, sector: str) -> None:
    page = browser.get(browser.invite(browser.start(), sector))
    action = page.find("form", id="answers")["action"]
    met: list[str] = []
    while page.find("form", id="answers"):
        deeper = page.select(".as-deeper .as-question")
        asked = page.select(".as-question")
        assert 1 <= len(asked) - len(deeper) <= 3
        met += [str(question["id"]) for question in asked]
        page = browser.post(page, action, go="next")
    assert page.find("h1").text == "Check your answers"
    assert len(met) == len(set(met)) > 20


def test_does_not_apply_without_a_reason_is_left(browser: Browser) -> None:
    page = browser.get(browser.invite(browser.start(), "public"))
    action = page.find("form", id="answers")["action"]
    page = browser.post(page, action, **{"option__agreed-problem": "not-applicable"})
    assert page.find("span", attrs={"data-part": "shared-problem"}).text == "0 of 4"
    page = browser.post(page, action, **{"comment__agreed-problem": "we buy nothing"})
    assert page.find("span", attrs={"data-part": "shared-problem"}).text == "1 of 4"
