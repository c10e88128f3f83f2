"""The other side: the one that is named; or else downsides after benefits, benefits after downsides."""

import re

from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_DARK = re.compile(
    r"\b(downsides?|disadvantages?|drawbacks?|risks?|dangers?|cons|problems?|pitfalls?|negatives?|catch|"
    r"criticisms?|critics?|weakness(?:es)?|goes? wrong|against|bad|not so good|limits|limitations|trouble|"
    r"issues?|"
    r"snags?|objections?|concerns|worries|why (?:wouldn'?t|not|might))\b",
    re.I,
)
_WENT_WRONG = re.compile(r"\b(?:went|gone|did .* go) wrong\b|\bproblems? did\b|\bdid .* problems?\b", re.I)
_BRIGHT = re.compile(r"\b(upsides?|benefits?|advantages?|pros?|positives?|strengths|good|for)\b", re.I)

# "what would put you off", "what might make a board think twice": of whomever it is asked
_DETERS = re.compile(
    r"^(?:(?:and|but|so|ok)\b[\s,]*)*(?:what|is there anything (?:that|which))(?: else)? "
    r"(?:(?:would|might|could|should|may|can|will) )?"
    r"(?:puts? (?:[\w'’-]+ ){1,4}off|(?:makes?|lead|gives?) (?:[\w'’-]+ ){1,4}?(?:think (?:twice|again)|"
    r"hesitate|"
    r"wary|nervous|cautious|reluctant|pause|doubts?|say no|walk away|second thoughts|cold feet)|"
    r"(?:deters?|discourages?|scares?) (?:[\w'’-]+ ?){1,4})(?: (?:about|off|away|from|doing|"
    r"having) [\w' -]{1,30})?"
    r"(?: then| though)?[\s?.!]*$",
    re.I,
)


def asks_what_deters(said: str) -> bool:
    """Whether a follow-up asks what speaks against it to somebody.

    >>> asks_what_deters("what would put a small charity off?"), asks_what_deters("what would a board put in")
    (True, False)
    """
    return bool(_DETERS.match(said.strip()))


def plan(last: Turn, said: str) -> Plan:
    """Ask for the side that is named, or else for the one that was not told."""
    if _DARK.search(said) or asks_what_deters(said):
        side = "downsides"
    elif _BRIGHT.search(said):
        side = "benefits"
    else:
        side = "benefits" if _DARK.search(last.understood_as) else "downsides"
    thing = last.topic or SUBJECT
    question = f"What are the {side} of {thing}?"
    if side == "downsides" and thing != SUBJECT:
        question = f"What can go wrong with {thing}?"
        if _WENT_WRONG.search(said):
            question = f"What went wrong in {thing}?"
    return Plan("other-side", question=question, avoid=frozenset(last.said))
