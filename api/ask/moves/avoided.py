"""How what went wrong could have been avoided: the trouble that was told, and what helps against it."""

import re

from api.ask.acts import small, unwrapped, without_opening
from api.ask.form import asks
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

# "could they have avoided that", "how could this have been prevented"
_AVOIDED = re.compile(
    r"^(?:how )?(?:could|can|should|would|might) (?:(?:they|we|you|anyone|anybody|somebody|the \w+) "
    r"(?:have )?(?P<did>avoid|prevent|stopp?|foreseen?|see)(?:e?d)? (?:that|this|it|those|these|"
    r"them)(?: coming)?|"
    r"(?:that|this|it|those|these|they) (?:have been|be) (?P<was>avoid|prevent|stopp?|foreseen?)(?:e?d)?)"
    r"(?: (?:then|though|at all|somehow|earlier|beforehand))*[\s?.!]*$",
    re.I,
)


def asks_how_avoided(said: str) -> bool:
    """Whether a follow-up asks if or how what was told could have been avoided.

    >>> asks_how_avoided("could they have avoided that?"), asks_how_avoided("how could it be prevented")
    (True, True)
    >>> asks_how_avoided("can we avoid a tender"), asks_how_avoided("could they stop")
    (False, False)
    """
    return bool(_AVOIDED.match(without_opening(said.strip())))


def plan(last: Turn, said: str) -> Plan:
    """Ask what to do about the trouble that was told, or that the answer before opened with, told once."""
    told = re.split(r"[:;]", last.said[0], maxsplit=1)[0] if last.said else last.understood_as
    if not asks(last.understood_as):
        told = last.understood_as  # the trouble was told by the asker, and answered with what to do
    trouble = unwrapped(told).strip().rstrip(".?! ")
    return Plan(
        "avoided", question=f"{trouble}, what should be done?",
        understood=f"How can this be avoided: {small(trouble)}?",
        avoid=frozenset(last.said), lacking="The sources do not say how this could have been avoided.",
        offer=last.offered[:2],
    )  # fmt: skip
