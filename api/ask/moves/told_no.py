"""What helps next where advice was refused or followed in vain: "they refused", "still nothing"."""

import re
from collections.abc import Callable

from api.ask.acts import small, unwrapped
from api.ask.counting import HOLLOW
from api.ask.doing import doing
from api.ask.form import asks, form_of
from api.ask.knowledge import Knowledge
from api.ask.moves import escalate
from api.ask.moves.plan import Plan
from api.ask.passive import done
from api.ask.refusing import refused
from api.ask.retrieve import Hit
from api.ask.turn import Turn
from kb.lexical import stems

_OPENS = r"^(?:(?:and|but|well|ok|okay|so|no|hmm+|aye|yes|yeah|fine|right|sorry|in the end)\b[\s,.…-]*)*"
_WHO = (
    r"(?P<who>they|she|he|(?:the|our|their|her|his) [\w-]+(?: [\w-]+)?|procurement|finance|legal|both|"
    r"neither)"
)
_AGAIN = (
    r"(?: (?:too|as well|again|anyway|outright|flat|flatly|point blank|to (?:it|that|us|me)|us|it|"
    r"that))*[\s.!]*$"
)
# "they refused mediation", "she said no", "the council won't budge"
_REFUSED = re.compile(
    rf"{_OPENS}{_WHO}(?:'ve| have| has|'s)? (?:both |all |just |still |already |flatly |then |only )*"
    r"(?:refused|declined|rejected|said (?:no|never|they won'?t)|turned (?:it|us|me|that|him|her)? ?down|"
    r"knocked (?:it|us|me|that) back|(?:won'?t|wouldn'?t|didn'?t|don'?t|will not) (?:have|agree|listen|"
    r"budge|accept|"
    r"want|play ball|hear of)|(?:are|were|was|is)(?:n'?t| not) (?:interested|keen|having|up for))"
    rf"(?: (?:to (?!it\b|that\b|us\b)|of )?(?P<what>(?!(?:it|that|us|me|too|again|anyway|"
    rf"to)\b)[\w' -]{{3,40}}?))?{_AGAIN}",
    re.I,
)
_VAIN = (
    r"(?:still nothing|no(?:thing| luck| joy| use| good| answer| reply| response| difference)|nae (?:luck|"
    r"use|joy)|"
    r"(?:it|that|they) (?:did|does|has|have|is|made)(?:n'?t| not| no)\b.*|(?:it|that) failed|nobody \w+.*|"
    r"no one \w+.*|"
    r"they (?:won'?t|said no|refused|turned us down|ignored us|just).*|already|twice|three times|(?:and "
    r")?nothing "
    r"(?:happened|changed|came of it)|in vain|to no avail)"
)
# "we asked twice, still nothing", "we tried mediation, it didn't work"
_TRIED = re.compile(
    rf"{_OPENS}(?:we|i)(?:'ve| have)? (?:already |just |both |even )*(?P<did>did|done|tried|asked|told|"
    rf"offered|sent|"
    rf"rang|phoned|wrote|spoke|met|been|had)(?P<what>(?: [\w'-]+){{0,6}}?)"
    rf"(?:,| and| but|\.|…)?\s+(?P<vain>{_VAIN})(?: (?:too|as well|again|anyway|at all))*[\s.!]*$",
    re.I,
)
_NOTHING_NEW = re.compile(
    r"^(?:still |and )*(?:nothing|no |nae |already|twice|three|in vain|to no|(?:it|that) )", re.I
)
_POINTS = re.compile(
    r"^(?:(?:all |of |to |with )*(?:that|this|it|them|him|her|those|everything|so|again|already)\b ?)+$", re.I
)
_PARTNER = re.compile(
    r"\b(?:partners?|council|health board|board|charit(?:y|ies)|lead|authority|member|nhs|organisations?)\b",
    re.I,
)
_HOW_TO = re.compile(r"^how (?:do|can|could|should|would) (?:we|i|you|one)\b", re.I)
_MONEY = re.compile(r"\b(?:money|fund(?:s|ed|er|ers|ing)?|grants?|pay(?:s|ing)?|budget)\b", re.I)
_TURNED_DOWN = "What if we applied for money and were turned down?"
_LAST_WORD = "Who has the final say if partners cannot agree?"
_LACKING = "The sources name no further step for that."
_READ_AS_NEAR = -1.5  # log-odds of the re-ranker, from which a section is on what happened


