#!/usr/bin/env bash
# networkx 3.6.1 drops an edge's own attribute "source" when it writes a graph as JSON, and says nothing.
#
# In a graph of evidence, an edge that names the report it rests on is likely to call it "source". node_link_data
# and cytoscape_data put the node that the edge begins at under that name, over what was there; read back, the
# evidence is gone. Both say that they raise an error where two names of their own are equal; none is raised here.
# An "id" of a node is lost too in the first. The second keeps it, as the name of the node, while the edges go on
# naming the old one: they begin and end nowhere. GraphML keeps all. Seen 30 November 2026. PSP Guide writes its
# JSON itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "networkx==3.6.1"
"$folder/venv/bin/python" -W error - <<'PY'
import io

import networkx as nx

graph = nx.DiGraph()
graph.add_node("barrier", id="B-01")
graph.add_edge("barrier", "step", kind="helped by", source="Evaluation of 2011")

links = nx.node_link_data(graph)
again = nx.node_link_graph(links)
print("networkx", nx.__version__, "node_link_data:", links["edges"], links["nodes"])
assert again.edges["barrier", "step"] == {"kind": "helped by"}, "the behaviour changed"
assert again.nodes["barrier"] == {}, "the behaviour changed"

elements = nx.cytoscape_data(graph)["elements"]
(edge,) = (one["data"] for one in elements["edges"])
names = [one["data"]["id"] for one in elements["nodes"]]
print("cytoscape_data:", edge, "between nodes", names)
assert edge == {"kind": "helped by", "source": "barrier", "target": "step"}, "the behaviour changed"
assert names == ["B-01", "step"], "the behaviour changed"

text = io.BytesIO()
nx.write_graphml(graph, text)
text.seek(0)
kept = nx.read_graphml(text)
assert kept.edges["barrier", "step"]["source"] == "Evaluation of 2011"
assert kept.nodes["barrier"]["id"] == "B-01"
PY
