#!/usr/bin/env bash
# rdflib 7.6.0 reads 4.0 in JSON-LD as another number than 4.
#
# To JSON both are one number. JSON-LD 1.1 (API, object to RDF conversion) therefore makes xsd:integer of each that
# has no fraction, unless a type is given, and PyLD 3.3.0 does. rdflib goes by how the number is written and makes
# xsd:double of 4.0. Python writes a mean of four as 4.0, JavaScript as 4: the same scores from two servers become
# two graphs, a query for 4 finds one of them, and nothing is said. Seen 30 November 2026. PSP Guide's JSON-LD
# holds words and addresses only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "rdflib==7.6.0" "pyld==3.3.0"
"$folder/venv/bin/python" - <<'PY'
import json
from importlib.metadata import version

import rdflib
from pyld import jsonld

QUERY = "SELECT ?who WHERE { ?who <https://guide.example/ns#score> 4 }"


def document(score: str) -> str:
    context = '{"@vocab": "https://guide.example/ns#"}'
    return f'{{"@context": {context}, "@id": "https://guide.example/answers/1", "score": {score}}}'


def by_rdflib(score: str) -> tuple[str, int]:
    graph = rdflib.Graph().parse(data=document(score), format="json-ld")
    (number,) = graph.objects()
    return number.n3(), len(graph.query(QUERY))


def by_pyld(score: str) -> tuple[str, int]:
    quads = jsonld.to_rdf(json.loads(document(score)), {"format": "application/n-quads"})
    graph = rdflib.Graph().parse(data=quads, format="nt")
    (number,) = graph.objects()
    return number.n3(), len(graph.query(QUERY))


found = {score: (by_rdflib(score), by_pyld(score)) for score in ("4", "4.0")}
print("rdflib", version("rdflib"), "PyLD", version("pyld"))
for score, (one, other) in found.items():
    print(f"{score}: rdflib {one[0]}, found {one[1]}; PyLD {other[0]}, found {other[1]}")
whole = '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'
assert found["4"] == ((whole, 1), (whole, 1))
assert found["4.0"][1] == (whole, 1)
assert found["4.0"][0] == ('"4.0"^^<http://www.w3.org/2001/XMLSchema#double>', 0), "the behaviour changed"
PY
