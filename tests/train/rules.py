"""What must hold for every plan, checked without any code of the builder."""

from itertools import pairwise
from typing import Any

from api.train.builder import Outline, Wish
from api.train.content import ActivityHead

LONGEST_STRETCH = {"in-person": 90, "online": 60}


def broken_rules(
    outline: Outline, wish: Wish, participants: int, heads: dict[str, ActivityHead]
) -> list[str]:
    """Every rule that the outline breaks, in words; empty if it keeps all."""
    items = list(zip(outline.slots, outline.choice, outline.minutes, strict=True))
    found = []
    if sum(outline.minutes) + outline.pauses.minutes != wish.minutes:
        found.append(f"{sum(outline.minutes)} + {outline.pauses.minutes} minutes instead of {wish.minutes}")
    if [s.role for s, _, _ in items][:1] + [s.role for s, _, _ in items][-2:] != [
        "open",
        "close",
        "evaluate",
    ]:
        found.append("does not open, close and evaluate")
    checked = {
        s.goal for s, c, _ in items if s.goal >= 0 and s.role in ("practise", "check") and heads[c.id].check
    }
    if checked != set(range(len(outline.goals))) or not outline.goals:
        found.append(f"objectives without a check: {set(range(len(outline.goals))) - checked}")
    for slot, choice, minutes in items:
        found += _unfit(heads[choice.id], slot.role, minutes, wish, participants)
    found += _talk(items, heads)
    found += _stretches(outline, LONGEST_STRETCH[wish.delivery])
    return found


def _unfit(head: ActivityHead, role: str, minutes: int, wish: Wish, participants: int) -> list[str]:
    found = []
    if not head.teaching[0] + head.exercise[0] <= minutes <= head.teaching[1] + head.exercise[1]:
        found.append(f"{head.id} in {minutes} minutes")
    if wish.delivery not in head.delivery or role not in head.roles or wish.level not in head.levels:
        found.append(f"{head.id} {wish.delivery} as {role} for {wish.level}")
    if not head.participants[0] <= participants <= head.participants[1]:
        found.append(f"{head.id} with {participants} people")
    least, most = head.groups
    if most > 1 and not any(least * n <= participants <= most * n for n in range(1, participants + 1)):
        found.append(f"{head.id}: {participants} people in groups of {least} to {most}")
    return found


def _talk(items: list[tuple[Any, Any, int]], heads: dict[str, ActivityHead]) -> list[str]:
    talked, found = 0, []
    for slot, choice, _minutes in items:
        head = heads[choice.id]
        talked += head.teaching[1 if slot.role == "teach" else 0]
        if talked > 20:
            found.append(f"{talked} minutes of teaching before {head.id} without a check")
        if head.check:
            talked = 0
    return found


def _stretches(outline: Outline, longest: int) -> list[str]:
    edges = [0, *outline.before, len(outline.minutes)]
    lengths = [sum(outline.minutes[a:b]) for a, b in pairwise(edges)]
    found = [f"{length} minutes without a break" for length in lengths if length > longest or length == 0]
    if len(outline.before) != outline.pauses.breaks + (1 if outline.pauses.lunch else 0):
        found.append("breaks that are not placed")
    return found
