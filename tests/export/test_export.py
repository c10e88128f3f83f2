import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from api.assess.loader import load_library
from api.export.data import data_files
from api.export.search_index import index_script, stems_of
from api.export.site import site_files
from api.export.writing import ExportError, write_folder
from api.services import Services


@pytest.fixture(scope="module")
def site(services: Services) -> dict[str, bytes]:
    return site_files(services.knowledge, services.graph)


@pytest.fixture(scope="module")
def data(services: Services) -> dict[str, bytes]:
    library = load_library(services.settings.corpus_dir / "questionnaires")
    return data_files(services.knowledge, services.graph, library, "https://guide.example")


class Links(HTMLParser):
    """The addresses that a page leads to or loads, and the places on it that can be led to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links, self.loads, self.ids = set[str](), set[str](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src") and value:
                (self.links if tag == "a" else self.loads).add(value)


def test_every_link_of_the_site_leads_somewhere_within_it(site: dict[str, bytes]) -> None:
    pages = {name: Links(body.decode()) for name, body in site.items() if name.endswith(".html")}
    broken = []
    for name, page in pages.items():
        for link in (
            link
            for link in page.links | page.loads
            if not link.startswith("https://") and not link.startswith("http://")
        ):
            path, fragment = urldefrag(link)
            parts = [*Path(name).parent.parts]
            for step in path.split("/") if path else []:
                parts = parts[:-1] if step == ".." else [*parts, step]
            target = "/".join(parts) if path else name
            if target not in site or (
                fragment and target in pages and unquote(fragment) not in pages[target].ids
            ):
                broken.append((name, link))
    assert broken == []
    assert len(pages) > 150


def test_the_site_loads_nothing_from_elsewhere(site: dict[str, bytes]) -> None:
    for name, body in site.items():
        if name.endswith(".html"):
            assert all("//" not in address for address in Links(body.decode()).loads), name
    assert b"fetch(" not in site["search.js"]


def test_every_document_and_every_barrier_is_there(site: dict[str, bytes], services: Services) -> None:
    for document in services.corpus.documents:
        page = site[f"knowledge/{document.id}.html"].decode()
        assert document.passages[0].heading.replace("'", "&#39;") in page
    table = site["map.html"].decode()
    assert all(f'id="{barrier}"' in table for barrier in services.graph.barriers)
    assert all(f"start/{stage.id}.html" in site for stage in services.corpus.stages)


@pytest.mark.exhaustive
@pytest.mark.parametrize("what", ["site", "data"])
def test_two_processes_write_the_same_bytes(what: str, services: Services, tmp_path: Path) -> None:
    for seed in ("1", "2"):  # the order of sets differs between them
        environment = {**os.environ, "PSP_DATA_DIR": str(services.settings.data_dir), "PYTHONHASHSEED": seed}
        command = [
            sys.executable,
            "-c",
            "from api.cli import main; main()",
            "export",
            what,
            str(tmp_path / seed),
        ]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    # the checksums are of every file
    assert (tmp_path / "1" / "SHA256SUMS").read_bytes() == (tmp_path / "2" / "SHA256SUMS").read_bytes()


def test_the_search_index_is_small_and_finds_what_people_ask(
    site: dict[str, bytes], services: Services
) -> None:
    assert len(site["search-index.js"]) < 500 * len(services.knowledge.index.passages)
    found = json.loads(site["search-index.js"].decode().removeprefix("window.PSP_SEARCH=").rstrip(";\n"))
    assert len(found["passages"]) == len(list(services.corpus.passages))
    assert set(stems_of("Culture change")) <= set(found["words"])


def test_checksums_are_right_as_sha256sum_sees_them(data: dict[str, bytes], tmp_path: Path) -> None:
    write_folder(tmp_path / "data", data)
    checked = subprocess.run(
        ["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "data", capture_output=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, b"")
    listed = {line.split("  ")[1] for line in (tmp_path / "data" / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(data)


def test_the_data_is_whole_cited_and_licensed(data: dict[str, bytes], services: Services) -> None:
    documents = json.loads(data["documents.json"])["documents"]
    assert {d["id"] for d in documents} == {d.id for d in services.corpus.documents}
    rows = list(csv.DictReader(io.StringIO(data["sentences.csv"].decode())))
    assert len(rows) == sum(len(item.sentences) for p in services.corpus.passages for item in p.items)
    sources = {s["id"] for s in json.loads(data["sources.json"])["sources"]}
    assert {name for row in rows for name in row["sources"].split("; ") if name} <= sources
    graph = json.loads(data["graph.json"])
    for edge in graph["edges"]:  # a stage alone may be told as our judgement
        ours = edge["kind"] in ("arises_in", "used_in") and edge["strength"] == "our judgement"
        assert bool(edge["evidence"]) != ours, edge
    described = json.loads(data["dataset.jsonld"])
    assert (described["license"], described["version"]) == (
        "https://creativecommons.org/licenses/by/4.0/",
        services.corpus.version,
    )
    assert {d["contentUrl"] for d in described["distribution"]} <= set(data)
    assert "CC BY 4.0" in data["LICENCE.txt"].decode()
    assert "questionnaires/psp-readiness.json" in data


def test_no_cell_is_a_formula(data: dict[str, bytes]) -> None:
    for name in (name for name in data if name.endswith(".csv")):
        for row in csv.reader(io.StringIO(data[name].decode())):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_an_export_replaces_an_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out"
    write_folder(target, {"old.txt": b"old", "a/b.txt": b"1"})
    write_folder(target, {"new.txt": b"new"})
    assert sorted(p.name for p in target.iterdir()) == ["SHA256SUMS", "new.txt"]
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.doc").write_text("mine")
    with pytest.raises(ExportError, match="holds other files"):
        write_folder(precious, {"new.txt": b"new"})
    with pytest.raises(ExportError, match="is a file"):
        write_folder(precious / "thesis.doc", {"new.txt": b"new"})
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert (precious / "thesis.doc").read_text() == "mine"


def test_an_index_of_nothing_is_still_a_script() -> None:
    assert index_script([]).startswith(b'window.PSP_SEARCH={"pages":[]')


def test_checksums_are_of_the_bytes(tmp_path: Path) -> None:
    write_folder(tmp_path / "x", {"a": b"abc"})
    # FIPS 180-4, B.1: SHA-256 of "abc"
    assert (tmp_path / "x" / "SHA256SUMS").read_text().split()[0].startswith("ba7816bf8f01cfea")
    assert hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf8f01cfea")


def test_the_rule_for_stems_is_the_same_in_the_script() -> None:
    script = (Path(__file__).parents[2] / "api" / "export" / "templates" / "search.js").read_text()
    rule = re.search(
        r"word\.length > (\d+) \? word\.replace\(/(.+?)/, \"\"\) : word\)\.slice\(0, (\d+)\)", script
    )
    assert rule is not None
    assert rule.groups() == ("4", "(?:ies|ing|ed|es|s|e|y)$", "7")
