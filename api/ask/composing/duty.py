"""A section put as the question is: on what has to be so.

"Does it have to save money" and "does it save money" are near to each other, and to the same sections. Of two
that are nearly as good, the one that speaks of a duty answers who asks for one.
"""

import re
from collections.abc import Sequence

from api.ask.retrieve import Hit

_NEARLY_AS_GOOD = 0.1  # how far below the best a section on a duty may lie
_AMONG = 4  # of so many hits
_ASKS_A_DUTY = re.compile(
    r"^(?:and |but |so )?(?:must\b|(?:is|are|do|does|did|will|would|has|have)\b.*\b(?:needs? to|have to|"
    r"has to|required?|obliged|compulsory|mandatory|necessary|a duty)\b)",
    re.I,
)
_ON_A_DUTY = re.compile(
    r"\b(?:must|needs? (?:to|no|an?|at least)|need not|have to|has to|required?|requires?|obliged?|"
    r"compulsory|mandatory|necessary|duty|duties|rules?|laws?|should|right to|voluntary|optional)\b",
    re.I,
)


def on_the_duty(question: str, hits: Sequence[Hit]) -> Hit | None:
    """The section on a duty, where a `question` asks for one and the best of the `hits` is on none."""
    if not _ASKS_A_DUTY.match(question) or _is_on_a_duty(hits[0]):
        return None
    near = (hit for hit in hits[1:_AMONG] if hit.score > hits[0].score - _NEARLY_AS_GOOD)
    return next((hit for hit in near if _is_on_a_duty(hit)), None)


def _is_on_a_duty(hit: Hit) -> bool:
    said = hit.shelf.short[0].text if hit.shelf.short else ""
    return bool(_ON_A_DUTY.search(hit.shelf.passage.heading) or _ON_A_DUTY.search(said))
