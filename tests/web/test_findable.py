"""What search engines, link checkers and programs that show previews read."""

import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from api.services import Services
from api.web.onward import BARRIERS, FORMS, ROAD, forms, onward
from tests.browser.places import PLACES

PAGE = {"accept": "text/html"}
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize(
    "address", ["/", "/start", "/knowledge/law/tupe", "/healthz", "/no-such-page", "/robots.txt"]
)
def test_head_answers_as_get_does_without_a_body(address: str, client: TestClient) -> None:
    got, head = client.get(address, headers=PAGE), client.head(address, headers=PAGE)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]


def test_head_does_not_write(client: TestClient) -> None:
    assert client.head("/v1/ask").status_code == 405
    assert client.head("/feedback").status_code == 405


def test_everything_in_the_site_map_is_there_and_may_be_read(client: TestClient) -> None:
    listed = [
        found.text or "" for found in ET.fromstring(client.get("/sitemap.xml").content).iter(f"{MAP}loc")
    ]
    paths = [address.removeprefix("http://testserver") for address in listed]
    assert len(paths) == len(set(paths)) > 200
    assert {"/", "/start/prepare", "/map/barriers/unclear-problem", "/assess", "/train"} <= set(paths)
    closed = re.findall(r"^Disallow: (.+)$", client.get("/robots.txt").text, re.M)
    assert not [path for path in paths for rule in closed if path.startswith(rule)]
    assert [path for path in paths[::10] if client.get(path, headers=PAGE).status_code != 200] == []


def test_robots_names_the_site_map(client: TestClient) -> None:
    assert client.get("/robots.txt").text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_every_page_describes_itself_and_no_two_alike(client: TestClient) -> None:
    said: dict[str, str] = {}
    for name in (
        "ask",
        "document",
        "law",
        "start",
        "stage",
        "map",
        "barrier",
        "helps",
        "knowledge",
        "about",
        "privacy",
    ):
        text = client.get(PLACES[name][0], headers=PAGE).text
        found = re.search(r'<meta name="description" content="([^"]+)"', text)
        assert found, name
        assert 40 <= len(unescape(found[1])) <= 400, name
        assert f'property="og:description" content="{found[1]}"' in text
        said[name] = found[1]
    assert len(set(said.values())) == len(said)


def test_the_picture_of_a_preview_is_there(client: TestClient) -> None:
    found = re.search(r'"og:image" content="([^"]+)"', client.get("/", headers=PAGE).text)
    assert found
    assert client.get(found[1]).headers["content-type"] == "image/png"


@pytest.mark.parametrize("name", ["answer", "not-found"])
def test_what_is_not_for_search_engines_says_so(name: str, client: TestClient) -> None:
    text = client.get(PLACES[name][0], headers=PAGE).text
    assert 'content="noindex"' in text
    assert "og:title" not in text


def test_answers_on_stages_and_barriers_lead_on_to_road_and_map(running: Services) -> None:
    assert {document.id for document in running.corpus.documents} >= {*ROAD, *BARRIERS, *FORMS}

    def led(question: str) -> list[str]:
        return [to for to, _ in onward(running.desk.ask(question, None, None).citations, running.corpus)]

    assert "/start" in led("What are the stages of a PSP?")
    assert "/map" in led("What barriers are there?")
    assert "/map" not in led("What happened in Edinburgh?")
    assert "/templates" in led("Is there a memorandum form to fill in?")
    assert "/templates" not in led("What happened in Edinburgh?")
    assert onward([], running.corpus) == []


def test_an_answer_leads_on_to_the_form_that_has_a_field_on_it(running: Services) -> None:
    def led(question: str) -> list[str]:
        return [to for to, _ in forms(running.desk.ask(question, None, None).citations, running.templates)]

    assert led("What should a memorandum cover?") == ["/templates/memorandum-of-understanding"]
    assert led("How often should the steering group meet?") == [
        "/templates/steering-group-terms-of-reference"
    ]
    assert led("What is GameChanger?") == []
    assert forms([], running.templates) == []


def test_the_first_page_leads_each_kind_of_user_to_their_door(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/", headers=PAGE).text, "lxml")
    doors = [link["href"] for link in page.select(".psp-doors h2 a")]
    assert doors == ["/start", "#q", "/assess", "/train"]
    footer = [link["href"] for link in page.select(".psp-footer__list a")]
    assert "/embed/demo" in footer  # for the web team of a partner
    for address in {*doors, *footer} - {"#q"}:
        assert client.get(address, headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    ("copied", "typed"), [("\ufb01nance", "finance"), ("pro\ufb01t and sta\ufb00", "profit and staff")]
)
def test_letters_that_a_pdf_draws_as_one_are_found(copied: str, typed: str, client: TestClient) -> None:
    results = [client.get("/v1/search", params={"q": words}).json()["results"] for words in (copied, typed)]
    assert results[0] == results[1]
    assert results[0][0]["bm25"] > 0
    pages = [
        BeautifulSoup(client.get("/knowledge", params={"q": words}, headers=PAGE).text, "lxml")
        for words in (copied, typed)
    ]
    found = [[link["href"] for link in page.select("main a")] for page in pages]
    assert found[0] == found[1]
