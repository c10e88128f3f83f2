"""The content as open data: documents, sources, graph, questionnaires as JSON, JSON-LD, GraphML and CSV."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from api.ask.knowledge import Knowledge
from api.assess.loader import Library
from api.knowledge import views
from graph import exports, jsonld
from graph.build import Graph
from kb.cells import defused

LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = f"""The corpus of the PSP Guide: documents, graph and questionnaires
Licensed under the Creative Commons Attribution 4.0 International licence (CC BY 4.0).
{LICENCE_URL}

You may share and change it, also commercially, if you name the source ("PSP Guide"), link to the licence
and say what you changed. The published works that it cites (sources.json) belong to their own publishers
and carry their own licences; only short quotations and summaries of them are here.
"""
FORMAT_VERSION = 1


def data_files(knowledge: Knowledge, graph: Graph, library: Library, base: str) -> dict[str, bytes]:
    """Every file of the data set by its path; `base` is the address that names are made with."""
    corpus = knowledge.index.corpus
    documents = [
        views.document(knowledge.documents[name], knowledge.sources) for name in sorted(knowledge.documents)
    ]
    sources = [source.model_dump(mode="json") for source in sorted(corpus.sources, key=lambda s: s.id)]
    terms = {
        kind: [term.model_dump(mode="json") for term in getattr(corpus, kind)]
        for kind in ("stages", "themes", "roles", "names")
    }
    files: dict[str, bytes] = {
        "documents.json": _json({"documents": documents}),
        "documents.csv": _csv(_document_rows(documents)),
        "sentences.csv": _csv(_sentence_rows(documents)),
        "sources.json": _json({"sources": sources}),
        "sources.csv": _csv(
            [list(sources[0]), *(list(source.values()) for source in sources)] if sources else []
        ),
        "taxonomy.json": _json(terms),
        "graph.json": _json(exports.as_json(graph)),
        "graph.jsonld": _json(jsonld.as_jsonld(graph, base)),
        "graph.graphml": exports.as_graphml(graph).encode(),
        "graph.csv": exports.as_csv(graph).encode(),
        "LICENCE.txt": LICENCE.encode(),
        **_questionnaires(library),
    }
    files["dataset.jsonld"] = _json(_description(files, knowledge.version, base))
    files["README.md"] = _readme(files, knowledge.version).encode()
    return files


def _questionnaires(library: Library) -> dict[str, bytes]:
    return {f"questionnaires/{q.id}.json": _json(q.model_dump(mode="json")) for q in library.newest()}


def _document_rows(documents: Sequence[dict[str, Any]]) -> Iterable[Sequence[object]]:
    keys = (
        "id",
        "kind",
        "title",
        "summary",
        "stage",
        "themes",
        "barriers",
        "mitigations",
        "reviewed",
        "review_by",
        "as_of",
    )
    yield keys
    for document in documents:
        yield [" ".join(value) if isinstance(value := document[key], list) else value for key in keys]


def _sentence_rows(documents: Sequence[dict[str, Any]]) -> Iterable[Sequence[object]]:
    """One row a sentence: where it stands, what it says, and the places that it rests on."""
    yield ("passage_id", "heading", "sentence", "sources", "locators", "marks")
    for document in documents:
        for passage in document["passages"]:
            for item in _items(passage):
                marks = "; ".join(f"{mark['kind']} {mark['date'] or ''}".strip() for mark in item["marks"])
                for said in item["sentences"]:
                    cited = said["citations"]
                    yield (
                        passage["id"],
                        passage["heading"],
                        said["text"],
                        "; ".join(c["source"] for c in cited),
                        "; ".join(c["locator"] for c in cited),
                        marks,
                    )


def _items(passage: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for block in passage["blocks"]:
        if block["lead"]:
            yield block["lead"]
        yield from block["items"]


def _description(files: dict[str, bytes], version: str, base: str) -> dict[str, Any]:
    """The data set described with schema.org, as catalogues of open data read it."""
    kinds = {
        "json": "application/json",
        "jsonld": "application/ld+json",
        "csv": "text/csv",
        "graphml": "application/graphml+xml",
    }
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{base}/data",
        "name": "PSP Guide: corpus, graph and questionnaires",
        "description": "Cited guidance on Public Social Partnerships in Scotland, sentence by sentence.",
        "license": LICENCE_URL,
        "version": version,
        "inLanguage": "en-GB",
        "schemaVersion": FORMAT_VERSION,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": name,
                "contentSize": str(len(files[name])),
                "encodingFormat": kinds[ending],
            }
            for name in sorted(files)
            if (ending := name.rpartition(".")[2]) in kinds
        ],
    }


def _readme(files: dict[str, bytes], version: str) -> str:
    lines = "\n".join(f"| `{name}` | {len(files[name]):,} |" for name in sorted(files))
    return (
        f"# PSP Guide: open data\n\nCorpus version `{version}`, format version {FORMAT_VERSION}. "
        "Licence: CC BY 4.0, see `LICENCE.txt`. "
        "Check the files with `sha256sum -c SHA256SUMS`.\n\n| file | bytes |\n| --- | --- |\n" + lines + "\n"
    )


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    """The cell as text; a leading apostrophe keeps spreadsheets from reading a formula.

    >>> _cell("=1+1"), _cell(None)
    ("'=1+1", '')
    """
    return "" if value is None else defused(str(value))
