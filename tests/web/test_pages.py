"""The pages as they are sent, without a browser."""

import io
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from urllib.parse import urlsplit

import docx
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.errors import ApiError
from api.services import Services
from api.views.suggestions import SUGGESTIONS
from tests.browser.places import PLACES

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = {"accept": "text/html"}


class Links(HTMLParser):
    """The addresses that a page links to or loads, and the ids that it holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        for name in ("href", "src", "action"):
            if given.get(name):
                self.addresses.append(given[name] or "")


def get(client: TestClient, address: str) -> Response:
    return client.get(address, headers=PAGE)


@pytest.mark.parametrize("name", PLACES)
def test_every_page_answers_and_carries_no_script_or_style_of_its_own(name: str, client: TestClient) -> None:
    address, status = PLACES[name]
    reply = get(client, address)
    assert reply.status_code == status
    assert "unsafe-inline" not in reply.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\son[a-z]+=", reply.text)
    loaded = re.findall(r'<(?:script|img|link(?! rel="canonical"))[^>]+(?:src|href)="([^"]+)"', reply.text)
    assert loaded
    assert all(found.startswith("/") for found in loaded)


def test_all_links_of_the_site_lead_somewhere(client: TestClient) -> None:
    """Follows the links of every kind of page; fragments have to be there as well."""
    pages: dict[str, Links] = {}

    def page(address: str) -> Links:
        if address not in pages:
            reply = get(client, address)
            assert reply.status_code == 200, address
            pages[address] = Links(reply.text)
        return pages[address]

    seen = 0
    for name in ("answer", "document", "stage", "barrier", "helps", "about"):
        own = PLACES[name][0]
        for found in sorted(set(page(own).addresses)):
            parts = urlsplit(found)
            skipped = parts.scheme or parts.path.startswith(
                ("/static/", "/docs", "/feedback", "/assess", "/train")
            )
            if skipped or "/?q=" in found:
                continue
            target = parts._replace(fragment="").geturl() or own
            if target.endswith((".docx", ".atom")) or "export.csv" in target:
                assert client.get(target).status_code == 200
            else:
                ids = page(target).ids
                assert not parts.fragment or parts.fragment in ids, found
            seen += 1
    assert seen > 100


@pytest.mark.parametrize("question", [q for _, questions in SUGGESTIONS for q in questions])
def test_every_suggested_question_is_answered(question: str, running: Services) -> None:
    reply = running.desk.ask(question)
    assert reply.status == "answered"
    assert reply.citations


def test_a_hostile_question_is_shown_as_text(client: TestClient) -> None:
    text = get(client, "/?q=%3Cscript%3Ealert(1)%3C/script%3E%22%20onload%3D%22x").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert '" onload="x' not in text


def test_an_over_long_question_is_named_and_kept(client: TestClient) -> None:
    reply = get(client, "/?q=" + "partners+" * 150)
    assert reply.status_code == 422
    assert "shorten it to 1,000" in reply.text
    assert "partners partners" in reply.text


def test_a_conversation_that_is_gone_is_said_and_the_question_answered(client: TestClient) -> None:
    reply = get(client, "/?q=What+is+a+PSP%3F&c=no-such-conversation")
    assert reply.status_code == 200
    assert "no longer kept" in reply.text
    assert 'id="source-1"' in reply.text


def test_a_citation_leads_to_its_sentence_marked(client: TestClient) -> None:
    answer = get(client, PLACES["answer"][0]).text
    link = re.findall(r'id="source-2".*?href="([^"]+)"', answer, re.S)[0].replace("&amp;", "&")
    page = get(client, link).text
    marked = re.findall(r'<mark class="psp-mark">(.*?)</mark>', page)
    assert "Agree one definition of the problem and one solution with people from both sectors." in marked
    assert f'id="{link.split("#")[1]}"' in page
    assert "<mark" not in get(client, link.split("?")[0]).text


def test_filters_and_search_find_what_fits(client: TestClient, running: Services) -> None:
    page = get(client, "/knowledge?kind=role&stage=design").text
    fitting = {d.id for d in running.corpus.documents if d.front.kind == "role" and "design" in d.front.stage}
    listed = set(re.findall(r'<h3><a href="/knowledge/([^"]+)"', page))
    assert listed == fitting
    found = re.findall(r'<h3><a href="/knowledge/([^"]+)"', get(client, "/knowledge?q=TUPE").text)
    assert found[0].startswith("law/tupe")


def test_the_feed_is_atom_with_the_latest_first(client: TestClient) -> None:
    reply = client.get("/knowledge/feed.atom")
    assert reply.headers["content-type"] == "application/atom+xml"
    feed = ET.fromstring(reply.content)
    entries = feed.findall(f"{ATOM}entry")
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert len(entries) == 50
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]
    assert client.get(entries[0].findtext(f"{ATOM}id") or "").status_code == 200


def test_the_checklist_opens_in_a_word_processor_with_what_was_ticked(client: TestClient) -> None:
    reply = client.get("/start/checklist.docx?stage=decide&done=shared-problem-statement")
    file = docx.Document(io.BytesIO(reply.content))
    lines = [p.text for p in file.paragraphs]
    assert [line for line in lines if line.startswith("☑")] == ["☑ Write one shared problem statement"]
    assert sum(line.startswith("☐") for line in lines) >= 3
    assert file.core_properties.language == "en-GB"


def test_the_map_as_csv_holds_the_rows_shown(client: TestClient) -> None:
    page = get(client, "/map?stage=pilot&strength=evaluated").text
    lines = client.get("/map/export.csv?stage=pilot&strength=evaluated").text.splitlines()
    table = page[page.index('id="table"') :]
    shown = len(re.findall(r'<li><a href="/map/helps/', table))
    assert shown == len(lines) - 1 > 0
    assert all(",evaluated," in line for line in lines[1:])


def test_a_page_says_where_no_effect_is_known(client: TestClient, services: Services) -> None:
    """What helps is told with its effect, or with the words that none is known, and never with both."""
    unknown = "No source that we read tells what effect it had."
    entries = services.graph.mitigations.values()
    for known in (True, False):
        entry = next(e for e in entries if bool(e.effect) is known)
        page = get(client, f"/map/helps/{entry.id}").text
        assert (unknown in page, "What is known of its effect" in page) == (not known, known)


def test_a_page_says_where_no_source_names_who_does_it(client: TestClient, services: Services) -> None:
    unknown = "No source that we read names one role that does it."
    entries = services.graph.mitigations.values()
    for known in (True, False):
        entry = next(e for e in entries if bool(e.done_by) is known)
        assert (unknown in get(client, f"/map/helps/{entry.id}").text) is not known


def test_a_path_that_does_not_exist_is_said_in_words(client: TestClient) -> None:
    assert "Choose two different things." in get(client, "/map?from=unclear-problem&to=unclear-problem").text
    assert "no-such-thing" in get(client, "/map?from=unclear-problem&to=no-such-thing").text


def test_every_error_type_of_the_api_has_its_page(client: TestClient) -> None:
    def below(kind: type[ApiError]) -> set[type[ApiError]]:
        return {kind}.union(*(below(k) for k in kind.__subclasses__() if k.__name__ != "HttpProblem"))

    problem = client.get("/v1/documents/none").json()
    assert get(client, problem["type"]).status_code == 200
    for kind in below(ApiError):
        slug = "".join("-" + c.lower() if c.isupper() else c for c in kind.__name__).strip("-")
        page = get(client, f"/problems/{slug}").text
        assert kind.title in page
        assert f"<dd>{kind.status}</dd>" in page


def test_transparency_tells_of_the_running_server(client: TestClient, running: Services) -> None:
    page = get(client, "/transparency").text
    assert f"{len(running.corpus.documents)} reviewed documents" in page
    assert "None. Answers consist of sentences taken from the documents." in page
    assert running.corpus.version[:16] in page


def test_feedback_is_kept_and_an_unknown_answer_refused(client: TestClient) -> None:
    asked = client.post("/v1/ask", json={"question": "What is a PSP?"}).json()["id"]
    assert client.post("/v1/feedback", json={"ask_id": asked, "helpful": True}).status_code == 201
    refused = client.post("/v1/feedback", json={"ask_id": "unknown", "helpful": True})
    assert refused.status_code == 404
    assert refused.json()["type"] == "/problems/not-found"
    bad = client.post("/v1/feedback", json={"ask_id": asked, "helpful": True, "mood": "good"})
    assert bad.json()["errors"][0]["pointer"] == "/mood"


def test_an_answer_leads_on_to_the_matching_self_assessment_question(client: TestClient) -> None:
    page = client.get("/", params={"q": "Why must partners share one definition of the problem?"}).text
    address, anchor = re.findall(r'href="(/assess/questionnaires/psp-readiness)#([^"]+)"', page)[0]
    assert f'id="{anchor}"' in client.get(address).text
