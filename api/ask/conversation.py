"""A follow-up turned into a question that stands alone, from the last few turns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.ask.names import Names
from kb.documents import Name
from kb.lexical import stems, words

TURNS_LOOKED_AT = 6
_ORDINALS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "5th": 4,
    "sixth": 5,
    "6th": 5,
    "seventh": 6,
    "7th": 6,
    "last": -1,
}
_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|theirs|he|she|his|her|him|this|that|these|those|there|"
    r"the (pilot|project|partnership|consortium|council|service|programme|fund|scheme|group|study|report|"
    r"same|other one|one))\b",
    re.I,
)
_OPENING = re.compile(r"^(and|but|so|also|or|what about|how about|and what|then)\b[\s,]*", re.I)
_CORRECTION = re.compile(
    r"^(no|nope|sorry|actually|wait)?[\s,.-]*(i|we) (meant?|was asking about|am asking about)\s+(.+)$|"
    r"^(no|sorry|actually)[\s,.-]+(not that,?\s*)?(the\s+)?(.{2,40}?)[\s?.!]*$",
    re.I,
)
_ORDINAL = re.compile(
    r"\b(?:the |number )?("
    + "|".join(_ORDINALS)
    + r")\b(?:\s+(?:one|point|step|item|lesson|element|stage|category|thing|reason))?",
    re.I,
)
_STANDS_ALONE_STEMS = 3


@dataclass(frozen=True)
class Turn:
    """What a follow-up may refer to: the question as understood, its topic, the items of its answer."""

    understood_as: str
    topic: str | None
    items: tuple[str, ...]
    answered: bool


def standalone(question: str, turns: Sequence[Turn], names: Names) -> str:
    """`question` with what it leaves out filled in from `turns` (oldest first), unless it stands alone."""
    last = next((turn for turn in reversed(turns) if turn.answered), None)
    if last is None:
        return question
    for rule in (_correction, _ordinal, _reference):
        resolved = rule(question, last, names)
        if resolved:
            return resolved
    return question


def _correction(question: str, last: Turn, names: Names) -> str | None:
    match = _CORRECTION.match(question.strip())
    if not match:
        return None
    meant = (match.group(4) or match.group(8) or "").strip(" ?.!")
    named = names.found_in(meant)
    before = names.found_in(last.understood_as)
    if named and before:
        return names.replace(last.understood_as, before[0], named[0].title)
    return f"{last.understood_as.rstrip('?.! ')}: {meant}?" if meant and (named or match.group(4)) else None


def _ordinal(question: str, last: Turn, names: Names) -> str | None:
    match = _ORDINAL.search(question)
    if not match or len(last.items) < 2 or len(words(question)) > 10:
        return None
    number = _ORDINALS[match.group(1).lower()]
    if number >= len(last.items):
        return None
    rest = _ORDINAL.sub("", question).strip(" ?.!,")
    rest = "" if not stems(rest) else f"{rest}: "
    return f"{rest}{last.items[number]}"


def _reference(question: str, last: Turn, names: Names) -> str | None:
    bare = _OPENING.sub("", question.strip())
    own_names = names.found_in(bare)
    opened = bare != question.strip()
    topic = last.topic
    if own_names and opened and len(stems(bare)) <= _STANDS_ALONE_STEMS:
        return _same_question_of(own_names[0], last, names) or question
    if own_names or not topic:
        return None
    content = stems(bare)
    if _PRONOUN.search(bare):
        return (
            _PRONOUN.sub(topic, bare, count=1)
            if _plain_pronoun(bare)
            else f"{bare.rstrip('?.! ')} ({topic})?"
        )
    if opened or len(content) < 2:
        return f"{bare.rstrip('?.! ')} ({topic})?"
    return None


def _plain_pronoun(text: str) -> bool:
    match = _PRONOUN.search(text)
    return match is not None and match.group().lower() in ("it", "them", "they", "this", "that")


def _same_question_of(name: Name, last: Turn, names: Names) -> str | None:
    before = names.found_in(last.understood_as)
    return names.replace(last.understood_as, before[0], name.title) if before else None
