"""Carrying out a move on the answer to its question: only pilots, nothing that was said before."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from api.ask.composing.draft import Chosen, Draft
from api.ask.fresh import SAID_ALREADY
from api.ask.knowledge import Knowledge, Line
from api.ask.moves.alike import nearest_of_its_kind
from api.ask.moves.in_figures import in_figures
from api.ask.moves.picked import picked
from api.ask.moves.plan import Plan
from api.ask.moves.seen_in import seen_in
from api.ask.part import Settled, Taken
from api.ask.retrieve import Found, Hit
from kb.lexical import stems

_NEAR_ENOUGH = 0.7  # how near, beside the first, a section has to be to give a reason
_READ_AS_NEAR = -1.0  # log-odds of the re-ranker
_EXPLAINS = frozenset(("number", "next"))
# a line says no more than an item if it holds this share of its words and fewer than so many others
_MOST, _FEW = 0.7, 4


def carried_out(plan: Plan, settled: Sequence[Settled], knowledge: Knowledge) -> list[Settled]:
    """What the question of a move came to, as the move wants it; empty where it says so in its own words."""
    carried = [_carried_out(plan, one, knowledge) for one in settled]
    if not plan.lacking or any(one.is_answered for one in carried):
        return carried
    return [one for one in carried if one.chosen and plan.example]  # the nearest pilot, said to be no example


def carried(
    plan: Plan,
    settled: Sequence[Settled],
    understood: str,
    knowledge: Knowledge,
    settle: Callable[[str], Settled],
) -> Taken:
    """What a move came to; where that is nothing, what its wider question comes to, asked by `settle`."""
    own = carried_out(plan, settled, knowledge)
    if not plan.instead or plan.question == plan.instead[0] or not says_nothing(plan, own):
        said = plan.pick == "actions" and all(c.line.text in plan.avoid for one in own for c in one.chosen)
        return Taken(own, understood, SAID_ALREADY if own and said else plan.leading)
    wider, leading = plan.instead
    other = carried_out(
        replace(plan, question=wider, fits=None, section="", pick=""), [settle(wider)], knowledge
    )
    return Taken(own, understood) if says_nothing(plan, other) else Taken(other, understood, leading)


def says_nothing(plan: Plan | None, settled: Sequence[Settled]) -> bool:
    """Whether there is no answer: none at all, or none of the kind that the move wants."""
    wanted = plan is not None and bool(plan.lacking)
    return not settled or (wanted and not any(one.is_answered for one in settled))


def _carried_out(plan: Plan, settled: Settled, knowledge: Knowledge) -> Settled:
    settled = replace(settled, unsure=False)  # what a move asks is worded here, so its likeness tells little
    # what is asked for the like of a thing is worded here, and cannot be about somebody
    if settled.found is None or (settled.reason in ("personal_data", "unsafe") and not plan.like):
        return settled
    if plan.fits or plan.pick or plan.figures or _answers_too_little(plan, settled.found):
        chosen = _only_what_is_wanted(plan, settled, settled.found, knowledge)
        reason = None if chosen else "not_in_knowledge_base"
        return replace(settled, chosen=chosen, reason=reason, verdict=None, advice=False)
    chosen = list(settled.chosen)
    if plan.like:
        chosen = nearest_of_its_kind(plan.like, knowledge)
    if plan.example:
        chosen, is_case = seen_in(plan, settled.found.asked, knowledge)
        if not is_case:
            return replace(settled, chosen=chosen, reason="not_in_knowledge_base", verdict=None)
    chosen = [one for one in chosen if one.line.text not in plan.avoid]
    if plan.move in _EXPLAINS:
        chosen = [one for one in chosen if not _says_no_more(one.line, plan.question)]
    beside = [] if chosen else _beside(plan, settled.found.hits, settled.reason)
    chosen = chosen or beside
    if not chosen:
        return replace(settled, chosen=[], reason="not_in_knowledge_base", verdict=None)
    told_otherwise = plan.example or plan.like or beside or (plan.avoid and not plan.lacking)
    reason = None if told_otherwise else settled.reason
    # the yes to another way of asking is none to the question as it is shown
    as_asked = not plan.understood or plan.understood == plan.question
    verdict = settled.verdict if as_asked and settled.chosen and chosen[0] == settled.chosen[0] else None
    return replace(settled, chosen=chosen, reason=reason, verdict=verdict)


def _only_what_is_wanted(plan: Plan, settled: Settled, found: Found, knowledge: Knowledge) -> list[Chosen]:
    """The lines of the section, of the kind or with the figures that a move wants; none where none are."""
    if chosen := picked(plan, settled, knowledge):
        return chosen
    return in_figures(plan, found, knowledge) if plan.figures else []


def _answers_too_little(plan: Plan, found: Found) -> bool:
    """Whether the best section is read as less of an answer than the move wants."""
    return plan.least is not None and bool(found.hits) and found.hits[0].reading < plan.least


def _says_no_more(line: Line, item: str) -> bool:
    """Whether a line says hardly more than the item that it is to explain."""
    held = set(stems(item))
    return len(held) >= _FEW and len(line.stems & held) >= _MOST * len(held) and len(line.stems - held) < _FEW


def _beside(plan: Plan, hits: Sequence[Hit], reason: str | None) -> list[Chosen]:
    """What stands beside the answer that was given already: more of it, or the reason for it."""
    if plan.avoid and not plan.lacking:
        return _next_section(hits, plan)
    unanswered = reason in (None, "not_in_knowledge_base")
    return _reason_beside(hits, plan) if plan.move == "why" and unanswered else []


def _reason_beside(hits: Sequence[Hit], plan: Plan) -> list[Chosen]:
    """The opening of a section near the first that was read as nearly an answer and says something new."""
    for hit in hits[1:3]:
        near = hit.score >= _NEAR_ENOUGH * hits[0].score and hit.reading > _READ_AS_NEAR
        if near and not hit.shelf.unknown and not {line.text for line in hit.shelf.opening} & plan.avoid:
            return [Chosen(line, hit.shelf) for line in hit.shelf.opening]
    return []


def _next_section(hits: Sequence[Hit], plan: Plan) -> list[Chosen]:
    """The short answer of the next section that says something new."""
    for hit in hits[1:4]:
        draft = Draft()
        draft.take([line for line in hit.shelf.short if line.text not in plan.avoid], hit.shelf)
        if draft.chosen and not hit.shelf.unknown:
            return draft.chosen
    return []
