"""Whether it has been done: "has it happened before?", "anyone tried it?", of what was asked about."""

import re

from api.ask.acts import act_of
from api.ask.doing import is_said_fully
from api.ask.subject import PRONOUN, SUBJECT, fill, names_a_psp
from api.ask.turn import Turn
from api.ask.whose_part import part_asked_of, split

_LATER = (
    r"(?:,? (?:out|off|before|anywhere(?: else)?|elsewhere|already|yet|ever|in scotland|somewhere|"
    r"in practice|"
    r"at all|in real life|for real|then|though|here|now|with success|successfully|well|properly))*[\s?.!]*$"
)
_SOMEBODY = (
    r"(?:any ?one|any ?body|somebody|someone|others|other (?:people|councils|places|areas)|people|they|"
    r"any(?: other)? (?:councils?|charit(?:y|ies)|bod(?:y|ies)|psps?|pilots?|partnerships?|"
    r"health boards?|area|place))"
)
_DONE = (
    r"(?:happen(?:ed)?|done|did|do|tried|try|work(?:ed)?|manag(?:e|ed)|used|use|seen|see|succe(?:ed|eded)|"
    r"gone|go|pulled|been)"
)
_BEFORE = re.compile(
    rf"^(?:(?:has|have|had|did|was|were|is|are) )?(?:(?:it|that|this|{_SOMEBODY}|there) )?(?:else )?"
    r"(?:ever |actually |really |already |successfully )*(?:been )?"
    rf"{_DONE}(?: (?:it|that|this|so|one|like that))?{_LATER}",
    re.I,
)
_BARE = re.compile(
    r"^(?:do|go|see|try|use|work|been|gone|used|seen)\b|^did (?:it|that|this|so)\W*$", re.I
)  # "do it": nothing is asked
# how a question begins that one time, place or count answers
ONE_POINT = r"(?:when|where|how (?:long|many|often|old))\b"
# what nobody can have done: somebody, a time, a sum, what something is
_NO_DEED = re.compile(rf"^(?:{ONE_POINT}|who|which|what (?:is|are|was|were)\b|how much\b)", re.I)
_CAN = frozenset(("can", "could", "may", "might", "must", "should", "will", "would", "did", "does", "do"))


def asks_whether_done(asked: str) -> bool:
    """Whether a follow-up asks only if somebody has done what was spoken of.

    >>> asks_whether_done("has anyone tried it?"), asks_whether_done("ever been done before")
    (True, True)
    >>> asks_whether_done("do it"), asks_whether_done("has it been evaluated")
    (False, False)
    """
    return bool(_BEFORE.match(asked)) and not _BARE.match(asked)


def has_been_done(asked: str, last: Turn) -> str | None:
    """Whether what the question before asked about has been done, as a question of its own.

    None where that is not asked, or where it is an example of doing it that is wanted.

    >>> may = Turn("Can a PSP skip the tender?", "a PSP", (), True)
    >>> has_been_done("has it happened before", may)
    'Did any PSP skip the tender?'
    >>> has_been_done("has it worked anywhere", Turn("Who had the idea?", "a PSP", (), True))
    'has a PSP worked anywhere?'
    >>> has_been_done("anyone tried it", Turn("How do we involve users?", "a PSP", (), True))
    """
    if not asks_whether_done(asked):
        return None
    held = split(last.understood_as)
    if held and held.helper in _CAN:
        return f"Did {_any(held.who)} {held.rest}?"
    part = part_asked_of(last.understood_as)
    if len(part.split()) > 1 and not part.startswith("be ") and not names_a_psp(part):
        return f"Did any PSP {part}?"
    act, topic = act_of(last.understood_as), last.topic or SUBJECT
    told_of_doing = act and is_said_fully(act) and not names_a_psp(act)
    if told_of_doing or not _NO_DEED.match(last.understood_as) or topic != SUBJECT:
        return None
    bare = asked.rstrip("?.! ")
    return f"{fill(bare, topic)}?" if PRONOUN.search(bare) else "Which PSPs have worked?"


def _any(who: str) -> str:
    """Any of those of whom a question was asked.

    >>> _any("a health board"), _any("we"), _any("councils")
    ('any health board', 'any PSP', 'any councils')
    """
    if re.match(r"(?:we|i|you|they|people|somebody|anyone|anybody)$", who, re.I):
        return "any PSP"
    return f"any {re.sub(r'^(?:a|an|the|our|my|your|any|every|each|only) ', '', who, flags=re.I)}"
