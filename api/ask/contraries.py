"""The contrary of what was asked: "and what did not?" after what worked, "and what not?" after what to do."""

import re

from api.ask.acts import without_opening
from api.ask.turn import Turn

_LATER = r"(?:,? (?:then|though|either|so well|well|too))*[\s?.!]*$"
_WELL = re.compile(
    r"^what (?:(?:has |have )?(?:worked|gone well|went (?:well|right)|succeeded|helped)|was (?:good|"
    r"a success))"
    r"(?: (?:well|best))?(?P<rest>(?: (?:in|at|with|about|for|during)\b.*)?)(?: and why)?$",
    re.I,
)
_BADLY = re.compile(
    r"^what (?:(?:has |have )?(?:gone wrong|went (?:wrong|badly)|failed|did(?:n't| not) (?:work|go well|"
    r"help))|"
    r"was (?:bad|difficult|hard)|(?:problems|difficulties) (?:were there|did (?:it|they) have))"
    r"(?P<rest>(?: (?:in|at|with|about|for|during)\b.*)?)$",
    re.I,
)
_DID_NOT = re.compile(
    r"^what (?:did|does|has|was|were)(?:n['’]?t| not)(?: (?:work(?:ed)?|go(?:ne)?|help(?:ed)?|"
    r"succeed(?:ed)?|good|"
    r"a success|do well))?" + _LATER + r"|^what (?:went|has gone|was) (?:badly|less well|bad)" + _LATER,
    re.I,
)
_DID = re.compile(
    r"^what (?:did(?: (?:work|go|help))?|worked|went (?:well|right|ok)|was good|helped|succeeded)" + _LATER,
    re.I,
)
_TO_DO = re.compile(r"^what (?P<helper>should|can|may|must|could|do) (?P<who>we|i|you) (?P<act>\w.*)$", re.I)
_NOT_TO_DO = re.compile(
    r"^what (?:not|should(?:n['’]?t| not)(?: (?:we|i|you))?|can(?:['’]?t|not)(?: (?:we|i|you))?|"
    r"must(?:n['’]?t| not)"
    r"(?: (?:we|i|you))?|(?:should|can|must|may) (?:we|i|you) not|to avoid|should (?:we|i|you) avoid)"
    r"(?: (?:do|to do|put in|say|use|include))?" + _LATER,
    re.I,
)


def contrary_of(asked: str, last: Turn) -> str | None:
    """The contrary of the question before, of the same thing; None where it is not asked for.

    >>> told = Turn("What worked in the Falkirk PSP?", "the Falkirk PSP", (), True)
    >>> contrary_of("and what did not", told), contrary_of("what didn't go so well?", told)
    ('What went wrong in the Falkirk PSP?', 'What went wrong in the Falkirk PSP?')
    >>> contrary_of("and what not?", Turn("What should we put in the brief?", "a PSP", (), True))
    'What should we not put in the brief?'
    >>> contrary_of("what did it cost", told)
    """
    bare, before = without_opening(asked.strip()), last.understood_as.rstrip("?.! ")
    if (well := _WELL.match(before)) and _DID_NOT.match(bare):
        return f"What went wrong{_of(well['rest'], last)}?"
    if (badly := _BADLY.match(before)) and _DID.match(bare):
        return f"What went well{_of(badly['rest'], last)}?"
    to_do = _TO_DO.match(before)
    if to_do and _NOT_TO_DO.match(bare):
        helper = "should" if to_do["helper"].lower() == "do" else to_do["helper"].lower()
        return f"What {helper} {to_do['who']} not {to_do['act']}?"
    return None


def _of(rest: str, last: Turn) -> str:
    """Of what it is asked, as the question before said or as the talk has it."""
    return rest or (f" in {last.topic}" if last.topic else "")
