"""Who is to do what was advised: the steps of the answer before, each with who does it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_WHO_DOES = re.compile(
    r"^(?:who|whose (?:job|task|responsibility)|which (?:of us|partner|side|body))"
    r"(?: (?:exactly|actually))?(?: (?:should|would|will|has to|is to|needs to|must|is going to|gets to|"
    r"does|do|is))?"
    r"(?: (?:do|does|be doing|take on|see to|start|lead on|organise|arrange|handle|carry out|"
    r"responsible for|in charge of))?"
    r" (?:that|this|it|these|those|them|all that|all this|each(?: of (?:these|those|them))?)"
    r"(?: (?:to (?:do|sort)|up|then|though|exactly|here|in practice))*[\s?.!]*$",
    re.I,
)


def asks_who_does_it(said: str) -> bool:
    """Whether a follow-up asks who is to do what was advised.

    >>> asks_who_does_it("and who should do that?"), asks_who_does_it("whose job is that")
    (True, True)
    >>> asks_who_does_it("who is it"), asks_who_does_it("who pays for that")
    (False, False)
    """
    bare = without_opening(said.strip())
    return bool(_WHO_DOES.match(bare)) and not re.match(
        r"who (?:is|was)? ?(?:it|that|this|these|those|them)\W*$", bare, re.I
    )


def plan(last: Turn, turns: Sequence[Turn] = ()) -> Plan | None:
    """Tell the steps that say who does them, of the answer before or as first told; None without any."""
    same = (turn for turn in reversed(turns) if turn.understood_as == last.understood_as)
    told = next((turn for turn in (last, *same) if any(one.who for one in turn.statements)), None)
    if told is None:
        return None
    steps = tuple(one for one in told.statements if one.who)
    return Plan("doers", question=last.understood_as, again=replace(told, statements=steps))
