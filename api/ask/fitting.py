"""The section that a follow-up may be answered from, where that has to speak of more than what is asked."""

from dataclasses import replace

from api.ask.fresh import SAID_ALREADY
from api.ask.moves.plan import Plan
from api.ask.retrieve import Hit
from api.ask.searching import Searching

NEAREST = "Nearest to it they say:"
_LOOKED_AT = 6  # sections that a search brought
_AS_GOOD = 0.62  # the score of a section that fits, as a share of the best one's
_BEYOND_DOUBT = 0.0  # log-odds of the re-ranker, from which no further way to ask is tried


def with_its_section(plan: Plan, searching: Searching) -> Plan:
    """`plan` asked in that of its ways which brings the best section that fits; as it was where none does.

    What is read as less than the plan's `least` is said to be only near. A section whose first line was
    said is none, unless the plan `repeats` and no other fits. The first way is what is shown.
    """
    shown = replace(plan, understood=plan.understood or plan.question)
    if (best := _best(plan, searching)) is None and plan.repeats:
        shown = replace(shown, avoid=frozenset(), leading=SAID_ALREADY)
        best = _best(shown, searching)
    if best is None:
        return replace(shown, leading="")
    far = plan.least is not None and best[1].reading < plan.least
    leading = f"{plan.lacking} {NEAREST}" if far else shown.leading
    return replace(shown, question=best[0], section=best[1].shelf.passage.id, leading=leading)


def _best(plan: Plan, searching: Searching) -> tuple[str, Hit] | None:
    """The way to ask that brings the best section that fits, and where it was found; None where none does."""
    best: tuple[str, Hit] | None = None
    for text in (plan.question, *plan.otherwise):
        if (hit := _that_fits(plan, text, searching)) and (best is None or hit.score > best[1].score):
            best = (text, hit)
        if best and (plan.rather or best[1].reading >= _BEYOND_DOUBT):
            break  # each further way is one search more
    return best


def _that_fits(plan: Plan, text: str, searching: Searching) -> Hit | None:
    hits = searching.found(text).hits
    return next((hit for hit in hits[:_LOOKED_AT] if _fits(plan, hit, hits[0], searching)), None)


def _fits(plan: Plan, hit: Hit, best: Hit, searching: Searching) -> bool:
    opening = hit.shelf.opening
    new = bool(opening) and opening[0].text not in plan.avoid
    good = new and hit.score >= _AS_GOOD * best.score
    return good and plan.fits is not None and plan.fits(hit, searching.knowledge)
