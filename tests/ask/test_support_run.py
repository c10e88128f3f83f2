"""`psp eval support`: its judge shares nothing with the check it measures, and sees what slips through."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from api.ask.llm import LlmRewriter
from api.ask.llm_client import LlmClient
from api.ask.pipeline import Asker
from api.ask.support import Support, Verdict
from api.cli import psp
from api.evaluation.support import SupportRun, judge_reply, measure_support, random_questions, suspicions
from api.evaluation.support_corruptions import RULES, corrupt
from api.evaluation.support_tuning import pool_of
from api.services import Services
from tests.ask.llm_server import Behaviour, Double, serving
from tests.ask.weak_model import SENTENCE, WeakModel

SEEN_BY_COUNTING = ("another number", "negated", "another name", "opening added")


class Gullible(Support):
    """A check that finds everything supported."""

    def judge(self, text: str, sentence: str) -> Verdict:
        return Verdict(True)


class Murmuring:
    """In place of the real model: says a sentence with its first letter in front, and counts its calls."""

    calls = 0

    def handle_completions(self, wanted: dict[str, Any]) -> dict[str, Any]:
        self.calls += 1
        sentence = wanted["prompt"].rpartition("Sentence: ")[2].partition("\n")[0]
        return {"choices": [{"text": f" {sentence[0]}-{sentence}"}]}


def liar(services: Services, rules: tuple[str, ...]) -> Behaviour:
    pool, chance = pool_of(services.corpus), random.Random(3)

    def lie(server: Double, request: dict[str, Any]) -> None:
        items = []
        for number, quoted in SENTENCE.findall(request["messages"][1]["content"]):
            made = (corrupt(json.loads(quoted), rule, pool, chance) for rule in rules)
            items += [{"text": text, "rests_on": [int(number)]} for text in made if text]
        server.say(json.dumps(items))

    return lie


def questions(services: Services, count: int) -> list[str]:
    return random_questions(services.corpus, services.settings.corpus_dir / "judgements", count, seed=8)


def run_with(services: Services, support: Support, behaviour: Behaviour, count: int) -> SupportRun:
    with serving(behaviour) as url:
        rewriter = LlmRewriter(LlmClient(url, "m"), support, 20.0)
        asker = Asker(services.knowledge, services.graph, rewriter)
        return measure_support(asker, questions(services, count), 2, lambda done, total: None)


def test_with_the_real_check_no_lie_leaves(services: Services) -> None:
    support = Support(services.knowledge.embedder, services.knowledge.names)
    run = run_with(services, support, liar(services, tuple(RULES)), 10)
    assert (run.questions, run.reworded, run.unsupported) == (10, [], [])
    assert run.answered > 0
    assert run.as_json()["interval"][0] == 0.0


def test_lies_that_a_gullible_check_lets_through_are_seen(services: Services) -> None:
    gullible = Gullible(services.knowledge.embedder, services.knowledge.names)
    run = run_with(services, gullible, liar(services, SEEN_BY_COUNTING), 10)
    assert len(run.reworded) > 5
    assert len(run.unsupported) > len(run.reworded) / 2
    assert {one["said"] for one in run.unsupported} <= {one.text for one in run.reworded}


def test_a_statement_outside_its_quotes_is_unsupported_whatever_it_says(services: Services) -> None:
    reply = Asker(services.knowledge, services.graph).ask("What is a PSP?", detail="full")
    first = reply.answer.statements[0].model_copy(update={"citations": [99]})
    changed = reply.model_copy(update={"answer": reply.answer.model_copy(update={"statements": [first]})})
    run = SupportRun()
    judge_reply(changed, reply, run)
    assert [(one["said"], one["why"]) for one in run.unsupported] == [(first.text, "in no quote of its own")]


@pytest.mark.parametrize(
    ("text", "sentence", "found"),
    [
        ("In 2014, Fife paid £2,000.", "Fife paid £2000 in 2014.", []),
        ("It doesn't work if they can't pay.", "It does not work if they cannot pay.", []),
        ("Partners have to agree.", "Partners must agree.", []),
        ("It took around two years.", "It took about two years.", []),
        ("Fife's council paid.", "The council of Fife paid.", []),
        ("It took two years.", "It took three years.", ["number"]),
        ("Falkirk paid.", "It paid Fife.", ["name"]),
        ("It was not said that Moray paid.", "It was said that Fife paid.", ["name", "negation"]),
        ("Partners may agree.", "Partners should agree.", ["modality"]),
        ("All partners agree.", "Some partners agree.", ["limit"]),
    ],
)
def test_plain_counting_names_the_difference(text: str, sentence: str, found: list[str]) -> None:
    assert list(suspicions(text, sentence)) == found


def test_the_questions_are_random_different_and_the_same_for_a_seed(services: Services) -> None:
    some = questions(services, 200)
    assert some == questions(services, 200)
    assert len(set(some)) == 200
    assert not [question for question in some if " #" in question]
    everything = questions(services, 10**6)
    assert len(everything) > 2000
    assert set(some) < set(everything)


def test_the_command_writes_what_was_reworded_and_fails_on_what_should_not_have_left(
    services: Services, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "support.json"
    monkeypatch.setenv("PSP_DATA_DIR", str(built))
    with serving(liar(services, tuple(RULES))) as url:
        monkeypatch.setenv("PSP_LLM_URL", url)
        done = CliRunner().invoke(
            psp, ["eval", "support", "--questions", "2", "--json", "--out", str(out)], catch_exceptions=False
        )
    printed, written = json.loads(done.stdout), json.loads(out.read_text())
    assert done.exit_code == 0
    assert (printed["questions"], printed["unsupported"]) == (2, 0)
    assert written["figures"]["llm"] == printed["llm"]
    assert written["settings"]["llm"] is True
    assert written["reworded"] == []


def test_the_weak_model_is_asked_once_for_each_sentence() -> None:
    model = Murmuring()
    weak = WeakModel(model)
    assert [weak.in_other_words("It ran.") for _ in range(3)] == ["I-It ran."] * 3
    assert model.calls == 1
