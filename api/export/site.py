"""The guide as plain pages: knowledge, guided route, map as a table, search; for any web server or disk.

Every link is relative. Nothing asks a server, counts or stores anything. One corpus gives the same bytes.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from api.ask.cautions import human_date
from api.ask.knowledge import Knowledge
from api.export.search_index import index_script
from api.frame.templates import Templates, read_templates
from api.views.document_view import document_view
from api.views.start_view import stage_view, stages_in_order
from api.views.words import FELT_NAMES, KIND_PLURALS
from graph.build import Graph
from kb.documents import Document

HERE = Path(__file__).parent / "templates"
COPIED = ("style.css", "search.js")


@cache
def _environment() -> Templates:
    return read_templates(HERE, human_date=human_date, local=local)


def local(address: str) -> str:
    """The file of a page of the guide, from the top of the export.

    >>> local("/knowledge/lessons/a?mark=cb40f7c9#why-it-matters")
    'knowledge/lessons/a.html#why-it-matters'
    """
    parts = urlsplit(address)
    return parts.path.strip("/") + ".html" + (f"#{parts.fragment}" if parts.fragment else "")


def site_files(knowledge: Knowledge, graph: Graph) -> dict[str, bytes]:
    """Every file of the site by its path."""
    pages = {
        name: _environment()
        .get_template(template)
        .render(root="../" * name.count("/"), version=knowledge.version, **context)
        for name, template, context in _pages(knowledge, graph)
    }
    files = {name: page.encode() for name, page in pages.items()}
    files |= {name: (HERE / name).read_bytes() for name in COPIED}
    files["search-index.js"] = index_script(_documents(knowledge))
    return files


def _documents(knowledge: Knowledge) -> list[Document]:
    return sorted(knowledge.documents.values(), key=lambda d: d.id)


def _pages(knowledge: Knowledge, graph: Graph) -> Iterator[tuple[str, str, dict[str, object]]]:
    corpus, documents = knowledge.index.corpus, _documents(knowledge)
    stages = stages_in_order(corpus)
    yield (
        "index.html",
        "home.html",
        {"stages": stages, "documents": len(documents), "sources": len(corpus.sources)},
    )
    yield "search.html", "search.html", {}
    yield "about.html", "about.html", {}
    yield "knowledge/index.html", "knowledge.html", {"groups": _groups(documents)}
    rows = list(_map_rows(graph))
    yield "map.html", "map.html", {"rows": rows, "felt": FELT_NAMES, "named": _named(documents)}
    yield "start/index.html", "start.html", {"stages": stages}
    for stage in stages:
        view = stage_view(stage, corpus, graph)
        yield f"start/{stage.id}.html", "stage.html", {"view": view, "stages": stages, "felt": FELT_NAMES}
    for document in documents:
        shown = document_view(document, knowledge, graph, frozenset())
        yield f"knowledge/{document.id}.html", "document.html", {"view": shown, "front": document.front}


def _groups(documents: list[Document]) -> list[tuple[str, list[Document]]]:
    groups = [(name, [d for d in documents if d.front.kind == kind]) for kind, name in KIND_PLURALS.items()]
    return [(name, sorted(found, key=lambda d: d.front.title)) for name, found in groups if found]


def _named(documents: list[Document]) -> dict[str, str]:
    """How a passage is called where it is linked to: its heading and, behind it, its document."""
    return {p.id: f"{p.heading} ({d.front.title})" for d in documents for p in d.passages}


def _map_rows(graph: Graph) -> Iterator[dict[str, object]]:
    for barrier in sorted(graph.barriers.values(), key=lambda b: b.title):
        yield {"barrier": barrier, "helps": graph.mitigations_for(barrier.id)}
