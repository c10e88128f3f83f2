"""How to tell the answer to others: in plainer words to whoever is new to it; written down by the asker."""

import re

from api.ask.acts import without_opening
from api.ask.moves import simpler, write
from api.ask.moves.plan import Plan
from api.ask.subject import WHAT_IS_IT
from api.ask.turn import Turn

_HOW = r"^how (?:would|should|do|does|can|could|might|to)(?: (?:i|we|you|one|somebody|someone))?(?: best)? "
_TELL = re.compile(
    rf"{_HOW}(?:explain|describe|say|tell|put|get|sell|teach|convey|present) (?:that|this|it|"
    rf"all (?:that|this))"
    r"(?: across)? (?:to|for) [\w'’ -]{2,50}[\s?.!]*$",
    re.I,
)
# "put that in words I can use at committee", "explain it to my board"
_IN_WORDS = re.compile(
    r"^(?:(?:can|could|would) you |please )*(?:(?:put|say|explain|word|phrase|rephrase) (?:that|this|"
    r"it)(?: again)? "
    r"(?:in|into|with|using) (?:[\w-]+ ){0,2}?(?:words|language|terms|english|sentences)\b.{0,60}|"
    r"(?:explain|describe) (?:that|this|it) (?:to|for) (?:my|our|a|an|the|somebody|someone)\b.{2,40}|"
    r"(?:put|say|explain|word) (?:that|this|it) (?:so(?: that)?|in a way(?: that)?) .{3,60})$",
    re.I,
)
_WRITE = re.compile(
    rf"{_HOW}(?:(?:write|word|phrase|draft|minute|formulate) (?:that|this|it)|put (?:that|this|"
    rf"it)(?= (?:in|on|down)\b))"
    r"(?: (?:down|up|out|in|on|into|for|to|as|clearly|properly|then)\b[\w'’ -]{0,40})?[\s?.!]*$",
    re.I,
)


def asks_how_to_tell(said: str, last: Turn) -> bool:
    """Whether a follow-up asks how the answer before may be told or written to others.

    >>> turn = Turn("Who pays?", "a PSP", (), True)
    >>> asks_how_to_tell("how would I explain that to a beginner", turn)
    True
    >>> asks_how_to_tell("how do we do it", turn)
    False
    """
    bare = without_opening(said.strip())
    if _IN_WORDS.match(bare):
        return True
    # how a PSP is explained is a question that the guide answers
    return bool(_WRITE.match(bare) or (_TELL.match(bare) and last.understood_as != WHAT_IS_IT))


def plan(last: Turn, said: str) -> Plan:
    """In plainer words; where it is to be written, that the guide cannot draft it."""
    bare = without_opening(said.strip())
    told = _IN_WORDS.match(bare) or _TELL.match(bare)
    return simpler.plan(last, said) if told else write.plan(last, said)
