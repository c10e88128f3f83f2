"""The meeting after closing: differences first, what all chose at once, and nothing left to fill in."""

import itertools
import re

from tests.assess.pages import Browser


def differing(browser: Browser) -> tuple[str, dict[str, str]]:
    """A closed options check of two people, and the group that each question belongs to."""
    home = browser.start("psp-options-check")
    links = [browser.invite(home, sector) for sector in ("public", "third")]
    asked = browser.client.get("/v1/questionnaires/psp-options-check").json()["dimensions"]
    names = sorted(question["id"] for dimension in asked for question in dimension["questions"])
    kinds = dict(zip(names, itertools.cycle(["apart", "alike", "one", "nobody"])))
    for number, link in enumerate(links):
        page = browser.get(link)
        action = page.find("form", id="answers")["action"]
        steps = {
            "apart": ("against", "for"),
            "alike": ("doubtful",) * 2,
            "one": ("for", ""),
            "nobody": ("", ""),
        }
        while form := page.find("form", id="answers"):
            shown = [fieldset["id"] for fieldset in form.find_all("fieldset", class_="as-question")]
            given = {f"option__{name}": steps[kinds[name]][number] for name in shown}
            page = browser.post(
                page, action, go="next", **{name: step for name, step in given.items() if step}
            )
    browser.close(home)
    return home, kinds


def test_a_meeting_leads_with_the_differences_and_folds_the_rest(browser: Browser) -> None:
    home, kinds = differing(browser)
    page, shown = browser.get(f"{home}/consensus"), []
    while form := page.find("form", action=f"{home}/consensus"):
        shown.append(form.find("input", {"name": "question"})["value"])
        assert f"Difference {len(shown)} of" in page.find(class_="as-where").text
        page = browser.post(page, f"{home}/consensus", go="next")
    assert sorted(shown) == sorted(name for name, kind in kinds.items() if kind == "apart")
    folded = [box.find_all("a") for box in page.find("main").find_all("details")]
    named = [{link["href"].partition("question=")[2] for link in links} for links in folded]
    assert named == [
        {name for name, kind in kinds.items() if kind == "alike"},
        {name for name, kind in kinds.items() if kind in ("one", "nobody")},
    ]
    one = browser.get(folded[0][0]["href"])  # and each can be opened and talked about all the same
    assert one.find("form", action=f"{home}/consensus")
    assert "Difference" not in one.find(class_="as-where").text


def test_what_all_chose_is_agreed_at_once_and_nothing_else(browser: Browser) -> None:
    home, kinds = differing(browser)
    alike = sorted(name for name, kind in kinds.items() if kind == "alike")
    own = browser.get(f"{home}/consensus?question={alike[0]}")
    browser.post(own, f"{home}/consensus", **{f"option__{alike[0]}": "for", f"comment__{alike[0]}": "news"})
    page = browser.get(f"{home}/consensus?question=done")
    late = browser.get(f"{home}/consensus?question=done")
    after = browser.post(page, f"{home}/consensus/alike")
    assert f"{len(alike)} of {len(kinds)} questions" in after.find(class_="ds_leader").text
    assert not after.find("form", action=f"{home}/consensus/alike")
    agreed = consensus(browser, home)
    assert agreed.pop(alike[0]) == {"option": "for", "comment": "news"}  # what was agreed in words stands
    assert agreed == {name: {"option": "doubtful", "comment": ""} for name in alike[1:]}
    browser.post(
        browser.get(f"{home}/consensus?question={alike[1]}"),
        f"{home}/consensus",
        **{f"option__{alike[1]}": ""},
    )
    assert "somebody else saved" in browser.post(late, f"{home}/consensus/alike", 412).text.lower()


def consensus(browser: Browser, home: str) -> dict[str, dict[str, str]]:
    token = browser.client.cookies[f"psp_assess_{home.rpartition('/')[2]}"]
    reply = browser.client.get(
        home.replace("/assess/manage/", "/v1/assessments/") + "/consensus",
        headers={"Authorization": f"Bearer {token}"},
    )
    answers: dict[str, dict[str, str]] = reply.json()["answers"]
    return answers


def test_a_closed_assessment_offers_nobody_to_fill_anything_in(browser: Browser) -> None:
    home = browser.start("psp-options-check")
    open_page = browser.get(home)
    link = browser.invite(home, "third")
    answers = browser.get(link).find("form", id="answers")["action"]
    browser.close(home)
    shown = browser.get(home)
    assert not shown.find("form", action=f"{home}/invite")
    late = browser.post(open_page, f"{home}/invite", 422, count__third="1")
    assert "Answering is closed" in late.find(class_="as-error").text
    assert len(late.find("table").find("tbody").find_all("tr")) == 1
    renewed = browser.post(shown, shown.find("form", action=re.compile("/renew$"))["action"], 201)
    assert "answer alone" not in renewed.find("textarea").text.lower()
    browser.get(re.sub(r"^https?://[^/]+", "", renewed.find(id="new-link").find("code").text))
    for address in (answers, f"{answers}?part=check", "/assess"):
        page = browser.get(address)
        words = page.find("main").text
        assert "closed" in words
        for invitation in (
            "You can still change",
            "questions are left",
            "What is left",
            "Save",
            "Answer alone, as",
        ):
            assert invitation not in words
    own = browser.get(answers)
    assert own.find("a", href=f"{answers}/report")
    part = browser.get(own.find("nav", class_="as-parts").find("a")["href"])
    assert all(fieldset.has_attr("disabled") for fieldset in part.find_all("fieldset", class_="as-question"))
