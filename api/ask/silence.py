"""The sources' silence, said by the section itself: then it is the answer, and stands under no refusal."""

import re

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Line
from api.ask.retrieve import Found
from kb.lexical import stems

# log-odds of the re-ranker: of 60 reviewed questions that nothing answers and whose best section says so, all
# but two of those read as answered were told what is missing, and of the others every second one
_READ_AS_ANSWER, _READ_AS_NEAR = 0.0, -0.6
_OF_ITS_WORDS = 0.5  # the share of the question's own words that a line below that has to hold
_OPENS_SILENT = re.compile(
    r"^(?:no|none|nobody|nothing|neither|who|what|which|whether|how|when|where|why)\b", re.I
)
_CLAUSES = re.compile(r"[;:]\s+|,\s+(?:and|but|so)\s+(?=no\b|none\b|nobody\b)", re.I)
# "a PSP has no regulator", "there is no licence for", "no source names a membership fee"
_HAS_NO = re.compile(
    r"\b(?:(?:has|have|needs?|asks? for|there (?:is|are)) no|"
    r"no (?:source|document|page)s?(?: that we read)? "
    r"(?:names?|gives?|knows?|tells? of|mentions?) (?:an?|any)) "
    r"(?P<thing>(?:[\w'’-]+ ){0,2}?[\w'’-]+)(?=$|[,.;:]|"
    r" (?:and|or|for|of|that|which|in|on|at|to|from|as|is|are|was|were)\b)",
    re.I,
)
# "no source says who chairs a board": the clause tells what is not known
_UNTOLD = re.compile(
    r"\bno (?:source|document|page)s?(?: that we read)? (?:says?|tells?|shows?|explains?|gives?|names?) "
    r"(?P<what>[^;:.]+)",
    re.I,
)
_COUNTED = re.compile(r"\bhow many\b|\bnumber of\b", re.I)
_COUNTS_NONE = re.compile(
    r"\bno source (?:counts|adds up|says how many|gives (?:a|the|any) number)|\bcounts? how many\b", re.I
)
_SUBJECT = frozenset(stems("psp psps public social partnership partnerships source sources scotland"))
_TIMES = frozenset(stems("many set up been there ever started begun run done since so far"))
_PAID = re.compile(r"\b(?:paid|earn(?:s|ed)?|salary|salaries|wages?)\b", re.I)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_SILENT = re.compile(r"\b(?:not|no|nothing|unknown|missing|silent|nor)\b|n['’]t\b", re.I)


def says_so_itself(nearest: Chosen, found: Found) -> bool:
    """Whether the `nearest` line of what was found tells by itself that what is asked is not known."""
    line = nearest.line
    if not line.unknown:
        return has_no_such_thing(found.asked.text, line.text)
    if line in found.hits[0].shelf.short and _is_on(found, line):
        return True
    general = nearest.shelf.document.front.kind != "pilot"  # whose gap may be on another detail
    known_first = general and tells_first(line) and found.asked.own_overlap(line.stems) >= _OF_ITS_WORDS
    return known_first or denies_just_that(found.asked.text, line.text)


def denies_just_that(question: str, said: str) -> bool:
    """Whether a line denies just the thing asked for: that it is, or that a source tells it.

    >>> denies_just_that("where is the PSP regulator", "A PSP has no regulator and is not registered.")
    True
    >>> denies_just_that("how many PSPs were set up since 2015", "No source counts the PSPs; 39 are known.")
    True
    >>> denies_just_that("who is the best chair of the board", "No source says who chairs a PSP's board.")
    True
    >>> denies_just_that("what did its users say", "No source gives pay at Shine.")
    False
    """
    asked = set(stems(_PAID.sub("pay", _YEARS.sub("", question)))) - _SUBJECT
    if has_no_such_thing(question, said):
        return True
    if _COUNTED.search(question) and _COUNTS_NONE.search(said):
        told = set(stems(said)) - _SUBJECT
        return not asked - _TIMES or bool(asked & told)
    untold = [set(stems(found["what"])) - _SUBJECT for found in _UNTOLD.finditer(said)]
    return any(len(asked & what) >= max(2, len(asked) * _OF_ITS_WORDS) for what in untold)


def has_no_such_thing(question: str, said: str) -> bool:
    """Whether a line says that there is none of what is asked for, so that it answers where or how.

    >>> has_no_such_thing("where is the PSP regulator", "A PSP has no regulator and is not registered.")
    True
    >>> has_no_such_thing("where is the PSP office", "A PSP has no regulator and is not registered.")
    False
    """
    asked = set(stems(question)) - _SUBJECT
    return any(asked & (set(stems(found["thing"])) - _SUBJECT) for found in _HAS_NO.finditer(said))


def answers_with_a_gap(found: Found) -> bool:
    """Whether the best section says first what is known of what is asked, and then what no source tells.

    "Either sector may chair, and no source says which one usually does" answers who chairs.
    """
    if not found.hits or found.hits[0].shelf.unknown:
        return False
    return any(tells_first(line) and _is_on(found, line) for line in found.hits[0].shelf.short[:1])


def tells_first(line: Line) -> bool:
    """Whether a line that tells of silence says before it what is known."""
    first = _CLAUSES.split(line.text)[0]
    return (
        line.unknown and first != line.text and not _OPENS_SILENT.match(first) and not _SILENT.search(first)
    )


def _is_on(found: Found, line: Line) -> bool:
    """Whether a line of the best section is on what is asked: read as its answer, or, where the question
    names no pilot or body that may be another than the section's, nearly so and in its words.
    """
    reading = found.hits[0].reading
    if reading >= _READ_AS_ANSWER:
        return True
    general = not found.asked.names and not found.hits[0].shelf.unknown
    return general and reading >= _READ_AS_NEAR and found.asked.own_overlap(line.stems) >= _OF_ITS_WORDS
