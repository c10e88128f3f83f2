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
