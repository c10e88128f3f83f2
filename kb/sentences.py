"""Splitting prose into sentences, and headings into slugs."""

import re
import unicodedata

_ABBREVIATIONS = (
    "e.g",
    "i.e",
    "etc",
    "no",
    "s",
    "p",
    "pp",
    "reg",
    "regs",
    "art",
    "ch",
    "st",
    "dr",
    "mr",
    "mrs",
    "ms",
    "vs",
    "cf",
    "ltd",
    "inc",
    "approx",
)
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9£])")
_LAST_WORD = re.compile(r"([A-Za-z.]+)\.[\"'”’)]*\s*$")


def split_sentences(text: str) -> list[str]:
    """Split plain prose into sentences; abbreviations and initials do not end one.

    >>> split_sentences("A pilot ran for a year. Two years, e.g. Homereach, were suggested! Why?")
    ['A pilot ran for a year.', 'Two years, e.g. Homereach, were suggested!', 'Why?']
    >>> split_sentences("")
    []
    """
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(text):
        head = text[start : match.end()]
        if _ends_in_abbreviation(head):
            continue
        sentences.append(head.strip())
        start = match.end()
    tail = text[start:].strip()
    return [*sentences, tail] if tail else sentences


def _ends_in_abbreviation(head: str) -> bool:
    last = _LAST_WORD.search(head)
    if not last:
        return False
    word = last.group(1)
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def slugify(heading: str) -> str:
    """The slug of a heading: lower case, apostrophes dropped, every other run turned into one hyphen.

    >>> slugify("What's the role of the café?")
    'whats-the-role-of-the-cafe'
    """
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    plain = re.sub(r"['’`]", "", plain.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
