"""Carrying out a move on the answer to its question: only pilots, nothing that was said before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from api.ask.composing.draft import Chosen, Draft
from api.ask.knowledge import Knowledge, Line
from api.ask.moves.alike import nearest_of_its_kind
from api.ask.moves.plan import Plan
from api.ask.part import Settled
from api.ask.retrieve import Hit
from kb.lexical import stems

# how near, beside the first, a section has to be to give an example, and how relevant a line
_NEAR_ENOUGH, _RELEVANT = 0.7, 0.28
_READ_AS_NEAR = -1.0  # log-odds of the re-ranker
_OPENING = 9  # words of a sentence that hold what it tells of
_RELATED = 0.2  # and to be the nearest, where nothing is an example
_EXPLAINS = frozenset(("number", "next"))
# a line says no more than an item if it holds this share of its words and fewer than so many others
_MOST, _FEW = 0.7, 4

# who says so, behind what is said: "…, according to the 2009-2011 programme"
_ATTRIBUTED = re.compile(
    r",? (?:according to|(?:says|said|wrote|writes|found|finds|advised|advises)) [^,;]+$", re.I
)


def carried_out(plan: Plan, settled: Sequence[Settled], knowledge: Knowledge) -> list[Settled]:
    """What the question of a move came to, as the move wants it; empty where it says so in its own words."""
    carried = [_carried_out(plan, one, knowledge) for one in settled]
    if not plan.lacking or any(one.is_answered for one in carried):
        return carried
    return [one for one in carried if one.chosen and plan.example]  # the nearest pilot, said to be no example


def says_nothing(plan: Plan | None, settled: Sequence[Settled]) -> bool:
    """Whether there is no answer: none at all, or none of the kind that the move wants."""
    wanted = plan is not None and bool(plan.lacking)
    return not settled or (wanted and not any(one.is_answered for one in settled))


def _carried_out(plan: Plan, settled: Settled, knowledge: Knowledge) -> Settled:
    settled = replace(settled, unsure=False)  # what a move asks is worded here, so its likeness tells little
    # what is asked for the like of a thing is worded here, and cannot be about somebody
    if settled.found is None or (settled.reason in ("personal_data", "unsafe") and not plan.like):
        return settled
    chosen = list(settled.chosen)
    if plan.like:
        chosen = nearest_of_its_kind(plan.like, knowledge)
    if plan.example:
        chosen = _example(settled.found.hits, plan, knowledge)
    chosen = [one for one in chosen if one.line.text not in plan.avoid]
    if plan.move in _EXPLAINS:
        chosen = [one for one in chosen if not _says_no_more(one.line, plan.question)]
    beside = [] if chosen else _beside(plan, settled.found.hits, settled.reason)
    chosen = chosen or beside
    if not chosen:
        near = _nearest_pilot(settled.found.hits, plan, knowledge) if plan.example else []
        return replace(settled, chosen=near, reason="not_in_knowledge_base", verdict=None)
    told_otherwise = plan.example or plan.like or beside or (plan.avoid and not plan.lacking)
    reason = None if told_otherwise else settled.reason
    verdict = settled.verdict if settled.chosen and chosen[0] == settled.chosen[0] else None
    return replace(settled, chosen=chosen, reason=reason, verdict=verdict)


def _says_no_more(line: Line, item: str) -> bool:
    """Whether a line says hardly more than the item that it is to explain."""
    held = set(stems(item))
    return len(held) >= _FEW and len(line.stems & held) >= _MOST * len(held) and len(line.stems - held) < _FEW


def _example(hits: Sequence[Hit], plan: Plan, knowledge: Knowledge) -> list[Chosen]:
    """The sentence that tells what a pilot did, nearest to the question; of a pilot's page its opening."""
    best: tuple[float, list[Chosen]] = (0.0, [])
    for hit in hits:
        if hit.shelf.unknown or hit.score < _NEAR_ENOUGH * hits[0].score:
            continue
        for lines, relevance in _told_of_pilots(hit, knowledge):
            value = hit.score / hits[0].score + relevance
            if value > best[0] and not any(line.text in plan.avoid or line.unknown for line in lines):
                best = (value, [Chosen(line, hit.shelf) for line in lines])
    return best[1]


def _nearest_pilot(hits: Sequence[Hit], plan: Plan, knowledge: Knowledge) -> list[Chosen]:
    """What a pilot did in the sections found that comes nearest, where none is near enough; or nothing."""
    told = [
        (relevance, Chosen(line, hit.shelf))
        for hit in hits
        if not hit.shelf.unknown
        for line, relevance in zip(hit.shelf.lines, hit.relevance, strict=True)
        if relevance >= _RELATED and line.text not in plan.avoid and not line.unknown
        and names_a_pilot(" ".join(line.text.split()[:_OPENING]), knowledge)
    ]  # fmt: skip
    return [max(told, key=lambda one: one[0])[1]] if told else []


def _told_of_pilots(hit: Hit, knowledge: Knowledge) -> list[tuple[tuple[Line, ...], float]]:
    """Lines of a section that tell of a pilot by its name, each with its relevance."""
    if hit.shelf.document.front.kind == "pilot" and "Ital" not in hit.shelf.document.front.title:
        return [(hit.shelf.opening, max(hit.relevance))]
    told = zip(hit.shelf.lines, hit.relevance, strict=True)
    return [((line,), r) for line, r in told if r >= _RELEVANT and names_a_pilot(line.text, knowledge)]


def names_a_pilot(text: str, knowledge: Knowledge) -> bool:
    """Whether a line tells of a pilot by its name, not only on the word of one."""
    text = _ATTRIBUTED.sub("", text)
    return not text.endswith(":") and any(
        name.document.startswith("pilots/")
        and "Italy" not in name.title
        and any(form in text for form in name.also)  # "equal votes" names no EQUAL pilot
        for name in knowledge.names.found_in(text)
    )


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
