"""What somebody is told before it is too late: who can tell, what is lost, what is not saved."""

import re
from collections.abc import Callable
from typing import Any

from starlette.testclient import TestClient

from tests.assess.pages import HTML, Browser, form_of

JSON = {"Accept": "application/json"}
QUESTION = "agreed-problem"


def words(page: Any) -> str:
    return " ".join(page.text.split())


def test_deleting_says_that_the_next_one_loses_its_comparison(browser: Browser) -> None:
    home = browser.start("psp-options-check")
    page = browser.get(home)
    assert "compared with this one" not in page.find("label", attrs={"for": "sure"}).text
    later = browser.post(page, "/assess/start", follows=home.rpartition("/")[2])
    next_home = later.find("form", action=re.compile("/invite$"))["action"].removesuffix("/invite")
    assert next_home != home
    page = browser.get(home)
    assert "is compared with this one" in page.find("label", attrs={"for": "sure"}).text
    browser.post(page, f"{home}/delete", sure="yes")
    browser.close(next_home)
    assert "The assessment before this one was deleted" in words(browser.get(f"{next_home}/report"))


def test_who_answers_is_told_that_answers_could_be_read(browser: Browser) -> None:
    home = browser.start()
    link = browser.invite(home, "public")
    assert "opened again" not in words(browser.get(link))
    browser.close(home)
    browser.post(browser.get(home), f"{home}/change", closed="no")
    assert "opened again" in words(browser.get(link))
    browser.close(home)
    assert "later answers may know those of others" in words(browser.get(f"{home}/report").find("section"))


def test_the_only_one_of_a_sector_is_told_before_answering(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    page = browser.post(browser.get(home), f"{home}/invite", 201, **{"count__service-user": "1"})
    text = page.find("textarea", id="text-1").text
    assert "If you are the only one of your sector, the others can tell" in text
    assert "before all have finished" not in text
    assert "about 20 minutes" in text  # 16 of 30 questions of half an hour
    link = re.sub(r"^https?://[^/]+", "", page.find(id="new-link").find("code").text)
    alone = "You are the only one of your sector"
    shown = browser.get(link)
    assert alone in shown.find("div", class_="as-answering").find("div").text
    assert not shown.find(string=re.compile(alone)).find_parent("details")
    assert "One person alone answers for: People who use the service" in words(browser.get(home))
    browser.invite(home, "service-user")
    assert alone not in words(browser.get(link))


def test_a_form_sent_twice_invites_once_and_links_have_the_numbers_of_the_table(browser: Browser) -> None:
    home = browser.start()
    first = browser.get(home)
    page = browser.post(first, f"{home}/invite", 201, count__public="1", label="council")
    again = browser.post(first, f"{home}/invite", 409, count__public="1", label="council")
    assert "Nobody was invited now" in words(again)
    page = browser.post(browser.get(home), f"{home}/invite", 201, count__third="1")
    assert [h3.text for h3 in page.find(id="new-link").find_all("h3")] == ["2. Third sector"]
    renew = page.find("form", action=re.compile("/renew$"))["action"]
    renewed = browser.post(page, renew, 201)
    assert renewed.find(id="new-link").find("h3").text == "1. Public sector (council)"
    long = browser.post(browser.get(home), f"{home}/invite", 422, count__third="1", label="x" * 81)
    assert "Shorten the role" in words(long)


def test_names_are_asked_about_wherever_they_are_typed(browser: Browser, begin: Callable[..., Any]) -> None:
    start = {"organisation": "Fiona Campbell and Jane Smith", "questionnaire": "psp-readiness"}
    page = browser.post(browser.get("/assess"), "/assess/start", 422, **start)
    assert page.find(id="organisation")["value"] == start["organisation"]
    browser.post(page, "/assess/start", confirm="yes")
    home = browser.start("psp-options-check")
    browser.close(home)
    typed = {"action__1": "Write", "owner__1": "Jane Smith", "action__2": "Ring 0141 496 0000"}
    page = browser.post(browser.get(f"{home}/plan"), f"{home}/plan", 422, **typed)
    assert [a["href"] for a in page.find(class_="as-error").find_all("a")] == ["#row-1", "#row-2"]
    assert form_of(page, f"{home}/plan")["owner.1"] == "Jane Smith"
    page = browser.post(page, f"{home}/plan", confirm="yes")
    assert form_of(page, f"{home}/plan")["owner.1"] == "Jane Smith"
    team = begin()
    body = {"actions": [{"action": "Write", "owner": "Mrs Campbell"}]}
    refused = team.client.put(f"{team.url}/plan", json=body, headers=team.key)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/actions/0/owner")
    kept = team.client.put(f"{team.url}/plan", json=body | {"confirm_personal_data": True}, headers=team.key)
    assert kept.status_code == 200
    wish = {"questionnaire_id": "psp-readiness", "organisation": "j.smith@nhs.example"}
    assert team.client.post("/v1/assessments", json=wish).status_code == 422


def test_a_date_that_has_passed_is_named(browser: Browser) -> None:
    home = browser.start("psp-options-check")
    browser.close(home)
    typed = {"action__1": "Write", "date__1": "2020-01-01", "action__2": "Meet", "date__2": "2999-01-01"}
    page = browser.post(browser.get(f"{home}/plan"), f"{home}/plan", **typed)
    assert [a.text for a in page.find(class_="as-note").find_all("a")] == ["Action 1"]
    done = browser.post(page, f"{home}/plan", done__1="yes")
    assert "The date has passed" not in words(done)


def test_does_not_apply_asks_for_its_reason(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    page = browser.get(browser.invite(home, "public"))
    action = page.find("form", id="answers")["action"]
    named = f"option__{QUESTION}"
    page = browser.post(page, action, go="next", **{named: "not-applicable"})
    told = page.find(id=f"{QUESTION}-why")
    assert not told.has_attr("hidden")
    assert page.find(id=f"{QUESTION}-comment").find_parent("details").has_attr("open")
    assert "say why it does not apply" in words(browser.get(f"{action}?part=check"))
    sent = form_of(page, action) | {f"comment.{QUESTION}": "We only advise."}
    saved = client.post(action, data=sent, headers=JSON).json()
    assert saved["why"] == []
    assert browser.get(f"{action}?part=shared-problem").find(id=f"{QUESTION}-why").has_attr("hidden")


def test_two_windows_overwrite_nothing_unseen(browser: Browser, client: TestClient) -> None:
    home = browser.start()
    old = browser.get(browser.invite(home, "public"))
    action = old.find("form", id="answers")["action"]
    named = f"option__{QUESTION}"
    browser.post(old, action, **{named: "not-yet"})
    late = form_of(old, action) | {f"option.{QUESTION}": "kept-up"}
    reply = client.post(action, data=late, headers=JSON)
    assert reply.status_code == 412
    assert "Not yet" in reply.json()["detail"]
    page = browser.post(old, action, 412, **{named: "kept-up"})
    assert page.find("input", id=f"{QUESTION}-kept-up").has_attr("checked")  # still here, and not saved
    kept = browser.get(f"{action}?part=shared-problem")
    assert kept.find("input", id=f"{QUESTION}-not-yet").has_attr("checked")
    browser.post(page, action)
    kept = browser.get(f"{action}?part=shared-problem")
    assert kept.find("input", id=f"{QUESTION}-kept-up").has_attr("checked")
    assert client.post(action, data=late, headers=HTML).status_code == 200  # the same again is no overwriting
