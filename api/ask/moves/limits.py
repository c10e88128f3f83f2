"""A limit told behind how something is done: "we only have 6 months", "and no baseline", "ours is 25k"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from api.ask.acts import act_of, unwrapped
from api.ask.counting import HOLLOW
from api.ask.form import asks
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.passive import done
from api.ask.retrieve import READ_AS_ANSWER, Hit
from api.ask.turn import Turn
from kb.lexical import stems

_OPENS = (
    r"^(?:(?:and|but|well|ok|okay|so|hmm+|um|er|aye|yes|yeah|fine|right|though|sorry|the thing is|thing is|"
    r"trouble is|problem is|the problem is|only|just)\b[\s,.…-]*)*"
)
_ONLY = r"(?:only|just|barely|hardly|about|roughly|maybe|at most|got|really|actually)"
# "we only have 6 months", "there's no money for that", "and no baseline", "ours is 25k", "it's a wee town"
_TOLD = re.compile(
    rf"{_OPENS}(?:(?:we|i|they|you)(?:'?ve| have|'?re| are|'?d| had)?(?: {_ONLY})*(?: got| have| had| get)?"
    rf"(?: {_ONLY})* |"
    rf"there(?:'?s| is| are|'?re)(?: {_ONLY})* |(?:ours?|mine|it|this|that|ours one)(?:'?s| is| are| would "
    rf"be| "
    rf"can| has)?(?: {_ONLY})*(?: (?:last|run|be|for))?(?: {_ONLY})* |"
    rf"(?=no |without |with (?:no|only|just|hardly|very) |{_ONLY} ))"
    r"(?:with )?(?P<limit>\S.*)$",
    re.I,
)
_LACKED = re.compile(
    r"(?:^|.*?\b)(?:no|without|don'?t (?:have|hold)(?: any| a| an)?|do not have(?: any| a| an)?|"
    r"haven'?t(?: got)?(?: any| a| an)?|have no|not got (?:any|a)|hasn'?t any|nae|lack(?:s|ing)?(?: any| "
    r"a)?)\b"
    r"(?: any| a| an| real| proper)* (?P<thing>[a-z][\w'’ -]*?)"
    r"(?: (?:for|to do) (?:it|that|this|them|any of (?:it|that)|all that)| at all| yet| either| left| now)*$",
    re.I,
)
_SUM = re.compile(
    r"£ ?\d[\d,.]*(?: ?(?:k|m|million|thousand))?\b|\b\d[\d,.]* ?k\b|\b\d[\d,]* (?:pounds|"
    r"quid)\b",
    re.I,
)

_IN_A_PLACE = "in a rural area"


@dataclass(frozen=True)
class _Limit:
    """A kind of limit: how it is told, how it is asked, what a section on it says, what is asked at last."""

    told: str
    asked: str
    on_it: str
    unsaid: str
    wider: str


_KINDS = (
    _Limit(
        r"\b(?:money|budget|cash|funds|funding|afford|pay for)\b", "with very little money",
        r"\b(?:little|no|without|less|small|hardly any|enough|£3,000)\b[^.?]*\b(?:money|budget|funds|"
        r"funding|pay)|"
        r"\bcheap|\bfor free\b|\bcosts? only\b", "with hardly any money", "How can a PSP start with little "
        "money?",
    ),
    _Limit(
        r"\b(?:minutes|hours?|days?|weeks?|fortnight|months?|time|deadline)\b", "with very little time",
        r"\b(?:(?:little|hardly any|no|short of|enough|less|few|staff) time|short|quick|fast|late|too late|"
        r"weeks|"
        r"(?:\w+ |\d )months? only|few months)\b", "in so short a time", "Can a PSP be done "
        "quickly?",
    ),
    _Limit(
        r"\b(?:rural|remote|islands?|villages?|highlands?|countryside)\b", _IN_A_PLACE,
        r"\b(?:rural|remote|islands?|villages?|country)\b", "in a rural area",
        "How does a PSP work in a rural area?",
    ),
    _Limit(
        r"\b(?:(?:one|two|three|four|1|2|3|4) (?:of us|staff|people|persons?|members?|workers?|officers?|"
        r"volunteers?)|"
        r"(?:tiny|small|wee|very small) (?:charity|group|team|organisation|outfit|council|board)|just me|"
        r"hardly any staff|no staff|few staff|few people|one person)\b", "in a very small organisation",
        r"\b(?:(?:very )?small (?:group|organisation|charit|council|team|body|bodies)\w*|small or large|"
        r"few people|"
        r"one person|hardly any staff|little staff)", "with so few people",
        "Can a very small organisation take part in a PSP?",
    ),
)  # fmt: skip
_OF_A_SUM = _Limit(
    "", "for a small contract", r"\b(?:small|low|little)\b[^.?]*\b(?:contract|service|budget|value|sum|"
    r"pilot)|"
    r"\bproportion", "for a sum like that", "Is a PSP worth it for a small contract?",
)  # fmt: skip
# what goes on from the answer and tells of no limit
_OF_THE_TALK = re.compile(
    r"\b(?:thanks?|confus|understand|mean|meant|asked|asking|tried|said|told|think|sure|question|idea|more|"
    r"answer|example|problem|worries|way|clue|point|need|jargon|rush)\w*\b",
    re.I,
)
_ASKS = re.compile(r"\?\s*$|^(?:who|what|when|where|which|why|how|is|are|do|does|can|could|should)\b", re.I)
_HOW_SMALL = re.compile(
    r"^how (?:small|big|large|little|low|much) (?:can|could|should|must|may|does|do) (?:a|an|the|our) "
    r"(?P<thing>\w+)",
    re.I,
)
_LONGEST, _LONGEST_LAST = 12, 16  # words
_LENGTH = re.compile(
    r"\b(?:(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|couple of|few) )+"
    r"(?:minutes?|hours?|days?|weeks?|fortnight|months?|years?)\b",
    re.I,
)
_GENERAL = frozenset(stems("psp pilot pilots service run do make get use should partnership"))


def tells_a_limit(said: str, last: Turn) -> bool:
    """Whether a follow-up tells what the asker has little or none of, behind how something is done.

    >>> how = Turn("How do we evaluate a pilot?", "a PSP", (), True)
    >>> [tells_a_limit(said, how) for said in ("hmm we only have 6 months", "and no baseline", "no thanks")]
    [True, True, False]
    >>> tells_a_limit("ours is 25k", Turn("How small can a contract be?", "a PSP", (), True))
    True
    >>> tells_a_limit("there's no money for that", Turn("What is a PSP?", "a PSP", (), True))
    False
    """
    return _can_be_limited(last.understood_as) and _limit_of(said) is not None


def _can_be_limited(before: str) -> bool:
    """Whether a question asks how, whom or what to do, or how much of a thing is needed."""
    bare = unwrapped(before).rstrip("?.! ")
    if not asks(bare) or len(bare.split()) > _LONGEST_LAST:
        return False
    wanted = re.match(
        r"(?:what|who|which|how|where|when)\b.*\b(?:should|must|do (?:we|i|you)|does (?:a|"
        r"the))\b",
        bare,
        re.I,
    )
    return bool(done(bare) or act_of(bare) or wanted or _HOW_SMALL.match(bare)) and not re.match(
        r"(?:is|are|can|could|may|do|does|did|will|would|must)\b|(?:is it|would it)", bare, re.I
    )


def _limit_of(said: str) -> tuple[_Limit, str] | None:
    """The kind of limit that is told, and the thing that lacks altogether; None where none is told."""
    told = _TOLD.match(said.strip().rstrip(".! "))
    if told is None or _ASKS.search(said) or len(said.split()) > _LONGEST:
        return None
    lacked = _LACKED.match(said.strip().rstrip(".! "))
    if _SUM.search(told["limit"]):
        return _OF_A_SUM, ""
    kind = next((kind for kind in _KINDS if re.search(kind.told, told["limit"], re.I)), None)
    if kind:
        return kind, ""
    thing = lacked["thing"].strip() if lacked else ""
    if not thing or _OF_THE_TALK.search(said) or HOLLOW.issuperset(stems(thing)):
        return None
    return _lacking(thing), thing


def _lacking(thing: str) -> _Limit:
    """The limit that a thing is not there."""
    return _Limit(
        "", f"if there is no {thing}", r"\b(?:no|not|without|missing|lacks?|too late|rebuilt|nobody|never|"
        r"hardly)\b",
        f"without {thing}", f"What if there is no {thing}?",
    )  # fmt: skip


def plan(last: Turn, said: str) -> Plan:
    """Ask the question before within the limit; a section has to speak of both."""
    found = _limit_of(said)
    if found is None:
        raise ValueError("no limit is told")
    limit, lacked = found
    before = _without_limits(unwrapped(last.understood_as).rstrip("?.! "), last)
    length = _LENGTH.search(said)
    ways = [f"{before} {limit.asked}?"]
    act = done(before)
    if limit.asked.endswith("time"):
        ways = [f"What if the time is too short to {act.act}?"] if act else ways
        ways += [f"{before} in {length[0].lower()}?"] if length else []
    of_size = _HOW_SMALL.match(before)
    if limit is _OF_A_SUM and of_size:
        ways = [limit.wider]
    lacking = f"The sources do not say how to do this {limit.unsaid}."
    if limit is _OF_A_SUM:
        lacking = "The sources set no sum for this."
    return Plan(
        "limit", question=ways[0], otherwise=tuple(ways[1:]), understood=ways[-1],
        avoid=frozenset(last.said), fits=_speaks_of(limit, lacked, before, bool(of_size)), lacking=lacking,
        instead=(limit.wider, f"{lacking} Nearest to it they say:"), offer=last.offered[:2],
    )  # fmt: skip


def _without_limits(before: str, last: Turn) -> str:
    """The question before without the limit that the turn before put behind it."""
    if last.move != "limit":
        return before
    told = "|".join(re.escape(kind.asked) for kind in _KINDS)
    return re.sub(rf" (?:{told}|if there is no [\w'’ -]+|in {_LENGTH.pattern})$", "", before, flags=re.I)


def _speaks_of(limit: _Limit, lacked: str, before: str, of_size: bool) -> Callable[[Hit, Knowledge], bool]:
    """Whether a section speaks of the limit in its heading or first line, and of what was asked."""
    own = set(stems(before)) - HOLLOW
    own = own - _GENERAL or own
    thing = set(stems(lacked)) - HOLLOW

    def speaks(hit: Hit, _: Knowledge) -> bool:
        shelf = hit.shelf
        heading, first = set(stems(shelf.passage.heading)), set(stems(shelf.opening[0].text))
        whole = f"{shelf.passage.heading} {shelf.opening[0].text}"
        on_limit = bool(re.search(limit.on_it, whole, re.I)) and thing <= heading | first
        if limit.asked.endswith("time") and hit.reading >= READ_AS_ANSWER:
            on_limit = bool(on_limit or _LENGTH.search(whole))
        of_it = (
            thing
            or of_size
            or len(own & heading) > len(own) / 2
            or own <= first
            or hit.reading >= READ_AS_ANSWER
        )
        if limit.asked == _IN_A_PLACE and re.search(limit.on_it, shelf.passage.heading, re.I):
            of_it = of_it or len(own & shelf.stems) > len(own) / 2
        return bool(on_limit and of_it) and not shelf.unknown

    return speaks
