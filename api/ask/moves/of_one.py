"""Putting out, replacing or adding one of those that were spoken of: "can we put one out", "swap them"."""

import re

from api.ask.acts import unwrapped, without_opening
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_THEM = r"(?:one(?: of them)?|them|him|her|ours|it|the other(?: one)?|that one|the one)"
_LATER = (
    r"(?: (?:then|though|out|off|in|later|now|half ?way(?: through)?|mid ?way|after that|instead|"
    r"altogether))*[\s?.!]*$"
)
_ASKS = (
    r"^(?P<asks>can|could|should|may|must|do|how do|how can|how could|how would) (?:we|they|you|i|the "
    r"(?:council|partners|board)) (?:just |simply |actually |not )*"
)
# what is to be done with whom, and how the guide's sections call it
_OUT = re.compile(
    rf"{_ASKS}(?:put|get rid of|kick|throw|chuck|drop|remove|expel|ditch|sack|exclude|lose|push|ask|cut|"
    rf"force|vote|"
    rf"boot)(?: {_THEM})(?: to (?:leave|go))?{_LATER}", re.I,
)  # fmt: skip
_SWAP = re.compile(
    rf"{_ASKS}(?:replace|swap|change|switch|exchange)(?: {_THEM})(?: for (?:another|somebody else|someone "
    rf"else))?{_LATER}",
    re.I,
)
_ADD = re.compile(
    rf"{_ASKS}(?:add|bring in|take on|let in|invite) (?:one|another(?: one)?|more|somebody else|someone "
    rf"else){_LATER}",
    re.I,
)
_LEAVES = re.compile(
    r"^(?P<asks>can|could|may) (?:one(?: of them)?|they|any of them|somebody|someone) (?:just |simply |"
    r"still )*"
    rf"(?:drop out|leave|pull out|walk away|quit|step down|get out|withdraw){_LATER}", re.I,
)  # fmt: skip
_SHARED = re.compile(
    r"^(?P<asks>can|could|should) (?:they|both|the two(?: of them)?|two) share (?:it|that|the lead|the "
    r"job)[\s?.!]*$",
    re.I,
)
_TWO = re.compile(
    r"^(?P<asks>can|could|may) (?:there be|we have|you have) (?:two|more than one|several)(?: of "
    r"them)?[\s?.!]*$",
    re.I,
)
# of whom the question before was, as one of them
_WHO = re.compile(
    r"\b(?P<who>project managers?|lead partners?|lead bod(?:y|ies)|intermediar(?:y|ies)|steering groups?|"
    r"boards?|"
    r"partners?|charit(?:y|ies)|councils?|members?|managers?|chairs?|evaluators?|consultants?|facilitators?|"
    r"coordinators?|providers?|organisations?|(?<=who )leads?)\b",
    re.I,
)
_SINGLE = re.compile(r"ies$|(?<=[^s])s$")
_READ_AS_NEAR = -1.5  # log-odds of the re-ranker
_GROUP = re.compile(r"steering group|board", re.I)
_PARTY = re.compile(r"^(?:partner|charity|council|member|provider|organisation)$", re.I)


def asks_of_one(said: str, last: Turn) -> bool:
    """Whether a follow-up asks to put out, replace, add or double one of those spoken of before.

    >>> two = Turn("two partners aren't speaking", "a PSP", (), True)
    >>> said = ("can we put one out", "could we swap them?", "can one drop out", "can we evaluate it")
    >>> [asks_of_one(one, two) for one in said]
    [True, True, True, False]
    """
    return bool(_whom(last)) and _ways(said, last) != ()


def _whom(last: Turn) -> str:
    """One of those of whom the question before was; "" where it was of nobody.

    >>> _whom(Turn("two charities are fighting", "a PSP", (), True)), _whom(Turn("Who pays?", "", (), True))
    ('charity', '')
    """
    match = _WHO.search(unwrapped(last.understood_as))
    if match is None:
        return ""
    who = match["who"].lower()
    return _SINGLE.sub(lambda end: "y" if end[0].lower() == "ies" else "", who)


def _ways(said: str, last: Turn) -> tuple[str, ...]:
    bare, who = without_opening(said.strip()), _whom(last)
    party = "partner" if _PARTY.match(who) else who
    one, group = f"a {party}" if party == "partner" else f"the {party}", bool(_GROUP.search(who))
    leads = bool(re.search(r"\blead", last.understood_as, re.I))
    asked: tuple[tuple[re.Match[str] | bool | None, tuple[str, ...]], ...] = (
        (_OUT.match(bare), (f"Can {one} be {'asked to leave' if party == 'partner' else 'changed'}?",)),
        (_SWAP.match(bare), (f"Can {one} be replaced?", f"What if {one} is to be changed half-way?")),
        (_ADD.match(bare) and group, (f"Can a member join the {who} later?",)),
        (_ADD.match(bare), ("Can another partner join later?", "How is a new partner brought in half-way?")),
        (_LEAVES.match(bare), (f"Can {one} leave half way through?",)),
        (leads and _SHARED.match(bare), (f"Can two {_several(party)} share the lead?",)),
        (_TWO.match(bare), (f"Can there be two {_several(party)}?",)),
    )  # fmt: skip
    return next((ways for is_asked, ways in asked if is_asked), ())


def _several(who: str) -> str:
    return f"{who[:-1]}ies" if who.endswith("y") else f"{who}s"


def plan(last: Turn, said: str) -> Plan:
    """Ask it of one of them, by the guide's word for it; what was said of it is told again where all was."""
    own, *others = _ways(said, last)
    lacking = f"The sources do not say {whether(own)}."
    wider = f"What if {_one(last)} does not do what was agreed?"
    nearest = (wider, f"{lacking} Nearest to it they say:")
    joins = bool(_ADD.match(without_opening(said.strip())))
    return Plan(
        "of-one", question=own, otherwise=tuple(others), avoid=frozenset(last.said), repeats=True,
        lacking=lacking, least=_READ_AS_NEAR, instead=() if joins else nearest, offer=last.offered[:2],
    )  # fmt: skip


def whether(question: str) -> str:
    """A question as it stands behind "the sources do not say".

    >>> whether("Can the intermediary be changed?"), whether("Can there be two leads?"), whether("Who pays?")
    ('whether the intermediary can be changed', 'whether there can be two leads', 'who pays')
    >>> whether("Does giving a grant have to be advertised?")
    'whether giving a grant has to be advertised'
    """
    bare = question.rstrip("?")
    if asks := _CAN.match(bare):
        helper = {"does": "", "do": ""}.get(asks["helper"].lower(), f"{asks['helper'].lower()} ")
        verb = (
            asks["verb"]
            if helper
            else asks["verb"].replace("have to", "has to").replace("need to", "needs to")
        )
        return f"whether {asks['who']} {helper}{verb}{asks['rest']}"
    return f"{bare[:1].lower()}{bare[1:]}"


_CAN = re.compile(
    r"^(?P<helper>can|could|may|must|does|do|should) (?P<who>.+?) (?P<verb>have to be|need to be|be|join|"
    r"leave|share)"
    r"\b(?P<rest>.*)$",
    re.I,
)


def _one(last: Turn) -> str:
    who = _whom(last)
    return "a partner" if _PARTY.match(who) else f"the {who}"
