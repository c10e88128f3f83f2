"""A question with its thing put in front: "Homereach, what was it", "food train did it keep going"."""

import re

from api.ask.form import asks, tells
from api.ask.subject import PRONOUN, fill
from kb.lexical import stems, words

_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may)"
_ASKED = re.compile(
    r"[\s,:;–-]+(?P<asked>(?:(?:what|who|when|where|why|how|which)(?:'s|\b)"
    rf"(?: (?:long|much|many|well|far|big))?(?: \w+)? )?"
    rf"{_AUX}(?:n't)? (?:it|this|that|they|these|those)\b.*)$",
    re.I | re.S,
)
_LONGEST = 8  # words of a thing named in front


def in_order(text: str) -> str:
    """`text` with a thing named in front put where its pronoun stands; as it was where that is not so.

    >>> in_order("Homereach, what was it"), in_order("food train west lothian did it keep going")
    ('what was Homereach', 'did food train west lothian keep going')
    >>> in_order("our partner left what does it cost"), in_order("what is a PSP and how does it work")
    ('our partner left what does it cost', 'what is a PSP and how does it work')
    >>> in_order("did Low Moss work and is it still going?")
    'did Low Moss work and is it still going?'
    """
    found = _ASKED.search(text)
    if not found or asks(text.rstrip(" ?")):
        return text
    thing = text[: found.start()].strip(" ,:;–-?.")
    if not 0 < len(words(thing)) <= _LONGEST or not stems(thing) or tells(thing) or PRONOUN.search(thing):
        return text
    return fill(found["asked"], thing)
