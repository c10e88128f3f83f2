"""The lines of a plan: what somebody who edits it moves, lengthens, locks, adds and removes."""

from collections.abc import Sequence
from dataclasses import replace

from api.train.builder import Outline, Slot
from api.train.content import Level
from api.train.errors import SwapRefused
from api.train.pool import Candidate, Goal, Pool
from api.train.training import Line, OutlineRecord, Training

PAUSES = ("break", "lunch")
UNPLANNED = (*PAUSES, "own")


def lines_of(outline: Outline) -> tuple[Line, ...]:
    """The lines of a fresh outline, its pauses among them; the pause nearest to the middle is lunch."""
    lunch = -1
    if outline.pauses.lunch:
        half = sum(outline.minutes) / 2
        lunch = min(outline.before, key=lambda at: abs(sum(outline.minutes[:at]) - half))
    found: list[Line] = []
    for at, (slot, choice, minutes) in enumerate(
        zip(outline.slots, outline.choice, outline.minutes, strict=True)
    ):
        if at in outline.before:
            kept = ("lunch", outline.pauses.lunch) if at == lunch else ("break", outline.pauses.each)
            found.append(Line.model_validate({"kind": kept[0], "minutes": kept[1]}))
        found.append(_planned(slot, minutes, choice.id))
    return tuple(found)


def stored_lines(training: Training) -> tuple[Line, ...]:
    """The lines of a training that was kept; one from before there were lines is read from its agenda."""
    record = training.outline
    if record.lines:
        return record.lines
    found = []
    for item in training.agenda:
        if item.slot is None:
            found.append(Line(kind=item.kind, minutes=item.minutes))
            continue
        found.append(_planned(Slot(*record.slots[item.slot]), item.minutes, record.choice[item.slot]))
    return tuple(found)


def _planned(slot: Slot, minutes: int, activity: str) -> Line:
    return Line(
        kind=slot.role, minutes=minutes, goal=slot.goal, target=slot.target, strict=slot.strict,
        activity=activity,
    )  # fmt: skip


def goals_in(record: OutlineRecord) -> tuple[Goal, ...]:
    """The goals of a stored outline."""
    return tuple(Goal(*goal) for goal in record.goals)


def without_empty_goals(
    goals: Sequence[Goal], lines: Sequence[Line]
) -> tuple[tuple[Goal, ...], tuple[Line, ...]]:
    """The goals for which something stands in the plan, and the lines with the new numbers of these."""
    kept = sorted({line.goal for line in lines if line.kind not in UNPLANNED and line.goal >= 0})
    moved = {old: new for new, old in enumerate(kept)}
    new = tuple(line.model_copy(update={"goal": moved.get(line.goal, -1)}) for line in lines)
    return tuple(goals[at] for at in kept), new


def with_lines(outline: Outline, lines: Sequence[Line], pool: Pool, level: Level) -> Outline:
    """The outline that these lines stand for: slots, choice and minutes in their order.

    Raises:
        SwapRefused: an activity does not fit its place, or the corpus has dropped it.
    """
    planned = [(at, line) for at, line in enumerate(lines) if line.kind not in UNPLANNED]
    choice = tuple(candidate_of(outline.goals, line, pool, level, f"/lines/{at}") for at, line in planned)
    return replace(
        outline,
        slots=tuple(slot_of(line) for _, line in planned),
        choice=choice,
        minutes=tuple(line.minutes for _, line in planned),
        before=(),
    )


def slot_of(line: Line) -> Slot:
    """The place in a plan that an activity's line stands for."""
    role = line.kind
    # every caller has sorted these out
    assert role != "break" and role != "lunch" and role != "own"  # noqa: S101, PT018, PLR1714
    return Slot(role, line.goal, line.target, line.strict)


def options_of(goals: Sequence[Goal], line: Line, pool: Pool, level: Level) -> tuple[Candidate, ...]:
    """What may stand in the place of a line, best first."""
    slot = slot_of(line)
    return pool.options(slot.role, goals[max(slot.goal, 0)], level, slot.strict)


def candidate_of(goals: Sequence[Goal], line: Line, pool: Pool, level: Level, pointer: str) -> Candidate:
    """The activity of a line as the builder sees it.

    Raises:
        SwapRefused: it is not offered in that place.
    """
    found = [c for c in options_of(goals, line, pool, level) if c.id == line.activity]
    if not found:
        raise SwapRefused(pointer, f"'{line.activity}' is not offered in this place; make a new training")
    return found[0]
