"""The figures for Prometheus: what the LLM step did, from fixed sets of labels, each documented."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from api.ask.llm import LlmRewriter, Outcome, refusals_of_proposals
from api.ask.llm_client import LlmClient, Reason
from api.ask.support import faults
from api.evaluation.support_corruptions import corruptions
from api.evaluation.support_tuning import load_pairs, pool_of
from api.metrics import LLM_OUTCOMES, LLM_VERDICTS, Metrics
from api.services import Services
from api.settings import Settings
from tests.ask.llm_server import Double, nobody, serving
from tests.ask.test_llm import statements
from tests.ask.test_support import RULES_ALONE

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
SAID = ["Homereach piloted the services for roughly a year.", "Partners may leave if they wish."]


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def counted(metrics: Metrics, name: str) -> dict[str, float]:
    """What is not zero, by label."""
    samples = [s for family in metrics.registry.collect() for s in family.samples if s.name == name]
    return {next(iter(s.labels.values())): s.value for s in samples if s.value}


def test_what_the_llm_did_is_counted_by_outcome_and_verdict() -> None:
    metrics = Metrics()
    metrics.rewritten(Outcome("", 4, 4, 2, 0.5, ("new word", "modality")))
    metrics.rewritten(Outcome("", 1, 1, 0, 0.5, ("new word",)))
    metrics.rewritten(Outcome("timeout", 3, 0, 0, 20.0))
    assert counted(metrics, "psp_llm_answers_total") == {"reworded": 1, "kept": 1, "timeout": 1}
    assert counted(metrics, "psp_llm_sentences_total") == {"reworded": 2, "new_word": 2, "modality": 1}
    assert value(metrics, "psp_llm_seconds_count") == 3
    assert value(metrics, "psp_llm_seconds_sum") == pytest.approx(21.0)


def test_every_outcome_and_verdict_is_there_from_the_start() -> None:
    metrics = Metrics()
    assert set(get_args(Reason)) < set(LLM_OUTCOMES)
    assert {why.replace(" ", "_") for why in refusals_of_proposals()} < set(LLM_VERDICTS)
    assert [value(metrics, "psp_llm_answers_total", outcome=one) for one in LLM_OUTCOMES] == [0.0] * 9
    assert {value(metrics, "psp_llm_sentences_total", verdict=one) for one in LLM_VERDICTS} == {0.0}


def test_the_check_gives_no_reason_outside_the_fixed_set(services: Services) -> None:
    pairs = load_pairs()
    texts = [(p.text, p.sentence) for p in (*pairs.honest, *pairs.corrupted)]
    texts += [(lie, sentence) for _, sentence, lie in corruptions(pool_of(services.corpus), 20, 3)]
    assert {RULES_ALONE.judge(*pair).why for pair in texts} <= {"", *faults()}


def test_a_running_llm_is_counted_without_its_text(services: Services) -> None:
    def offer(server: Double, _: dict[str, Any]) -> None:
        made = ["Homereach piloted the services for about a year.", "Partners must flee to Zanzibar."]
        server.say(json.dumps([{"text": text, "rests_on": [n]} for n, text in enumerate(made, 1)]))

    with serving(offer) as url:
        own = Services(Settings(llm_url=url))
        own.knowledge = services.knowledge  # opened once for all tests
        assert own.rewriter is not None
        own.rewriter.rewrite("Who is in Zanzibar?", *statements(SAID))
    assert counted(own.metrics, "psp_llm_answers_total") == {"reworded": 1}
    assert counted(own.metrics, "psp_llm_sentences_total") == {"reworded": 1, "modality": 1}
    shown = own.metrics.as_text().decode()
    assert [word for word in ("Zanzibar", "Homereach", url) if word.lower() in shown.lower()] == []


def test_a_dead_llm_is_counted_as_unreachable(services: Services) -> None:
    metrics = Metrics()
    with nobody() as url:
        client = LlmClient(url, "m")
        client.open()  # loads its code, as the services do, so that the limit is for the call alone
        LlmRewriter(client, RULES_ALONE, 20.0, metrics.rewritten).rewrite("How?", *statements(SAID))
    assert counted(metrics, "psp_llm_answers_total") == {"unreachable": 1}


def test_every_figure_and_every_outcome_is_documented() -> None:
    text = OPERATIONS.read_text(encoding="utf-8")
    table = text.partition("## Figures for Prometheus")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(psp_\w+)` \| ([^|]*) \|", table.replace("| |", "|  |"), re.M))
    metrics = Metrics()
    there = {
        family.name + ("_total" if family.type == "counter" else "") for family in metrics.registry.collect()
    }
    assert set(rows) == there
    assert [one for one in (*LLM_OUTCOMES, *LLM_VERDICTS) if f"`{one}`" not in table] == []
