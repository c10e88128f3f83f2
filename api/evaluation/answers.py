"""Answers judged as a reader reads: what comes first, what must and may not be there, how long it is."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.ask.composing.problem import LOOKS_LIKE
from api.ask.reply import Reply
from api.evaluation.metrics import Tally
from api.evaluation.questions import ABSTAIN, cite_fault, missing_groups
from kb.errors import EvaluationError

# no answer of a form may be longer, unless its question says otherwise; lists are taken whole
MAX_WORDS = {
    "definition": 70, "yes-no": 70, "fact": 60, "reason": 70, "premise": 80, "list": 240, "procedure": 240,
    "problem": 150, "comparison": 160, "several": 200,
}  # fmt: skip
LONGEST = 120
_OPENING_OF_A_PROBLEM = 5  # the barrier, or two of them, and three actions
_ACTIONS_WANTED = 3
_SILENT = re.compile(r"(no|none of the) sources?\b|the sources (give|name|say|tell) (no|nothing)\b", re.I)
_KEYS = {
    "id", "q", "turns", "form", "kind", "user", "asker", "split", "group", "first", "must", "must_not",
    "max_words",
    "parts", "verdict", "status", "cite", "note", "expect", "read", "barrier", "judged",
}  # fmt: skip


@dataclass
class Reading:
    """Right and direct by form, the first statement, the length, and every failure."""

    forms: dict[str, Tally] = field(default_factory=dict)
    first: Tally = field(default_factory=Tally)
    words: list[int] = field(default_factory=list)
    repeating: int = 0
    uncited: int = 0
    statements: int = 0
    refused: Tally = field(default_factory=Tally)
    declined: Tally = field(default_factory=Tally)
    said: Tally = field(default_factory=Tally)
    barrier: Tally = field(default_factory=Tally)
    acted: Tally = field(default_factory=Tally)
    failures: list[dict[str, str]] = field(default_factory=list)
    outcomes: dict[str, bool] = field(default_factory=dict)

    def note(self, item: Mapping[str, Any], reply: Reply) -> None:
        """Count one reply."""
        why = fault(item, reply)
        tally = self.forms.setdefault(str(item.get("form") or item.get("group") or item.get("kind")), Tally())
        tally.of += 1
        tally.right += not why
        self.outcomes[str(item["id"])] = not why
        if item.get("first") and reply.status in ("answered", "partial"):
            self.first.of += 1
            self.first.right += not first_fault(item, reply)
        self._note_refusal(item, reply)
        if item.get("barrier"):
            self._note_problem(item["barrier"], reply)
        if reply.status in ("answered", "partial"):
            self.words.append(len(said_words(reply)))
            self.repeating += repeats(reply)
        self.statements += len(reply.answer.statements)
        self.uncited += sum(not statement.citations for statement in reply.answer.statements)
        if why:
            said = reply.answer.text[:300]
            self.failures.append({"id": str(item["id"]), "q": question_of(item), "why": why, "said": said})

    def _note_refusal(self, item: Mapping[str, Any], reply: Reply) -> None:
        """Whether something in the subject was refused, and whether the sources' silence was told."""
        answered = reply.status in ("answered", "partial")
        if item.get("kind") == "unanswerable":
            self.declined.of += 1
            self.declined.right += not answered
            self.said.of += 1
            self.said.right += said_so(reply)
        elif item.get("kind") not in ABSTAIN and item.get("status") != "abstained":
            self.refused.of += 1
            self.refused.right += not answered

    def _note_problem(self, barriers: Sequence[str], reply: Reply) -> None:
        """Whether one of the right `barriers` is named, and whether three cited actions stand beside it."""
        right = bool({named.id for named in reply.barriers} & set(barriers))
        self.barrier.of += 1
        self.barrier.right += right
        self.acted.of += 1
        self.acted.right += right and actions(reply) >= _ACTIONS_WANTED

    def summary(self) -> dict[str, Any]:
        """One row a form, then all, and what holds of all answers."""
        whole = Tally(sum(t.of for t in self.forms.values()), sum(t.right for t in self.forms.values()))
        words = sum(self.words) / len(self.words) if self.words else None
        return {
            "forms": {form: tally.as_json() for form, tally in sorted(self.forms.items())},
            "all": whole.as_json(), "first_statement_answers": self.first.as_json(),
            "words_per_answer": round(words, 1) if words is not None else None,
            "answers_that_repeat_themselves": {"right": self.repeating, "of": len(self.words)},
            "statements_without_citation": {"right": self.uncited, "of": self.statements},
            "answerable_refused": self.refused.as_json(),
            "unanswerable_declined": self.declined.as_json(),
            "unanswerable_declined_or_said_so": self.said.as_json(),
            "problems_right_barrier_named": self.barrier.as_json(),
            "problems_right_barrier_and_three_actions": self.acted.as_json(),
        }  # fmt: skip


