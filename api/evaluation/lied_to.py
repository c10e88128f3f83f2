"""Questions put to a whole server that a liar serves as LLM: what left it that no passage holds?

The judge shares no code with what checks a choice: it reads the corpus and the replies alone.
"""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.ask.pipeline import Asker
from api.evaluation.liar import MARK
from api.evaluation.metrics import wilson
from api.progress import Tell

# said before lines that may only be near: the guide's own words, of no passage
_HEDGE = re.compile(
    r"The sources may not answer exactly this(?:\. The nearest thing that they say:|: [^\n]*)"
)
_SAID = {"yes": "Yes. ", "no": "No. ", "depends": "It depends. "}


@dataclass(frozen=True)
class Held:
    """Everything that may be said: the sentences of each passage, the lines of the graph, the verdicts."""

    sentences: dict[str, frozenset[str]]
    graph_lines: frozenset[str]
    verdicts: dict[str, frozenset[str]]
    usual_verdict: Callable[[str], str | None]  # of a question, without an LLM


def held_by(asker: Asker) -> Held:
    """What corpus and graph of `asker`, which has no LLM, hold."""
    corpus, graph = asker.knowledge.index.corpus, asker.graph
    sentences: dict[str, frozenset[str]] = {}
    for document in corpus.documents:
        for passage in document.passages:
            items = [item for block in passage.blocks for item in (block.lead, *block.items) if item]
            sentences[passage.id] = frozenset(s.text for item in items for s in item.sentences)
    verdicts: dict[str, set[str]] = {}
    for variant in corpus.judged:
        verdicts.setdefault(variant.passage_id, set()).add(str(variant.verdict))
    lines = {barrier.summary for barrier in graph.barriers.values()}
    lines |= {met.led_to for barrier in graph.barriers.values() for met in barrier.met_by}
    lines |= {mitigation.first_action.text for mitigation in graph.mitigations.values()}
    known = {key: frozenset(value) for key, value in verdicts.items()}
    return Held(sentences, frozenset(lines), known, lambda question: asker.ask(question).verdict)


@dataclass
class LiedTo:
    """What came of the questions; `faults` lists everything that should not have left, one by one."""

    questions: int = 0
    answered: int = 0
    chosen_by_llm: int = 0
    statements: int = 0
    server_errors: int = 0
    slowest_s: float = 0.0
    faults: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain data: counts, and the share of faulty statements with its 95 % interval."""
        interval = wilson(len(self.faults), max(self.statements, len(self.faults)))
        return {
            "questions": self.questions, "answered": self.answered, "chosen_by_llm": self.chosen_by_llm,
            "statements": self.statements, "uncited_or_unsupported": len(self.faults),
            "interval": [round(bound, 5) for bound in interval] if interval else None,
            "server_errors": self.server_errors, "slowest_s": round(self.slowest_s, 2),
        }  # fmt: skip


def ask_all(base: str, questions: Sequence[str], held: Held, tell: Tell) -> LiedTo:
    """Ask the guide at `base` every question; every fourth goes on in the conversation before it."""
    found = LiedTo()
    conversation: str | None = None
    for number, question in enumerate(questions, start=1):
        going_on = conversation if number % 4 == 0 else None
        status, reply, seconds = post(f"{base}/v1/ask", {"question": question, "conversation_id": going_on})
        found.questions += 1
        found.slowest_s = max(found.slowest_s, seconds)
        if status >= 500:
            found.server_errors += 1
        elif status == 200:
            conversation = str(reply["conversation_id"])
            note(found, reply, held)
        tell(number, len(questions))
    return found


def note(found: LiedTo, reply: dict[str, Any], held: Held) -> None:
    """Count one reply and everything in it that should not have left."""
    found.answered += reply["status"] in ("answered", "partial")
    found.chosen_by_llm += reply["chosen_by"] == "llm"
    found.statements += len(reply["answer"]["statements"])
    for why in faults_of(reply, held):
        found.faults.append(
            {"question": reply["question"], "why": why, "said": reply["answer"]["text"][:300]}
        )


def faults_of(reply: dict[str, Any], held: Held) -> list[str]:
    """Everything in a reply that corpus and graph do not bear out."""
    faults = ["holds what the LLM invented"] if MARK in json.dumps(reply).lower() else []
    citations = {citation["number"]: citation for citation in reply["citations"]}
    for statement in reply["answer"]["statements"]:
        cited = [citations[number] for number in statement["citations"] if number in citations]
        if not cited:
            faults.append(f"uncited: {statement['text']}")
        elif not any(_bears_out(citation, _bare(statement), held) for citation in cited):
            faults.append(f"in no passage that it cites: {statement['text']}")
        elif (verdict := statement["verdict"]) and not (
            _reviewed(verdict, cited, held) or held.usual_verdict(reply["understood_as"]) == verdict
        ):
            faults.append(f"verdict {statement['verdict']} that nobody reviewed: {statement['text']}")
    return faults + _loose_text(reply)


def _bare(statement: dict[str, Any]) -> str:
    """The words of the corpus: without the verdict, and without the word before an order."""
    said = str(statement["text"])
    verdict = _SAID.get(str(statement["verdict"]), "")
    return said.removeprefix(verdict).removeprefix("What to do: ") if verdict else said


def _bears_out(citation: dict[str, Any], text: str, held: Held) -> bool:
    """Whether the passage holds the sentence or, of a line of the graph, the sentence quoted for it."""
    sentences = held.sentences.get(citation["passage_id"], frozenset())
    if text not in citation["quote"]:
        return False
    return text in sentences or (text in held.graph_lines and any(s in citation["quote"] for s in sentences))


def _reviewed(verdict: str, cited: Sequence[dict[str, Any]], held: Held) -> bool:
    """Whether a reviewed question on a passage that is cited has this verdict."""
    return any(verdict in held.verdicts.get(citation["passage_id"], ()) for citation in cited)


def _loose_text(reply: dict[str, Any]) -> list[str]:
    """What an answer says beside its statements: of an answer nothing may be left."""
    if reply["status"] not in ("answered", "partial") or reply["move"] == "sources":
        return []
    said = reply["answer"]["text"]
    left = _HEDGE.sub(" ", said) if reply["only_near"] else said
    for statement in sorted(reply["answer"]["statements"], key=lambda one: -len(one["text"])):
        for part in (statement["text"], statement["heading"] or "", f"({statement['who']})"):
            left = left.replace(part, " ") if part else left
    left = re.sub(r"\[\d+\]|\*\*:?|[-:.]|\b\d+\b", " ", left)
    return [f"says besides: {left.strip()}"] if left.strip() else []


def post(address: str, body: dict[str, Any]) -> tuple[int, dict[str, Any], float]:
    """Status, JSON and seconds of one request."""
    data = json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})  # noqa: S310  own server
    started = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310
            read = json.load(response)
            return response.status, read, time.monotonic() - started
    except urllib.error.HTTPError as error:
        return error.code, {}, time.monotonic() - started
