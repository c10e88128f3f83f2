"""Which move a follow-up makes, if it makes one: held against the reviewed phrasings."""

import re
from collections.abc import Callable, Sequence

from api.ask.acts import of_the_act
from api.ask.knowledge import Knowledge, phrase_of
from api.ask.moves import (
    again,
    compare,
    example,
    more,
    next_one,
    no,
    not_asked,
    number,
    one_sentence,
    other_side,
    others,
    shorter,
    simpler,
    sources,
    thanks,
    why,
    write,
    yes,
)
from api.ask.moves.plan import Plan
from api.ask.subject import names_a_psp
from api.ask.turn import Turn, last_answered
from kb.lexical import stems, words
from kb.variants import as_asked

MOVES: dict[str, Callable[[Turn, str], Plan]] = {
    "shorter": shorter.plan, "simpler": simpler.plan, "one-sentence": one_sentence.plan, "more": more.plan,
    "example": example.plan, "why": why.plan, "sources": sources.plan, "others": others.plan,
    "next": next_one.plan,
    "other-side": other_side.plan, "not-asked": not_asked.plan, "yes": yes.plan, "no": no.plan,
    "thanks": thanks.plan, "again": again.plan, "write": write.plan,
}  # fmt: skip
# set on the tuning half: how near a reviewed phrasing has to be, and how long a move is at most
NEAR, LONGEST = 0.74, 9
# moves that more may be said behind; "no" and "thanks" go before a question of its own
_OPENING = frozenset(("shorter", "simpler", "one-sentence", "example", "sources", "not-asked"))
# "wrong one, I want the Falkirk pilot": put into the last question too
_WANTED = re.compile(r"^\s*(?:i|we) (?:want(?:ed)?|meant?) (?:the|a|an) ", re.I)


def recognise(said: str, turns: Sequence[Turn], knowledge: Knowledge) -> Plan | None:
    """How to go on after the last turn, or None where `said` is a question of its own."""
    if not turns:
        return None
    last = turns[-1]
    answered = last_answered(turns, told=True) or last
    if compare.other_of(said):
        return compare.plan(answered, said)
    if number.speaks_of_a_place(said, answered) and not names_a_thing(said, knowledge):
        return number.plan(answered, said)
    if of_the_act(said, answered.understood_as):
        return None
    move = move_of(said, knowledge) or _opening_move(said, knowledge)
    if move is None or (move == "not-asked" and _says_what_was_meant(said)):
        return None
    return MOVES[move](last if move in ("yes", "no", "thanks", "again") else answered, said)


def names_a_thing(said: str, knowledge: Knowledge) -> bool:
    """Whether `said` names something with a page of its own, and so is a question of its own."""
    return bool(knowledge.names.found_in(said) or knowledge.terms.found_in(said)) or names_a_psp(said)


def _says_what_was_meant(said: str) -> bool:
    """Whether a short correction follows, "not that, the pre-mortem", which is put into the last question."""
    _, comma, meant = said.partition(",")
    asks_anew = not_asked.rest_of(said) is not None and not _WANTED.match(meant)
    return bool(comma) and bool(stems(meant)) and not asks_anew


def _opening_move(said: str, knowledge: Knowledge) -> str | None:
    """The move that the first clause makes, where more is said behind it: "you sure? our treasurer …"."""
    clause, *rest = re.split(r"[,.?!;]\s+", said, maxsplit=1)
    move = move_of(clause, knowledge) if rest else None
    return move if move in _OPENING else None


def move_of(said: str, knowledge: Knowledge) -> str | None:
    """The move whose phrasing `said` is, or is nearest to; None where it names something or is long."""
    if (exact := knowledge.moves_said.get(phrase_of(said)) or knowledge.wordings.move_of(said)) is not None:
        return exact
    if (
        not 0 < len(words(said)) <= LONGEST
        or knowledge.names.found_in(said)
        or knowledge.terms.found_in(said)
    ):
        return None
    cosines = knowledge.index.moves.best(knowledge.embedder.embed_one(as_asked(said)))
    if not len(cosines):
        return None
    best = int(cosines.argmax())
    return knowledge.index.corpus.moves[best].id if float(cosines[best]) >= NEAR else None