def read(
    items: Sequence[Mapping[str, Any]],
    ask: Callable[[Mapping[str, Any]], Reply],
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Reading:
    """Ask every item and judge its reply (of a conversation, the last).

    Raises:
        EvaluationError: an item holds a key that means nothing here; names it.
    """
    reading = Reading()
    for number, item in enumerate(items, start=1):
        if strange := set(item) - _KEYS:
            raise EvaluationError(f"item {item.get('id')}: unknown key {', '.join(sorted(strange))}")
        reading.note(item, ask(item))
        tell(number, len(items))
    return reading


def question_of(item: Mapping[str, Any]) -> str:
    """The question that is judged."""
    return str(item.get("q") or " > ".join(item.get("turns", ())))


def fault(item: Mapping[str, Any], reply: Reply) -> str:
    """Why a reader would not call the reply right and direct; "" where he would."""
    if item.get("kind") in ABSTAIN or item.get("status") == "abstained":
        return _decline_fault(item, reply)
    if reply.status not in ("answered", "partial"):
        return f"not answered ({reply.status}, {reply.reason})"
    if reply.only_near:
        return "marked as maybe only near, though it can be answered"
    return first_fault(item, reply) or _text_fault(item, reply)


def _decline_fault(item: Mapping[str, Any], reply: Reply) -> str:
    """What is wrong with not declining, or with the reason: the subject was ours, said strict readers."""
    silent = item.get("kind") == "unanswerable"
    if reply.status in ("answered", "partial"):
        return "" if silent and said_so(reply) else f"answered ({reply.status})"
    return "said to be another subject" if silent and reply.reason == "out_of_scope" else ""


def said_so(reply: Reply) -> bool:
    """Whether a reader is told that the sources do not answer: refused, marked as near, or said first of all.

    A line that is silent on something beside the question passes too; who reads has to see that.
    """
    if reply.status not in ("answered", "partial") or reply.only_near:
        return True
    return bool(_SILENT.match(reply.answer.statements[0].text)) if reply.answer.statements else False


def first_fault(item: Mapping[str, Any], reply: Reply) -> str:
    """What the first statement lacks of what it must hold; a barrier of the graph opens with its actions."""
    named = any(statement.heading == LOOKS_LIKE for statement in reply.answer.statements)
    opening = reply.answer.statements[: _OPENING_OF_A_PROBLEM if named else 1]
    said = " ".join(statement.text for statement in opening)
    missing = missing_groups(item.get("first", ()), said)
    return f"first statement lacks {missing}" if missing else ""


def _text_fault(item: Mapping[str, Any], reply: Reply) -> str:
    text = reply.answer.text
    if missing := missing_groups([*item.get("must", ()), *item.get("parts", ())], text):
        return f"lacks {missing}"
    if wrong := [pattern for pattern in item.get("must_not", ()) if re.search(pattern, text, re.I)]:
        return f"says {wrong}"
    if item.get("verdict") and reply.verdict != item["verdict"]:
        return f"verdict {reply.verdict}, not {item['verdict']}"
    words, most = len(said_words(reply)), item.get("max_words") or MAX_WORDS.get(str(reply.form), LONGEST)
    if words > most:
        return f"{words} words, {most} at most"
    return cite_fault(item, reply)


def actions(reply: Reply) -> int:
    """How many cited statements of a problem's answer say what to do: its opening, and every step or item.

    What stands under "This looks like" tells the trouble and is none.
    """
    told = [said for said in reply.answer.statements if said.citations and said.heading != LOOKS_LIKE]
    opening = told[:1] if reply.answer.statements[:1] == told[:1] else []
    return sum(said in opening or said.kind in ("item", "step") for said in told)


def said_words(reply: Reply) -> list[str]:
    """The words of the answer without its marks."""
    return re.sub(r"\[\d+\]|\*\*", " ", reply.answer.text).split()


def repeats(reply: Reply) -> bool:
    """Whether two statements of the answer share more than 62 % of their content words."""
    from kb.lexical import stems

    said = [set(stems(statement.text)) for statement in reply.answer.statements]
    pairs = ((a, b) for i, a in enumerate(said) for b in said[:i])
    return any(len(a & b) > 0.62 * min(len(a), len(b)) for a, b in pairs if min(len(a), len(b)) > 4)
