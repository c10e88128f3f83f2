"""From a wish to a timed outline: objectives, their checks, activities, minutes, breaks. Pure and fast.

The steps, in order: frame (pauses) -> how many objectives fit -> places -> choice of activities -> minutes ->
where the pauses fall. Where a later step fails, the frame gets another exercise, then another pause, then
fewer objectives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from api.train.content import Delivery, Level, Role
from api.train.pool import Candidate, Goal, Pool
from api.train.search import Place, choose
from api.train.timing import Item, Pauses, pauses, place_pauses, share

MOST_ITEMS = 30
# What a pause before an item costs: nothing between two objectives, much between a task and its check.
_SEAMS: dict[Role, int] = {
    "open": 9_999,
    "teach": 0,
    "practise": 300,
    "check": 600,
    "close": 200,
    "evaluate": 9_999,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the plan to be filled: its role, and the number of the objective it serves (or -1)."""

    role: Role
    goal: int
    target: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """A finished outline: slots, what stands in each, how long, and before which slots the pauses fall."""

    goals: tuple[Goal, ...]
    slots: tuple[Slot, ...]
    choice: tuple[Candidate, ...]
    minutes: tuple[int, ...]
    pauses: Pauses
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the builder has to know of a request; `spread` asks for as many of the topics as possible."""

    minutes: int
    delivery: Delivery
    level: Level
    seed: int
    spread: bool = True


def build(pool: Pool, topics: Sequence[Sequence[Goal]], wish: Wish) -> Outline | None:
    """An outline for as many goals as fit; `topics` holds the goals of each topic, the most important first.

    None where not even one goal fits, which no request within its limits leads to.
    """
    frames = pauses(wish.minutes, wish.delivery)
    for count in range(_wanted(topics, wish.minutes - frames[0].minutes, wish.spread), 0, -1):
        goals = pick(topics, count)
        for frame, spare in product(frames, range(3)):
            outline = _within(pool, goals, wish, (frame, spare))
            if outline:
                return outline
    return None


def pick(topics: Sequence[Sequence[Goal]], count: int) -> tuple[Goal, ...]:
    """The first goal of each topic, then the second of each, up to `count`; sorted by topic and kind."""
    rounds = max(map(len, topics), default=0)
    ranked = [
        (number, goals[i]) for i in range(rounds) for number, goals in enumerate(topics) if i < len(goals)
    ]
    chosen = sorted(
        ranked[:count], key=lambda pair: (pair[0], ("explain", "judge", "make").index(pair[1].kind))
    )
    return tuple(goal for _, goal in chosen)


def _wanted(topics: Sequence[Sequence[Goal]], work: int, spread: bool) -> int:
    """How many goals to try: one in forty minutes, more where topics would go short, at least twenty each."""
    core = work - 2 * _edge(work) - 5
    wanted = max(core // 40, min(len(topics), core // 20) if spread else 0, 1)
    return min(wanted, sum(map(len, topics)))


def _edge(work: int) -> int:
    """Minutes wished for the opening, and for the close."""
    return 5 if work <= 60 else 10 if work <= 180 else 15


def _within(pool: Pool, goals: tuple[Goal, ...], wish: Wish, frame: tuple[Pauses, int]) -> Outline | None:
    pause, spare = frame
    work = wish.minutes - pause.minutes
    slots, places = _places(pool, goals, wish, (work, spare))
    choice = choose(places, work, wish.seed)
    return _timed(goals, slots, choice, (work, pause, pool.stretch)) if choice else None


def _places(
    pool: Pool, goals: tuple[Goal, ...], wish: Wish, size: tuple[int, int]
) -> tuple[tuple[Slot, ...], list[Place]]:
    """Slots and what may stand in them: as many exercises as the minutes ask for, and some to spare."""
    work, extra = size
    core = work - 2 * _edge(work) - (5 if work < 180 else 10)
    while True:
        slots = _slots(goals, core, work, extra)
        places = [Place(_options(pool, slot, goals, wish.level), slot.target) for slot in slots]
        room = sum(max((c.most for c in place.options), default=0) for place in places)
        # exercises that differ are rarely all at their longest, so some room is kept
        if room * 3 >= work * 4 or len(slots) >= MOST_ITEMS:
            return slots, places
        extra += 1


def _options(pool: Pool, slot: Slot, goals: tuple[Goal, ...], level: Level) -> tuple[Candidate, ...]:
    goal = goals[max(slot.goal, 0)]
    return pool.options(slot.role, goal, level, slot.strict)


def _slots(goals: tuple[Goal, ...], core: int, work: int, extra: int) -> tuple[Slot, ...]:
    """Opening, a block for each goal (input, exercises, check), close, evaluation; plus `extra` exercises."""
    each = core // len(goals)
    edge, last = _edge(work), 5 if work < 180 else 10
    teach, check = (5 if each < 25 else 10 if each < 45 else 15), (0 if each < 30 else 5 if each < 60 else 10)
    slots = [Slot("open", -1, edge)]
    for number in range(len(goals)):
        exercises = 1 + max(0, each - 60) // 40 + extra // len(goals) + (number < extra % len(goals))
        target = max(10, (each - teach - check) // exercises)
        slots.append(Slot("teach", number, teach))
        slots += [Slot("practise", number, target, strict=i == 0) for i in range(exercises)]
        if check:
            slots.append(Slot("check", number, check, strict=True))
    return (*slots, Slot("close", -1, edge), Slot("evaluate", -1, last))


def _timed(
    goals: tuple[Goal, ...],
    slots: tuple[Slot, ...],
    choice: tuple[Candidate, ...],
    frame: tuple[int, Pauses, int],
) -> Outline | None:
    work, pause, stretch = frame
    items = [Item(s.role, c.least, c.most, s.target) for s, c in zip(slots, choice, strict=True)]
    minutes = share(items, work)
    before = place_pauses(minutes, pause.count, stretch, [_SEAMS[s.role] for s in slots]) if minutes else None
    return (
        None
        if minutes is None or before is None
        else Outline(goals, slots, choice, tuple(minutes), pause, before)
    )


def swapped(pool: Pool, outline: Outline, wish: Wish, at: int, candidate: Candidate) -> Outline | None:
    """The outline with another candidate in slot `at`, minutes re-flowed; None where that cannot be done."""
    choice = (*outline.choice[:at], candidate, *outline.choice[at + 1 :])
    for frame in pauses(wish.minutes, wish.delivery):
        work = wish.minutes - frame.minutes
        fixed = [Place((c,), s.target) for s, c in zip(outline.slots, choice, strict=True)]
        if choose(fixed, work):
            found = _timed(outline.goals, outline.slots, choice, (work, frame, pool.stretch))
            if found:
                return replace(found, slots=outline.slots)
    return None


def alternatives(pool: Pool, outline: Outline, wish: Wish, at: int, most: int = 4) -> list[Candidate]:
    """Other candidates that fit slot `at` with the minutes re-flowed, best first."""
    others = [
        c
        for c in _options(pool, outline.slots[at], outline.goals, wish.level)
        if c.id != outline.choice[at].id
    ]
    used = {c.id for c in outline.choice}
    others.sort(key=lambda c: (c.id in used, -c.merit, abs(c.least - outline.slots[at].target), c.id))
    found: list[Candidate] = []
    for candidate in others:
        if len(found) < most and swapped(pool, outline, wish, at, candidate):
            found.append(candidate)
    return found
