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
    r"same|other one|one))\b|"
    # "who may make one?", "how long does one take?", but not "one of them" or "one year"
    r"\bone\b(?=\s*[?.!]*$|\s+(takes?|lasts?|needs?|costs?|works?|starts?|begins?|runs?|ends?|looks?|fails?)\b)",
    re.I,
)
_OPENING = re.compile(r"^(and|but|so|also|or|what about|how about|and what|then)\b[\s,]*", re.I)
_CORRECTION = re.compile(
    r"^(?:(?:no|nope|sorry|actually|wait|hang on)[\s,.-]+)*"
    r"(?P<plainly>(?:i|we) (?:meant?|wanted|want|(?:was|am|were|are) asking)\s+(?:to know\s+)?(?:about\s+)?|"
    r"not (?:that|this)(?: one)?[\s,.-]+|(?<=[\s,.-]))"
    r"(?:what about |how about )?(?P<meant>.{2,80}?)[\s?.!]*$",
    re.I,
)
_QUESTION_WORD = re.compile(
    r"^(who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|may|must|should|"
    r"has|have|will)\b",
    re.I,
)
# a list inside a sentence: "PSP adds seven elements: joint service design, a pilot, ... and a clause."
_INLINE = re.compile(r":\s*([^:;.]+,[^:;.]+(?:,| and )[^:;.]+)\.?$")
# words that a follow-up may hold without saying what it is about
_HOLLOW = frozenset(
    stems(
        "not until since later earlier sooner before after long longer many much exactly really else more "
        "less example instance reason source say said tell explain mean topic name number year kind"
    )
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
    meant = match["meant"].strip(" ?.!,")
    if _QUESTION_WORD.match(meant):
        return _reference(meant, last, names) or f"{meant}?"
    named, before = names.found_in(meant), names.found_in(last.understood_as)
    if named and before:
        return names.replace(last.understood_as, before[0], named[0].title)
    said = last.understood_as.rstrip("?.! ")
    about = re.compile(rf"\b(?:(?:a|an|the) )?{re.escape(last.topic or ' ')}\b", re.I)
    if about.search(said):
        return about.sub(lambda _: meant, said, count=1) + "?"
    # "no thanks" and "sorry, I am lost" correct nothing
    return f"{said}: {meant}?" if match["plainly"] or named else None


def _ordinal(question: str, last: Turn, names: Names) -> str | None:
    match = _ORDINAL.search(question)
    if not match or len(last.items) < 2 or len(words(question)) > 12:
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
    content = [stem for stem in stems(bare) if stem not in _HOLLOW and not stem.isdigit()]
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


def inline_items(sentence: str) -> tuple[str, ...]:
    """The parts of a list that stands inside a sentence after a colon; none if there is no such list.

    >>> inline_items("PSP adds three elements: joint design, a pilot and an intermediary.")
    ('joint design', 'a pilot', 'an intermediary')
    """
    match = _INLINE.search(sentence)
    parts = re.split(r",\s*(?:and |or )?|\s+and\s+", match.group(1)) if match else []
    return tuple(part.strip() for part in parts if part.strip())
