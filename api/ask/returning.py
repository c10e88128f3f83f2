"""Going back in the talk: "back to what you said first", "you said three stages, explain the second"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.ask.counting import HOLLOW, counted
from api.ask.turn import Turn
from kb.lexical import stems

_OPENS = r"^(?:(?:ok|okay|so|and|no|now|right|well|sorry|please|yes|but|wait|hang on)\b[\s,.]*)*"
_WISH = (
    r"(?:(?:can|could|shall|may) (?:we|you|i) |let(?:'?s| us| me) |i(?:'d| would)? (?:like|want) to |i'?m )?"
    r"(?:just )?"
)
_WHAT = r"(?P<what>(?:(?! [-–—] )[^,.:;?!])+)(?:[\s,.:;?!–—-]+(?P<rest>.*))?$"
_BACK = (
    re.compile(
        _OPENS + _WISH + r"(?:(?:go|going|come|coming|get|getting|return|returning|take me|jump) )?"
        r"back (?:again )?(?:to|on|at) " + _WHAT,
        re.I,
    ),
    re.compile(_OPENS + _WISH + r"return(?:ing)? to " + _WHAT, re.I),
    re.compile(
        _OPENS + _WISH + r"(?:remind me|repeat|say again|tell me again|(?:show|tell) me|as)(?: of| about)? "
        r"(?=(?:what )?you (?:said|told)|your|the (?:first|earlier|previous|answer))" + _WHAT,
        re.I,
    ),
    re.compile(
        _OPENS + r"what (?:did you say|was it you said|was your answer)(?: about| on| to)? " + _WHAT, re.I
    ),
)
_REMINDED = re.compile(
    _OPENS
    + r"(?:earlier |before |at first )?you (?:said|mentioned|listed|named|told me(?: about)?|gave(?: me)?|"
    r"spoke of|talked about) (?:that )?(?P<what>[^,:;?!]+)[,:;.]\s*(?P<rest>.+)$",
    re.I,
)
_EARLIER = r"(?:earlier|previous|first|last|original|older)"
_ANSWER = r"(?:answer|reply|response|bit you said|thing you said)"
# nothing is named but an answer of the talk: "your earlier answer please", "go back one", "previous"
_ANSWER_ALONE = re.compile(
    _OPENS + _WISH + r"(?:(?:what (?:was|were)|show|give|tell|read|repeat|see|have|bring back|take|"
    r"go (?:back )?to|take me (?:back )?to|want|need)(?: me| us)? )?"
    r"(?:again )?(?P<what>"
    rf"(?:go |get |take me |step |jump |scroll )?back(?: up)?(?: (?:one|once|a (?:step|bit|question)|"
    rf"please))?|"
    rf"(?:(?:the|your|that|my) )?(?:previous|earlier)(?: (?:one|question|{_ANSWER}))?|"
    rf"(?:the|your|that|my) {_EARLIER} {_ANSWER}|"
    rf"(?:the|your|that) {_ANSWER} (?:before|from before)(?: (?:that|this|it|the last one))?|"
    r"(?:the|that) one before(?: (?:that|this|it|the last one))?)"
    r"(?: you gave(?: me)?)?(?: (?:again|please|pls|once more|first|now|back))*[\s?.!]*$",
    re.I,
)
_FIRST_WORDS = "first start beginning original originally initial initially opening top"
_FIRST = re.compile(rf"\b(?:{'|'.join(_FIRST_WORDS.split())})\b", re.I)
_LAST = re.compile(r"^(?:the |your |that |my )?last\b", re.I)
# what says only that a turn of the talk is meant
_OF_TALK = HOLLOW | frozenset(
    stems(
        "you said told me say question answer thing point bit one part about asked talked previous earlier "
        "last back go get take step jump scroll up once please reply response before original older gave "
        f"{_FIRST_WORDS}"
    )
)
_NUMBERS = frozenset(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
_FEWEST = 2


@dataclass(frozen=True)
class Return:
    """What somebody goes back to, in their words, and what they ask of it; "" for the answer again."""

    what: str
    rest: str


def returning(said: str) -> Return | None:
    """What `said` goes back to, or None where it goes on.

    >>> returning("back to what you said first"), returning("ok back to the pilot, who pays?")
    (Return(what='what you said first', rest=''), Return(what='the pilot', rest='who pays?'))
    >>> returning("you said three stages, explain the second")
    Return(what='three stages', rest='explain the second')
    >>> returning("does the money go back to the council"), returning("give me the first one")
    (None, None)
    >>> returning("show me that first answer again").what, returning("go back one").what
    ('that first answer', 'go back one')
    """
    if alone := _ANSWER_ALONE.match(said.strip()):
        return Return(alone["what"].strip(), "")
    found = (pattern.match(said.strip()) for pattern in (*_BACK, _REMINDED))
    match = next((one for one in found if one), None)
    return Return(match["what"].strip(), (match["rest"] or "").strip()) if match else None


def turn_meant(back: Return, turns: Sequence[Turn]) -> Turn | None:
    """The answered turn that is gone back to; None where none fits."""
    told = [turn for turn in turns if turn.answered and turn.statements and turn.move != "sources"]
    named = {stem for stem in stems(back.what) if not stem.isdigit()} - _OF_TALK - _NUMBERS
    if not told:
        return None
    if named:
        return _speaking_of(named, told, counted(back.rest) is not None)
    if _FIRST.search(back.what):
        return told[0]
    if _LAST.search(back.what):
        return told[-1]
    return told[-_FEWEST] if len(told) >= _FEWEST else told[0]


def _speaking_of(named: set[str], told: Sequence[Turn], listed: bool) -> Turn | None:
    """The latest turn whose question, or else answer, holds every word; `listed`: one with a list, if any."""
    for text_of in (_question, _answer):
        fits = [turn for turn in told if named <= set(stems(text_of(turn)))]
        with_list = [turn for turn in fits if len(turn.items) >= _FEWEST] if listed else []
        if fits:
            return (with_list or fits)[-1]
    return None


def _question(turn: Turn) -> str:
    return f"{turn.understood_as} {turn.topic or ''}"


def _answer(turn: Turn) -> str:
    return " ".join(turn.said)


def resumed(said: str, turns: Sequence[Turn]) -> tuple[str, Sequence[Turn]]:
    """What is asked of the turn gone back to, and the talk up to there; as it was where `said` goes on.

    Where no turn fits what is named, or nothing but the telling is wanted, the talk stays whole.
    """
    back = returning(said) if turns else None
    if back is None:
        return said, turns
    turn = turn_meant(back, turns)
    if turn is None:
        return back.rest or f"what about {back.what}", turns
    if not back.rest:
        return said, turns
    last = max(number for number, one in enumerate(turns) if one is turn)
    return back.rest, [*turns[:last], _speaking_then(back, turn)]


def _speaking_then(back: Return, turn: Turn) -> Turn:
    """The turn gone back to, about what is named where that was spoken of beside its own thing."""
    named = set(stems(back.what)) - _OF_TALK - _NUMBERS
    plainly = not re.match(r"(?:that|this|those|these|the|it)\b", back.what, re.I)
    beside = plainly and named and counted(back.rest) is None and named <= set(stems(turn.understood_as))
    return replace(turn, topic=back.what) if beside and not named <= set(stems(turn.topic or "")) else turn
