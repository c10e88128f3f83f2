"""A detail of the asker's own case, told behind a question: "our budget is 60k", "they have dementia"."""

import re

from api.ask.acts import YES_NO, act_of
from api.ask.form import form_of
from api.ask.turn import Turn

_DETAIL = re.compile(
    r"^(?:(?:and|but|well|ok|okay|so|also|the thing is|thing is|it'?s just that)\b[\s,]*)*"
    r"(?P<detail>(?:ours?|we|we'(?:re|ve)|it'?s|it (?:is|has)|they|they'(?:re|ve)|there'?s|there (?:is|are)|"
    r"this is|that'?s|mine|my|i'm|i am|i have|i've|most of (?:us|them)|some of (?:us|them)|half of (?:us|"
    r"them)|"
    r"all of (?:us|them))\b(?! (?:so|not (?:clear|right|what)|wrong|too|great|good|fine|all|it)\b).+)$",
    re.I,
)
_FEWEST, _LONGEST, _LONGEST_LAST = 2, 12, 14  # words
_ASKS = re.compile(r"\?\s*$|^(?:who|what|when|where|which|why|how)\b", re.I)
_OF_THE_TALK = re.compile(
    r"\b(?:thanks?|confus|understand|lost|mean|meant|asked|asking|tried|said|know|think|sure|help|worked|"
    r"long|"
    r"short|complicated|answer|question|committee|paper|e-?mail|slide|report|boss)\w*\b",
    re.I,
)
_WORTH = re.compile(r"^(?:is|are|would|will) .*\b(?:worth|right|suitable|too|possible|enough)\b", re.I)


def in_my_case(asked: str, last: Turn) -> str | None:
    """The question before in the case that is told of behind it; None where no detail of it is told.

    >>> worth = Turn("is it worth doing for a small service", "a PSP", (), True)
    >>> in_my_case("our budget is 60k", worth)
    'is it worth doing for a small service if our budget is 60k?'
    >>> in_my_case("that's too long", worth), in_my_case("who pays?", worth)
    (None, None)
    """
    told, before = _DETAIL.match(asked.strip().rstrip(".! ")), last.understood_as.rstrip("?.! ")
    if told is None or _ASKS.search(asked) or _OF_THE_TALK.search(asked):
        return None
    of_their_own = act_of(before) or YES_NO.match(before) or _WORTH.match(before) or _SHOULD.search(before)
    if not of_their_own or form_of(before) == "problem" or len(before.split()) > _LONGEST_LAST:
        return None
    if not _FEWEST <= len(told["detail"].split()) <= _LONGEST:
        return None
    return f"{before} if {told['detail']}?"


_SHOULD = re.compile(r"\b(?:should|must|can|do (?:we|i)|need to|have to)\b", re.I)


def story_goes_on(asked: str, last: Turn) -> str | None:
    """A story with what is told behind it; None where no story was told, or something is asked.

    >>> broke = Turn("we're half-way and the money is running out", "a PSP", (), True)
    >>> story_goes_on("the council says there's none left", broke)
    "we're half-way and the money is running out, and the council says there's none left"
    >>> story_goes_on("who pays?", broke), story_goes_on("we tried that", broke)
    (None, None)
    """
    before, told = last.understood_as.rstrip("?.! "), asked.strip().rstrip(".! ")
    tells = form_of(before) == "problem" and len(before.split()) <= _LONGEST_LAST
    short = _FEWEST < len(told.split()) <= _LONGEST
    if not tells or not short or _ASKS.search(asked) or YES_NO.match(told) or _NO_STORY.search(told):
        return None
    return f"{before}, and {told}" if _SAYS.search(told) else None


_SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|says?|said|wants?|won'?t|will|can'?t|cannot|do(?:es)?n'?t|"
    r"did(?:n'?t)?|"
    r"there'?s|it'?s|they'?re|we'?re|keeps?|refuses?|told|thinks?)\b",
    re.I,
)
_NO_STORY = re.compile(
    r"\b(?:tried|thanks?|mean|meant|asked|asking|example|shorter|simpler|please|answer)\b", re.I
)
