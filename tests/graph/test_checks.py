import shutil
from pathlib import Path
from typing import Any

import pytest

from graph.build import Graph
from graph.checks import check_graph
from graph.errors import GraphContentError
from kb.documents import Corpus
from kb.frontmatter import read_yaml
from kb.loader import Reading


def texts(corpus: Corpus) -> list[str]:
    return [str(problem) for problem in check_graph(Reading(corpus))]


def test_the_small_corpus_is_clean(small: Corpus) -> None:
    assert texts(small) == []


def unknown_passage(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["causes"][0]["evidence"] = ["lessons/a#nowhere"]


def no_evidence(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["causes"][0]["evidence"] = []


def own_review_alone(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["arises_in"][0]["evidence"] = ["lessons/a#own"]


def passage_twice(b: dict[str, Any], m: dict[str, Any]) -> None:
    m["evidence"] = ["lessons/a#two", "lessons/a#two"]


def unknown_stage(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["arises_in"][0]["stage"] = "later"


def unknown_role(b: dict[str, Any], m: dict[str, Any]) -> None:
    m["done_by"].append({"role": "wizard", "evidence": ["process/m#how"]})


def causes_itself(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["causes"][0]["barrier"] = "first"


def mitigation_twice(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["mitigated_by"].append(b["mitigated_by"][0])


def tried_without_its_passage(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["mitigated_by"][0]["evidence"] = ["lessons/a#two"]


def tried_in_no_pilot(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["mitigated_by"][0]["tried_in"] = ["lessons/a"]


def uncontested_contradiction(b: dict[str, Any], m: dict[str, Any]) -> None:
    m["contradicts"] = [{"other": "balm", "point": "They cannot both be.", "evidence": ["lessons/a#two"]}]


def same_id(b: dict[str, Any], m: dict[str, Any]) -> None:
    m["id"] = "first"


def summary_that_points(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["summary"] = "It stands in the way."


def outcome_that_points(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["met_by"][0]["led_to"] = "This came to nothing."


def effect_that_points(b: dict[str, Any], m: dict[str, Any]) -> None:
    m["effect"]["text"] = "They found it useful."


def long_first_action(b: dict[str, Any], m: dict[str, Any]) -> None:
    m["first_action"]["text"] = "Do " + "one thing and " * 10 + "stop."


def one_help(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["mitigated_by"].pop()


def told_of_two(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["noticed_as"] = ["nobody answers", "Nobody  answers"]


def unknown_key(b: dict[str, Any], m: dict[str, Any]) -> None:
    b["colour"] = "blue"


@pytest.mark.parametrize(
    ("spoiler", "expected"),
    [
        (unknown_passage, "first: unknown passage 'lessons/a#nowhere'"),
        (no_evidence, "first: causes.0.evidence: "),
        (own_review_alone, "first: arises_in rests on our own review alone"),
        (passage_twice, "cure: the passage 'lessons/a#two' stands twice"),
        (unknown_stage, "first: arises_in names 'later', which is no other stage"),
        (unknown_role, "cure: done_by names 'wizard', which is no other role"),
        (causes_itself, "first: causes names 'first', which is no other barrier"),
        (mitigation_twice, "first: mitigated_by names 'cure' twice"),
        (
            tried_without_its_passage,
            "first: tried_in names 'pilots/p', but no passage of it is among the evidence",
        ),
        (tried_in_no_pilot, "first: unknown pilot 'lessons/a'"),
        (uncontested_contradiction, "cure: contradicts rests on no passage with a {contested} mark"),
        (same_id, "the id 'first' stands twice among barriers and mitigations"),
        (unknown_key, "first: colour: extra inputs are not permitted"),
        (summary_that_points, "first: summary opens with 'It', which points outside the sentence"),
        (outcome_that_points, "first: met_by opens with 'This', which points outside the sentence"),
        (effect_that_points, "cure: effect opens with 'They', which points outside the sentence"),
        (long_first_action, "cure: first_action has 32 words; at most 30"),
        (one_help, "first: fewer than 2 things help"),
        (told_of_two, "first: noticed_as 'Nobody  answers' stands under 'first' too"),
    ],
)
def test_each_fault_is_named(spoil: Any, spoiler: Any, expected: str) -> None:
    corpus = spoil(spoiler)
    assert any(expected in text for text in texts(corpus)), texts(corpus)
    with pytest.raises(GraphContentError):
        Graph.from_corpus(corpus)


def test_a_contradiction_with_a_contested_mark_is_an_edge(small: Corpus) -> None:
    against = {"other": "balm", "point": "They cannot both be.", "evidence": ["lessons/a#disputed"]}
    small.mitigations[0]["contradicts"] = [against]
    (edge,) = Graph.from_corpus(small).edges_from("cure", "contradicts")
    assert (edge.target, edge.note) == ("balm", "They cannot both be.")


def test_part_of_in_a_circle_is_refused_while_causes_may_run_in_one(small: Corpus) -> None:
    # first causes second causes first: allowed, and in the small corpus already
    small.barriers[1]["part_of"] = [{"of": "third", "evidence": ["lessons/a#one"]}]
    found = texts(small)
    assert [text.split(": ", 1)[1] for text in found] == [
        "second: part_of leads in a circle back to itself",
        "third: part_of leads in a circle back to itself",
    ]


def test_a_mitigation_that_helps_nothing_and_a_role_that_does_nothing_are_orphans(small: Corpus) -> None:
    for barrier in small.barriers:
        barrier["mitigated_by"] = [h for h in barrier["mitigated_by"] if h["mitigation"] == "balm"]
    small.mitigations[0].pop("done_by")
    found = "\n".join(texts(small))
    assert "cure: an orphan: no barrier names it in mitigated_by" in found
    assert "nothing names the role 'lead'" in found


def test_evidence_from_a_draft_is_refused_before_it_can_stop_the_server(small: Corpus) -> None:
    drafted = [
        d.model_copy(update={"front": d.front.model_copy(update={"status": "draft"})})
        if d.id == "pilots/p"
        else d
        for d in small.documents
    ]
    found = texts(small.model_copy(update={"documents": tuple(drafted)}))
    assert any("the passage 'pilots/p#story' is of a draft" in text for text in found)


def test_a_lesson_on_which_nothing_rests_is_warned_of(small: Corpus) -> None:
    idle = small.documents[1]
    front = idle.front.model_copy(update={"id": "lessons/z", "supersedes": ()})
    more = idle.model_copy(update={"front": front, "path": "lessons/z.md", "passages": ()})
    (problem,) = check_graph(Reading(small.model_copy(update={"documents": (*small.documents, more)})))
    assert (problem.path, problem.warning) == ("lessons/z.md", True)


def test_problems_of_a_folder_stand_at_their_line(tmp_path: Path, reading: Reading) -> None:
    shutil.copytree(Path(__file__).parents[2] / "corpus" / "taxonomy", tmp_path / "taxonomy")
    path = tmp_path / "taxonomy" / "barriers.yml"
    lines = path.read_text("utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if "stage:" in line)
    lines[number] = '    - stage: "never"'
    path.write_text("\n".join(lines), "utf-8")
    barriers = read_yaml(path.read_text("utf-8"), "barriers.yml").value
    assert isinstance(barriers, list)
    spoiled = reading.corpus.model_copy(update={"barriers": tuple(barriers)})
    (problem,) = [p for p in check_graph(Reading(spoiled), tmp_path) if not p.warning]
    assert (problem.path, problem.line) == ("taxonomy/barriers.yml", number + 1)
    assert "arises_in names 'never'" in problem.text
