"""A search index small enough for a page: words cut to stems by a rule that the page's script repeats.

The page ranks by BM25 over these counts. The form is a script that sets one variable, not a JSON file, so
that the pages also work from a disk or a memory stick, where browsers let no page fetch anything.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.documents import Document
from kb.lexical import STOP_WORDS

LONGEST = 7
HEADING_COUNTS = 2
_WORD = re.compile(r"[a-z0-9]+")
_ENDING = re.compile(r"(?:ies|ing|ed|es|s|e|y)$")


def stem(word: str) -> str:
    """A word without its common ending, cut to seven letters; the same rule stands in `search.js`.

    >>> [stem(word) for word in ("piloting", "pilots", "agencies", "agency", "procurement", "use")]
    ['pilot', 'pilot', 'agenc', 'agenc', 'procure', 'use']
    """
    return (_ENDING.sub("", word) if len(word) > 4 else word)[:LONGEST]


def stems_of(text: str) -> list[str]:
    """The stems of the words of `text` that carry meaning.

    >>> stems_of("Who piloted the services?")
    ['pilot', 'servic']
    """
    return [stem(word) for word in _WORD.findall(text.lower().replace("'s", "")) if word not in STOP_WORDS]


@dataclass(frozen=True)
class Entry:
    """A passage to be found: its page, where on it, what it is headed and how it begins."""

    page: int
    anchor: str
    heading: str
    begins: str
    words: Counter[str]


def index_script(documents: Sequence[Document]) -> bytes:
    """The index of `documents` as a script that sets `PSP_SEARCH`."""
    entries = [entry for number, document in enumerate(documents) for entry in _entries(number, document)]
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, entry in enumerate(entries):
        for word, count in entry.words.items():
            postings.setdefault(word, []).append((number, count))
    data = {
        "pages": [[d.id, d.front.title] for d in documents],
        "passages": [[e.page, e.anchor, e.heading, e.begins, sum(e.words.values())] for e in entries],
        "words": {word: _packed(postings[word]) for word in sorted(postings)},
        "stop": sorted(STOP_WORDS),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.PSP_SEARCH={text};\n".encode()


def _entries(number: int, document: Document) -> Iterable[Entry]:
    asked: dict[str, list[str]] = {}
    for variant in document.variants:
        asked.setdefault(variant.passage_id, []).append(variant.question)
    for passage in document.passages:
        heading = f"{document.front.title} {passage.heading} "
        words = Counter(
            stems_of(heading * HEADING_COUNTS + passage.text + " " + " ".join(asked.get(passage.id, ())))
        )
        begins = next((s.text for item in passage.items for s in item.sentences), "")
        yield Entry(number, passage.id.partition("#")[2], passage.heading, begins, words)


def _packed(postings: Iterable[tuple[int, int]]) -> str:
    """Passage numbers as steps from one to the next, in base 36; a count above one follows a colon.

    >>> _packed([(3, 1), (40, 2)])
    '3,11:2'
    """
    parts, before = [], 0
    for number, count in postings:
        parts.append(_base36(number - before) + (f":{count}" if count > 1 else ""))
        before = number
    return ",".join(parts)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]
