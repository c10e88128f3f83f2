"""The pages of trainings, as an outsider uses them."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from api.assess.service import AssessmentService
from api.train import routes_pages
from api.train.exports.documents import DOCUMENTS
from tests.train.visitor import FORM, HTML, assessed


class _Page(HTMLParser):
    """What a page holds: labels, fields, forms, headings, inline scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: set[str] = set()
        self.labels: set[str] = set()
        self.ids: list[str] = []
        self.inline = 0
        self.headings: list[int] = []
        self._in_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += filter(None, [values.get("id")])
        self.inline += (
            (tag == "script" and "src" not in values)
            + (tag == "style")
            + ("style" in values)
            + ("onclick" in values)
        )
        if tag == "label":
            self._in_label += 1
            self.labels.add(values.get("for", ""))
        if tag in ("input", "select") and values.get("type") != "hidden" and not self._in_label:
            self.fields.add(values.get("id", "?"))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self._in_label -= tag == "label"


def _sound(text: str) -> None:
    page = _Page()
    page.feed(text)
    assert page.fields <= page.labels, page.fields - page.labels
    assert page.inline == 0
    assert len(page.ids) == len(set(page.ids))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))


def test_the_form_leads_to_a_private_plan_without_script(client: TestClient) -> None:
    form = client.get("/train", headers=HTML)
    assert form.status_code == 200
    _sound(form.text)
    sent = client.post("/train", data=FORM, headers=HTML, follow_redirects=False)
    assert sent.status_code == 303
    plan = client.get(sent.headers["location"], headers=HTML)
    assert plan.status_code == 200
    _sound(plan.text)
    assert "Funding and costs" in plan.text
    assert plan.text.count("<rect") == plan.text.count('class="train-item ') + plan.text.count(
        'class="train-pause"'
    )
    for link in set(re.findall(r'href="(/v1/trainings/[^"]+)"', plan.text)):
        if "pdf" not in link and "everything" not in link:
            assert client.get(link).status_code == 200, link


def test_a_swap_on_the_page_leads_to_the_new_plan(client: TestClient) -> None:
    address = client.post("/train", data=FORM, follow_redirects=False).headers["location"]
    page = client.get(address, headers=HTML).text
    slot = re.search(r'name="slot" value="(\d+)"', page)
    swaps = page[page.index('class="train-swap"') :]
    activity = re.search(r'<option value="(activities/[^"]+)"', swaps)
    assert slot
    assert activity
    sent = client.post(
        f"{address}/swap", data={"slot": slot[1], "activity_id": activity[1]}, follow_redirects=False
    )
    assert sent.status_code == 303
    new = client.get(sent.headers["location"].partition("#")[0], headers=HTML)
    assert f'href="{address}"' in new.text
    wrong = client.post(f"{address}/swap", data={"slot": "x", "activity_id": activity[1]}, headers=HTML)
    assert wrong.status_code == 422


def test_a_form_with_faults_comes_back_with_what_was_typed(client: TestClient) -> None:
    sent = client.post(
        "/train", data=FORM | {"minutes": "3", "participants": "many", "start": "25:99"}, headers=HTML
    )
    assert sent.status_code == 422
    _sound(sent.text)
    assert "from 30 to 480" in sent.text
    assert "from 2 to 200" in sent.text
    assert 'value="many"' in sent.text
    assert re.search(r'value="funding" checked', sent.text)
    unknown = client.post("/train", data=FORM | {"topics": ["<script>"]}, headers=HTML)
    assert unknown.status_code == 422
    assert "<script>" not in unknown.text.replace('<script src="/static/', "")


