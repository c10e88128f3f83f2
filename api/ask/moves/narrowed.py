"""A correction that narrows the question before: "no i meant for the pilot bit only", "TUPE I mean"."""

import re
from collections.abc import Callable

from api.ask.acts import unwrapped
from api.ask.counting import HOLLOW
from api.ask.form import asks
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.pairs import pair_of
from api.ask.retrieve import READ_AS_ANSWER, Hit
from api.ask.turn import Turn
from kb.lexical import stems

_MEANT = (
    r"(?:(?:i|we)(?:'m| am| was|'re)? (?:actually |really |just |only )*(?:mean|meant|asking about|"
    r"thinking of|talking about)|meaning)"
)
_NO = r"(?:(?:no|nope|naw|nah|sorry|oh|ah|wait|and|but|well|er|erm)\b[\s,.-]*)*"
_FRONT = re.compile(rf"^{_NO}{_MEANT}[\s,]+(?P<meant>\S.{{1,50}}?)[\s?.!]*$", re.I)
_BEHIND = re.compile(rf"^{_NO}(?P<meant>\S.{{1,50}}?)[\s,]+{_MEANT}[\s?.!]*$", re.I)
_LED = re.compile(
    r"^(?P<by>for|in|during|at|under|when|if|after|before|once|where|on|with|about) (?P<rest>\S.*)$", re.I
)
_ONLY = re.compile(
    r"\b(?:only|just|specifically|mainly|mostly|bit|part|side|thing|stuff|of it|like)\b ?", re.I
)
_STAGE = re.compile(
    r"^(?:the )?(?P<stage>pilot|design|co-design|tender|handover|evaluation|set-?up|planning|piloting)(?: "
    r"(?:stage|phase|step))?$",
    re.I,
)
_NARROWS = re.compile(r"\b(?:only|just|bit|part|side|stage|phase)\b", re.I)
_AT = ("for", "in", "during", "at", "about", "on", "with")
# "in Scotland", "at Low Moss": the question before is asked of that place or thing by other rules
_NAMED = re.compile(
    r"^(?:in|at|for|of|about|on|with) (?:the )?(?:[A-Z][a-z]|scotland\b|england\b|wales\b|glasgow\b)"
)
_CASE = re.compile(r"^(?:when|if|once|where)$", re.I)
_OTHER = re.compile(r"\bnot\b|\bone\b|\?$", re.I)
_OWN_QUESTION = re.compile(
    r"^(?:who|what|which|how|why|is|are|do|does|can|could|should|will|would|did|was|to)\b", re.I
)


def narrows(said: str, last: Turn) -> bool:
    """Whether a follow-up narrows the question before to a part, a case or a matter of it.

    >>> two = Turn("psp versus grant", "a PSP", (), True)
    >>> said = ("no i meant for the pilot bit only", "TUPE I mean", "i mean when the money runs out")
    >>> [narrows(one, two) for one in said]
    [True, True, True]
    >>> [narrows(one, two) for one in ("no, I meant Glasgow", "I meant the tender, not the pilot")]
    [False, False]
    """
    return bool(asks(last.understood_as) or pair_of(last.understood_as)) and bool(_meant(said))


def _meant(said: str) -> str:
    """What a correction narrows the question before to; "" where it names another thing or nothing."""
    behind = _BEHIND.match(said.strip())
    match = behind or _FRONT.match(said.strip())
    if match is None or _OTHER.search(match["meant"]) or _OWN_QUESTION.match(match["meant"]):
        return ""
    whole = match["meant"].strip()
    bare = _ONLY.sub("", whole).strip(" ,.")
    if HOLLOW.issuperset(stems(bare)) and not _STAGE.match(bare):
        return ""
    if _NAMED.match(bare):
        return ""
    a_matter = behind and not re.match(r"(?:the|a|an|our|my|that) ", bare, re.I)
    return bare if a_matter or _LED.match(bare) or _NARROWS.search(whole) else ""


def _said_so(meant: str) -> str:
    """The narrower thing as it stands behind a question.

    >>> _said_so("for the pilot"), _said_so("the design stage"), _said_so("TUPE"), _said_so("for the charity")
    (' in the pilot phase', ' in the design phase', ': TUPE', ' for the charity')
    """
    led = _LED.match(meant)
    rest = led["rest"] if led else meant
    stage = _STAGE.match(rest) if not led or led["by"].lower() in _AT else None
    if stage:
        return (
            f" in the {stage['stage'].lower()} phase"
            if stage["stage"].lower() != "tender"
            else " for the tender"
        )
    return f" {meant}" if led and led["by"].lower() not in ("about", "on") else f": {rest}"


def plan(last: Turn, said: str) -> Plan:
    """Ask the question before with the narrower thing in it; a section has to speak of that."""
    meant = _meant(said)
    before = unwrapped(last.understood_as).rstrip("?.! ")
    put = _said_so(meant)
    narrower = _LED.sub(lambda led: led["rest"], meant)
    ways = [f"{before}{put}?"]
    if put.startswith(":"):
        ways.append(
            f"{before}: does {narrower} apply?"
            if re.match(r"[A-Z]{3,}$", narrower)
            else f"What does {narrower} mean for this: {before}?"
        )
    lacking = f"The sources do not tell this apart {_apart(meant)}."
    return Plan(
        "narrowed", question=ways[0], otherwise=tuple(ways[1:]), avoid=frozenset(last.said),
        fits=_speaks_of(narrower, before), lacking=lacking, least=_READ_AS_NEAR, offer=last.offered[:2],
    )  # fmt: skip


def _apart(meant: str) -> str:
    led = _LED.match(meant)
    return meant if led and _CASE.match(led["by"]) else f"for {led['rest'] if led else meant}"


def _speaks_of(narrower: str, before: str) -> Callable[[Hit, Knowledge], bool]:
    """Whether a section speaks of the narrower thing where it begins, and is on what was asked before."""
    asked = set(stems(before)) - HOLLOW
    own = set(stems(narrower)) - HOLLOW - set(stems("stage phase")) or set(stems(narrower))

    def speaks(hit: Hit, _: Knowledge) -> bool:
        heading = set(stems(hit.shelf.passage.heading))
        first = heading | set(stems(f"{hit.shelf.document.front.title} {hit.shelf.opening[0].text}"))
        on_it = hit.reading >= _READ_AS_NEAR or bool((asked - own) & heading)
        return len(own & first) > len(own) / 2 and on_it and not hit.shelf.unknown

    return speaks


_READ_AS_NEAR = READ_AS_ANSWER - 2.0
