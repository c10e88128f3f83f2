"""Carrying out a move on the answer to its question: only pilots, nothing that was said before."""

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
_EXPLAINS = frozenset(("number", "next"))
# a line says no more than an item if it holds this share of its words and fewer than so many others
_MOST, _FEW = 0.7, 4


def carried_out(plan: Plan, settled: Sequence[Settled], knowledge: Knowledge) -> list[Settled]:
    """What the question of a move came to, as the move wants it; empty where it says so in its own words."""
    carried = [_carried_out(plan, one, knowledge) for one in settled]
    return [] if plan.lacking and not any(one.is_answered for one in carried) else carried


def _carried_out(plan: Plan, settled: Settled, knowledge: Knowledge) -> Settled:
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
    if not chosen and plan.avoid and not plan.lacking:
        chosen = _next_section(settled.found.hits, plan)
    if not chosen:
        return replace(settled, chosen=[], reason="not_in_knowledge_base")
    reason = None if plan.example or plan.like or (plan.avoid and not plan.lacking) else settled.reason
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


def _told_of_pilots(hit: Hit, knowledge: Knowledge) -> list[tuple[tuple[Line, ...], float]]:
    """Lines of a section that tell of a pilot by its name, each with its relevance."""
    if hit.shelf.document.front.kind == "pilot" and "Ital" not in hit.shelf.document.front.title:
        return [(hit.shelf.opening, max(hit.relevance))]
    told = zip(hit.shelf.lines, hit.relevance, strict=True)
    return [((line,), r) for line, r in told if r >= _RELEVANT and _names_a_pilot(line.text, knowledge)]


def _names_a_pilot(text: str, knowledge: Knowledge) -> bool:
    return not text.endswith(":") and any(
        name.document.startswith("pilots/") and "Italy" not in name.title
        for name in knowledge.names.found_in(text)
    )


def _next_section(hits: Sequence[Hit], plan: Plan) -> list[Chosen]:
    """The short answer of the next section that says something new."""
    for hit in hits[1:4]:
        draft = Draft()
        draft.take([line for line in hit.shelf.short if line.text not in plan.avoid], hit.shelf)
        if draft.chosen and not hit.shelf.unknown:
            return draft.chosen
    return []
