"""A question with its thing put in front: "Homereach, what was it", "food train did it keep going"."""

import re

from api.ask.form import asks, tells
from api.ask.parts import parts
from api.ask.subject import PRONOUN, fill
from kb.lexical import stems, words

_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)"
_ASKED = re.compile(
    r"[\s,:;–-]+(?P<asked>(?:(?:what|who|when|where|why|how|which)(?:'s|\b)"
    rf"(?: (?:long|much|many|well|far|big))?(?: \w+)? )?"
    rf"{_AUX}(?:n't)? (?:it|this|that|they|these|those)\b.*)$",
    re.I | re.S,
)
# set apart from its question, it may be meant anywhere in that: "the consortium, who signs for it"
_SET_APART = re.compile(
    rf"\s*(?:[,:;]|\s[–-])\s+(?P<asked>(?:(?:who|what|when|where|why|how|which)(?:'s)?|{_AUX})\b.*)$",
    re.I | re.S,
)
_LONGEST = 8  # words of a thing named in front
# what is no thing: a place or time, what is one's own, a clause, what a clause ends on
_NO_THING = re.compile(
    r"^(?:in|at|for|with|from|on|of|after|before|during|by|since|as|if|when|once|under|like|compared)\b|"
    r"\b(?:we|i|our|my)\b|\b(?:so|but|and|or|because|then|than|that|to|of|for)$|"
    r"\b[a-z]{3,}ed (?:up|out|in|on|off|with|to|by|it|them|us|the|a|an)\b",
    re.I,
)


def in_order(text: str) -> str:
    """`text` with a thing named in front put where its pronoun stands; as it was where that is not so.

    >>> in_order("Homereach, what was it"), in_order("food train west lothian did it keep going")
    ('what was Homereach', 'did food train west lothian keep going')
    >>> in_order("our partner left what does it cost"), in_order("what is a PSP and how does it work")
    ('our partner left what does it cost', 'what is a PSP and how does it work')
    >>> in_order("did Low Moss work and is it still going?")
    'did Low Moss work and is it still going?'
    >>> in_order("ROAR - who was in it and what was done"), in_order("the charity signs so how do they pay")
    ('who was in ROAR and what was done', 'the charity signs so how do they pay')
    """
    if asks(text.rstrip(" ?")):
        return text
    for pattern in (_ASKED, _SET_APART):
        found = pattern.search(text)
        if found and _is_a_thing(thing := text[: found.start()].strip(" ,:;–-?.")):
            first = parts(found["asked"])[0]  # of several only the first is asked of it for certain
            return fill(found["asked"], thing) if PRONOUN.search(first) else text
    return text


def _is_a_thing(thing: str) -> bool:
    """Whether `thing` names something, and tells nothing of it."""
    if not 0 < len(words(thing)) <= _LONGEST or not stems(thing):
        return False
    return not (tells(thing) or PRONOUN.search(thing) or _NO_THING.search(thing))
