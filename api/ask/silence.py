"""The sources' silence, said by the section itself: then it is the answer, and stands under no refusal."""

import re

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Line
from api.ask.retrieve import Found

# log-odds of the re-ranker: of 60 reviewed questions that nothing answers and whose best section says so, all
# but two of those read as answered were told what is missing, and of the others every second one
_READ_AS_ANSWER, _READ_AS_NEAR = 0.0, -0.6
_OF_ITS_WORDS = 0.5  # the share of the question's own words that a line below that has to hold
_OPENS_SILENT = re.compile(
    r"^(?:no|none|nobody|nothing|neither|who|what|which|whether|how|when|where|why)\b", re.I
)
_CLAUSES = re.compile(r"[;:]\s+|,\s+(?:and|but|so)\s+(?=no\b|none\b|nobody\b)", re.I)
_SILENT = re.compile(r"\b(?:not|no|nothing|unknown|missing|silent|nor)\b|n['’]t\b", re.I)


def says_so_itself(nearest: Chosen, found: Found) -> bool:
    """Whether the `nearest` line of what was found tells by itself that what is asked is not known."""
    return nearest.line.unknown and nearest.line in found.hits[0].shelf.short and _is_on(found, nearest.line)


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
