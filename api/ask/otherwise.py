"""What a follow-up comes to where it brought nothing sure: asked at home, as it stands, or said already."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from api.ask.aspects import section_on
from api.ask.at_home import AtHome, at_home
from api.ask.form import asks
from api.ask.fresh import SAID_ALREADY, afresh
from api.ask.in_my_case import in_my_case
from api.ask.knowledge import Knowledge
from api.ask.not_apart import told_of_all
from api.ask.part import Settled, Taken
from api.ask.rereading import as_it_stands, last_of
from api.ask.searching import Searching
from api.ask.told_of_them import told_of_them
from api.ask.turn import Turn
from api.ask.whichever import named_alone, somebody_else

NOT_TOLD_APART = "The sources do not tell this apart for {of}. Of all they say:"
NOT_OF_THIS_CASE = "The sources say nothing more on such a case. In general they say:"
# log-odds of the re-ranker: from which what was said answers the new question as well; by how much a section
# at home has to be better than one that answers, and from which that one is not doubted
_CONVINCES, _MUCH, _BEYOND_DOUBT = 0.0, 0.5, 1.5
_TELLS_BETTER = 1.0  # from which another section tells better of those whom the answer before told of

Settle = Callable[[str, AtHome | None], Settled]


def taken_otherwise(
    settled: Sequence[Settled],
    typed: str,
    understood: str,
    turns: Sequence[Turn],
    searching: Searching,
    settle: Settle,
) -> Taken:
    """What a follow-up, `typed` and then `understood`, comes to after `turns`, where `settled` is it so far.

    `settle` takes a question through the steps, with what was found at home where that is given.
    """
    kept = afresh(settled, understood, typed, turns)
    if not turns or len(settled) != 1 or not may_be_sought(settled[0]):
        return Taken(kept, understood)
    if again := _of_a_body(settled[0], kept, typed, understood, last_of(turns), searching.knowledge):
        return again
    read = _reading(settled[0])
    needed = read + _MUCH if _is_sure(kept) else max(read if kept else 0.0, 0.0)
    known = _is_told_unknown(settled[0]) or _is_told_of_any_pilot(settled[0], understood, searching.knowledge)
    sought = needed < _BEYOND_DOUBT and not known
    home = at_home(understood, turns, searching, needed) if sought else None
    if home:
        # a yes of the reviewed questions was for the section that they found, and not for this one
        there = replace(settle(home.text, home), unsure=False, verdict=None)
        said = afresh([there], home.text, home.text, turns)
        if any(one.is_answered for one in said):
            last, knowledge = last_of(turns), searching.knowledge
            return _of_all(said[0], typed, understood, last, knowledge) or Taken(said, home.text)
        settled = [there] if there.is_answered else settled
    if kept:
        return Taken(kept, understood)
    other = as_it_stands(typed, understood, turns, searching.knowledge)
    if other is not None:
        said = [one for one in afresh([settle(other, None)], other, typed, turns) if one.is_answered]
        if said:
            return Taken(said, said[0].text)
    return _said_already(settled[0], typed, understood, last_of(turns), searching.knowledge)


def _of_a_body(
    settled: Settled, kept: Sequence[Settled], typed: str, understood: str, last: Turn, knowledge: Knowledge
) -> Taken | None:
    """What the answer before told of the body named alone, or of all; None where it is told anew."""
    told = told_of_them(typed, last, knowledge)
    if told and (not kept or _reading(settled) < _TELLS_BETTER):
        again = replace(settled, chosen=[told], reason=None, unsure=False, verdict=None)
        return Taken([again], understood, SAID_ALREADY)
    return _of_all(kept[0], typed, understood, last, knowledge) if kept else None


def _of_all(settled: Settled, typed: str, understood: str, last: Turn, knowledge: Knowledge) -> Taken | None:
    """What was told of all, where the section found does not speak of the body asked of; else None."""
    general = told_of_all(typed, settled, understood, last, knowledge)
    if general is None:
        return None
    again = replace(settled, chosen=[general], reason=None, unsure=False, verdict=None)
    of = somebody_else(typed, knowledge.who) or somebody_else(f"and {typed}", knowledge.who)
    return Taken([again], understood, NOT_TOLD_APART.format(of=of))


def _is_sure(settled: Sequence[Settled]) -> bool:
    return bool(settled) and all(one.is_answered and not one.unsure for one in settled)


def _reading(settled: Settled) -> float:
    hits = settled.found.hits if settled.found else ()
    return hits[0].reading if hits else 0.0


def _is_told_unknown(settled: Settled) -> bool:
    """Whether the section that answers says that the sources are silent: nothing else at home tells it."""
    hits = settled.found.hits if settled.found else ()
    silent = bool(hits) and any(line.unknown for line in hits[0].shelf.short)
    return silent and hits[0].reading >= _CONVINCES


def _is_told_of_any_pilot(settled: Settled, understood: str, knowledge: Knowledge) -> bool:
    """Whether the section that answers is the one that tells of this aspect of the pilot."""
    hits = settled.found.hits if settled.found else ()
    return (
        bool(hits) and settled.is_answered and section_on(understood, knowledge) == hits[0].shelf.passage.id
    )


def may_be_sought(settled: Settled) -> bool:
    """Whether nothing forbids an answer: it was only not found, or was said before."""
    return settled.reason in (None, "not_in_knowledge_base") and settled.chosen_by != "llm"


def _said_already(settled: Settled, typed: str, understood: str, last: Turn, knowledge: Knowledge) -> Taken:
    """The sentence of the answer before that answers this question too; nothing where none convinces.

    Who names something else, "and for a council?", is not told of that by what was said of the first.
    """
    told = replace(settled, chosen=settled.chosen[:1], unsure=False)
    if settled.is_answered and (in_general := _in_general(typed, last, knowledge)):
        return Taken([told], understood, in_general)
    convinces = settled.is_answered and settled.found is not None and _reading(settled) >= _CONVINCES
    if not convinces or not asks(typed) or named_alone(typed):
        return Taken([], understood)
    return Taken([told], understood, SAID_ALREADY)


def _in_general(typed: str, last: Turn, knowledge: Knowledge) -> str:
    """What is said before what holds in general, where it was asked of a body or of a case; else ""."""
    of = somebody_else(typed, knowledge.who) or somebody_else(f"and {typed}", knowledge.who)
    if of:
        return NOT_TOLD_APART.format(of=of)
    return NOT_OF_THIS_CASE if in_my_case(typed, last) else ""
