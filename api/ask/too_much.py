"""A remark that what was told is too long or too dear for who asks: a wish for another way, and no length."""

import re

from api.ask.acts import without_opening
from api.ask.subject import SUBJECT
from api.ask.turn import Turn

_TOO = re.compile(
    r"^(?:that|this|it)(?:'?s| is| would be| sounds| looks| seems)? (?:far |way |much |a bit |just |still "
    r")*too "
    r"(?P<much>long|slow|much(?: (?:money|work|effort|time))?|dear|expensive|costly|complicated|complex|"
    r"big|risky|"
    r"heavy|demanding|ambitious)(?P<whom> (?:for|to) (?:us|me|our|my|a|an|the|small|wee|most|them|wait|"
    r"afford)\b.*)?"
    r"[\s?.!]*$",
    re.I,
)
_TIME = re.compile(r"^(?:roughly |about )?how (?:long|soon|quickly|many (?:months|years|weeks))\b", re.I)
_MONEY = re.compile(r"^(?:how much|what (?:does|do|would|will) .*\bcost)\b", re.I)


# "is that long enough", "should it have been longer", "how long would be better"
_ENOUGH = re.compile(
    r"^(?:(?:is|was|would) (?:that|this|it|a year|six months) (?:be |have been |really |even )*"
    r"(?:(?:long |time )?enough|too (?:short|little))|"
    r"(?:should|would|could|must) (?:that|this|it|they) (?:have been|be|take|last|run) (?:any )?longer|"
    r"how long (?:would|should|ought) (?:(?:it|they|that) )?(?:to )?(?:be|have been|have run|run|last) ?"
    r"(?:better|best|enough|ideal|right)?)"
    r"(?: (?:then|though|really|for (?:it|that|them)))*[\s?.!]*$",
    re.I,
)
_PILOT = re.compile(r"\bpilot(?:s|ed|ing)?\b", re.I)


def long_enough(asked: str, last: Turn) -> str | None:
    """How long it should be, where the length that was told is doubted; None where none was asked for.

    >>> ran = Turn("How long did the first pilots run?", "the EQUAL pilots", (), True)
    >>> long_enough("was that long enough?", ran), long_enough("how long should they have been", ran)
    ('How long should a pilot run?', 'How long should a pilot run?')
    >>> long_enough("is it enough", Turn("How long does a PSP take?", "a PSP", (), True))
    'How long should a PSP take?'
    >>> long_enough("is that enough", Turn("Who pays?", "a PSP", (), True))
    """
    if not _TIME.match(last.understood_as) or not _ENOUGH.match(without_opening(asked.strip())):
        return None
    thing = last.topic or SUBJECT
    return (
        "How long should a pilot run?"
        if _PILOT.search(last.understood_as)
        else f"How long should {thing} take?"
    )


def too_much(asked: str, last: Turn) -> str | None:
    """How else it may be done; None where the remark is on the length of the answer, or none is made.

    >>> long = Turn("How long does a PSP take?", "a PSP", (), True)
    >>> too_much("that's too long", long), too_much("that is way too dear for us", long)
    ('Can a PSP be done faster?', 'How can a PSP be done with a small budget?')
    >>> too_much("that's too long", Turn("What is a PSP?", "a PSP", (), True))
    """
    match = _TOO.match(without_opening(asked.strip()))
    if not match:
        return None
    thing, much = last.topic or SUBJECT, match["much"].lower()
    of_time, of_money = _TIME.match(last.understood_as), _MONEY.match(last.understood_as)
    if not (match["whom"] or of_time or of_money):
        return None
    dear = re.match(r"(?:dear|expensive|costly|much money)", much) or "afford" in (match["whom"] or "")
    if of_money or dear:
        return f"How can {thing} be done with a small budget?"
    if much in ("long", "slow", "much time") or (of_time and much == "much"):
        return f"Can {thing} be done faster?"
    return f"When is another route better than {thing}?"
