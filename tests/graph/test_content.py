"""The reviewed graph of the real corpus."""

from pathlib import Path

import pytest

from graph.build import Graph
from graph.checks import check_graph
from graph.records import EDGE_KINDS, NODE_KINDS, STRENGTHS
from kb.documents import Corpus
from kb.loader import Reading
from tests.least_seconds import least_seconds

CORPUS = Path(__file__).parents[2] / "corpus"


def test_the_real_graph_has_no_problem(reading: Reading) -> None:
    assert [str(problem) for problem in check_graph(reading, CORPUS) if not problem.warning] == []


def test_there_are_enough_barriers_and_mitigations_and_every_kind_of_node(real: Graph) -> None:
    assert len(real.of_kind("barrier")) >= 70
    assert len(real.of_kind("mitigation")) >= 120
    assert all(real.of_kind(kind) for kind in NODE_KINDS)


def test_every_barrier_is_told_of_in_people_s_own_words(real: Graph) -> None:
    # fewer leave faces of the barrier unseen; many more and its editors no longer see what stands there
    counts = {barrier.id: len(barrier.noticed_as) for barrier in real.barriers.values()}
    assert {name: n for name, n in counts.items() if not 15 <= n <= 50} == {}
    editors = [line for barrier in real.barriers.values() for line in barrier.noticed_as if line[0].isupper()]
    assert editors == []


def test_a_first_action_says_what_to_do_and_every_mitigation_what_it_takes(real: Graph) -> None:
    for mitigation in real.mitigations.values():
        first = mitigation.first_action.text.split()[0]
        assert first[0].isupper(), mitigation.id
        assert not first.endswith(("s", "ing", "ed")), f"{mitigation.id} opens with no imperative: {first}"
        assert mitigation.effort, mitigation.id


def test_what_helps_stands_in_the_order_of_the_file(real: Graph) -> None:
    for barrier in real.barriers.values():
        written = [helps.mitigation for helps in barrier.mitigated_by]
        assert [help_.mitigation.id for help_ in real.mitigations_for(barrier.id)] == written


def test_every_edge_has_evidence_that_exists_and_ends_at_nodes(real: Graph, reading: Reading) -> None:
    passages = {passage.id for passage in reading.corpus.passages}
    for edge in real.edges:
        ours = edge.kind in ("arises_in", "used_in") and edge.strength == "our judgement"
        assert bool(edge.evidence) != ours, edge
        assert passages.issuperset(edge.evidence), edge
        assert {edge.source, edge.target} <= real.nodes.keys(), edge
        assert (edge.kind in EDGE_KINDS, edge.strength in STRENGTHS) == (True, True)


def test_no_node_is_an_orphan(real: Graph) -> None:
    touched = {end for edge in real.edges for end in (edge.source, edge.target)}
    assert sorted(real.nodes.keys() - touched) == []


def test_no_edge_stands_twice(real: Graph) -> None:
    seen = [(edge.source, edge.target, edge.kind) for edge in real.edges]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("barrier", "mitigation", "pilot"),
    [
        ("unclear-problem", "shared-problem-statement", "pilots/north-lanarkshire-homereach"),
        ("poor-communication", "involve-operational-staff-early", "pilots/renfrewshire-roar"),
        ("weak-senior-buy-in", "senior-sponsor", "pilots/north-lanarkshire-homereach"),
        ("no-sustained-funding", "binding-sustainability-contract", "pilots/social-bridging-finance"),
    ],
)
def test_what_the_founding_stories_tell_is_found(
    real: Graph, barrier: str, mitigation: str, pilot: str
) -> None:
    helps = {help_.mitigation.id: help_ for help_ in real.mitigations_for(barrier)}
    assert pilot in [node.id for node in helps[mitigation].tried_in]


def test_what_edinburgh_met_and_what_it_led_to(real: Graph) -> None:
    edges = real.edges_to("pilots/edinburgh-employability-consortium", "met_by")
    assert {edge.source for edge in edges} == {"unclear-problem", "scope-too-wide"}
    assert all(edge.strength == "evaluated" for edge in edges)


def test_what_follows_from_short_term_funding(real: Graph) -> None:
    ways = [[barrier.id for barrier in chain.barriers] for chain in real.chains("short-term-funding")]
    assert ["short-term-funding", "low-capacity-third-sector", "bidding-hard-for-small"] in ways


def test_any_two_barriers_are_connected_by_a_trail_of_evidence(real: Graph) -> None:
    first = real.of_kind("barrier")[0]
    for other in real.of_kind("barrier"):
        assert real.path(first.id, other.id).nodes[-1] == other


def test_the_graph_is_built_while_a_server_starts(reviewed: Corpus) -> None:
    # 45 ms on the machine where it was written
    assert least_seconds(lambda: Graph.from_corpus(reviewed)) < 0.2
