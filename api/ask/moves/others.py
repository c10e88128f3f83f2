"""The others: what else there is of the kind."""

import re

from api.ask.moves.plan import Plan
from api.ask.turn import Turn

# "we've tried that already", "that did not help": what was told is no use, and something else is wanted
_TRIED = re.compile(
    r"^(?:(?:and|but|ok|well|no|yes|aye)\b[\s,]*)*(?:"
    r"(?:we|i)(?:'ve| have|'d| had)? (?:already |just )?(?:tried|done|did) "
    r"(?:all )?(?:of )?(?:that|this|it|those|these|them)(?: (?:already|before|too|and .{3,30}))?|"
    r"(?:that|this|it|none of (?:that|it)) (?:did ?n[o']t|didnt|has ?n[o']t|hasnt|does ?n[o']t|doesnt)? ?"
    r"(?:helped|help|worked|work)(?: (?:for us|either|at all))?)[\s?.!]*$",
    re.I,
)
_WORKED = re.compile(r"^(?:and |but |well )*(?:that|this|it) (?:helped|worked)", re.I)


def asks_beyond(said: str) -> bool:
    """Whether what was told was tried in vain, so that something else is wanted.

    >>> asks_beyond("we've tried that already"), asks_beyond("that didn't help"), asks_beyond("it worked")
    (True, True, False)
    >>> asks_beyond("we have done a pilot before")
    False
    """
    return bool(_TRIED.match(said.strip())) and not _WORKED.match(said.strip())


def plan(last: Turn, said: str) -> Plan:
    """Ask for the rest of the list, or for what stands beside the answer."""
    if last.item is not None and last.items:
        rest = [item for number, item in enumerate(last.items) if number != last.item]
        word = "The others are: " + " ".join(f"({n}) {item}" for n, item in enumerate(rest, start=1))
        return Plan("others", word=word, offer=tuple(f"{item.rstrip('.')}?" for item in rest[:2]))
    return Plan("others", question=last.understood_as, detail="full", avoid=frozenset(last.said))
