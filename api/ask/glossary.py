"""What the words of an answer mean: sections that answer "what is …" and open with the word itself."""

import re
from collections.abc import Iterator, Sequence

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge, Shelf

_WHAT_IS = re.compile(
    r"^(?:what(?:'s| is| are)|define|what does) (?:a |an |the )?(?P<term>[\w-]+(?: [\w-]+){0,3}?)"
    r"(?: (?:mean|explained|in plain words))?\??$",
    re.I,
)
_OPENING = 5  # words of a section among which the term stands, if the section says what it is
_OF_THE_GUIDE = frozenset(("psp", "psps", "public social partnership", "a psp"))


def explained(text: str, home: Sequence[str], knowledge: Knowledge, most: int) -> list[Chosen]:
    """What at most `most` terms of `text` mean, each in one sentence; not from the sections of `home`."""
    found: dict[str, Chosen] = {}
    for term, shelf in _in_order(text, knowledge):
        line = shelf.short[0]
        if shelf.passage.id not in home and line.text not in text and shelf.passage.id not in found:
            found[shelf.passage.id] = Chosen(line, shelf, heading=term[0].upper() + term[1:])
    return list(found.values())[:most]


def _in_order(text: str, knowledge: Knowledge) -> Iterator[tuple[str, Shelf]]:
    """The terms of `text` that a section explains, in the order in which they stand there."""
    plain = text.lower().replace("-", " ")
    placed = []
    for term, passage in terms_of(knowledge).items():
        match = re.search(rf"(?<!\w){re.escape(term.replace('-', ' '))}s?(?!\w)", plain)
        shelf = knowledge.section(passage) if match else None
        if match and shelf and shelf.short:
            placed.append((match.start(), -len(term), term, shelf))
    for _, _, term, shelf in sorted(placed, key=lambda one: one[:2]):
        yield term, shelf


def terms_of(knowledge: Knowledge) -> dict[str, str]:
    """Each term that a section explains, in lower case, and the id of that section."""
    terms: dict[str, str] = {}
    for document in knowledge.documents.values():
        asked = [(passage.heading, passage.id) for passage in document.passages]
        asked += [(variant.question, variant.passage_id) for variant in document.variants]
        for question, passage_id in asked:
            match = _WHAT_IS.match(question)
            term = match["term"].lower() if match else ""
            if term and term not in _OF_THE_GUIDE and _opens_with(term, passage_id, knowledge):
                terms.setdefault(term, passage_id)
    return terms


def _opens_with(term: str, passage_id: str, knowledge: Knowledge) -> bool:
    shelf = knowledge.section(passage_id)
    opening = " ".join(shelf.short[0].text.split()[:_OPENING]) if shelf and shelf.short else ""
    return term.replace("-", " ") in opening.lower().replace("-", " ")
