"""Which pilot did what was just said, or failed to: "which pilot got that wrong", "show me a pilot"."""

import re
from dataclasses import replace
from typing import Literal

from api.ask.acts import small, unwrapped
from api.ask.moves import example
from api.ask.moves.plan import Plan
from api.ask.names import Names
from api.ask.turn import Turn
from kb.lexical import words

# all that such a question may hold: whatever else it says, it asks by itself
_PILOTS = frozenset(words("pilot pilots psp psps partnership partnerships project projects consortium"))
_BADLY = frozenset(words("wrong badly fail fails failed failing worst"))
_WELL = frozenset(words("right well best managed manage manages achieve achieved handled"))
_CASE = frozenset(words("example examples case cases instance instances"))
_POINTS = frozenset(words("that this it those there"))
_HELPERS = frozenset(words("do does did done has have had"))
_DID = frozenset(
    words(
        "get gets got getting show shows showed shown happen happens happened handle go goes went deal dealt "
        "make made"
    )
)
_SMALL = frozenset(
    words(
        "which what was were is are any of the these them one ones in a an from at by with for us me give "
        "show tell name find could can you please where so and but ok okay or not ever actually really then "
        "though too also real life most all been"
    )
)
# "did any pilot have that": the helper alone says nothing, as in "which pilot was that"
_TELLING = _DID | _BADLY | _WELL
_DOES_IT = re.compile(r"\b(?:do|does|did|done|have|had|has) (?:it|that|this)\b", re.I)
_ALL = _PILOTS | _TELLING | _HELPERS | _CASE | _POINTS | _SMALL
# a question before that only asks what something is or who: what it is of stands in its answer
_OF_THE_ANSWER = re.compile(
    r"^(?:what(?:'s| is| are| was| were)|who|which|when|where|how (?:many|much|long))\b", re.I
)
_OF_THIS = re.compile(r"^(?:how|what|which)\b[^:]{0,40}\bthis: ", re.I)  # "How do we stop this: …?"
_SEVERAL = 3
_ASKED = {"fault": "got this wrong", "well": "got this right", "": "is an example of this"}
_LACKING = {
    "fault": "The sources tell of no pilot that got this wrong.",
    "well": "The sources tell of no pilot that got this right.",
    "": "The sources tell of no pilot that is an example of this.",
}


def asks_which_pilot(said: str) -> bool:
    """Whether a follow-up asks for the pilot that did, or did not, what was said before.

    >>> asks_which_pilot("which pilot got that wrong?"), asks_which_pilot("give me an example from a pilot")
    (True, True)
    >>> asks_which_pilot("did any of the pilots do that"), asks_which_pilot("which pilot was in Fife")
    (True, False)
    >>> asks_which_pilot("which pilot was that"), asks_which_pilot("give me an example")
    (False, False)
    """
    own = set(words(said))
    if not own <= _ALL or not own & _PILOTS:
        return False
    return bool(own & _CASE or (own & _POINTS and (own & _TELLING or _DOES_IT.search(said))))


def plan(last: Turn, said: str, names: Names) -> Plan:
    """Ask of the pilots what was said: a case of the trouble, or of doing it right, if that is asked for."""
    own = set(words(said))
    wanted: Literal["", "fault", "well"] = "fault" if own & _BADLY else "well" if own & _WELL else ""
    before = _OF_THIS.sub("", unwrapped(last.understood_as)).rstrip("?.! ")
    told, leading = _told(last, before)
    matter = small(told if _OF_THE_ANSWER.match(before) else before)
    asks = {"fault": "What went wrong in the pilots: ", "well": "What did the pilots do well: "}.get(
        wanted, ""
    )
    return replace(
        example.plan(last, said, names), question=f"{asks}{matter}?", wanted=wanted, told=told,
        understood=f"Which pilot {_ASKED[wanted]}: {matter}?", lacking=_LACKING[wanted], leading=leading,
    )  # fmt: skip


def _told(last: Turn, before: str) -> tuple[str, str]:
    """What the answer before says, of several points the first; and what is said before its example."""
    if len(last.items) >= _SEVERAL and _OF_THE_ANSWER.match(before):
        first = re.split(r"[:;]", last.items[0], maxsplit=1)[0].rstrip(". ")
        return last.items[0].rstrip(". "), f"For the first of these points, {small(first)}:"
    return (re.split(r"[:;]", last.said[0], maxsplit=1)[0].rstrip(". ") if last.said else before), ""
