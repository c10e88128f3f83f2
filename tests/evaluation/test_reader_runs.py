"""`psp eval oracle` and `psp eval liar`: the judge sees what is wrong, the oracle only what an LLM sees."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import psp
from api.commands.evaluate_reader import with_oracle
from api.evaluation import answers as reading
from api.evaluation.liar import MARK
from api.evaluation.lied_to import Held, faults_of, held_by
from api.evaluation.oracle import Oracle
from api.services import Services
from kb.safe_yaml import values_in

READERS = Path("corpus/judgements/reader-questions.yml")


@pytest.fixture(scope="module")
def held(services: Services) -> Held:
    return held_by(services.asker)


@pytest.fixture
def reply(services: Services) -> dict[str, Any]:
    made = services.asker.ask("Is a PSP legal?").as_json()
    assert made["verdict"] == "yes"
    return made


def test_usual_answers_are_borne_out(services: Services, held: Held) -> None:
    asked = ("What is a PSP?", "psp or grant, what is the difference", "How do we start a PSP?",
             "the council and the charity do not trust each other, what now", "Is a PSP legal?",
             "How long does a pilot take, and who pays for it?", "how do I bake bread")  # fmt: skip
    for question in asked:
        assert faults_of(services.asker.ask(question).as_json(), held) == []


def test_the_judge_sees_an_invented_sentence(reply: dict[str, Any], held: Held) -> None:
    said = reply["answer"]["statements"][0]
    said.update(text="Yes. PSPs are free.")
    reply["citations"][0]["quote"] += " PSPs are free."  # a quote that was made up as well
    assert faults_of(reply, held)[0].startswith("in no passage that it cites")


def test_the_judge_sees_a_sentence_without_a_citation(reply: dict[str, Any], held: Held) -> None:
    reply["answer"]["statements"][0]["citations"] = [99]
    assert faults_of(reply, held)[0].startswith("uncited")


def test_the_judge_sees_the_sentence_of_another_passage(reply: dict[str, Any], held: Held) -> None:
    reply["citations"][0]["passage_id"] = "process/what-is-a-psp#what-is-a-psp"
    assert faults_of(reply, held)[0].startswith("in no passage that it cites")


def test_the_judge_sees_a_verdict_that_nobody_reviewed(reply: dict[str, Any], held: Held) -> None:
    said = reply["answer"]["statements"][0]
    said.update(verdict="depends", text=said["text"].replace("Yes.", "It depends."))
    reply["answer"]["text"] = reply["answer"]["text"].replace("Yes.", "It depends.")
    bare = Held(held.sentences, held.graph_lines, {}, held.usual_verdict)
    assert faults_of(reply, bare)[0].startswith("verdict depends that nobody reviewed")


def test_the_judge_sees_words_beside_the_statements(reply: dict[str, Any], held: Held) -> None:
    reply["answer"]["text"] += " Call me."
    assert faults_of(reply, held) == ["says besides: Call me"]


def test_the_judge_knows_the_hedge_where_lines_may_only_be_near(reply: dict[str, Any], held: Held) -> None:
    hedge = "The sources may not answer exactly this. The nearest thing that they say:"
    reply["answer"]["text"] = f"{hedge}\n\n{reply['answer']['text']}"
    assert faults_of(reply | {"only_near": True}, held) == []
    assert faults_of(reply, held)[0].startswith("says besides: The sources may not")
    reply["answer"]["text"] += " Call me."
    assert faults_of(reply | {"only_near": True}, held) == ["says besides: Call me"]


@pytest.mark.parametrize("field", ["understood_as", "note"])
def test_the_judge_sees_what_the_liar_invented_wherever_it_is(
    reply: dict[str, Any], held: Held, field: str
) -> None:
    reply[field] = f"One {MARK.upper()} a day."
    assert "holds what the LLM invented" in faults_of(reply, held)


def test_the_oracle_chooses_by_what_is_expected_among_what_it_is_shown() -> None:
    item = {"kind": "answerable", "first": [["tender"], ["last"]], "must": [["pilot"]], "must_not": ["free"],
            "verdict": "yes"}  # fmt: skip
    lines = {1: "A tender, free and last.", 2: "The last step is a tender.", 3: "A pilot.", 4: "A pilot too."}
    best = Oracle(item).choice(lines)
    assert best == {"standalone": "a", "answers": "yes", "sentences": [2, 3], "verdict": "yes"}
    assert Oracle(item).choice({3: "A pilot."})["answers"] == "partly"
    assert Oracle({"kind": "unanswerable"}).choice(lines)["answers"] == "no"


def test_a_perfect_reader_brings_more_than_the_usual_path(services: Services) -> None:
    every = [item for item in values_in(READERS.read_text()) if item["split"] == "tune"][::8]
    usual = reading.read(every, lambda item: services.asker.ask(str(item["q"])))
    perfect = with_oracle(services.asker, every, lambda done, of: None)
    gained = [key for key, right in perfect.outcomes.items() if right and not usual.outcomes[key]]
    lost = [key for key, right in usual.outcomes.items() if right and not perfect.outcomes[key]]
    assert len(gained) > len(every) / 10
    assert lost == []
    assert perfect.uncited == 0


def test_the_oracle_is_a_command(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = tmp_path / "asked.yml"
    asked.write_text(
        '- {id: "1", form: "definition", kind: "answerable", q: "What is a PSP?", first: [["partnership"]]}\n'
        '- {id: "2", form: "fact", kind: "unanswerable", q: "Who chaired the board of Homereach in 2006?"}\n'
    )
    monkeypatch.setenv("PSP_DATA_DIR", str(built))
    done = CliRunner().invoke(psp, ["eval", "oracle", str(asked), "--json"], catch_exceptions=False)
    printed = json.loads(done.stdout)
    assert (printed["usual"]["all"]["of"], printed["oracle"]["all"]["right"]) == (2, 2)


@pytest.mark.parametrize("count", [12, pytest.param(1000, marks=pytest.mark.exhaustive)])
def test_a_liar_brings_nothing_uncited_into_a_whole_server(
    built: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setenv("PSP_DATA_DIR", str(built))
    done = CliRunner().invoke(
        psp, ["eval", "liar", "--questions", str(count), "--json"], catch_exceptions=False
    )
    printed = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (printed["questions"], printed["uncited_or_unsupported"], printed["server_errors"]) == (
        count,
        0,
        0,
    )
    assert printed["statements"] > 0
    assert sum(printed["lies"].values()) > count / 2