def test_the_form_refuses_an_assessment_without_its_token(
    client: TestClient, assessments: AssessmentService
) -> None:
    identity, token = assessed(assessments, 0)
    refused = client.post("/train", data=FORM | {"assessment_id": identity, "token": "wrong"}, headers=HTML)
    assert refused.status_code == 422
    assert "wrong" not in refused.text
    sent = client.post(
        "/train",
        data=FORM | {"assessment_id": identity, "token": token, "topics": []},
        follow_redirects=False,
    )
    assert sent.status_code == 303
    field = BeautifulSoup(client.get("/train", headers=HTML).text, "lxml").find(id="assessment")
    far = f"https://guide.{'long-name.' * 20}example"  # a browser would cut what the field does not hold
    link = {"assessment_id": f"{far}/assess/open/{identity}~{token}", "topics": []}
    assert len(str(link["assessment_id"])) <= int(field["maxlength"])
    by_link = client.post("/train", data=FORM | link, follow_redirects=False)
    assert by_link.status_code == 303
    first, second = (client.get(reply.headers["location"], headers=HTML).text for reply in (sent, by_link))
    assert re.findall("<h1>.*</h1>", first) == re.findall("<h1>.*</h1>", second)
    faulty = client.post("/train", data=FORM | link | {"minutes": "3"}, headers=HTML)
    assert faulty.status_code == 422
    assert token not in faulty.text


def test_a_plan_leads_to_all_its_files_before_anything_else(client: TestClient) -> None:
    page = client.post("/train", data=FORM, headers=HTML).text
    start = page[page.index("<h1>") : page.index('id="edit-title"')]
    whole = re.search(r'href="(/v1/trainings/[^"]+/everything\.zip)"', start)
    assert whole
    assert client.get(whole[1]).status_code == 200
    places = re.findall(r'href="#([a-z-]+)"', start)
    assert "files" in places
    for place in places:
        assert f'id="{place}"' in page


def test_a_plan_offers_every_document_as_word_and_pdf(client: TestClient) -> None:
    page = client.post("/train", data=FORM, headers=HTML).text
    for kind in DOCUMENTS:
        for ending in ("docx", "pdf"):
            assert f'/{kind}.{ending}"' in page


def test_a_file_that_has_no_words_of_its_own_yet_is_listed_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = routes_pages.offered
    monkeypatch.setattr(routes_pages, "offered", lambda training: [*usual(training), "titles.txt"])
    page = BeautifulSoup(client.post("/train", data=FORM, headers=HTML).text, "lxml")
    names = [a["href"].rpartition("/")[2] for a in page.select(".train-files a")]
    assert names[-1] == "titles.txt"
    assert len(names) == len(set(names))


def test_what_is_long_in_a_plan_is_folded_and_named(client: TestClient) -> None:
    page = BeautifulSoup(client.post("/train", data=FORM, headers=HTML).text, "lxml")
    boxes = page.select("main details")
    assert not [box for box in boxes if box.has_attr("open")]
    assert all(box.summary.get_text(strip=True) for box in boxes)
    for kind in ("li[id^=reference-]", ".train-swap", "[id^=part-]"):
        assert page.select(kind)
        assert all(found.find_parent("details") for found in page.select(kind))


def test_the_preview_shows_the_plan_and_keeps_nothing(client: TestClient) -> None:
    shown = client.post("/train/preview", data=FORM)
    assert shown.status_code == 200
    assert "<rect" in shown.text
    assert "/train/preview" not in shown.text
    faulty = client.post("/train/preview", data=FORM | {"minutes": "3"})
    assert faulty.status_code == 422
    assert "from 30 to 480" in faulty.text


def test_a_series_on_the_page(client: TestClient) -> None:
    _sound(client.get("/train/series", headers=HTML).text)
    data = FORM | {"trainings": "2", "weeks_between": "1", "first_date": "2027-01-14"}
    sent = client.post("/train/series", data=data, follow_redirects=False)
    assert sent.status_code == 303
    page = client.get(sent.headers["location"], headers=HTML)
    _sound(page.text)
    assert page.text.count('href="/train/') >= 2
    wrong = client.post("/train/series", data=data | {"first_date": "soon"}, headers=HTML)
    assert wrong.status_code == 422
    assert "first training, such as" in wrong.text


def _form(page: str) -> dict[str, str]:
    """What a browser without script would send from the plan's form, buttons aside."""
    form = BeautifulSoup(page, "lxml").find("form", id="edit")
    assert form
    sent: dict[Any, Any] = {}
    for field in form.find_all(["input", "select"]):
        if field.name == "select":
            sent[field["name"]] = (field.find("option", selected=True) or field.find("option"))["value"]
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            sent[field["name"]] = field.get("value", "")
    return sent


