"""Yes or no: the plain word of the answer before, where it had one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from api.ask.acts import YES_NO
from api.ask.citing import renumbered
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_OR = r"(?:a )?(?:yes|no)"
_ASKS = re.compile(
    r"^(?:(?:so|and|but|ok|okay|right|well|sorry|just|then)\b[\s,]*)*(?:"
    rf"(?:is|was) (?:that|it|this) {_OR}(?: or {_OR})?|(?:a |just |give me a )*(?:plain |straight |"
    rf"simple |clear )?"
    rf"yes or (?:a )?no|(?:so )?(?:that|it)(?:'s| is|s) {_OR}|{_OR} then|"
    r"(?:can|may|must|should|do|does|is|are|could|will|would) (?:we|i|it|they|you|that) or (?:not|no|"
    r"\w+n['’]?t (?:we|i|it|they|you))|"
    r"(?:(?:can|could) (?:i|we) (?:have|get) |give me |i want )?a? ?(?:straight|clear|plain|simple|definite) "
    r"(?:answer|yes or no)|which is it|in other words,? (?:yes|no)|"
    r"(?:we|you|they|i) (?:can|can'?t|cannot|may|may not|must|needn'?t|should|shouldn'?t)(?: do (?:it|"
    r"that))? then)"
    r"(?:,? (?:please|then|though|pls))*[\s?.!]*$",
    re.I,
)
_LOOKED_AT = 3  # answered turns among which a question on yes or no is looked for
_NO_WORD = "The sources give no plain yes or no to this. What they say is:"


def asks_for_a_verdict(said: str, turns: Sequence[Turn]) -> bool:
    """Whether a follow-up wants the plain word of an answer to a question on yes or no.

    >>> from api.ask.reply import Statement
    >>> said = Statement(text="The tender comes last.", citations=[])
    >>> asked = Turn("Can we skip the tender?", "a PSP", (), True, statements=(said,))
    >>> asks_for_a_verdict("so yes or no?", [asked]), asks_for_a_verdict("is that a no then", [asked])
    (True, True)
    >>> asks_for_a_verdict("so yes or no?", [Turn("Who pays?", "a PSP", (), True)])
    False
    """
    return bool(_ASKS.match(said.strip())) and _judged(turns) is not None


def plan(turns: Sequence[Turn]) -> Plan:
    """Tell the first sentence of the answer again, with its word; or that it has none."""
    told = _judged(turns) or turns[-1]
    statements, citations = renumbered(told.statements[:1], told.citations)
    once = replace(told, statements=tuple(statements), citations=tuple(citations))
    leading = "" if told.verdict else _NO_WORD
    return Plan("verdict", question=told.understood_as, again=once, leading=leading)


def _judged(turns: Sequence[Turn]) -> Turn | None:
    answered = [turn for turn in turns if turn.answered and turn.statements][-_LOOKED_AT:]
    asked = [turn for turn in answered if turn.verdict or YES_NO.match(turn.understood_as)]
    return asked[-1] if asked else None
