"""Whether somebody is among those that were just named: "are users among them?"."""

import re
from dataclasses import replace

from api.ask.citing import renumbered
from api.ask.moves.plan import Plan
from api.ask.names import Names
from api.ask.turn import Turn

_AMONG = re.compile(
    r"^(?:(?:and|so|but|ok)\b[\s,]*)*(?:is|are|was|were|does|do) (?:there )?(?:any |some |also |a |an |the )*"
    r"(?P<who>.{3,40}?) (?:also |really )*(?:among(?:st)?|one of|part of|in|on|involved in|"
    r"belong to|included in) (?:them|these|those|it|that|there)"
    r"(?: (?:too|as well|also|then|though))*[\s?.!]*$",
    re.I,
)
_DENIED = re.compile(r"\b(?:no|not|none|nobody|neither|nor|never|without|except|unlike|only|whether)\b", re.I)


def plan(last: Turn, said: str, who: Names) -> Plan | None:
    """Yes, with the sentence that names them; None where none does plainly, or it is not asked.

    A sentence with a denial in it tells neither yes nor no by a name.
    """
    asked = _AMONG.match(said.strip())
    bodies = who.found_in(asked["who"]) if asked else []
    if not bodies:
        return None
    told = (one for one in last.statements if bodies[0] in who.found_in(one.text))
    named = next((one for one in told if not _DENIED.search(one.text)), None)
    if named is None or named.verdict:
        return None
    yes = named.model_copy(update={"text": f"Yes. {named.text}", "verdict": "yes", "heading": None})
    statements, citations = renumbered([yes], last.citations)
    once = replace(last, statements=tuple(statements), citations=tuple(citations))
    return Plan("again", question=said, again=once)