def _pressed(client: TestClient, address: str, do: str, status: int = 303, **typed: str) -> tuple[str, str]:
    """The plan after a button was pressed: its address and page."""
    form = _form(client.get(address, headers=HTML).text)
    typed = {name.replace("__", "."): value for name, value in typed.items()}
    sent = client.post(
        f"{address}/edit", data=form | typed | {"do": do}, follow_redirects=False, headers=HTML
    )
    assert sent.status_code == status, sent.text
    if status != 303:
        return address, sent.text
    new = sent.headers["location"].partition("#")[0]
    return new, client.get(new, headers=HTML).text


def _names(page: str) -> list[str]:
    inputs = BeautifulSoup(page, "lxml").select(".train-what input")
    return [str(field["value"]) for field in inputs]


def test_a_plan_is_changed_without_script_and_every_version_stays(client: TestClient) -> None:
    first = client.post("/train", data=FORM, follow_redirects=False).headers["location"]
    before = client.get(first, headers=HTML).text
    names = _names(before)
    address, page = _pressed(client, first, "down:1")
    assert _names(page) == [names[0], names[2], names[1], *names[3:]]
    address, page = _pressed(client, address, "save", title__0="Coffee and names", locked__0="yes")
    assert _names(page)[0] == "Coffee and names"
    assert _form(page)["locked.0"] == "yes"
    address, page = _pressed(
        client, address, "own", after="0", own_title="Words of the chair", own_minutes="7"
    )
    assert _names(page)[1] == "Words of the chair"
    assert "97 minutes, 7 more than the 90 asked for" in page
    address, page = _pressed(client, address, "fit")
    assert ": 90 minutes." in page
    assert _form(page)["minutes.1"] == "7"
    address, page = _pressed(client, address, "remove:1")
    assert "Words of the chair" not in _names(page)
    versions = re.findall(r'<a href="(/train/[^"]+)">Version', page)
    assert versions[0] == first
    assert len(versions) == 5
    assert _names(client.get(first, headers=HTML).text) == names
    _sound(page)
    undone = re.search(r'<a href="(/train/[^"#]+)#edit-title">Undo: removed', page)
    assert undone
    assert "Words of the chair" in _names(client.get(undone[1], headers=HTML).text)


def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(client: TestClient) -> None:
    address = client.post("/train", data=FORM, follow_redirects=False).headers["location"]
    wrong = ({"minutes__0": "400"}, {"minutes__0": "soon"}, {"minutes__0": "0"})
    for typed in wrong:
        _, page = _pressed(client, address, "save", 422, title__1="Kept as typed", **typed)
        assert "That cannot be done" in page
        assert _names(page)[1] == "Kept as typed"
        _sound(page)
    _, page = _pressed(client, address, "own", 422, own_title="")
    assert "give your own block a name" in page.lower()
    assert client.post("/train/unknown/edit", data={}, headers=HTML).status_code == 404


def test_what_was_asked_for_is_changed_around_what_is_locked(client: TestClient) -> None:
    first = client.post("/train", data=FORM, follow_redirects=False).headers["location"]
    address, _ = _pressed(client, first, "save", title__0="Our welcome", locked__0="yes")
    address, _ = _pressed(client, address, "own", after="0", own_title="Words of the chair")
    address, _ = _pressed(client, address, "save", locked__1="yes")
    form = client.get(f"/train?around={address.rpartition('/')[2]}", headers=HTML)
    assert f'value="{address.rpartition("/")[2]}"' in form.text
    assert 'value="funding" checked' in form.text
    wish = FORM | {"minutes": "180", "around": address.rpartition("/")[2]}
    sent = client.post("/train", data=wish, follow_redirects=False)
    new = client.get(sent.headers["location"], headers=HTML).text
    assert _names(new)[0] == "Our welcome"
    assert "Words of the chair" in _names(new)
    assert ": 180 minutes." in new
    assert "Undo: planned anew" in new
