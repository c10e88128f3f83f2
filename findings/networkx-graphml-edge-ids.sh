#!/usr/bin/env bash
# networkx 3.6.1 writes edges of a MultiDiGraph to GraphML with ids that several edges share.
#
# The id of an edge is its key, which networkx counts from 0 for each pair of nodes. The GraphML schema declares
# the id of an edge unique in its graph. Strict readers refuse such a file; lax ones keep one edge an id. Here
# three edges get two ids. edge_id_from_attribute takes ids from an attribute and is right. Seen 29 November 2026.
# PSP Guide gives every edge an id of its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "networkx==3.6.1"
"$folder/venv/bin/python" - <<'PY'
import io
import re

import networkx as nx

graph = nx.MultiDiGraph()
graph.add_edge("a", "b", name="e1")
graph.add_edge("b", "c", name="e2")
graph.add_edge("a", "b", name="e3")


def ids(**options: str) -> list[str]:
    text = io.BytesIO()
    nx.write_graphml(graph, text, **options)
    return re.findall(r'<edge [^>]*id="([^"]*)"', text.getvalue().decode())


print("networkx", nx.__version__, "edge ids:", ids(), " from an attribute:", ids(edge_id_from_attribute="name"))
assert sorted(ids()) == ["0", "0", "1"], "the behaviour changed"
assert sorted(ids(edge_id_from_attribute="name")) == ["e1", "e2", "e3"]
PY
