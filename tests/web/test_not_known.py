"""The page of what is not known: found by a query, whole, and reached from where people look."""

from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from api.frame.marking import passage_address
from api.services import Services
from api.views.unknown_view import most_unknown, says_untold, unknown_by_kind, unknown_in
from kb.markdown import parse_body
from tests.web.test_pages import get

PAGE = "/knowledge/not-known"


def listed(client: TestClient, query: str = "") -> list[str]:
    """The addresses of the sections on the page."""
    page = BeautifulSoup(get(client, PAGE + query).text, "lxml")
    return [str(link["href"]) for link in page.select("main ul.psp-plain > li > a")]


def test_every_section_that_says_so_of_itself_stands_on_the_page_once(
    client: TestClient, services: Services
) -> None:
    shown = listed(client)
    assert len(shown) == len(set(shown)) > 200
    passages = services.corpus.passages
    headed = [p.id for p in passages if p.heading.startswith("What the sources") and "not say" in p.heading]
    assert len(headed) > 20
    assert {passage_address(one) for one in headed} <= set(shown)
    texts = [
        line.text for line in BeautifulSoup(get(client, PAGE).text, "lxml").select("main ul.psp-plain > li")
    ]
    assert sum(map(says_untold, texts)) > 0.8 * len(shown)


def test_a_section_that_is_written_tomorrow_is_found_and_one_that_tells_is_not(services: Services) -> None:
    one = services.corpus.documents[0]
    body = (
        "## What did it cost?\nNo source that we read gives the cost. [@psp-guide-review, search]\n\n"
        "## How long did it last?\nThe pilot ran for a year. [@equal-lessons-2007, Time and resources]\n\n"
        "## May it be planned?\nNo source forbids it. [@psp-guide-review, search]\n"
    )
    passages = tuple(parse_body(body, one.front.id, one.path).passages)
    made = one.model_copy(update={"passages": passages})
    assert [section.heading for section in unknown_in(made).sections] == ["What did it cost?"]
    (kind,) = unknown_by_kind([made])
    assert kind.count == 1
    told = made.model_copy(update={"passages": passages[1:]})
    assert most_unknown([told, made], 3) == (made,)


def test_stage_and_theme_narrow_the_page_and_an_unknown_one_leaves_it_empty(
    client: TestClient, services: Services
) -> None:
    of = {d.front.id: d.front for d in services.corpus.documents}
    shown = listed(client, "?stage=pilot&theme=funding")
    assert 0 < len(shown) < len(listed(client))
    for address in shown:
        front = of[address.removeprefix("/knowledge/").split("#")[0]]
        assert ("pilot" in front.stage, "funding" in front.themes) == (True, True)
    assert listed(client, "?stage=never") == []


def test_the_page_is_reached_from_knowledge_about_and_every_stage(
    client: TestClient, services: Services
) -> None:
    for address in ("/knowledge", "/about", *(f"/start/{stage.id}" for stage in services.corpus.stages)):
        page = BeautifulSoup(get(client, address).text, "lxml")
        assert page.select(f'a[href^="{PAGE}"]'), address
