"""How one would know: "how would we find out beforehand?", asked of what was told or asked before."""

import re

from api.ask.acts import YES_NO, small, unwrapped, without_opening
from api.ask.turn import Turn
from api.ask.whose_part import split

_WHO = (
    r"(?:we|i|they|one|you|anybody|anyone|somebody|someone|(?:a|an|the|our|other|small|both) "
    r"[\w'’-]+(?: [\w'’-]+)?|[\w'’-]+s)"
)
_LEARN = (
    r"(?:know|tell|check|judge|see|spot|be sure|make sure|find (?:(?:that|this|it) )?out|"
    r"work (?:(?:that|this|it) )?out|establish|determine|assess|test|notice|recogni[sz]e|measure)"
)
_THAT = r"(?: (?:that|this|it|the difference|if (?:that|this|it)(?:'s| is) (?:so|the case|true)))?"
_WHEN = (
    r"(?P<when>,? (?:beforehand|before we (?:start|begin|sign)|in advance|ahead of time|early(?: on|"
    r" enough)?|"
    r"in time|at the start|from the start|first|up front|for sure|either way))?"
)
# "how would we find that out beforehand", "how can a council tell"; "how do you know" asks for the sources
_HOW = re.compile(
    rf"^how (?P<helper>would|could|can|might|should|will|do|does|did|to)(?: (?P<who>{_WHO}))? "
    rf"(?:ever |best |actually |really )*(?P<learn>{_LEARN}){_THAT}{_WHEN}(?: then| though)*[\s?.!]*$",
    re.I,
)
_OF_THE_GUIDE = re.compile(r"^how (?:do|did) (?:you|we|i) know\b", re.I)
_ASKS = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|if|tell|explain|give|list|show)\b", re.I
)
_IF = re.compile(r"^what (?:happens |do we do |should we do |would happen )?if (?P<case>.+)$", re.I)
_OPEN = re.compile(r"^when (?:is|are|does|do) ", re.I)


def how_one_knows(asked: str, last: Turn) -> str | None:
    """How that is found out which was told, asked or supposed before; None where that is not asked.

    >>> dear = Turn("Can a PSP cost too much?", None, (), True)
    >>> how_one_knows("how would we find that out beforehand", dear)
    'How would we find out beforehand whether a PSP can cost too much?'
    >>> how_one_knows("how can the council tell?", Turn("A PSP may be too dear.", "a PSP", (), True))
    'How can the council tell whether a PSP may be too dear?'
    >>> how_one_knows("how do you know that", dear)
    >>> how_one_knows("how do we check that", Turn("Who pays?", None, (), True))
    """
    bare = without_opening(asked.strip())
    match = _HOW.match(bare)
    matter = _matter(last) if match and not _OF_THE_GUIDE.match(bare) else None
    if match is None or matter is None:
        return None
    who = f" {match['who']}" if match["who"] else ""
    learn = re.sub(r" (?:that|this|it)\b", "", match["learn"])
    when = (match["when"] or "").replace(",", "")
    return f"How {match['helper'].lower()}{who} {learn}{when}{matter}?"


def _matter(last: Turn) -> str | None:
    """What is to be found out, as it is said behind "know"; None where the turn before asked for a thing."""
    before = unwrapped(last.understood_as).strip().rstrip("?.! ")
    if supposed := _IF.match(before):
        return f" if {supposed['case']}"
    if YES_NO.match(before):
        told = split(before)
        if told and told.helper not in ("do", "does", "did"):
            return f" whether {small(told.who)} {told.helper} {told.rest}"
        return f": {small(before)}"
    if _OPEN.match(before):
        return f": {small(before)}"
    return None if _ASKS.match(before) or len(before.split()) < _FEWEST else f" whether {small(before)}"


_FEWEST = 4  # words of a statement; fewer only name a thing
