"""What is told in numbers that comes nearest to a question: at home first, then in what a search brings."""

import re
from collections.abc import Iterator

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge, Shelf, cosine
from api.ask.moves.plan import Plan
from api.ask.retrieve import Found, relevance_of

_LOOKED_AT = 6  # sections that the search brought
_MOST = 3  # sentences
# how near a line with a figure has to be; what it has before others at home; how near the others have to be
# to the nearest to be told with it
_NEAR, _AT_HOME, _AS_NEAR = 0.46, 0.08, 0.9
# a number that counts or sums something: no year, date, section of a law or name of a programme
_FIGURE = re.compile(
    r"£ ?\d|\d ?%|\d(?:\.\d+)? ?(?:per cent|million|billion)\b|(?<![\w/.-])(?<!section )(?<!sections "
    r")(?<!regulation )(?<!regulations )(?<!schedule )(?<!article )(?<!page )(?!(?:19|"
    r"20)\d\d\b)\d[\d,]*(?![\d/)(-])(?! (?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b)(?!\.\d)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|eighteen|twenty|thirty|forty|fifty|hundred|half|a third|a quarter|two thirds|three quarters) "
    r"(?:of |or |more |and |a |the )*"
    r"(?:people|users|clients|prisoners|families|months|years|weeks|hours|jobs|staff)\b",
    re.I,
)


def holds_a_figure(text: str) -> bool:
    """Whether a line tells something in numbers.

    >>> [holds_a_figure(text) for text in ("It cost £10 million.", "17% came back.", "It had 30 partners.")]
    [True, True, True]
    >>> none = ("It ran in 2013.", "Section 24 says so.", "On 1 June 2016 it began.")
    >>> [holds_a_figure(text) for text in none]
    [False, False, False]
    """
    return bool(_FIGURE.search(text))


def in_figures(plan: Plan, found: Found, knowledge: Knowledge) -> list[Chosen]:
    """The lines with a figure that come nearest to a question, best first; none where none is near.

    Of a pilot that is talked of only what is told of it.
    """
    asked = found.asked
    pilots = [name for name in knowledge.names.found_in(plan.told) if name.is_of_a_pilot]
    held: list[tuple[float, Chosen]] = []
    for shelf in _sections(plan, found, knowledge):
        at_home = _AT_HOME if shelf.document.id in plan.home else 0.0
        for line in shelf.lines:
            if (
                line.unknown
                or line.text in plan.avoid
                or line.text.endswith(":")
                or not holds_a_figure(line.text)
            ):
                continue
            if pilots and not (at_home or {name.id for name in pilots} & shelf.names):
                continue
            near = relevance_of(line, cosine(line.vector, asked.vector), asked) + at_home
            held.append((near, Chosen(line, shelf)))
    held.sort(key=lambda one: -one[0])
    best = held[0][0] if held else 0.0
    if best < _NEAR:
        return []
    told: dict[str, Chosen] = {}
    for near, chosen in held:
        if near >= _AS_NEAR * best:
            told.setdefault(chosen.line.text, chosen)
    return list(told.values())[:_MOST]


def _sections(plan: Plan, found: Found, knowledge: Knowledge) -> Iterator[Shelf]:
    """The sections of the documents that the answer before came from, then those that were found."""
    seen: set[str] = set()
    for home in sorted(plan.home):
        document = knowledge.documents.get(home)
        for passage in document.passages if document else ():
            shelf = knowledge.section(passage.id)
            if shelf:
                seen.add(passage.id)
                yield shelf
    yield from (hit.shelf for hit in found.hits[:_LOOKED_AT] if hit.shelf.passage.id not in seen)
