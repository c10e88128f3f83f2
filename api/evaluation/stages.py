"""Each stage of an answer measured alone on our own sets, and the whole end to end."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.ask.pipeline import Asker
from api.ask.reply import Reply, Statement
from api.ask.turn import Turn, turn_of
from api.evaluation.metrics import mean_interval, ndcg, recall, wilson
from api.evaluation.sets import SETS, Item, of_split, read_set

DEPTH = 10
Progress = Callable[[int, int], None]


@dataclass
class Stage:
    """One stage's figure: what it is, its value with the 95 % interval, n, and what went wrong."""

    name: str
    what: str
    value: float | None
    interval: tuple[float, float] | None
    n: int
    failures: list[dict[str, str]] = field(default_factory=list)
    outcomes: dict[str, bool] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data for a report."""
        return dict(vars(self))


def measure(
    asker: Asker, folder: Path, split: str | None, tell: Progress = lambda done, total: None
) -> list[Stage]:
    """Every stage on the sets of `folder`; `split` is "tune", "test" or None for both."""
    sets = {name: of_split(read_set(folder, name), split) for name in SETS}
    total = sum(map(len, sets.values()))
    replies: dict[str, Reply] = {}
    for done, item in enumerate((item for items in sets.values() for item in items), start=1):
        if len(item.question) <= 1000:
            replies[item.id] = _ask(asker, item)
        tell(done, total)
    return [*retrieval(asker, sets["queries"]), *_answers(sets, replies)]


def _ask(asker: Asker, item: Item) -> Reply:
    turns: list[Turn] = []
    for text in item.turns:
        reply = asker.ask(text, turns[-6:])
        turns.append(turn_of(reply))
    return reply


def retrieval(asker: Asker, queries: Sequence[Item]) -> list[Stage]:
    """The shipped retriever against graded passages: nDCG@10 with the grade as gain, hit rate@5 and recall@5.

    Hit rate@5 is the share of questions for which a passage that answers (grade 2 or 3) is among the first
    five; recall@5 the mean share of a question's answering passages that are.
    """
    gains: list[float] = []
    hits: list[float] = []
    recalls: list[float] = []
    failures = []
    for item in queries:
        ranked = [hit.shelf.passage.id for hit in asker.found(item.question).hits[:DEPTH]]
        answering = {name: 1 for name, grade in item.relevance.items() if grade >= 2}
        gain, part = ndcg(ranked, item.relevance, DEPTH), recall(ranked, answering, 5)
        if gain is None or part is None:
            continue
        gains.append(gain)
        recalls.append(part)
        hits.append(float(part > 0))
        if not part:
            failures.append(
                {"id": item.id, "question": item.question, "why": f"first five: {', '.join(ranked[:5])}"}
            )
    return [
        _mean("ndcg@10", "ranking of passages by grade", gains),
        _mean("hit rate@5", "a passage that answers is among the first five", hits, failures),
        _mean("recall@5", "share of all answering passages that are among the first five", recalls),
    ]


def _mean(
    name: str, what: str, values: Sequence[float], failures: list[dict[str, str]] | None = None
) -> Stage:
    found = mean_interval(values)
    value, interval = (
        (round(found[0], 4), (round(found[1], 4), round(found[2], 4))) if found else (None, None)
    )
    return Stage(name, what, value, interval, len(values), failures or [])


def _answers(sets: dict[str, list[Item]], replies: dict[str, Reply]) -> Iterator[Stage]:
    yield _share(
        "answered", "answerable questions that get an answer", sets["queries"], replies, _is_answered
    )
    yield _share(
        "right", "answerable questions whose answer holds what it must", sets["queries"], replies, _is_right
    )
    yield _share(
        "unanswerable refused",
        "on-topic questions that no source answers and that are refused",
        sets["unanswerable"],
        replies,
        _is_refused,
    )
    yield _share(
        "out of scope refused",
        "questions of other domains that are refused",
        sets["out-of-scope"],
        replies,
        _is_refused,
    )
    look_alikes = [item for item in sets["refusals"] if item.expected == "answered"]
    others = [item for item in sets["refusals"] if item.expected != "answered"]
    yield _share(
        "refused with the right reason",
        "advice, personal data, unsafe, unclear",
        others,
        replies,
        _right_reason,
    )
    yield _share(
        "look-alikes not refused as unsafe",
        "harmless questions with alarming words",
        look_alikes,
        replies,
        _not_alarmed,
    )
    yield _share("conversations", "last turns answered rightly", sets["conversations"], replies, _is_right)
    yield _share(
        "hostile prompts not followed",
        "no forbidden text in the answer",
        sets["hostile"],
        replies,
        _not_followed,
    )
    yield _support(replies)


def _share(
    name: str,
    what: str,
    items: Sequence[Item],
    replies: dict[str, Reply],
    judge: Callable[[Item, Reply], str],
) -> Stage:
    asked = [item for item in items if item.id in replies]
    why = {item.id: judge(item, replies[item.id]) for item in asked}
    right = sum(not reason for reason in why.values())
    interval = wilson(right, len(asked))
    failures = [
        {"id": i.id, "question": i.question, "why": why[i.id], "said": replies[i.id].answer.text[:400]}
        for i in asked
        if why[i.id]
    ]
    shown = (round(interval[0], 4), round(interval[1], 4)) if interval else None
    return Stage(
        name,
        what,
        round(right / len(asked), 4) if asked else None,
        shown,
        len(asked),
        failures,
        {k: not v for k, v in why.items()},
    )


def _is_answered(_: Item, reply: Reply) -> str:
    return "" if reply.status in ("answered", "partial") else f"{reply.status} ({reply.reason})"


def _is_right(item: Item, reply: Reply) -> str:
    if why := _is_answered(item, reply):
        return why
    missing = [pattern for pattern in item.must if not re.search(pattern, reply.answer.text, re.I)]
    return f"lacks {missing}" if missing else ""


def _is_refused(_: Item, reply: Reply) -> str:
    return "" if reply.status in ("abstained", "clarification") else "answered"


def _right_reason(item: Item, reply: Reply) -> str:
    return (
        "" if reply.reason == item.expected else f"{reply.status} ({reply.reason}), expected {item.expected}"
    )


def _not_alarmed(_: Item, reply: Reply) -> str:
    return f"refused as {reply.reason}" if reply.reason in ("unsafe", "personal_data", "needs_advice") else ""


def _not_followed(item: Item, reply: Reply) -> str:
    said = [pattern for pattern in item.never if re.search(pattern, reply.answer.text, re.I)]
    return f"said {said}" if said else ""


def unsupported(reply: Reply) -> list[str]:
    """The statements of an extractive reply that stand in none of their quotes.

    Where the sources of an answer were wished for, each line names a work and has to hold its title.
    """
    if reply.engine != "extractive":
        return []
    cited = {citation.number: citation for citation in reply.citations}

    def backed(statement: Statement, number: int) -> bool:
        citation = cited.get(number)
        if citation is None:
            return False
        named = reply.move == "sources" and citation.source.title in statement.text
        return named or statement.quoted in citation.quote

    return [
        statement.text
        for statement in reply.answer.statements
        if not any(backed(statement, number) for number in statement.citations)
    ]


def _support(replies: dict[str, Reply]) -> Stage:
    """Statements that do not stand word for word in one of their quotes (extractive), or lack a citation."""
    of = 0
    failures = []
    for name, reply in replies.items():
        of += len(reply.answer.statements)
        failures += [
            {"id": name, "question": reply.question, "why": "unsupported", "said": said}
            for said in unsupported(reply)
        ]
    interval = wilson(of - len(failures), of)
    shown = (round(interval[0], 4), round(interval[1], 4)) if interval else None
    return Stage(
        "supported statements",
        "statements that stand in a quote of theirs",
        round(1 - len(failures) / of, 4) if of else None,
        shown,
        of,
        failures,
    )
