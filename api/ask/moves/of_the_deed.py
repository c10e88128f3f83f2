"""Who may object to what was asked about, or has to agree to it: "it" is the deed, and not the pilot."""

import re

from api.ask.acts import act_of, unwrapped, without_opening
from api.ask.doing import doing, is_said_fully
from api.ask.moves.of_one import whether
from api.ask.moves.plan import Plan
from api.ask.pairs import pair_of
from api.ask.passive import done
from api.ask.subject import ONE_PSP
from api.ask.turn import Turn

_IT = r"(?:it|that|this|us|them|such a thing|(?:it|that) (?:then|though))"
_LATER = r"(?: (?:then|though|exactly|if anyone|if anybody|in practice|anyway))*[\s?.!]*$"
_MAY = (
    r"(?:would|could|can|might|may|will|has to|have to|needs to|should|must|is going to|gets to|is likely to)"
)
_OBJECTS = re.compile(
    rf"^who(?: else)? {_MAY} (?:actually |even |ever |legally )*(?:challenge|object to|complain about|"
    rf"contest|appeal(?: "
    rf"against)?|sue(?: us)?(?: over| for)?|oppose|take us to court(?: over| for)) {_IT}{_LATER}|"
    rf"^(?:can|could|would|will) (?:anyone|anybody|somebody|someone|a (?:firm|bidder|competitor)) "
    rf"(?:challenge|object to|"
    rf"complain about|contest) {_IT}{_LATER}",
    re.I,
)
_AGREES = re.compile(
    rf"^(?:who(?: else)? (?:{_MAY} )?(?:agrees?|approves?|allows?|permits?|authorises?|oks?|signs?(?: it| "
    rf"that)? off|"
    rf"decides?|has the say)(?: to| on| off(?: on)?| over| about)*(?: {_IT})?|whose (?:decision|call) is "
    rf"{_IT}){_LATER}",
    re.I,
)
# "does that have to be advertised"
_PASSIVE = re.compile(
    rf"^(?P<asks>does|do|must|should|will|would|can|is) (?:it|that|this) (?P<rest>(?:have to be|need to be|"
    rf"be|to be) "
    rf"[a-z]+(?:ed|n|t)\b(?: [\w-]+){{0,2}}?){_LATER}",
    re.I,
)
_MIX = re.compile(
    r"^(?:can|could|may|should) (?:we|you|i|they|one) (?:mix|combine|use|have|do|join|blend|merge|run) "
    r"(?:the two|both|"
    r"them|both of them|them both)(?: (?:together|at once|at the same time|side by side))?[\s?.!]*$",
    re.I,
)
_IF_WE = re.compile(
    r"^what (?:happens )?if (?:we|they|you|i|the \w+) (?:just |simply |only )*"
    r"(?P<act>(?!(?:in|of|on|at|for|from|with|by|to|who|that|which)\b)\w+ .+)$",
    re.I,
)
# what the answer before says may be done: "a pilot may carry on without a tender only where …"
_MAY_BE_DONE = re.compile(
    r"^(?:a|an|the) [\w-]+(?: [\w-]+)? (?:may|can|must|should) (?P<act>(?!be\b|have\b)[a-z]+(?: "
    r"[\w-]+){1,5}?)"
    r"(?= only\b| if\b| where\b| when\b| unless\b|[,;:.])",
    re.I,
)
_READ_AS_NEAR = -1.5  # log-odds of the re-ranker
_BOUGHT = re.compile(r"\b(?:tender|contract|award|procure|compet|bid|appoint|choos|pick|select|buy)", re.I)
_A_PSP = re.compile(rf"\b{ONE_PSP}s?\b", re.I)


def asks_of_the_deed(said: str, last: Turn) -> bool:
    """Whether a follow-up asks who may object to a deed, has to agree to it, or if the two may be mixed.

    >>> asked = Turn("Can we extend the pilot by a year?", "the pilot", (), True)
    >>> said = ("who could object to that", "who has to agree to that", "who pays for it")
    >>> [asks_of_the_deed(one, asked) for one in said]
    [True, True, False]
    >>> asks_of_the_deed("can you mix the two", Turn("psp versus grant", "a PSP", (), True))
    True
    """
    return bool(_ways(said, last))


def _deed(last: Turn) -> str:
    """What was asked about as a thing done: "extending the pilot"; "" where nothing was.

    >>> told = ("A pilot may carry on without a tender only where a rule allows it.",)
    >>> _deed(Turn("what if we just carry on as is", "the pilot", (), True, said=told))
    'carrying on without a tender'
    """
    before = unwrapped(last.understood_as).rstrip("?.! ")
    if put := _IF_WE.match(before):
        act, told = put["act"], _MAY_BE_DONE.match(last.said[0]) if last.said else None
        if told and told["act"].split()[0].lower() == act.split()[0].lower():
            act = told["act"]  # which says what "as is" leaves open
        act = re.sub(r" in (?:the pilot|a PSP)$", "", act)
        return doing(act) if is_said_fully(act) else ""
    act = act_of(before) or ""
    if act and is_said_fully(act):
        return doing(act)
    deed = done(before)
    return deed.doing if deed else doing(plain[1]) if (plain := _GOES.match(before)) else ""


# "can a pilot go straight to a contract": it is done by the thing itself
_GOES = re.compile(
    r"^(?:can|could|may|must|should) (?:a|an|the) [\w-]+ ((?:go|carry|run|skip|end|start|move)\b .+)$", re.I
)


def _ways(said: str, last: Turn) -> tuple[str, ...]:
    """The ways to ask it, and last the wider question; none where it is not asked."""
    bare = without_opening(said.strip())
    if _MIX.match(bare):
        return _mixed(last)
    deed = _deed(last)
    if not deed:
        return ()
    if _OBJECTS.match(bare):
        wider = "Who can challenge an award?" if _BOUGHT.search(f"{deed} {' '.join(last.said[:1])}") else ""
        return (f"Who can challenge {deed}?", wider) if wider else (f"Who can object to {deed}?", "")
    if _AGREES.match(bare):
        return (f"Who has to agree to {deed}?", "Who decides in a PSP?")
    if passive := _PASSIVE.match(bare):
        return (f"{passive['asks'].capitalize()} {deed} {passive['rest']}?", "")
    return ()


def _mixed(last: Turn) -> tuple[str, ...]:
    pair = pair_of(last.understood_as)
    if pair is None:
        return ()
    one, two = sorted(pair, key=lambda thing: not _A_PSP.search(thing))
    one, two = ("a PSP" if _A_PSP.search(one) else one), re.sub(r"^(?:an? )?", "", two)
    if re.match(r"grants?\b", two, re.I):
        return (f"Can a pilot in {one} be paid for by a grant?", "")
    return (f"Can {one} and {two} be combined?", "")


def plan(last: Turn, said: str) -> Plan:
    """Ask it of the deed; where no section answers, say so and tell the wider question."""
    own, wider = _ways(said, last)
    lacking = f"The sources do not say {whether(own)}."
    return Plan(
        "of-the-deed", question=own, avoid=frozenset(last.said), lacking=lacking, least=_READ_AS_NEAR,
        instead=(wider, f"{lacking} Nearest to it they say:") if wider else (), offer=last.offered[:2],
    )  # fmt: skip
