"""Several questions typed as one: where one ends and the next begins, and what the later ones leave out."""

import re
from collections.abc import Callable

from api.ask.subject import SUBJECT, fill, names_a_psp
from kb.lexical import stems, words

MAX_PARTS = 3
_LONG_STORY_WORDS = 60
_WORD = r"(?:who|whom|what|when|where|which|why|how)"
_AUX = r"(?:is|are|can|could|do|does|did|should|must|may|will|would|has|have|was|were)"
_ASKS = re.compile(rf"^(?:and |or |but |so |also )?(?:{_WORD}|{_AUX})\b", re.I)
# "What is a PSP and how long does it take?", "who leads it, who pays and is there a form?"
_SOMEBODY = (
    r"(?:it|there|we|they|i|you|he|she|this|that|these|an?|the|our|my|any|charities|councils|partners|users)"
)
_JOINT = re.compile(
    r"\s*(?:[,;]\s*(?:and\s+|or\s+)?|\s(?:and|&|plus|also)\s+)"
    rf"(?=(?:also\s+)?(?:{_WORD}\s+(?!ever\b)\w+|{_AUX}\s+{_SOMEBODY}\s+\w+))",
    re.I,
)
_ALSO_SAID = re.compile(rf"^(?:and |also |plus )+(?={_WORD}\b)", re.I)
# words after which a question word opens a clause of the same question: "know who pays", "decide how long"
_CLAUSE = re.compile(
    r"\b(?:know|knows|decide|decides|agree|say|says|said|see|show|shows|tell|tells|ask|understand|explain|about|"
    r"of|on|for|to|in|with|from|and|or|whether)$",
    re.I,
)

# "what is a social clause", "what does SROI stand for"; "which figures are kept"
_THING = re.compile(
    r"^what(?:\s+is|\s+does|'s|s)\s+(?:meant by\s+)?((?:[\w\"'()-]+ ){0,9}?[\w\"'()-]+)"
    r"(?:\s+(?:mean|stand for))?\??$",
    re.I,
)
_THINGS = re.compile(r"^(?:what|which)\s+(?!is\b|does\b|was\b|has\b)(\w+s)\b", re.I)
_PLURAL = re.compile(r"\b(?:them|they|these|those)\b", re.I)


def parts(text: str) -> list[str]:
    """The separate questions of `text`, at most three; the question inside a long story.

    >>> parts("What is a PSP and how long does it take?")
    ['What is a PSP?', 'how long does it take?']
    >>> parts("Who leads it, who pays and who signs the contract?")
    ['Who leads it?', 'who pays?', 'who signs the contract?']
    >>> parts("What is TUPE and is there a handout? also who signs")
    ['What is TUPE?', 'is there a handout?', 'who signs']
    >>> parts("We are a council. Who leads a PSP?"), parts("who decides what and how")
    (['We are a council. Who leads a PSP?'], ['who decides what and how'])
    """
    sentences = [s for s in re.split(r"(?<=[?!.])\s+", text) if s.strip()]
    asking = [s for s in sentences if (s.endswith("?") or _ALSO_SAID.match(s)) and len(words(s)) >= 2]
    if len(asking) > 1:
        return [part for question in asking for part in _split(_ALSO_SAID.sub("", question))][:MAX_PARTS]
    if len(words(text)) > _LONG_STORY_WORDS:
        asking = asking or [s for s in sentences if _ASKS.match(s)]
        return asking[-1:] or [" ".join(text.split()[-_LONG_STORY_WORDS:])]
    return _split(text)[:MAX_PARTS] if len(sentences) == 1 else [text]


def completed(asked: list[str], whole: str, follow: Callable[[str], str] | None = None) -> list[str]:
    """Later questions with what they leave out: the thing that the first asks about, else what `follow`
    makes of them, else a PSP.

    `follow` reads a question as one that comes after the answer to the first; it is None where that answer
    is about nothing but a PSP. Where one then says "they" of nobody knows whom, the `whole` stays one
    question.

    >>> completed(["What is a social clause?", "how long does it take?"], "")
    ['What is a social clause?', 'how long does a social clause take?']
    >>> completed(["Who signs?", "when does it start?"], "")
    ['Who signs?', 'when does a PSP start?']
    >>> completed(["What is SROI?", "who needs a PSP?"], "")
    ['What is SROI?', 'who needs a PSP?']
    >>> completed(["Which figures are kept?", "who sees them?"], "")[1]
    'who sees figures?'
    >>> completed(["Who ran Low Moss?", "is it still on?"], "", lambda text: text.replace("it", "Low Moss"))
    ['Who ran Low Moss?', 'is Low Moss still on?']
    >>> completed(["Who chaired it?", "what were they paid?"], "Who chaired it and what were they paid?")
    ['Who chaired it and what were they paid?']
    """
    one, several = _THING.match(asked[0]), _THINGS.match(asked[0])
    many = several[1] if several else "PSPs" if names_a_psp(asked[0]) else None
    if follow and one is None and (many is None or many == "PSPs"):
        return [asked[0], *map(follow, asked[1:])]
    if many is None and any(map(_PLURAL.search, asked[1:])):
        return [whole]
    return [asked[0], *(_filled(text, one and one[1], many) for text in asked[1:])]


def _filled(text: str, one: str | None, several: str | None) -> str:
    if several and _PLURAL.search(text):
        return _PLURAL.sub(several, text, count=1)
    return fill(text, one or SUBJECT) if one or not names_a_psp(text) else text


def _split(question: str) -> list[str]:
    if not _ASKS.match(question):
        return [question]
    pieces = [piece.strip(" ?") for piece in _JOINT.split(question)]
    whole = [piece for piece in pieces if piece]
    if len(whole) < 2 or any(_CLAUSE.search(piece) or len(words(piece)) < 2 for piece in whole):
        return [question]
    if not all(_ASKS.match(piece) for piece in whole) or not all(stems(piece) for piece in whole):
        return [question]
    return [f"{re.sub(r'^also ', '', piece, flags=re.I)}?" for piece in whole]
