"""Who does a step that was just listed or explained, or how long it takes: "who does that bit?"."""

import re

from api.ask.acts import small, without_opening
from api.ask.counting import counted, head_of
from api.ask.doing import doing
from api.ask.moves.plan import Plan
from api.ask.orders import is_an_order
from api.ask.turn import Turn

_BIT = r"(?:bit|part|step|stage|phase|one|point|piece|job|task|work)"
_PLACE = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|final|1st|2nd|3rd|4th|5th|next|design|"
    r"pilot|tender(?:ing)?)"
)
_THAT = (
    rf"(?:(?:all )?(?:that|this) {_BIT}|(?:the|that|this) {_PLACE}(?: {_BIT})?|{_BIT} (?:\d+|one|two|three|"
    rf"four|five)|"
    r"number (?:\d+|one|two|three|four|five)|that|this|it)"
)
_LATER = r"(?: (?:then|though|exactly|normally|usually|in practice|please|roughly|about|for))*[\s?.!]*$"
_WHO = re.compile(
    r"^(?:who(?:'s|s| is| are)?(?: (?:should|would|will|has to|is to|needs to|normally|usually|actually|"
    r"meant to|supposed to|expected to))*|(?:and )?whose (?:job|task|part|responsibility) is|(?:which|what) "
    r"(?:partner|body|side))(?: (?:does|do|did|be doing|doing|runs?|running|leads?(?: on)?|leading|in charge "
    r"of|responsible for|handles?|"
    rf"handling|carries out|carry out|sees to|takes? (?:on|care of)|sorts?(?: out)?|organises?|starts?))? "
    rf"{_THAT}{_LATER}",
    re.I,
)
_LONG = re.compile(
    rf"^how (?:long|much time)(?:'s| is| does| do| did| will| would| should| might)*(?: we need for| we "
    rf"spend on)? {_THAT}"
    rf"(?: (?:take|last|run|be|need|go on(?: for)?|usually take|normally take))?{_LATER}",
    re.I,
)
_POINTS = re.compile(rf"\b(?:that|this) {_BIT}\b", re.I)
# "what happens in the design stage": the step that a question asked of
_STAGE = re.compile(
    r"\b(?:the )?(?P<stage>(?:joint )?design|pilot|tender(?:ing)?|set-?up|planning|preparation) "
    r"(?P<kind>stage|phase|step)\b",
    re.I,
)
# the three steps of a PSP by what a listed one says
_STEPS = (
    (r"\bdesign\b", "the design stage"), (r"\bpilot", "the pilot stage"), (r"\btender", "the tender stage"),
)  # fmt: skip


_DOERS = (
    ("design", "Who designs the service in a PSP?"), ("pilot", "Who runs the pilot?"),
    ("tender", "Who draws up and runs the tender?"),
)  # fmt: skip


def asks_of_a_step(said: str, last: Turn) -> bool:
    """Whether a follow-up asks who does a step of the list that was given, or how long it takes.

    >>> steps = Turn("What are the steps?", "a PSP", ("Agree the problem.", "Run a pilot."), True, item=1)
    >>> asks = ("who does that bit", "how long does the first one take", "who pays", "how long is it")
    >>> [asks_of_a_step(said, steps) for said in asks]
    [True, True, False, True]
    """
    asked = without_opening(said.strip())
    if not (_WHO.match(asked) or _LONG.match(asked)) or re.match(
        r"who(?:'s| is| are)? (?:that|this|it)\W*$", asked, re.I
    ):
        return False
    return bool(_step(asked, last))


def _step(asked: str, last: Turn) -> str:
    """The step meant, as it was listed, or the stage that the question before was of; "" where none is."""
    place = counted(asked)
    if place and last.items and -len(last.items) <= place.number < len(last.items):
        return last.items[place.number]
    if place is None and last.item is not None and last.item < len(last.items):
        return last.items[last.item]
    stage = _STAGE.search(last.understood_as)
    return f"the {stage['stage'].lower()} {stage['kind'].lower()}" if stage and _POINTS.search(asked) else ""


def plan(last: Turn, said: str) -> Plan:
    """Ask it of the step; where no source says it, of a PSP as a whole."""
    asked = without_opening(said.strip())
    step = small(_step(asked, last).rstrip(". "))
    head = re.split(r"[:;,](?= )", step)[0]
    of_a_psp = all(any(re.search(sign, item, re.I) for item in last.items) for sign, _ in _STEPS)
    stage = next((name for sign, name in _STEPS if re.search(sign, head, re.I)), "") if of_a_psp else ""
    stage = step if _STAGE.search(step) else "" if is_an_order(step) else stage
    if _LONG.match(asked):
        takes = f"it take to {head}" if is_an_order(step) else f"{head_of(step)} take"
        ways = [f"How long does {takes}?"]
        ways = ([f"How long does {stage} take?"] if stage else []) + ways
        lacking = "The sources do not say how long this step takes by itself."
        wider = "How long does a PSP take?"
    else:
        ways = [f"Who should {head}?", f"Who is responsible for {doing(head)}?"] if is_an_order(step) else []
        ways = [asks for name, asks in _DOERS if name in stage] + ways
        ways = ways or [f"Who is responsible for {head_of(step)}?"]
        lacking = "The sources do not say who does this step by itself."
        wider = "Who does what in a PSP?"
    return Plan(
        "step", question=ways[0], otherwise=tuple(ways[1:]), avoid=frozenset(last.said), repeats=True,
        lacking=lacking,
        instead=(wider, f"{lacking} Of the whole they say:"), offer=(wider, *last.offered[:1]),
    )  # fmt: skip
