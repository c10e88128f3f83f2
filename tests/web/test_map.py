"""The map: what is reported most, the picture, and choosing one barrier."""

import csv
import xml.etree.ElementTree as ET
from itertools import pairwise
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from api.services import Services
from api.views.map_drawing import COLUMN, whole_map
from api.views.map_picture import Pair, picture
from api.views.map_view import MapFilters, rows
from api.views.reported import most_reported, works_behind
from kb.checks import EDITORIAL
from tests.web.test_pages import get

SVG = "{http://www.w3.org/2000/svg}"


def test_the_five_first_have_most_works_behind_them(client: TestClient, services: Services) -> None:
    found = most_reported(services.graph, services.knowledge)
    counts = sorted(
        (len(works_behind(entry, services.knowledge)) for entry in services.graph.barriers.values()),
        reverse=True,
    )
    assert [count for _, count in found] == counts[:5]
    assert all(EDITORIAL not in works_behind(entry, services.knowledge) for entry, _ in found)
    page = BeautifulSoup(get(client, "/map").text, "lxml")
    drawn = [a["href"] for a in page.select(".psp-picture svg a.pm-box--barrier")]
    assert drawn == [f"/map/barriers/{entry.id}" for entry, _ in found]
    # the list for narrow screens says the same
    listed = [a["href"] for a in page.select(".psp-picture__list > li > a")]
    assert listed == drawn
    assert {a["href"] for a in page.select(".psp-picture__list ul a")} == {
        a["href"] for a in page.select(".psp-picture svg a.pm-box--helps")
    }


def test_works_are_counted_once_and_help_does_not_count(services: Services) -> None:
    entry = services.graph.barriers["unclear-problem"]
    shown = (entry.felt_by, *entry.signs, *entry.arises_in, *entry.met_by)
    passages = {p.id: p for p in services.knowledge.index.passages}
    by_hand = {
        citation.source
        for statement in shown
        for name in statement.evidence
        for item in passages[name].items
        for sentence in item.sentences
        for citation in sentence.citations
    }
    assert works_behind(entry, services.knowledge) == by_hand - {EDITORIAL}


def test_every_barrier_draws_a_picture_without_overlap(services: Services) -> None:
    for entry in services.graph.barriers.values():
        helps = services.graph.mitigations_for(entry.id)
        drawn = ET.fromstring(picture([Pair(entry, "", helps)], "What helps"))
        boxes = [r for a in drawn.iter(f"{SVG}a") for r in a.iter(f"{SVG}rect")]
        assert len(boxes) == 1 + len(helps)
        places = sorted((int(b.get("x", 0)), int(b.get("y", 0)), int(b.get("height", 0))) for b in boxes)
        for (x, y, height), (next_x, next_y, _) in pairwise(places):
            assert x != next_x or y + height <= next_y
        assert max(y + height for _, y, height in places) <= int(drawn.get("viewBox", "").split()[3])
        assert len(list(drawn.iter(f"{SVG}path"))) == len(helps)


def test_choosing_a_barrier_leads_to_its_page(client: TestClient) -> None:
    options = BeautifulSoup(get(client, "/map").text, "lxml").select("#barrier option")
    assert len(options) > 40
    reply = client.get(f"/map?barrier={options[3]['value']}", follow_redirects=False)
    assert reply.headers["location"] == f"/map/barriers/{options[3]['value']}"
    outside = client.get("/map?barrier=//evil.example", follow_redirects=False)
    assert outside.headers["location"].startswith("/map/barriers/")
    assert client.get("/map?barrier=none", headers={"accept": "text/html"}).status_code == 404
    page = get(client, f"/map/barriers/{options[3]['value']}").text
    assert "What helps" in page
    assert "When: " in page


def listed(client: TestClient, address: str) -> list[str]:
    page = BeautifulSoup(get(client, address).text, "lxml")
    return [str(link["href"]).rpartition("/")[2] for link in page.select("#table tbody th a")]


def test_the_table_is_folded_by_stages_and_holds_every_barrier_once(
    client: TestClient, services: Services
) -> None:
    assert sorted(listed(client, "/map")) == sorted(services.graph.barriers)
    order = [node.id for node in services.graph.of_kind("stage")]
    groups = BeautifulSoup(get(client, "/map").text, "lxml").select("#table > details:not([open])")
    titles = [group.summary.h3.text for group in groups]
    for group, title in zip(groups, titles, strict=True):
        assert f"{len(group.select('tbody tr'))} barrier" in group.summary.text
        for link in group.select("tbody th a"):
            entry = services.graph.barriers[str(link["href"]).rpartition("/")[2]]
            first = min((f"stage:{at.stage}" for at in entry.arises_in), key=order.index)
            assert services.graph.node(first).title == title
    assert len(titles) == len(order)


