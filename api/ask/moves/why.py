"""Why: the reason for what was said."""

import re

from api.ask.acts import YES_NO, small, unwrapped, why_of
from api.ask.moves.how_it_went import why_it_went_so
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_WHY_NOT = re.compile(r"\bwhy not\b|\bhow come not\b", re.I)
# "why not later": what might be instead
_WHY_NOT_SO = re.compile(
    r"\bwhy not (?P<what>(?!(?:then|though|exactly|please|is|that|this|it|do)\b)[\w' ]{3,30}?)[\s?.!]*$",
    re.I,
)
_WHY_THERE = re.compile(
    r"^(?:and |but |so )?why (?:there|here|that (?:place|area|council|town|"
    r"city))[\s?.!]*$",
    re.I,
)
_NO = re.compile(r"\b(?:no|not|nobody|none|never|nothing|cannot)\b", re.I)
_WHICH_DID = re.compile(r"^which (?P<what>\w+s) (?P<did>\w+ed)\b[\s?.!]*$", re.I)
# "small groups can't bid": told, and asked why not
_CANNOT = re.compile(
    r"^(?!what|who|how|why|when|where|which|if\b)(?P<who>(?:[\w'-]+ ){1,5}?)(?P<not>can'?t|won'?t|don'?t|"
    r"doesn'?t|aren'?t|"
    r"isn'?t|couldn'?t|didn'?t) (?P<rest>\w.*)$",
    re.I,
)
_HARDLY = -1.5  # log-odds of the re-ranker, below which a section gives no reason for what it is not asked of
_OPENING = 6  # words of an answer in which a no is one to the question
_NO_NO = "The answer before does not say no. Ask in other words what you would like to know the reason of."
_LACKING = "The sources give no reason for this beyond what was said."


def plan(last: Turn, said: str) -> Plan:
    """Ask for the reason of the last question's answer; of a no, why not."""
    if _WHY_THERE.match(said.strip()):
        if (last.topic or SUBJECT) != SUBJECT:
            word = f"The guide knows no reason why {last.topic} was where it was."
            return Plan("why", word=word, offer=last.offered[:2])
        question = "Why were PSPs tried there and not elsewhere?"
        return Plan(
            "why", question=question, avoid=frozenset(last.said), lacking=_LACKING, offer=last.offered[:2]
        )
    wants_no, denied = bool(_WHY_NOT.search(said)), _says_no(last)
    if wants_no and (instead := _WHY_NOT_SO.search(said)):
        question = f"Why not {instead['what']}: {small(unwrapped(last.understood_as)).rstrip('?.! ')}?"
        return Plan("why", question=question, avoid=frozenset(last.said), lacking=_LACKING)
    if wants_no and (told := _CANNOT.match(last.understood_as)):
        question = f"Why {told['not']} {small(told['who']).strip()} {told['rest'].rstrip('?.! ')}?"
        return Plan(
            "why", question=question, avoid=frozenset(last.said), lacking=_LACKING, offer=last.offered[:2]
        )
    if wants_no and not denied and (last.verdict == "yes" or not YES_NO.match(last.understood_as)):
        said = last.said[0] if last.said else ""
        yes = "The answer before was a yes, so there is no reason against it to give"
        word = f"{yes}: {said}" if last.verdict == "yes" and said else _NO_NO
        return Plan("why", word=word, offer=last.offered[:2])
    ways = why_it_went_so(last) or (_why_it_did(last) or why_of(last.understood_as, denied or wants_no),)
    return Plan(
        "why", question=ways[0], otherwise=ways[1:], avoid=frozenset(last.said),
        lacking=_given(last) or _LACKING, least=_HARDLY if ways[0].startswith("Why: ") else None,
        offer=last.offered[:2],
    )  # fmt: skip


# a reason inside an answer: "since nobody there is leader and party"
_REASON = re.compile(r",? (?P<word>because|since|so that) (?P<why>(?!\d{4}\b|then\b)[^;:]{12,160}?)\.?$")


def _given(last: Turn) -> str:
    """That the answer before holds its reason, and which; "" where it holds none.

    >>> said = ("An outsider, since nobody judges himself well.",)
    >>> _given(Turn("Who judges it?", None, (), True, said=said))
    'The answer gives its reason itself: since nobody judges himself well. The sources add no other.'
    """
    held = (match for said in last.said[:2] if (match := _REASON.search(said)))
    reason = next(held, None)
    if reason is None:
        return ""
    return f"The answer gives its reason itself: {reason['word']} {reason['why']}. The sources add no other."


def _why_it_did(last: Turn) -> str | None:
    """Why that which was asked for did so: "which PSPs failed?"; None where nothing else was asked for."""
    did = _WHICH_DID.match(last.understood_as)
    if not did:
        return None
    topic = last.topic or SUBJECT
    return f"Why have {did['what']} {did['did']}?" if topic == SUBJECT else f"Why has {topic} {did['did']}?"


def _says_no(last: Turn) -> bool:
    """Whether a question on yes or no was answered with a no."""
    if last.verdict or not YES_NO.match(last.understood_as):
        return last.verdict == "no"
    return bool(last.said and _NO.search(" ".join(last.said[0].split()[:_OPENING])))
