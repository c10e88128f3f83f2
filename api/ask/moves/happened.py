"""Has that happened, and does it happen often: a case of what was told, and that nobody has counted them."""

import re
from dataclasses import replace

from api.ask.acts import without_opening
from api.ask.form import form_of
from api.ask.moves import example
from api.ask.moves.plan import Plan
from api.ask.names import Names
from api.ask.turn import Turn

_IT = r"(?:that|this|it|such (?:a )?things?|anything like (?:that|this)|the same)"
_HAPPENS = (
    r"(?:happen(?:ed|s)?|go(?:ne)? wrong|come up|came up|crop(?:ped)? up|occur(?:red|s)?|"
    r"(?:been )?(?:seen|found|noticed)|been (?:the case|(?:a|an) (?:problem|issue)))"
)
_SOMEBODY = (
    r"(?:any ?(?:one|body)|some(?:one|body)|(?:the )?others?(?: ones)?|they(?: all)?|(?:any|other|some)(?: "
    r"other| of the)? (?:psps?|pilots?|"
    r"councils?|partnerships?|charit(?:y|ies)|places|areas))"
)
_HAD = (
    r"(?:done|do|tried|managed|solved|got past|had|have|seen|see|met|faced?|experienced?|"
    r"(?:been|gone|go) through|come across|run into|suffered)"
)
_PLACE = (
    r"(?:,? (?:before|too|as well|ever|here|there|anywhere(?: else)?|elsewhere|yet|already|then|though|for "
    r"real|"
    r"in (?:scotland|practice|real life|a psp|a pilot|any (?:psp|pilot)|any of (?:them|the \w+)|"
    r"the (?:psps|pilots))|to (?:any ?(?:one|body)|others|other \w+)))*[\s?.!]*$"
)
# "has that happened in Scotland", "where did this go wrong", "have other councils had that"
_HAPPENED = re.compile(
    rf"^(?:(?:where|when|which (?:one|psp|pilot|area)s?)(?: else)? )?(?:"
    rf"(?:has|have|did|does|is|was) {_IT} (?:ever |actually |really |already )*{_HAPPENS}|"
    rf"(?:has|have|did) {_SOMEBODY} (?:else )?(?:ever |actually |really |already )*{_HAD}(?: {_IT})?)"
    rf"{_PLACE}",
    re.I,
)
_OFTEN = (
    r"(?:a lot|much|often|frequently|regularly|all the time|every time|each time|"
    r"in (?:most|all|many) (?:cases|psps|pilots))"
)
_COMMON = r"(?:common|usual|frequent|rare|typical|unusual|widespread)"
# "does that happen a lot", "is it common", "how often has that happened"
_HOW_OFTEN = re.compile(
    rf"^(?:(?:does|do|did|has|have|will|would) {_IT} (?:\w+ )?{_HAPPENS} {_OFTEN}|"
    rf"(?:is|was) {_IT} (?:a )?(?:very |really |quite |that |so )?{_COMMON}"
    rf"(?: (?:thing|problem|occurrence))?|"
    rf"how (?:{_COMMON} (?:is|was) {_IT}|(?:often|frequently|likely) (?:does|do|did|has|have|is|would) {_IT}"
    rf"(?: {_HAPPENS})?)){_PLACE}",
    re.I,
)
# what may happen: "what if a partner leaves", "what makes a PSP fail"
_OF_AN_EVENT = re.compile(
    r"^(?:what (?:if|happens|makes|goes|can go|could go|went|stops|causes)\b|"
    r"why (?:do|does|is|are|did) (?!we\b|i\b)|what (?:are|is) the (?:\w+ )?(?:risks?|dangers?|problems?|"
    r"pitfalls?|barriers?|obstacles?|downsides?)\b|"
    r"(?:how do (?:we|i|you) |how to )(?:deal|cope|handle|avoid|prevent|stop)\b)",
    re.I,
)
_UNCOUNTED = "The sources do not count how often this happens."


def asks_whether_it_happened(said: str, last: Turn) -> bool:
    """Whether a follow-up asks for a case of what was told, or how often that is so, and not of a deed.

    >>> told = Turn("What happens when the key person leaves?", "a PSP", (), True)
    >>> asks_whether_it_happened("has that ever happened in Scotland?", told)
    True
    >>> asks_whether_it_happened("is that common", told), asks_whether_it_happened("has it ended", told)
    (True, False)
    >>> asks_whether_it_happened("did that happen", Turn("Can a PSP skip the tender?", "a PSP", (), True))
    False
    """
    bare = without_opening(said.strip())
    of_an_event = _OF_AN_EVENT.match(last.understood_as) or form_of(last.understood_as) == "problem"
    return bool(of_an_event and (_HAPPENED.match(bare) or _HOW_OFTEN.match(bare)))


def plan(last: Turn, said: str, names: Names) -> Plan:
    """Ask for a case; where it is asked how often, say first that nobody has counted."""
    case = example.plan(last, said, names)
    if not _HOW_OFTEN.match(without_opening(said.strip())):
        return case
    return replace(case, leading=_UNCOUNTED, lacking=f"{_UNCOUNTED} {case.lacking}")
