"""Pages of the one who organises an assessment: invite, close, meet, report, again."""

import re
from urllib.parse import parse_qs

from starlette.testclient import TestClient

from tests.assess.pages import HTML, Browser


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
