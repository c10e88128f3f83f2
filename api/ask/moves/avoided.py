"""How what went wrong could have been avoided: the trouble that was told, and what helps against it."""

import re

from api.ask.acts import small, unwrapped, without_opening
from api.ask.form import asks
from api.ask.moves.plan import Plan
from api.ask.orders import is_an_order
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


_AVOID = re.compile(
    r"^how (?:do|does|can|could|should|would|to) ?(?:you|we|i|they|one|anyone|somebody)? ?(?:best )?"
    r"(?:avoid|prevent|stop|reduce|lower|limit|handle|manage|mitigate|deal with|guard against|get round|"
    r"get around|fix) (?:that|this|it|those|these|them|all (?:of )?(?:that|these|those))"
    r"(?: (?:then|though|happening))*[\s?.!]*$",
    re.I,
)
# "Set-up can take long, so plan it as a phase": a danger told with what to do about it
_WITH_ITS_REMEDY = re.compile(r", so (?P<order>[a-z][^,;]*)")


def asks_what_a_list_tells(said: str, last: Turn) -> bool:
    """Whether a follow-up asks how dangers are avoided whose list says so of each of them.

    >>> told = Turn("What are the risks?", "a PSP", ("It is late, so plan it.", "It costs, so ask."), True)
    >>> asks_what_a_list_tells("how do we avoid them", told), asks_what_a_list_tells("who avoids them", told)
    (True, False)
    """
    if not _AVOID.match(without_opening(said.strip())) or len(last.items) < _A_LIST:
        return False
    orders = (_WITH_ITS_REMEDY.search(item) for item in last.items)
    with_it = sum(bool(found) and is_an_order(found["order"]) for found in orders if found)
    return 2 * with_it >= len(last.items)


def told_with_them(last: Turn, said: str) -> Plan:
    """The list once more, point by point, since it says of each danger what to do about it."""
    return Plan(
        "avoided", question=last.understood_as, again=last, listed=True, leading=_EACH_SAYS, word=_EACH_SAYS
    )


_A_LIST = 2  # points
_EACH_SAYS = "The list says of each what to do about it:"


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
