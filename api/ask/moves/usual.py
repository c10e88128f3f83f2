"""Is that normal, how common is that: what the sources tell of how often, and not the same answer again."""

import re

from api.ask.acts import small, without_opening
from api.ask.composing.draft import Chosen
from api.ask.moves.plan import Plan
from api.ask.retrieve import Found
from api.ask.turn import Turn

_THAT = r"(?:all )?(?:that|this|it|those|these|they)"
_COMMON = (
    r"(?:normal|usual|common|typical|standard|the norm|unusual|uncommon|rare|frequent|par for the course|"
    r"(?:normal|usual|common|standard) practice|the usual (?:way|thing)|run of the mill)"
)
_END = (
    r"(?: (?:then|though|here|or not|with these|in (?:these|a psp|psps)|for (?:a psp|psps|these)))*[\s?.!]*$"
)
_ASKS = re.compile(
    rf"^(?:(?:is|are|was) {_THAT} (?:be |really |even |actually |quite |just |not )*{_COMMON}|"
    rf"how (?:common|usual|typical|normal|rare|frequent|often) (?:is|are|was) {_THAT}|"
    rf"how often (?:does|do|did|has|have) {_THAT} (?:happen|come up|occur|crop up)|"
    rf"(?:does|do) {_THAT} (?:happen|come up|occur|crop up) (?:a lot|often|much|elsewhere|everywhere)){_END}",
    re.I,
)
# what tells how often something is so
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_HOW_OFTEN = re.compile(
    r"\b(?:most(?:ly)?|usual(?:ly)?|often|normal(?:ly)?|commonly?|typical(?:ly)?|rarely?|seldom|"
    r"frequent(?:ly)?|in many|in some|many (?:of|psps|partners|pilots|councils)|few (?:psps|pilots|partners|"
    rf"sources|of)|{_COUNT} (?:of|in) (?:the )?(?:\w+ )?{_COUNT}|all (?:three|six) (?:pilots|psps)|no psp|"
    r"none of the)\b|\d ?(?:%|per cent)",
    re.I,
)
_SECTIONS = 3  # that the search brought
_NEAR_ENOUGH = 0.8  # how near, beside the first, a section has to be
_LACKING = "No source that the guide holds says how usual that is."


def asks_how_usual(said: str) -> bool:
    """Whether a follow-up asks if what was said is usual.

    >>> [asks_how_usual(said) for said in ("is that normal?", "how common is that", "is this the norm")]
    [True, True, True]
    >>> [asks_how_usual(said) for said in ("is that legal", "how often do we meet", "a normal one")]
    [False, False, False]
    """
    return bool(_ASKS.match(without_opening(said.strip())))


def plan(last: Turn, said: str) -> Plan:
    """Ask how usual what was talked of is; only a line that tells how often counts."""
    before = small(last.understood_as).rstrip("?.! ")
    return Plan(
        "usual", question=last.understood_as, understood=f"How usual is this: {before}?",
        avoid=frozenset(last.said), pick="often", lacking=_LACKING,
        offer=("Which pilots did that?", *last.offered[:1]),
    )  # fmt: skip


def told_how_often(found: Found, avoid: frozenset[str]) -> list[Chosen]:
    """The line of the nearest sections that tells how often something is so, the nearest to the question."""
    held = [
        (relevance, Chosen(line, hit.shelf))
        for hit in found.hits[:_SECTIONS]
        if hit.score >= _NEAR_ENOUGH * found.hits[0].score
        for line, relevance in hit.ranked
        if _HOW_OFTEN.search(line.text) and not line.unknown and line.text not in avoid
    ]
    return [max(held, key=lambda one: one[0])[1]] if held else []
