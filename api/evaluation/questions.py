"""Scoring answers on a question file: `must` patterns, cited sources, and who had to be refused."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from api.ask.reply import Reply
from api.ask.turn import Turn, turn_of
from api.evaluation.metrics import Tally
from kb.errors import EvaluationError
from kb.safe_yaml import values_in

ABSTAIN = frozenset({"unanswerable", "out_of_scope", "adversarial"})
AskWithTurns = Callable[[str, Sequence[Turn]], Reply]


@dataclass
class Score:
    """Right of all by kind, failures in full, times in ms, statements without citation."""

    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    failures: list[dict[str, str]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    statements: int = 0
    uncited: int = 0
    outcomes: dict[str, bool] = field(default_factory=dict)

    def summary(self) -> dict[str, dict[str, float]]:
        """A row a kind, then all, statements without citation, and latency; the outside scorer's shape."""
        rows: dict[str, dict[str, float]] = {}
        for kind, of in self.of.items():
            rows[kind] = Tally(of, self.right.get(kind, 0)).as_json()
        rows["all"] = {"right": sum(self.right.values()), "of": sum(self.of.values())}
        rows["statements_without_citation"] = {"right": self.uncited, "of": self.statements}
        times = sorted(self.milliseconds)
        if times:
            rows["latency_ms"] = {
                "p50": round(times[len(times) // 2], 1),
                "p95": round(times[int(len(times) * 0.95)], 1),
            }
        return rows


def read_items(path: Path, turned: bool = False) -> list[dict[str, Any]]:
    """The questions (or, `turned`, the conversations) of a YAML file.

    Raises:
        EvaluationError: the file cannot be read or an entry lacks its question; names which.
    """
    try:
        items = values_in(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(items, list):
        raise EvaluationError(f"{path}: a list of entries is needed")
    for number, item in enumerate(items, 1):
        text = item.get("turns" if turned else "q") if isinstance(item, dict) else None
        if not text or not item.get("id"):
            raise EvaluationError(f"{path}: entry {number} needs an id and {'turns' if turned else 'q'}")
    return items


def judge(item: Mapping[str, Any], reply: Reply) -> str:
    """Why the reply is not right; empty where it is."""
    kind = item.get("kind", "answerable")
    if kind in ABSTAIN:
        return "" if reply.status == "abstained" else f"answered ({reply.status})"
    if reply.status not in ("answered", "partial"):
        return f"not answered ({reply.status}, {reply.reason})"
    if missing := missing_groups(item.get("must", ()), reply.answer.text):
        return f"lacks {missing}"
    return cite_fault(item, reply)


def missing_groups(groups: Sequence[Sequence[str] | str], text: str) -> list[Sequence[str]]:
    """The groups of which no alternative stands in `text`; a pattern by itself is a group of one."""
    listed = [[group] if isinstance(group, str) else group for group in groups]
    return [group for group in listed if not any(re.search(pattern, text, re.I) for pattern in group)]


def cite_fault(item: Mapping[str, Any], reply: Reply) -> str:
    """What the reply cites, where it cites none of the sources that it should; "" where it does."""
    cited = {citation.source.id for citation in reply.citations}
    return f"cites {sorted(cited)}" if item.get("cite") and not cited & set(item["cite"]) else ""


def score(
    ask: AskWithTurns, questions: Sequence[Mapping[str, Any]], conversations: Sequence[Mapping[str, Any]] = ()
) -> Score:
    """Ask everything and judge the last reply of each."""
    result = Score()
    everything = [(item, [item["q"]]) for item in questions]
    everything += [({**item, "kind": "conversation"}, list(item["turns"])) for item in conversations]
    for item, texts in everything:
        turns: list[Turn] = []
        for text in texts:
            started = time.perf_counter()
            reply = ask(text, turns)
            result.milliseconds.append((time.perf_counter() - started) * 1000)
            turns = [*turns, turn_of(reply)]
        _note(result, item, texts[-1], reply)
    return result


def _note(result: Score, item: Mapping[str, Any], question: str, reply: Reply) -> None:
    result.statements += len(reply.answer.statements)
    result.uncited += sum(not statement.citations for statement in reply.answer.statements)
    kind = str(item.get("kind", "answerable"))
    why = judge(item, reply)
    result.of[kind] = result.of.get(kind, 0) + 1
    result.right[kind] = result.right.get(kind, 0) + (not why)
    result.outcomes[str(item["id"])] = not why
    if why:
        result.failures.append(
            {"id": str(item["id"]), "q": question, "why": why, "said": reply.answer.text[:300]}
        )
