"""What to say to somebody who holds what was told: "what do I say to her?"."""

import re

from api.ask.acts import CLAIM, is_claim, small

_SAY_TO = re.compile(
    r"^what (?:do|should|can|could|would|might|shall) (?:i|we|you) (?:say|tell|answer|reply)(?: back)?"
    r"(?: to)? (?:her|him|them|that|this|it)(?: then| though)?[\s?.!]*$",
    re.I,
)


def answered_to(asked: str, told: str) -> str | None:
    """What to say to somebody who holds what was told; None where that is not asked.

    >>> answered_to("what do i say to her", "My manager says partnerships are a waste of time.")
    'What do we say to my manager who says that partnerships are a waste of time?'
    """
    claim = CLAIM.match(told) if _SAY_TO.match(asked) and is_claim(told) else None
    if not claim:
        return None
    several = re.search(r"(?:[^s]s|people|colleagues)$", claim["who"].strip(), re.I)
    says = "say" if several else "says"
    return f"What do we say to {small(claim['who'].strip())} who {says} that {claim['what'].rstrip('?.! ')}?"
