"""Is that still the law: what has changed in it, and what was open when the sources were read."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_THAT = r"(?:that|this|it|those|these|any of that|the law|the rules?|they)"
_LAW = re.compile(
    rf"^(?:is|are|does|do|has|have) {_THAT}(?: \w+){{0,2}}? (?:still|changed)\b"
    r"(?: (?:the|in|up|a|that|apply|applies|true|valid|law|legal|force|right|current|way|rules?|case|to|date|"
    r"today|now|since|stand|stands|hold|holds|then))*[\s?.!]*$|"
    rf"^(?:is|are) {_THAT} (?:up to date|out of date|the current law|current law)[\s?.!]*$",
    re.I,
)
_TELLS_OF_IT = 0.0  # log-odds of the re-ranker, from which a section tells of a change
_OF_LAW = re.compile(r"\b(?:law|legal|rules?|force|apply|applies|valid|regulations?)\b", re.I)


def asks_for_the_law(said: str) -> bool:
    """Whether a follow-up asks if what was said is still the law.

    >>> asks_for_the_law("ok is that still the law"), asks_for_the_law("does that rule still apply?")
    (True, True)
    >>> asks_for_the_law("are they still running")
    False
    """
    asked = without_opening(said.strip())
    return bool(_LAW.match(asked) and _OF_LAW.search(asked))


def plan(last: Turn, said: str) -> Plan:
    """Ask what has changed in the law on the thing talked of."""
    topic = last.topic or SUBJECT
    of = "PSPs and tenders" if topic == SUBJECT else topic
    return Plan(
        "law", question=f"Has the law on {of} changed?", avoid=frozenset(last.said),
        lacking=f"The sources tell of no change in the law on {of} since. Check what is in force now.",
        least=_TELLS_OF_IT, offer=last.offered[:2],
    )  # fmt: skip
