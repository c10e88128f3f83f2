"""One question asked for several, by a preposition said again: "risks for us and for our users"."""

import re

from kb.lexical import stems, words

_PREPOSITION = re.compile(r"\s(?P<word>for|of|to|from|with)\s", re.I)
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|why|how|where|whether|if|because|so|but|is|are|was|were|do|does|did|"
    r"can|could|should|must|may|will|would|has|have|had)\b",
    re.I,
)
_SEVERAL = re.compile(r"^(?:\w+ )?\w*[^s\W]s$", re.I)  # things wished for: "gains", "main risks"
_MOST, _PARTS = 6, 3  # words of each that it is asked for, and how many of them are answered


def for_each(question: str) -> list[str]:
    """`question` of each that it is asked for; itself alone where it is asked for one.

    >>> for_each("what's in it for councils, for charities and for users?")
    ["what's in it for councils?", "what's in it for charities?", "what's in it for users?"]
    >>> for_each("gains for the council, and gains for the charity")
    ['What are the gains for the council?', 'What are the gains for the charity?']
    >>> for_each("who pays for the design and the pilot"), for_each("who asks for it and for what")
    (['who pays for the design and the pilot'], ['who asks for it and for what'])
    """
    for found in _PREPOSITION.finditer(question):
        asked, word = question[: found.start()], found["word"]
        those = re.split(_again(asked, word), question[found.end() :], flags=re.I)
        if len(those) > 1 and all(map(_is_one, those)):
            wish = f"What are the {asked}" if _SEVERAL.match(asked) else asked
            return [f"{wish} {word} {one.strip(' ?.!,')}?" for one in those][:_PARTS]
    return [question]


def _again(asked: str, word: str) -> str:
    """What stands between two of them: "and for", ", gains for"."""
    thing = re.escape(asked.rsplit(maxsplit=1)[-1])
    return rf"\s*(?:,\s*(?:and\s+|plus\s+)?|\s(?:and|&|\+|plus)\s+)(?:(?:the\s+)?{thing}\s+)?{word}\s+"


def _is_one(text: str) -> bool:
    """Whether `text` names one that something is asked for, and no clause."""
    said = text.strip(" ?.!,")
    return 0 < len(words(said)) <= _MOST and bool(stems(said)) and not _CLAUSE.search(said)
