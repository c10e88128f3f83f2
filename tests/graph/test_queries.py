import pytest

from graph.build import Graph
from graph.errors import NoTrail, UnknownNode
from graph.records import Edge, Node


def test_what_helps_comes_in_the_order_of_the_entry_with_where_and_how(graph: Graph) -> None:
    # balm is better backed, but the editors put the cure first
    cure, balm = graph.mitigations_for("first")
    assert (balm.mitigation.id, balm.edge.strength) == ("balm", "evaluated")
    assert [pilot.id for pilot in cure.tried_in] == ["pilots/p"]
    assert (cure.first_action, [role.id for role in cure.done_by]) == ("Begin with this.", ["role:lead"])
    assert [stage.id for stage in cure.stages] == ["stage:prepare"]
    assert (cure.effort, cure.effect) == ("small", "The cure helped once.")
    assert (balm.effort, balm.effect) == ("", "")


def test_evidence_between_two_nodes_counts_either_direction_and_every_kind(graph: Graph) -> None:
    # first -> second rests on #two, second -> first on #one
    assert graph.evidence_for("first", "second") == ("lessons/a#two", "lessons/a#one")
    assert graph.evidence_for("first", "second") == tuple(reversed(graph.evidence_for("second", "first")))
    assert graph.evidence_for("second", "third", ["part_of"]) == ("process/m#how",)
    assert graph.evidence_for("third", "lead") == ()


def test_neighbours_know_the_direction(graph: Graph) -> None:
    found = {(n.node.id, n.direction) for n in graph.neighbours("second", ["causes"])}
    assert found == {("first", "out"), ("third", "out"), ("first", "in")}


def test_barriers_of_a_stage(graph: Graph) -> None:
    assert [n.node.id for n in graph.barriers_of_stage("design")] == ["second", "third"]


def test_a_barrier_that_cites_the_passage_comes_before_one_that_only_its_document_names(graph: Graph) -> None:
    # second cites lessons/b#three, third is only named in the head of lessons/b
    assert [n.id for n in graph.barriers_of_passages(["lessons/b#three"])] == ["second", "third"]


def test_an_earlier_passage_weighs_more(graph: Graph) -> None:
    # lessons/b#three: second 2, third 1. pilots/p#story: first 2. The second in the list counts half:
    # story first: first 2, second 1, third 0.5. three first: second 2, first 1 and third 1
    assert [n.id for n in graph.barriers_of_passages(["pilots/p#story", "lessons/b#three"])] == [
        "first", "second", "third",
    ]  # fmt: skip
    assert graph.barriers_of_passages(["lessons/b#three", "pilots/p#story"])[0].id == "second"


def test_resting_on_a_passage_counts_twice_as_much_as_being_named(graph: Graph) -> None:
    named = Graph(graph.nodes.values(), graph.edges, graph.barriers.values(), {"pilots/p": ("third",)})
    # third is named at rank 2: 1/2. second rests on the passage at rank 3: 2/3
    found = named.barriers_of_passages(["process/none#x", "pilots/p#rest", "lessons/b#three"])
    assert [node.id for node in found] == ["second", "third"]


def test_passages_that_nothing_cites_give_nothing(graph: Graph) -> None:
    assert graph.barriers_of_passages(["process/none#x", "not a passage"]) == ()
    assert graph.barriers_of_passages([]) == ()


def test_documents_for_a_node_put_the_most_evidence_first(graph: Graph) -> None:
    # first: three passages of lessons/a, one of pilots/p
    assert graph.documents_for("first") == ("lessons/a", "pilots/p")
    assert graph.documents_for("pilots/p")[0] == "pilots/p"
    assert graph.documents_for("third") == ("process/m", "lessons/b")


def test_chains_end_where_they_would_repeat_and_take_the_weakest_strength(graph: Graph) -> None:
    (chain,) = graph.chains("first")
    assert [barrier.id for barrier in chain.barriers] == ["first", "second", "third"]
    # first -> second rests on a guide alone, second -> third on an evaluation
    assert chain.strength == "one source"
    assert graph.chains("third") == ()


def test_chains_can_be_cut(graph: Graph) -> None:
    (chain,) = graph.chains("first", longest=1)
    assert [barrier.id for barrier in chain.barriers] == ["first", "second"]


def test_a_trail_goes_by_what_was_learned_and_not_by_a_shared_stage(graph: Graph) -> None:
    # second and third share stage:design; the direct edge wins
    trail = graph.path("second", "third")
    assert [node.id for node in trail.nodes] == ["second", "third"]
    back = graph.path("third", "second")
    assert [(step.edge.source, step.forward) for step in back.steps] in (
        [("third", True)],
        [("second", False)],
    )


def test_a_trail_to_itself_has_no_step(graph: Graph) -> None:
    trail = graph.path("first", "first")
    assert ([n.id for n in trail.nodes], trail.steps) == (["first"], ())


def test_no_trail_and_no_node_are_two_errors(graph: Graph) -> None:
    lonely = Graph([*graph.nodes.values(), Node(id="alone", kind="theme", title="Alone")], graph.edges)
    with pytest.raises(NoTrail, match="no trail of evidence leads from 'first' to 'alone'"):
        lonely.path("first", "alone")
    with pytest.raises(UnknownNode):
        lonely.path("first", "nobody")


def test_centrality_is_the_mean_of_two_shares(graph: Graph) -> None:
    # three barriers, so two others each; one pilot met any. first: 2 of 2 follow, 1 of 1 pilot -> 1.0.
    # second: first and third follow, no pilot -> (1 + 0) / 2 = 0.5. third: nothing -> 0.
    found = [(c.barrier.id, c.score, c.follows, c.met_by) for c in graph.central_barriers()]
    assert found == [("first", 1.0, 2, 1), ("second", 0.5, 2, 0), ("third", 0.0, 0, 0)]


def test_an_empty_graph_answers_and_does_not_divide_by_nothing() -> None:
    edges: list[Edge] = []
    assert Graph([], edges).central_barriers() == ()
    one = Graph([Node(id="x", kind="barrier", title="X")], edges)
    assert one.central_barriers()[0].score == 0.0
