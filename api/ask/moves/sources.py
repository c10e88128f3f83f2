"""Who says so: the works behind the answer before, or behind the figure in it; and how sure that is."""

import re

from api.ask.moves.plan import Plan
from api.ask.reply import SAID
from api.ask.turn import Turn

_FIGURE = (
    r"(?:figures?|numbers?|statistics?|stats?|percentages?|sums?|amounts?|totals?|claims?|quotes?|dates?)"
)
# "where does that figure come from", "whose numbers are those", "what's that percentage based on"
_OF_A_FIGURE = re.compile(
    rf"^(?:(?:and|but|so|ok)\b[\s,]*)*(?:(?:where|who) (?:does|did|do|is|are|was|were|has) (?:you |they |"
    rf"we )?"
    rf"(?:get |got |find |take )?(?:that|the|this|those|these|your) (?:\S+ )?{_FIGURE}(?: \w+)?(?: from)?|"
    rf"whose {_FIGURE} (?:is|are|was|were) (?:that|it|this|those|these|they)|"
    rf"(?:what|where)(?:'s|s| is| are| was) (?:that|the|this|those|these|your) {_FIGURE} "
    r"(?:based on|from|taken from|coming from)|"
    rf"(?:what(?:'s|s| is) the |any |got a )?(?:source|reference|evidence|basis) (?:for|of|behind) "
    rf"(?:that|the|this|those|these|your) {_FIGURE}|"
    rf"who (?:counted|measured|worked out|calculated|came up with) (?:that|it|this|those|them|the {_FIGURE}))"
    r"(?: (?:then|though|exactly|please))*[\s?.!]*$",
    re.I,
)
# "are you sure", "really?", "you certain about that"
_SURE = re.compile(
    r"^(?:(?:and|but|so|ok|hm+|oh)\b[\s,]*)*(?:(?:are |r )?(?:you|u|ye) (?:\w+ )?(?:sure|certain|"
    r"positive)\b.*|"
    r"(?:really|seriously|honestly|definitely|sure|for sure|certain)|how (?:sure|certain|"
    r"confident) (?:are you|is "
    r"(?:that|this|it))\b.*|is (?:that|this|it) (?:\w+ )?(?:true|right|correct|certain|"
    r"definite)(?: (?:then|though))?)"
    r"[\s?.!]*$",
    re.I,
)


def asks_for_a_figure(said: str, last: Turn) -> bool:
    """Whether a follow-up asks where a figure of the answer before comes from.

    >>> told = Turn("What did it achieve?", None, (), True, said=("Fewer than 17% came back.",))
    >>> asks_for_a_figure("where does that figure come from?", told)
    True
    >>> asks_for_a_figure("where does the money come from", told)
    False
    """
    return bool(_OF_A_FIGURE.match(said.strip())) and any(re.search(r"\d", one) for one in last.said)


def plan(last: Turn, said: str) -> Plan:
    """Name what the answer before rests on; who asks whether that is sure is told it again first."""
    if _SURE.match(said.strip()) and last.statements:
        return Plan("sources", question=last.understood_as, sources=True, leading=_how_sure(last))
    return Plan("sources", question=last.understood_as, sources=True, figure=asks_for_a_figure(said, last))


def _how_sure(last: Turn) -> str:
    """How far what was said is sure: as far as its sources are.

    >>> from api.ask.reply import Statement
    >>> told = Statement(text="Yes. A firm may join.", citations=[1], verdict="yes")
    >>> _how_sure(Turn("May a firm join?", None, (), True, statements=(told,), verdict="yes"))
    'Yes, as far as the sources go. A firm may join.'
    """
    first = last.statements[0].quoted
    verdict = last.statements[0].verdict
    said = SAID[verdict].rstrip(".") if verdict else ""
    if said in ("Yes", "No"):
        return f"{said}, as far as the sources go. {first}"
    if said:
        return f"The sources settle it no further than that it depends. {first}"
    return f"As far as the sources go, this holds. {first}"
