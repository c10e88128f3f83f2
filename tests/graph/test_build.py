import subprocess
import sys

import pytest

from graph.build import Graph
from graph.errors import GraphContentError, UnknownNode
from graph.records import Edge, EdgeKind
from kb.documents import Corpus


def edge(graph: Graph, source: str, kind: EdgeKind, target: str) -> Edge:
    (found,) = [e for e in graph.edges_from(source, kind) if e.target == target]
    return found


def test_lessons_and_pilots_are_nodes_and_other_documents_only_evidence(graph: Graph) -> None:
    assert [node.id for node in graph.of_kind("lesson")] == ["lessons/a", "lessons/b"]
    assert [node.id for node in graph.of_kind("pilot")] == ["pilots/p"]
    assert "process/m" not in graph.nodes
    assert edge(graph, "second", "arises_in", "stage:design").evidence == ("process/m#how",)


def test_an_entry_is_evidenced_by_the_lessons_and_pilots_that_its_statements_rest_on(graph: Graph) -> None:
    assert {e.target for e in graph.edges_from("first", "evidenced_by")} == {"lessons/a", "pilots/p"}
    assert edge(graph, "first", "evidenced_by", "lessons/a").evidence == (
        "lessons/a#one", "lessons/a#own", "lessons/a#two",
    )  # fmt: skip


def test_a_stage_without_a_passage_is_told_as_our_judgement_and_rests_on_no_work(small: Corpus) -> None:
    del small.barriers[1]["arises_in"][0]["evidence"]
    found = edge(Graph.from_corpus(small), "second", "arises_in", "stage:design")
    assert (found.evidence, found.sources, found.strength) == ((), (), "our judgement")


def test_a_lesson_is_evidenced_by_a_pilot_only_where_both_rest_on_the_same_fact(graph: Graph) -> None:
    # lessons/a names pilots/p (fact f-1 in both) and lessons/b (no fact in common) as evidence
    (found,) = graph.edges_from("lessons/a", "evidenced_by")
    assert (found.target, found.evidence) == ("pilots/p", ("lessons/a#one", "pilots/p#story"))


def test_where_a_mitigation_was_tried_rests_on_the_pilot_alone(graph: Graph) -> None:
    assert edge(graph, "first", "mitigated_by", "cure").tried_in == ("pilots/p",)
    assert edge(graph, "cure", "tried_in", "pilots/p").evidence == ("pilots/p#story",)


def test_strength_is_computed_from_the_works_behind_the_passages(graph: Graph) -> None:
    # #one leads with an evaluation; #two and the pilot page both rest on the guide, which counts once
    assert edge(graph, "first", "mitigated_by", "balm").strength == "evaluated"
    assert edge(graph, "first", "mitigated_by", "cure").strength == "one source"
    assert edge(graph, "first", "mitigated_by", "cure").sources == ("gu",)


def test_an_evaluation_beside_the_point_of_a_passage_does_not_make_an_edge_evaluated(small: Corpus) -> None:
    small.barriers[0]["causes"][0]["evidence"] = ["lessons/a#aside"]
    assert edge(Graph.from_corpus(small), "first", "causes", "second").strength == "several"


def test_notes_say_how_and_what_it_led_to(graph: Graph) -> None:
    assert edge(graph, "first", "causes", "second").note == "One thing leads to another."
    assert edge(graph, "first", "met_by", "pilots/p").note == "Nothing came of it."


def test_supersedes_and_part_of_become_edges(graph: Graph) -> None:
    assert edge(graph, "lessons/b", "supersedes", "lessons/a").evidence == ("lessons/b#three",)
    assert edge(graph, "third", "part_of", "second").evidence == ("process/m#how",)


def test_a_bare_slug_finds_a_stage_and_a_wrong_one_names_what_is_near(graph: Graph) -> None:
    assert graph.node("prepare").id == "stage:prepare"
    with pytest.raises(UnknownNode, match="did you mean second"):
        graph.node("secnd")


def test_a_bad_corpus_gives_every_problem_at_once(small: Corpus) -> None:
    small.barriers[0]["signs"] = []
    small.mitigations[0]["colour"] = "blue"
    with pytest.raises(GraphContentError) as caught:
        Graph.from_corpus(small)
    assert len(caught.value.problems) == 2
    assert "first: signs" in str(caught.value)
    assert "cure: colour" in str(caught.value)


def test_building_and_asking_do_not_import_networkx() -> None:
    code = "import sys, graph, graph.build; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
