"""How heavy pages are, and that the light list of sources still leads to all that is known of each."""

import gzip

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from api.services import Services
from api.views.browsing import sources_shown, works_on
from api.views.document_view import work_meta
from tests.browser.places import PLACES
from tests.web.test_pages import get

MOST = 40_000


@pytest.mark.parametrize("address", sorted({address for address, status in PLACES.values() if status == 200}))
def test_a_page_is_within_forty_kilobytes_compressed(client: TestClient, address: str) -> None:
    page = client.get(address, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert 500 < len(gzip.compress(page.content, 6)) <= MOST


def test_each_source_has_its_place_in_the_list_and_leads_to_what_is_known_of_it(
    client: TestClient, services: Services
) -> None:
    works = sources_shown(services.knowledge)
    count = len(works_on(services.knowledge, 1).pages)
    pages = [get(client, f"/knowledge/sources?page={number}").text for number in range(1, count + 1)]
    listed = [entry for page in pages for entry in BeautifulSoup(page, "lxml").select("ol.psp-works > li")]
    assert all(len(gzip.compress(page.encode(), 6)) <= MOST for page in pages)
    assert [entry["id"] for entry in listed] == [work.id for work in works]
    noted = next(work for work in works if work.note not in ("", "none", None) and work.url)
    link = next(entry.a["href"] for entry in listed if entry.a and entry["id"] == noted.id)
    page = BeautifulSoup(get(client, str(link)).text, "lxml").select_one(".psp-source")
    assert page is not None
    shown = " ".join(page.text.split())
    assert work_meta(noted) in shown
    assert " ".join(str(noted.note).split()) in shown
    assert page.select(f'a[href="{noted.url}"]')


def test_a_source_without_a_note_says_nothing_of_it(client: TestClient, services: Services) -> None:
    without = [work for work in sources_shown(services.knowledge) if work.note == "none"]
    for work in without[:3]:
        assert ". none" not in get(client, f"/knowledge?source={work.id}").text


def test_each_page_of_the_sources_leads_to_the_others(client: TestClient, services: Services) -> None:
    count = len(works_on(services.knowledge, 1).pages)
    last = BeautifulSoup(get(client, "/knowledge/sources?page=999").text, "lxml")
    ways = last.find("nav", attrs={"aria-label": "Pages of the list"})
    assert ways
    assert [way["href"] for way in ways.select("a")] == [
        f"/knowledge/sources?page={number}" for number in range(1, count)
    ]
    assert ways.select_one('[aria-current="page"]')
    assert client.get("/knowledge/sources?page=0").status_code == 422
