"""Random questions with the LLM on: does every sentence that leaves rest on its quotes?

A sentence of the corpus has to stand word for word in a quote of its own. A re-worded one is held against
the sentence it replaces by plain rules that share no code with the support check itself: the same numbers,
names, negations, modal words and limits. Every re-worded sentence is listed, for a person to read.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.ask.pipeline import Asker
from api.ask.reply import Reply, Statement
from api.evaluation.metrics import wilson
from api.evaluation.sets import read_set
from api.progress import Tell
from kb.documents import Corpus

_ASKED_ALONE = ("queries", "unanswerable", "out-of-scope", "refusals")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][a-z]+)?")
_COUNT = (
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"hundred|thousand|million|billion|half|quarter|third|twice|once|double"
)
# what must stand equally often on both sides, by the words that may stand for each other
_WEIGHTY = {
    "negation": (r"n['’]t\b|\b(?:not|cannot|no|never|nobody|none|nothing|neither|nor|without)\b",),
    "modality": (r"\b(?:must|ha(?:ve|s|d) to|needs? to)\b", r"\bshould\b|\bought to\b", r"\b(?:may|might)\b",
                 r"\b(?:can(?:not)?|can['’]t)\b", r"\bcould(?:n['’]t)?\b", r"\bwould(?:n['’]t)?\b"),
    "limit": (r"\bonly\b", r"\bat least\b", r"\bat most\b", r"\bmore\b", r"\b(?:less|fewer)\b", r"\ball\b",
              r"\b(?:some|several)\b", r"\bmost\b", r"\b(?:every|each)\b", r"\boften\b", r"\balways\b",
              r"\bif\b", r"\bunless\b", r"\b(?:about|roughly|around|approximately|some)\b"),
}  # fmt: skip


@dataclass(frozen=True)
class Reworded:
    """A sentence in the LLM's words, the one it replaces, and what plain rules hold against it."""

    question: str
    sentence: str
    text: str
    suspect: tuple[str, ...]


@dataclass
class SupportRun:
    """What was asked and said: `unsupported` are the sentences that should not have left."""

    questions: int = 0
    answered: int = 0
    statements: int = 0
    reworded: list[Reworded] = field(default_factory=list)
    unsupported: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain data: counts, and the share of unsupported statements with its 95 % interval."""
        interval = wilson(len(self.unsupported), self.statements)
        return {
            "questions": self.questions,
            "answered": self.answered,
            "statements": self.statements,
            "reworded": len(self.reworded),
            "unsupported": len(self.unsupported),
            "interval": [round(bound, 5) for bound in interval] if interval else None,
        }


def random_questions(corpus: Corpus, folder: Path, count: int, seed: int) -> list[str]:
    """`count` questions out of our own sets and what documents are asked as; all if there are fewer."""
    asked = {item.question for name in _ASKED_ALONE for item in read_set(folder, name)}
    asked |= {variant.question for document in corpus.documents for variant in document.variants}
    every = sorted(question for question in asked if len(question) <= 1000)
    return random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311  repeatable, not secret


def measure_support(asker: Asker, questions: Sequence[str], at_once: int, tell: Tell) -> SupportRun:
    """Ask every question with and without the LLM, `at_once` at a time; judge each sentence that leaves."""
    plain = Asker(asker.knowledge, asker.graph)
    run = SupportRun()
    with ThreadPoolExecutor(at_once) as several:
        pairs = several.map(lambda question: (asker.ask(question), plain.ask(question)), questions)
        for done, (reply, extractive) in enumerate(pairs, start=1):
            judge_reply(reply, extractive, run)
            tell(done, len(questions))
    return run


def judge_reply(reply: Reply, extractive: Reply, run: SupportRun) -> None:
    """Count the statements of `reply`; `extractive` is the same answer before it was re-worded."""
    run.questions += 1
    run.answered += reply.status in ("answered", "partial")
    before = [statement.text for statement in extractive.answer.statements]
    same_shape = len(before) == len(reply.answer.statements)
    for place, statement in enumerate(reply.answer.statements):
        run.statements += 1
        why = _unquoted(statement, reply)
        if why and same_shape and _unquoted(extractive.answer.statements[place], reply) == "":
            suspect = tuple(suspicions(statement.text, before[place]))
            new = Reworded(reply.question, before[place], statement.text, suspect)
            run.reworded.append(new)
            why = ", ".join(new.suspect)
        if why:
            run.unsupported.append({"question": reply.question, "said": statement.text, "why": why})


def _unquoted(statement: Statement, reply: Reply) -> str:
    quotes = {citation.number: citation.quote for citation in reply.citations}
    stands = any(statement.quoted in quotes.get(number, "") for number in statement.citations)
    return "" if stands else "in no quote of its own"


def suspicions(text: str, sentence: str) -> Iterator[str]:
    """What plain counting finds different between a re-wording and its sentence.

    >>> list(suspicions("In 2014 Fife must not pay.", "Fife must not pay in 2014."))
    []
    >>> list(suspicions("Fife may pay in 2015.", "Fife must not pay in 2014."))
    ['number', 'negation', 'modality']
    """
    if _numbers(text) != _numbers(sentence):
        yield "number"
    if _names(text) - _words(sentence) or _names(sentence) - _words(text):
        yield "name"
    for kind, patterns in _WEIGHTY.items():
        if any(len(re.findall(p, text, re.I)) != len(re.findall(p, sentence, re.I)) for p in patterns):
            yield kind


def _numbers(text: str) -> Counter[str]:
    found = re.findall(rf"\d+(?:[.,]\d+)*|\b(?:{_COUNT})\b", text, re.I)
    return Counter(one.lower().replace(",", "") for one in found)


def _names(text: str) -> set[str]:
    """Words with a capital that do not open a sentence, in lower case."""
    opened = re.compile(r"(?:^|[.!?:]\s+[\"“'‘]?)$")
    inside = (m for m in _WORD.finditer(text) if not opened.search(text[: m.start()]))
    return {re.sub(r"['’]s$", "", m.group()).lower() for m in inside if m.group()[0].isupper()}


def _words(text: str) -> set[str]:
    return {re.sub(r"['’]s$", "", word).lower() for word in _WORD.findall(text)}
