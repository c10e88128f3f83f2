"""Whom to turn to with what was asked: "who would know?", "so who can I ring"."""

import re

from api.ask.acts import without_opening
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_WHOM = re.compile(
    r"^(?:who|whom) (?:else )?(?:"
    r"(?:would|might|could|will|may|should)(?: \w+)? know(?: (?:that|this|it|more|about (?:it|that|this)))?|"
    r"knows(?: (?:that|this|it|more|about (?:it|that|this)))?|"
    r"(?:can|could|should|do|might|would|must) (?:we|i|you|one)(?: \w+)? (?:ask|ring|phone|call|contact|"
    r"e-?mail|"
    r"speak to|talk to|turn to|go to|write to|approach)(?: (?:about|on|for) (?:it|that|this|more))?|"
    r"(?:can|could|would|might) (?:tell|help|advise) (?:us|me)(?: (?:that|this|more|with (?:it|that|this)|"
    r"about (?:it|that|this)))?|to (?:ask|contact|ring|phone|call|turn to))(?: (?:then|though|instead|"
    r"please))*"
    r"[\s?.!]*$",
    re.I,
)


def whom_to_ask(asked: str, last: Turn) -> str | None:
    """Whom one contacts about the thing talked of; None where that is not asked.

    >>> whom_to_ask("so who would know?", Turn("Is there a list of PSPs?", "a PSP", (), True))
    'Whom can we contact about a PSP?'
    >>> whom_to_ask("who can I ring", Turn("What is Shine?", "Shine", (), True))
    'Whom can we contact about Shine?'
    >>> whom_to_ask("who should we ask to join", Turn("What is a PSP?", "a PSP", (), True))
    """
    named = re.search(r"\b[A-Z]", (last.topic or "").removeprefix(SUBJECT))
    thing = last.topic if named else SUBJECT
    return f"Whom can we contact about {thing}?" if _WHOM.match(without_opening(asked.strip())) else None
