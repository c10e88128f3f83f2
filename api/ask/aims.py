"""How an aim is reached that was just told: "fine, but how do we get there?", "how do we achieve it?"."""

import re

from api.ask.acts import small, unwrapped, without_opening
from api.ask.form import asks
from api.ask.subject import SUBJECT
from api.ask.talked_of import defined
from api.ask.turn import Turn

_AGREED = (
    r"(?:(?:fine|true|great|good|sure|agreed|easy to say|easier said than done|nice|in theory|all very well)"
    r"\b[\s,]*(?:but |and |so )*)*"
)
_REACH = re.compile(
    rf"^{_AGREED}how (?:do|can|could|should|would|might|to) ?(?:we|i|you|one|they|partners|people)? ?"
    r"(?:actually |really |best |ever )*"
    r"(?:get (?:there|to that|to this|that far)|make (?:that|this|it) (?:happen|work|real|come about)|"
    r"make sure of (?:that|this|it)|achieve (?:that|this|it)|bring (?:that|this|it) about|"
    r"manage (?:that|this)|reach (?:that|this)|put (?:that|this|it) into practice)"
    r"(?: (?:then|though|exactly|in practice|here|please|now))*[\s?.!]*$",
    re.I,
)
# "both sectors should be equal": what is aimed at
_AIM = re.compile(
    r"^(?P<who>(?:[\w'’-]+ ){1,6}?)(?:should(?: both| all)?|must|needs? to|has to|have to|ought to) "
    r"(?P<act>(?!not\b)\w.*)$",
    re.I,
)


def of_an_aim(asked: str, last: Turn) -> str | None:
    """How the aim that was told is reached; None where that is not asked, or nothing told is an aim.

    >>> told = Turn("Both sectors should be equal in the partnership.", "a PSP", (), True)
    >>> of_an_aim("fine, but how do we get there?", told)
    'How do we become equal in the partnership in practice?'
    >>> of_an_aim("how do we make that happen", Turn("What is mutual trust?", "mutual trust", (), True))
    'How do we achieve mutual trust in practice?'
    >>> of_an_aim("how do we get there", Turn("Who pays?", "a PSP", (), True))
    """
    if not _REACH.match(without_opening(asked.strip())):
        return None
    before = unwrapped(last.understood_as).rstrip("?.! ")
    if aim := None if asks(last.understood_as) else _AIM.match(before):
        act = re.sub(r"^be\b", "become", aim["act"])
        who = "we" if act != aim["act"] else small(aim["who"].strip())
        return f"How do {who} {act} in practice?"
    thing = defined(before) or (last.topic if not asks(last.understood_as) else "")
    return f"How do we achieve {thing} in practice?" if thing and thing != SUBJECT else None
