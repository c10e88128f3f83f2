"""What a side gains from the thing talked of: "what does the council gain", "what's in it for us"."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_IT = r"(?:it|that|this|one|them|those)"
_SIDE = (
    r"(?P<{name}>(?:(?:the|a|an|our|my|us as an?|me as an?) )?(?!(?:it|that|this|to|do|does|be)\b)"
    r"[\w'’-]+(?: (?!(?:gain|get|benefit|win)\b)[\w'’-]+){{0,4}}?)"
)
_LATER = r"(?: (?:then|though|exactly|really|actually|in return|here))*[\s?.!]*$"
_WILL = r"(?:do|does|did|would|will|can|could|might)"
_GAINS = (
    rf"^what {_WILL} {_SIDE.format(name='gains')} (?:actually |really |ever )?"
    rf"(?:gain|(?:get|gain|win|have)(?: out of| from| by| through)? (?:doing )?{_IT}){_LATER}",
    rf"^how {_WILL} {_SIDE.format(name='benefits')} (?:benefit|gain|profit)(?: from {_IT})?{_LATER}",
    rf"^what(?:'s|s| is| was| would be)? (?:there )?in it for {_SIDE.format(name='for_whom')}{_LATER}",
    rf"^what(?:'s|s| is| are)? the (?:benefits?|gains?|advantages?|use|good)(?: of {_IT})? (?:for|to) "
    rf"{_SIDE.format(name='whose')}{_LATER}",
    rf"^what (?:good|use|benefit) (?:is|are|was|were) {_IT} (?:for|to) {_SIDE.format(name='to')}{_LATER}",
)
_PATTERNS = tuple(re.compile(pattern, re.I) for pattern in _GAINS)
_PROPER = re.compile(r"\b[A-Z][a-z]")
_ASKER = re.compile(r"^(?:us|me|we|i|you|anyone|anybody|people)(?: as (?P<role>an? .+))?$", re.I)
_OTHERS = re.compile(r"^(?:they|them|he|him|she|her|those|these)$", re.I)  # whom the talk has to tell


def side_that_gains(said: str) -> str | None:
    """Who gains, as a follow-up says it; None where no gain of a side is asked for.

    >>> side_that_gains("what does the council gain"), side_that_gains("what's in it for us as a fund")
    ('the council', 'a fund')
    >>> side_that_gains("how would our users benefit from that?"), side_that_gains("what do we gain from it")
    ('our users', 'we')
    >>> side_that_gains("what does the council do"), side_that_gains("what's in it for them")
    (None, None)
    """
    asked = without_opening(said.strip())
    match = next((found for pattern in _PATTERNS if (found := pattern.match(asked))), None)
    who = next((group for group in match.groups() if group), "").strip() if match else ""
    if asker := _ASKER.match(who):
        who = asker["role"] or "we"
    return None if _OTHERS.match(who) else who or None


def asks_who_gains(said: str, last: Turn) -> bool:
    """Whether a follow-up asks for the gain of a side from a thing that is talked of and is no PSP."""
    topic = last.topic or SUBJECT  # of a pilot it is told what it brought, and asked so
    return topic != SUBJECT and not _PROPER.search(topic) and side_that_gains(said) is not None


def plan(last: Turn, said: str) -> Plan:
    """Ask for the gain from the thing; where no section tells it, from a PSP, and say so."""
    thing, who = last.topic or SUBJECT, side_that_gains(said) or "we"
    whose = "us" if who == "we" else who
    of_a_psp = "What are the benefits of a PSP?" if who == "we" else f"What does {who} gain from a PSP?"
    lacking = f"The guide found no section on what {thing} brings {whose}."
    return Plan(
        "gains", question=f"What is the benefit of {thing} for {whose}?",
        otherwise=(f"Why should {who} use {thing}?",), avoid=frozenset(last.said), lacking=lacking,
        instead=(of_a_psp, f"{lacking} Of a PSP as a whole the sources say:"), offer=last.offered[:2],
    )  # fmt: skip