def test_words_find_barriers_by_what_is_told_of_them(client: TestClient, services: Services) -> None:
    for entry in list(services.graph.barriers.values())[::9]:
        sign = entry.signs[-1].text
        found = listed(client, f"/map?q={quote(sign.upper())}")
        assert entry.id in found
        assert len(found) < 20
    assert listed(client, "/map?q=sta\ufb00") == listed(client, "/map?q=staff")  # as copied from a PDF
    staff, both = listed(client, "/map?q=staff"), listed(client, "/map?q=staff&who=public")
    assert 0 < len(both) < len(staff) < len(services.graph.barriers)
    assert set(both) < set(staff)
    lines = csv.reader(client.get("/map/export.csv?q=staff").text.splitlines()[1:])
    assert {line[0] for line in lines} == {services.graph.barriers[name].title for name in staff}
    nothing = BeautifulSoup(get(client, "/map?q=zebra+<b>").text, "lxml").find(id="table")
    assert nothing.find("a", href="/?q=zebra+%3Cb%3E")
    assert client.get(f"/map?q={'x' * 201}").status_code == 422


def test_in_the_order_of_works_each_bar_is_as_long_as_its_number(
    client: TestClient, services: Services
) -> None:
    page = BeautifulSoup(get(client, "/map?order=works").text, "lxml")
    rows_ = page.select("#table tbody tr")
    assert not page.select("#table > details")
    counts = [int(row.select_one(".psp-bar").text.split()[0]) for row in rows_]
    assert counts == sorted(counts, reverse=True)
    for row, count in zip(rows_, counts, strict=True):
        entry = services.graph.barriers[str(row.th.a["href"]).rpartition("/")[2]]
        assert count == len(works_behind(entry, services.knowledge))
        assert int(row.select_one(".psp-bar rect")["width"]) == count
    assert client.get("/map?order=weight").status_code == 422


def test_the_whole_drawing_holds_every_barrier_what_helps_and_each_tie(services: Services) -> None:
    shown = rows(services.graph, MapFilters())
    drawn = ET.fromstring(whole_map(shown, services.graph))
    boxes = {a.get("data-node", ""): a for a in drawn.iter(f"{SVG}a")}
    edges = [e for row in shown for e in services.graph.edges_from(row.entry.id, "mitigated_by")]
    assert set(boxes) == set(services.graph.barriers) | {edge.target for edge in edges}
    number = {name: next(t.text or "" for t in box.iter(f"{SVG}tspan")) for name, box in boxes.items()}
    assert len(set(number.values())) == len(boxes)
    for row in shown:  # on paper the numbers say what the lines say on a screen
        small = "".join(t.text or "" for t in boxes[row.entry.id].iter(f"{SVG}text") if t.get("class"))
        helps, _, leads = small.partition("→")
        assert helps.split() == [number[h.mitigation.id] for h in row.helps]
        follow = services.graph.edges_from(row.entry.id, "causes")
        assert leads.split() == [number[e.target] for e in follow]


@pytest.mark.parametrize("stage", ["", "decide", "prepare", "sustain", "none"])
def test_columns_of_the_drawing_are_low_and_no_box_covers_another(services: Services, stage: str) -> None:
    drawn = ET.fromstring(whole_map(rows(services.graph, MapFilters(stage)), services.graph))
    frames = [r for a in drawn.iter(f"{SVG}a") for r in a.iter(f"{SVG}rect")]
    places = sorted((int(r.get("x", 0)), int(r.get("y", 0)), int(r.get("height", 0))) for r in frames)
    for (x, y, height), (next_x, next_y, _) in pairwise(places):
        assert x != next_x or y + height <= next_y
    wide, tall = map(int, drawn.get("viewBox", "").split()[2:])
    if len(places) > 40:  # as a window or a sheet of paper is
        assert 1.35 < wide / tall < 1.75
    assert all(y + height <= tall and x + COLUMN - 2 <= wide for x, y, height in places)


def test_the_drawing_as_a_file_stands_alone(client: TestClient) -> None:
    reply = client.get("/map/drawing.svg?stage=decide")
    assert reply.headers["content-type"] == "image/svg+xml"
    drawn = ET.fromstring(reply.text)
    links = [a.get("href", "") for a in drawn.iter(f"{SVG}a")]
    assert len(links) > 10
    assert all(link.startswith("http://testserver/map/") for link in links)
    assert drawn.find(f"{SVG}style") is not None
    assert client.get("/map/drawing.svg?stage=none").status_code == 404
    assert "pm--whole" not in get(client, "/map?stage=none").text
