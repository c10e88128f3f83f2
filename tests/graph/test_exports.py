import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import igraph
import networkx
import pytest

from graph.build import Graph
from graph.exports import CSV_HEADER, as_csv, as_graphml, as_json
from graph.jsonld import as_jsonld, context
from graph.records import Edge, Node


def test_json_has_the_shape_of_the_contract(graph: Graph) -> None:
    data = json.loads(json.dumps(as_json(graph)))
    assert data.keys() == {"nodes", "edges"}
    first = {"id": "first", "kind": "barrier", "title": "The first barrier"}
    assert first.items() <= data["nodes"][0].items()
    assert {"source", "target", "kind", "evidence", "strength"} <= data["edges"][0].keys()
    assert len(data["edges"]) == len(graph.edges)


def test_json_can_be_read_back_into_the_same_graph(graph: Graph) -> None:
    data = json.loads(json.dumps(as_json(graph)))
    nodes = [Node.model_validate_json(json.dumps(node)) for node in data["nodes"]]
    edges = [Edge.model_validate_json(json.dumps(edge)) for edge in data["edges"]]
    assert (dict(graph.nodes), graph.edges) == ({node.id: node for node in nodes}, tuple(edges))


def test_graphml_is_read_by_networkx_with_all_nodes_edges_and_evidence(graph: Graph) -> None:
    again = networkx.parse_graphml(as_graphml(graph), force_multigraph=True)
    assert (again.number_of_nodes(), again.number_of_edges()) == (len(graph.nodes), len(graph.edges))
    kinds = {data["kind"]: data["evidence"] for _, _, data in again.out_edges("first", data=True)}
    assert kinds["causes"] == "lessons/a#two"


def test_graphml_is_read_by_igraph_with_all_nodes_edges_and_labels(real: Graph, tmp_path: Path) -> None:
    (tmp_path / "graph.graphml").write_text(as_graphml(real), "utf-8")
    again = igraph.Graph.Read_GraphML(str(tmp_path / "graph.graphml"))
    assert (again.vcount(), again.ecount()) == (len(real.nodes), len(real.edges))
    assert again.is_directed()
    assert again.vs["label"] == [node.title for node in real.nodes.values()]
    found = {(again.vs[e.source]["id"], e["label"], again.vs[e.target]["id"]) for e in again.es}
    assert found == {(edge.source, edge.kind.replace("_", " "), edge.target) for edge in real.edges}


def test_graphml_gives_every_element_an_id_of_its_own(real: Graph) -> None:
    # graphology refuses a file in which two edges share an id, Gephi keeps one edge an id
    root = ElementTree.fromstring(as_graphml(real))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) >= len(real.nodes) + len(real.edges)


def test_graphml_keeps_hostile_text_as_text() -> None:
    hostile = Graph([Node(id="x", kind="theme", title="</node><script>&")], [])
    assert networkx.parse_graphml(as_graphml(hostile)).nodes["x"]["title"] == "</node><script>&"


def test_csv_has_a_row_an_edge_and_defuses_formulas(graph: Graph) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(graph))))
    assert tuple(rows[0]) == CSV_HEADER
    assert len(rows) == 1 + len(graph.edges)
    nodes = [Node(id="a", kind="theme", title="=HYPERLINK(1)"), Node(id="b", kind="theme", title="B")]
    edge = Edge(source="a", target="b", kind="about", evidence=("x/y#z",), strength="one source")
    assert list(csv.reader(io.StringIO(as_csv(Graph(nodes, [edge])))))[1][1] == "'=HYPERLINK(1)"


def test_jsonld_defines_every_term_that_it_uses(graph: Graph) -> None:
    data = as_jsonld(graph, "https://guide.example")
    terms = data["@context"]
    for thing in data["@graph"]:
        assert {key for key in thing if not key.startswith("@")} <= terms.keys()
        assert str(thing["type"]).split(":")[0] in terms


def test_jsonld_gives_the_plain_triple_and_the_statement_with_its_evidence(graph: Graph) -> None:
    data = as_jsonld(graph, "https://guide.example", "https://guide.example/ns")
    assert data["@context"] == "https://guide.example/ns"
    base = "https://guide.example/v1/graph/nodes/"
    first = next(thing for thing in data["@graph"] if thing["id"] == f"{base}first")
    assert first["causes"] == [f"{base}second"]
    (said,) = [
        thing for thing in data["@graph"]
        if (thing.get("subject"), thing.get("predicate")) == (f"{base}first", "psp:causes")
    ]  # fmt: skip
    assert said["evidence"] == ["https://guide.example/knowledge/lessons/a#two"]
    assert said["strength"] == "one source"


def test_a_mitigation_carries_first_action_effort_and_effect_in_every_form(graph: Graph) -> None:
    told = {"first_action": "Begin with this.", "effort": "small", "effect": "The cure helped once."}
    (plain,) = [node for node in as_json(graph)["nodes"] if node["id"] == "cure"]
    assert told.items() <= plain.items()
    assert told.items() <= networkx.parse_graphml(as_graphml(graph)).nodes["cure"].items()
    base = "https://guide.example"
    (linked,) = [t for t in as_jsonld(graph, base)["@graph"] if t["id"] == f"{base}/v1/graph/nodes/cure"]
    assert told.items() <= linked.items()


@pytest.mark.parametrize("kind", ["causes", "mitigated_by", "contradicts", "tried_in"])
def test_the_context_maps_each_edge_kind_to_a_link(kind: str) -> None:
    assert context("https://guide.example")["@context"][kind]["@type"] == "@id"
