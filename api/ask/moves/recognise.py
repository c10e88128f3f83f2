"""Which move a follow-up makes, if it makes one: held against the reviewed phrasings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from api.ask.conversation import standalone
from api.ask.counting import HOLLOW, counted
from api.ask.fragments import is_comparison
from api.ask.in_my_case import in_my_case
from api.ask.knowledge import Knowledge
from api.ask.moves import (
    again,
    alike,
    among,
    back,
    basis,
    compare,
    doers,
    example,
    figures,
    listed,
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
    verdict,
    why,
    write,
    yes,
)
from api.ask.moves.by_its_words import counted_instead
from api.ask.moves.by_rule import by_rule
from api.ask.moves.plan import Plan
from api.ask.pointing import leaning
from api.ask.subject import names_a_psp
from api.ask.taking_further import asks_which_did, of_one_of_many
from api.ask.there import said_there
from api.ask.turn import Turn, last_answered
from api.ask.two_named import of_two_named
from api.ask.whichever import named_alone, placed
from api.ask.wording import asks_itself
from kb.lexical import stems, words
from kb.variants import as_asked, phrase_of

MOVES: dict[str, Callable[[Turn, str], Plan]] = {
    "shorter": shorter.plan, "simpler": simpler.plan, "one-sentence": one_sentence.plan, "more": more.plan,
    "why": why.plan, "sources": sources.plan, "others": others.plan,
    "next": next_one.plan,
    "other-side": other_side.plan, "not-asked": not_asked.plan, "yes": yes.plan, "no": no.plan,
    "thanks": thanks.plan, "again": again.plan, "write": write.plan,
    "list": listed.plan, "figures": figures.plan,
}  # fmt: skip
# set on phrasings left out one by one: how near a reviewed phrasing has to be; how long a move is at most
NEAR, _NEAR_IF_LONG, _SHORT, LONGEST = 0.55, 0.74, 6, 9
_MEANT = re.compile(r"\b(?:i|we) (?:meant?|was (?:asking|talking))\b", re.I)  # puts something right
_OWN = "question"  # no move: questions that lean on the turn before, against which the moves are held
# moves that more may be said behind; "no" and "thanks" go before a question of its own
_OPENING = frozenset(("shorter", "simpler", "one-sentence", "example", "sources", "not-asked"))
# "wrong one, I want the Falkirk pilot": put into the last question too
_WANTED = re.compile(r"^\s*(?:i|we) (?:want(?:ed)?|meant?) (?:the|a|an) ", re.I)
# what may be wanted of an item and is its explanation all the same
_EXPLAINING = frozenset(("more", "simpler", "shorter", "one-sentence"))
_AT_THE_START = re.compile(r"\b(?:start|beginning|scratch|top)[\s?.!]*$", re.I)
# "yes, the second one": of what was offered
_TAKES = re.compile(r"^(?:yes|aye|yeah|yep|ok|please|sure|i(?:'?ll| will) (?:take|have|go for))\b", re.I)


def recognise(said: str, turns: Sequence[Turn], knowledge: Knowledge) -> Plan | None:
    """How to go on after the last turn, or None where `said` is a question of its own."""
    if not turns:
        return None
    last = turns[-1]
    answered = last_answered(turns, told=True) or last
    said = counted_instead(said, answered.items)
    plain = _back_or_beside(said, turns, answered, knowledge) or _of_a_place(said, last, answered, knowledge)
    if plain is not None:
        return plain
    earlier = [turn for turn in turns if turn.answered and turn is not answered]
    before = earlier[-1] if earlier else None
    told = said_there(said, answered, knowledge.names) or in_my_case(said, answered) or asks_which_did(said)
    if told and phrase_of(said) not in knowledge.moves_said:
        return None  # "what went wrong there": of the place; "most of them are on benefits": of the case
    if leaning(said, answered) or of_two_named(said, answered, before, knowledge.names):
        return None
    move = _opening_words(said, knowledge) or move_of(said, knowledge) or _opening_move(said, knowledge)
    if (
        move is None
        or (move == "not-asked" and _says_what_was_meant(said, knowledge))
        or (move == "write" and _ASKS_WHETHER.match(said))
    ):
        return None
    return _planned(move, said, turns, knowledge)


# "do we publish it", "have you got slides": nothing is wished for
_ASKS_WHETHER = re.compile(
    r"^(?:(?:and|so|but|ok) )*(?:(?:do|does|did|should|must|shall|have|has|had) (?:we|i|you|they|it|the)|"
    r"(?:is|are|was|were) (?:there|it|they)|who|when|where|why|which)\b",
    re.I,
)
# "I'm asking whether we can skip it": the question itself
_ASKING = re.compile(
    r"^(?:(?:but|and|so|sorry|please) )*(?:i|we)(?:'m| am|'re| are| was| were)? (?:actually |really |just )*"
    r"(?:asking|asked|wondering|mean(?:t|ing)?|want(?:ed)? to know)(?: you)? (?:if|whether) "
    r"(?P<who>we|i|you|they|it|(?:the|a|an|our) \w+) (?P<helper>can|could|may|might|must|should|will|would|"
    r"has|have|"
    r"is|are|was|were)(?P<rest> .+)$",
    re.I,
)


def _asked_instead(plan: Plan, turns: Sequence[Turn], knowledge: Knowledge) -> Plan:
    """`plan` with what was meant all along, which speaks of the same thing as the question before."""
    asks = _ASKING.match(plan.question.strip())
    meant = f"{asks['helper']} {asks['who']}{asks['rest']}" if asks else plan.question
    resolved = standalone(meant, turns, knowledge.names, knowledge.who)
    return replace(plan, question=resolved) if plan.question else plan


def _planned(move: str, said: str, turns: Sequence[Turn], knowledge: Knowledge) -> Plan:
    """The move carried on from the last turn, or from the last that was answered."""
    last = turns[-1]
    answered = last_answered(turns, told=True) or last
    if move == "next":
        return next_one.plan(answered, said, knowledge)
    if move == "not-asked":
        return _asked_instead(not_asked.plan(answered, said), turns, knowledge)
    if move == "example":
        return example.plan(answered, said, knowledge.names)
    if move == "simpler" and (plain := simpler.in_plain_words(answered, knowledge.asked_as)):
        return plain
    if move == "list":
        return listed.plan(answered, said, turns)
    return MOVES[move](last if move in ("yes", "no", "thanks", "again") else answered, said)


def _back_or_beside(said: str, turns: Sequence[Turn], answered: Turn, knowledge: Knowledge) -> Plan | None:
    """What goes back to an earlier answer, or sets something beside what was talked of."""
    if compare.other_of(said) and not basis.asks_for_the_basis(said):
        return compare.plan(answered, said)
    other = named_alone(said)
    if other and not placed(other) and _is_beside(other, answered, knowledge):
        return compare.plan(answered, f"compare it with {other}")
    if planned := example.in_a_field(said) or by_rule(said, answered, turns[-1], knowledge.names):
        return planned
    if verdict.asks_for_a_verdict(said, turns):
        return verdict.plan(turns)
    named = among.plan(answered, said, knowledge.who)
    who_does = doers.plan(answered, turns) if doers.asks_who_does_it(said) else None
    like_it = alike.plan(answered, knowledge) if alike.asks_for_alike(said, answered) else None
    if planned_so := named or who_does or like_it:
        return planned_so
    return None if _starts_again(said, knowledge) else back.plan(said, turns, answered)


def _starts_again(said: str, knowledge: Knowledge) -> bool:
    """Whether "back to the start" and its like wish for a new talk, and not for the first answer again."""
    anew = _AT_THE_START.search(said) and knowledge.wordings.move_of(said) == "again"
    return bool(anew) or knowledge.moves_said.get(phrase_of(said)) == "again"


def _is_beside(other: str, answered: Turn, knowledge: Knowledge) -> bool:
    """Whether what is named alone is to be compared as well."""
    return bool(knowledge.terms.found_in(other)) and is_comparison(answered.understood_as)


def _of_a_place(said: str, last: Turn, answered: Turn, knowledge: Knowledge) -> Plan | None:
    """What is done with a place that is counted to: taken of what was offered, sourced, or explained."""
    if of_one_of_many(said, answered):
        return None
    place = counted(said)
    if place and _TAKES.match(said) and last.offered:
        return yes.plan(last, said)
    if not number.speaks_of_a_place(said, answered) or names_a_thing(said, knowledge):
        return None
    if place is None and is_comparison(answered.understood_as) and leaning(said, answered):
        return None  # "which should we use" of two that were set side by side
    move = knowledge.wordings.move_of(place.rest) if place and place.rest else None
    if move == "sources":
        return sources.plan(answered, said)
    return number.plan(answered, said, explain=move in _EXPLAINING)


def names_a_thing(said: str, knowledge: Knowledge) -> bool:
    """Whether `said` names something with a page of its own, and so is a question of its own."""
    return bool(knowledge.names.found_in(said) or knowledge.terms.found_in(said)) or names_a_psp(said)


def _says_what_was_meant(said: str, knowledge: Knowledge) -> bool:
    """Whether a short correction follows, "not that, the pre-mortem", which is put into the last question."""
    _, comma, meant = said.partition(",")
    if knowledge.wordings.move_of(meant):
        return False  # "no, you misunderstood"
    asks_anew = not_asked.rest_of(said) is not None and not _WANTED.match(meant)
    return bool(comma) and bool(stems(meant)) and not asks_anew


# "that's a bit long can you put it in one line": a remark, then the wish
_WISH_AT_THE_END = re.compile(
    r"^(?P<remark>(?:\S+ ){1,7}?)(?P<wish>(?:and |so |but )?(?:(?:can|could|would|will) (?:you|u|ye|we|"
    r"i)|please|just|"
    r"i (?:just )?(?:want|need)|give me|any chance of) \S.*)$",
    re.I,
)


def _wish_at_the_end(said: str, knowledge: Knowledge) -> str | None:
    """The move that the end of a follow-up makes, where only a remark on the answer stands before it."""
    match = _WISH_AT_THE_END.match(re.sub(r"[,.;:!-]+ ", " ", said.strip()))
    move = move_of(match["wish"], knowledge) if match else None
    if match is None or move not in _OPENING - {"not-asked"}:
        return None
    remark = match["remark"]
    named = any(stem not in HOLLOW and knowledge.knows_word(stem) for stem in stems(remark))
    return move if move_of(remark, knowledge) or not (named or names_a_thing(remark, knowledge)) else None


def _opening_words(said: str, knowledge: Knowledge) -> str | None:
    """The move that the first clause makes by its words, where the whole makes none by its own.

    "In plain english, it is for my newsletter" is no wish for a newsletter.
    """
    clause, comma, _ = said.partition(",")
    whole = phrase_of(said) in knowledge.moves_said or knowledge.wordings.move_of(said)
    move = knowledge.wordings.move_of(clause) if comma and not whole else None
    return move if move in _OPENING - {"not-asked"} else None


def _opening_move(said: str, knowledge: Knowledge) -> str | None:
    """The move that the first clause makes, where more is said behind it: "you sure? our treasurer …"."""
    if at_the_end := _wish_at_the_end(said, knowledge):
        return at_the_end
    clause, *rest = re.split(r"[,.?!;]\s+", said, maxsplit=1)
    move = move_of(clause, knowledge) if rest else None
    return move if move in _OPENING else None


def _names_a_word_of_the_guide(said: str, knowledge: Knowledge) -> bool:
    """Whether a follow-up names something alone, by a word that the guide knows."""
    named = stems(named_alone(said) or "")
    return any(stem not in HOLLOW and knowledge.knows_word(stem) for stem in named)


# "sum it up for committee": for whom, which changes nothing of how it is told
_FOR_WHOM = re.compile(
    r"(?:,? (?:so|that) (?:i|we) can (?:use|send|show|give|read|take|put)\b.{0,40}|,? (?:for|to (?:give|"
    r"show|send)|at|in) "
    r"(?:the |my |our |a |an |some )?(?:busy |next |new |lay |senior )?(?:committee|council|cabinet|board|"
    r"members?|trustees|"
    r"chair|boss|manager|director|councillors?|colleagues?|team|staff|minutes|meeting|newsletter|website|"
    r"slides?|phone|"
    r"paper|report|leadership|management|chief exec\w*|elected members|partners|volunteers|mum|gran|nan|"
    r"granny|audience|"
    r"public)(?: (?:paper|meeting|report|team|members?))?(?: to (?:the )?(?:members|council|"
    r"board|committee|trustees))?(?: (?:tonight|tomorrow|today|on \w+day))?)(?: please| thanks)?[\s?.!]*$",
    re.I,
)
_SHAPES = frozenset(("shorter", "simpler", "one-sentence", "list"))


def _of_the_shape(said: str, knowledge: Knowledge) -> str | None:
    """The move of another length or form that is wished for somebody; None where none is."""
    bare = _FOR_WHOM.sub("", said)
    move = knowledge.wordings.move_of(bare) if bare != said else None
    return move if move in _SHAPES else None


def move_of(said: str, knowledge: Knowledge) -> str | None:
    """The move whose phrasing `said` is, or is nearest to; None where it names something or is long."""
    exact = knowledge.moves_said.get(phrase_of(said))
    if exact is None and not knowledge.names.found_in(said):
        exact = knowledge.wordings.move_of(said) or _of_the_shape(said, knowledge)
    if exact:
        return None if exact == _OWN else exact
    length = len(words(said))
    if not 0 < length <= LONGEST or _MEANT.search(said) or names_a_thing(said, knowledge):
        return None
    if _names_a_word_of_the_guide(said, knowledge):
        return None  # "and the chair?"
    cosines = knowledge.index.moves.best(knowledge.embedder.embed_one(as_asked(said)))
    if not len(cosines):
        return None
    best = int(cosines.argmax())
    move, near = knowledge.index.corpus.moves[best].id, NEAR if length <= _SHORT else _NEAR_IF_LONG
    near_enough = float(cosines[best]) >= near and move != _OWN
    return move if near_enough and not asks_itself(said, move) else None
