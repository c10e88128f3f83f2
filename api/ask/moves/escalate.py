"""What if they still refuse: after advice on somebody who will not, the next step, not the advice again."""

import re

from api.ask.acts import small, without_opening
from api.ask.form import form_of
from api.ask.moves.plan import Plan
from api.ask.refusing import refused, says_they_refuse
from api.ask.turn import Turn

_LACKING = "The sources name no further step for when that is refused."
# "our board has stopped coming to meetings", "the council is not paying"
_STOPPED = re.compile(
    r"^(?P<who>(?:our|the|a|an|one|some|my|two)? ?[\w'’ -]{2,40}?) (?:has|have|had|is|are|keeps?|was|were) "
    r"(?:just |now |simply |always |suddenly )?(?:stopped|given up|quit|no longer|not|avoiding|"
    r"ignoring) (?P<act>\w.*)$",
    re.I,
)
_OF_PARTNERS = (
    "What if a partner stays away or does not do what was agreed?",
    "How is a dispute between partners settled?",
)
_PARTNER = re.compile(
    r"\b(?:partners?|council|health board|board|charit(?:y|ies)|lead|authority|member|nhs)\b", re.I
)


def asks_what_if_refused(said: str, last: Turn) -> bool:
    """Whether it is asked what to do if somebody refuses still, of whom trouble was told.

    >>> told = Turn("Our health board has stopped coming to meetings", "a PSP", (), True)
    >>> [asks_what_if_refused(said, told) for said in ("what if they refuse", "and if they still won't")]
    [True, True]
    >>> asks_what_if_refused("what if they refuse", Turn("Who pays?", "a PSP", (), True))
    False
    """
    tells = form_of(last.understood_as) == "problem" or _STOPPED.match(last.understood_as.rstrip("?.! "))
    return bool(tells) and says_they_refuse(without_opening(said.strip()))


def plan(last: Turn, said: str) -> Plan:
    """Ask what can be done then; of a partner also what is done when one does not do its part."""
    before = last.understood_as.rstrip("?.! ")
    own = refused(said, last) or next_step(last)
    others = _OF_PARTNERS if _PARTNER.search(before) else _OF_PARTNERS[1:]
    return Plan(
        "escalate", question=own, otherwise=others, rather=True, avoid=frozenset(last.said), lacking=_LACKING,
        offer=last.offered[:2],
    )  # fmt: skip


def next_step(last: Turn) -> str:
    """The question what can be done if trouble that was told goes on.

    >>> next_step(Turn("our board has stopped coming to meetings", "a PSP", (), True))
    'What can we do if our board is still not coming to meetings?'
    """
    before = last.understood_as.rstrip("?.! ")
    if stopped := _STOPPED.match(before):
        return f"What can we do if {small(stopped['who'].strip())} is still not {stopped['act']}?"
    return f"What can we do if nothing helps and {small(before)}?"