def tells_of_a_no(said: str, last: Turn) -> bool:
    """Whether a follow-up tells that advice was refused or followed in vain.

    >>> told = Turn("two partners aren't speaking", "a PSP", (), True)
    >>> said = ("they refused mediation", "we tried it, it didn't work", "we asked twice, still nothing")
    >>> [tells_of_a_no(one, told) for one in said]
    [True, True, True]
    >>> tells_of_a_no("no thanks", told), tells_of_a_no("they said no", Turn("What is TUPE?", "", (), True))
    (False, False)
    """
    before = unwrapped(last.understood_as)
    advised = form_of(before) == "problem" or not asks(before) or done(before) or _HOW_TO.match(before)
    return bool(advised) and bool(_REFUSED.match(said.strip()) or _TRIED.match(said.strip()))


def plan(last: Turn, said: str) -> Plan:
    """Ask for the next step; what was refused or done in vain is not offered again."""
    before = unwrapped(last.understood_as).rstrip("?.! ")
    no, tried = _REFUSED.match(said.strip()), _TRIED.match(said.strip())
    held = ((no["what"] if no else tried["what"] if tried else "") or "").strip()
    what = "" if not held or _POINTS.match(held) else held
    first = _of_what_was_refused(last, no, what) if no else _of_what_was_tried(before, tried, what)
    money, partners = _MONEY.search(f"{before} {said}"), _PARTNER.search(before)
    further = _TURNED_DOWN if no and money else _TURNED_DOWN if money and not partners else _LAST_WORD
    known = bool(money or partners)
    return Plan(
        "escalate", question=first, otherwise=(further,) if known else (), avoid=frozenset(last.said),
        rather=True, fits=_without(what), without=frozenset(stems(what)) - HOLLOW, lacking=_LACKING,
        instead=(further, f"{_LACKING} Nearest to it they say:") if known else (), offer=last.offered[:2],
    )  # fmt: skip


def _of_what_was_refused(last: Turn, no: re.Match[str], what: str) -> str:
    """The question what can be done if whoever it was refuses it."""
    who = no["who"].lower()
    several = last.plural or ("the partners" if _PARTNER.search(last.understood_as) else "they")
    named = several if who in ("they", "both", "neither") else small(no["who"])
    if what:
        return f"What if {named} {'refuse' if named.endswith('s') or named == 'they' else 'refuses'} {what}?"
    return refused("what if they refuse", last) or escalate.next_step(last)


def _of_what_was_tried(before: str, tried: re.Match[str] | None, what: str) -> str:
    """The question what can be done if what was advised, or named, was done in vain."""
    vain = tried["vain"].strip() if tried else ""
    new = "" if _NOTHING_NEW.match(vain) else vain
    if what and tried and tried["did"].lower() == "tried":
        return f"What can we do if {what} does not work?"
    act = done(before)
    if act and asks(before):
        return f"{before} if {new}?" if new else f"What can we do if {doing(act.act)} does not work?"
    return f"What can we do if nothing helps and {small(before)}?"


def _without(what: str) -> Callable[[Hit, Knowledge], bool]:
    """Whether a section is on what happened and does not open with what was refused or done in vain."""
    offered = set(stems(what)) - HOLLOW

    def helps(hit: Hit, _: Knowledge) -> bool:
        again = bool(offered) and offered & hit.shelf.opening[0].stems
        return not again and hit.reading >= _READ_AS_NEAR and not hit.shelf.unknown

    return helps
