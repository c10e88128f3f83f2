"""What was said, in a body of a certain size or place: "what would that look like in a small council?"."""

import re

from api.ask.acts import unwrapped, without_opening
from api.ask.moves.plan import Plan
from api.ask.passive import done
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_LATER = r"(?: (?:then|though|in practice|exactly|please|like (?:us|ours|mine)))*[\s?.!]*$"
_WHERE = (
    r"(?P<led>in|for|at|on|with|to|across|over) (?P<where>(?!practice\b|general\b|theory\b|real\b|us\b|it\b|"
    r"that\b)[\w'’ -]{3,60}?)"
)
_LOOKS = re.compile(
    r"^(?:what|how) (?:would|will|does|do|might|could|should|did|can) (?:that|this|it|they|all that|all this|"
    r"these|those) (?:even |actually |really |ever )?(?:look|work|be|go|mean|play out|apply|differ|change|"
    r"translate|happen)"
    rf"(?: (?:like|out|done|different|differently))* {_WHERE}{_LATER}",
    re.I,
)
_SOMEWHERE = re.compile(
    r"\b(?:small|smaller|wee|tiny|little|big|bigger|large|rural|remote|island|islands|highland|village|town|"
    r"city|council|authority|charity|charities|board|group|trust|association|area|place|region|community|"
    r"team|firm|company|school|hospital|prison|department|organisation|enterprise|partnership|budget|staff|"
    r"hall|"
    r"committee)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:council|authority|charity|charities|board|trust|association|firm|company|organisation|enterprise|"
    r"group|committee|school|hospital|prison|department|team)s?\b",
    re.I,
)


def asks_how_it_is_there(said: str) -> bool:
    """Whether a follow-up asks how it would be in a body of a certain size or in a certain place.

    >>> asks = ("what would that look like in a small council", "how does that work in practice")
    >>> [asks_how_it_is_there(said) for said in asks]
    [True, False]
    """
    match = _LOOKS.match(without_opening(said.strip()))
    return bool(match and _SOMEWHERE.search(match["where"]))


def plan(last: Turn, said: str) -> Plan:
    """Ask the question before of that place; where nothing is told apart for it, of a PSP there."""
    match = _LOOKS.match(without_opening(said.strip()))
    if match is None:
        raise ValueError("no place is named")
    where = re.sub(r"\bwee\b|\btiny\b", "small", match["where"].strip(), flags=re.I)
    before = unwrapped(last.understood_as).rstrip("?.! ")
    topic = last.topic or SUBJECT
    led = match["led"].lower() if match["led"].lower() in ("in", "at", "on") else "for"
    lacking = f"The sources do not tell this apart for {where}."
    wider = f"Can {where} take part in a PSP?" if _BODY.search(where) else f"Does a PSP work {led} {where}?"
    act = done(last.understood_as)
    ways: tuple[str, ...] = (f"How can {where} {act.act}?",) if act and _BODY.search(where) else ()
    ways += (f"How does {topic} work {led} {where}?",)
    return Plan(
        "placed", question=f"{before} {led} {where}?", otherwise=ways, avoid=frozenset(last.said),
        lacking=lacking, instead=(wider, f"{lacking} Nearest to it they say:"),
        offer=(wider, *last.offered[:1]),
    )  # fmt: skip
