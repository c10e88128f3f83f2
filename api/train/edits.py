"""Editing a plan: wished lines, checked against what each activity can do, and words for what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints, model_validator

from api.days import day
from api.train.content import Level, Role
from api.train.errors import EditRefused
from api.train.lines import UNPLANNED, options_of, slot_of
from api.train.loader import Library
from api.train.pool import Candidate, Goal, Pool
from api.train.request import Day, Start, TrainingRequest
from api.train.timing import Item, share
from api.train.training import Line
from kb.strict import Strict

MOST_LINES, MOST_OWN_MINUTES = 60, 240
# in which role an added activity is tried, the likeliest first
ROLES: tuple[Role, ...] = ("practise", "teach", "check", "open", "close", "evaluate")
Title = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)]


class LineWish(Strict):
    """One wished line: `line` keeps one of the plan by its number, `activity_id` adds from the library,
    `kind` adds a block of one's own or a break. What is left out stays as it is.
    """

    line: Annotated[int, Field(strict=True, ge=0, lt=MOST_LINES)] | None = None
    activity_id: Annotated[str, StringConstraints(max_length=120)] | None = None
    kind: Literal["own", "break"] | None = None
    minutes: Annotated[int, Field(strict=True, ge=1, le=480)] | None = None
    title: Title | None = None
    note: Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)] | None = None
    locked: StrictBool | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> "LineWish":
        if sum(origin is not None for origin in (self.line, self.activity_id, self.kind)) != 1:
            raise ValueError("give one of line, activity_id and kind")
        return self


class EditRequest(Strict):
    """The whole plan as wished, in order; lines that are not named are removed, and without `lines` all stay.
    With `fit` the minutes of what is neither locked nor a break nor a block of one's own are shared out to
    the minutes asked for. `start` and `date` move the plan as it is; a `date` of null takes the day away.
    """

    lines: Annotated[tuple[LineWish, ...], Field(min_length=1, max_length=MOST_LINES)] | None = None
    fit: StrictBool = False
    start: Start | None = None
    date: Day | None = None

    @model_validator(mode="after")
    def _something(self) -> "EditRequest":
        if not self.model_fields_set:
            raise ValueError("give lines, fit, start or date")
        return self

    def all_lines(self, count: int) -> tuple[LineWish, ...]:
        """The wished lines of a plan that has `count`."""
        return tuple(LineWish(line=at) for at in range(count)) if self.lines is None else self.lines

    def moved(self, request: TrainingRequest) -> TrainingRequest:
        """What was asked for, with the wished start and day."""
        date = self.date if "date" in self.model_fields_set else request.date
        return request.model_copy(update={"start": self.start or request.start, "date": date})


@dataclass(frozen=True)
class Desk:
    """What an edit is checked against."""

    library: Library
    pool: Pool
    goals: tuple[Goal, ...]
    level: Level

    def title(self, line: Line) -> str:
        """What a line is called."""
        if line.title or line.activity is None:
            return line.title or line.kind.capitalize()
        return self.library.title_of(line.activity)

    def bounds(self, line: Line) -> tuple[int, int]:
        """The fewest and the most minutes of a line."""
        found = self.candidate(line)
        return (found.least, found.most) if found else (1, MOST_OWN_MINUTES)

    def candidate(self, line: Line) -> Candidate | None:
        """The activity of a line, if it may stand there."""
        return next((c for c in self.options(line) if c.id == line.activity), None)

    def options(self, line: Line) -> tuple[Candidate, ...]:
        """What may stand in the place of a line."""
        return () if line.kind in UNPLANNED else options_of(self.goals, line, self.pool, self.level)

    def added(self, activity_id: str, near: Sequence[Line]) -> Line | None:
        """A line for an activity of the library, for the objective of `near`; None if it fits none."""
        wanted = [line.goal for line in reversed(near) if line.goal >= 0]
        for goal in dict.fromkeys([*wanted[:1], *range(len(self.goals))]):
            for role in ROLES:
                line = Line(kind=role, minutes=1, goal=goal, activity=activity_id)
                if candidate := self.candidate(line):
                    minutes = min(candidate.most, max(candidate.least, 15))
                    return line.model_copy(update={"minutes": minutes, "target": minutes})
        return None

    def addable(self) -> list[tuple[str, str, int, int]]:
        """Id, title, fewest and most minutes of every activity that can be added, by title."""
        found = []
        for head in self.pool.heads:
            line = self.added(head.id, ())
            if line:
                found.append((head.id, head.title, *self.bounds(line)))
        return sorted(found, key=lambda entry: entry[1])


def edited(desk: Desk, lines: Sequence[Line], wish: EditRequest, asked: int) -> tuple[Line, ...]:
    """The new lines of a plan of `asked` minutes.

    Raises:
        EditRefused: a line is not there or named twice, an activity does not fit, minutes are out of bounds.
    """
    wished_lines = wish.all_lines(len(lines))
    kept = [w.line for w in wished_lines if w.line is not None]
    if len(kept) != len(set(kept)):
        raise EditRefused("/lines", "each line of the plan can be named once")
    found: list[Line] = []
    for at, wished in enumerate(wished_lines):
        found.append(_line(desk, lines, wished, found, at))
    if all(line.goal < 0 for line in found):
        text = "keep at least one activity for one of the objectives; nothing is left of any of them"
        raise EditRefused("/lines", text)
    return fitted(desk, found, asked) if wish.fit else tuple(found)


def _line(desk: Desk, lines: Sequence[Line], wished: LineWish, before: Sequence[Line], at: int) -> Line:
    line = _origin(desk, lines, wished, before, at)
    said = {
        "minutes": line.minutes if wished.minutes is None else wished.minutes,
        "title": line.title if wished.title is None else wished.title,
        "note": line.note if wished.note is None else wished.note,
        "locked": line.locked if wished.locked is None else wished.locked,
    }
    if line.activity and said["title"] == desk.title(line.model_copy(update={"title": ""})):
        said["title"] = ""
    if line.kind == "own" and not said["title"]:
        raise EditRefused(f"/lines/{at}/title", "give your own block a name")
    new = line.model_copy(update=said)
    least, most = desk.bounds(new)
    if not least <= new.minutes <= most:
        range_ = f"{least} minutes" if least == most else f"{least} to {most} minutes"
        text = f"“{desk.title(new)}” can be run in {range_}, not in {new.minutes}"
        raise EditRefused(f"/lines/{at}/minutes", text)
    return new


def _origin(desk: Desk, lines: Sequence[Line], wished: LineWish, before: Sequence[Line], at: int) -> Line:
    if wished.line is not None:
        if wished.line >= len(lines):
            raise EditRefused(f"/lines/{at}/line", f"the plan has lines 0 to {len(lines) - 1}")
        return lines[wished.line]
    if wished.kind is not None:
        return Line(kind=wished.kind, minutes=15 if wished.kind == "own" else 10)
    line = desk.added(wished.activity_id or "", before)
    if line is None:
        text = "this activity is not in the library, or does not suit the group, the topics or the level"
        raise EditRefused(f"/lines/{at}/activity_id", text)
    return line


def fitted(desk: Desk, lines: Sequence[Line], asked: int) -> tuple[Line, ...]:
    """The lines with minutes that add up to `asked`; what is locked, a break or one's own keeps its minutes.

    Raises:
        EditRefused: what can change cannot be made short or long enough.
    """
    free = [at for at, line in enumerate(lines) if not line.locked and line.kind not in UNPLANNED]
    work = asked - sum(line.minutes for at, line in enumerate(lines) if at not in free)
    bounds = {at: desk.bounds(lines[at]) for at in free}
    items = [Item(slot_of(lines[at]).role, *bounds[at], lines[at].minutes) for at in free]
    minutes = share(items, work) if free else None
    if minutes is None:
        least, most = (sum(pair[i] for pair in bounds.values()) for i in (0, 1))
        text = (
            f"The plan cannot be made to fit {asked} minutes: {asked - work} are breaks, your own blocks or "
            f"locked, and the rest can take {least} to {most}. Remove, add or unlock something."
        )
        raise EditRefused("/fit", text)
    new = dict(zip(free, minutes, strict=True))
    return tuple(
        line.model_copy(update={"minutes": new[at]}) if at in new else line for at, line in enumerate(lines)
    )


def told(desk: Desk, before: Sequence[Line], after: Sequence[Line], wish: EditRequest) -> str:
    """What an edit changed, in a few words; empty if nothing."""
    wished_lines = wish.all_lines(len(before))
    kept = [w.line for w in wished_lines if w.line is not None]
    words = [f"removed “{desk.title(line)}”" for at, line in enumerate(before) if at not in kept]
    for wished, new in zip(wished_lines, after, strict=True):
        old = before[wished.line] if wished.line is not None else None
        words += _told(desk, old, new)
    words += _moved([desk.title(line) for line in before], kept)
    return _shortened(words)


def told_when(before: TrainingRequest, after: TrainingRequest) -> str:
    """What was changed of start and day, in a few words; empty if nothing."""
    words = []
    if before.start != after.start:
        words.append(f"start {before.start} to {after.start}")
    if before.date != after.date:
        words.append(f"day {day(after.date)}" if after.date else "no day")
    return "; ".join(words)


def _shortened(words: Sequence[str]) -> str:
    words = list(words)
    shown = words[:3] + [f"{len(words) - 3} more changes"] * (len(words) > 4) + words[3:4] * (len(words) == 4)
    return "; ".join(shown)


def _moved(titles: Sequence[str], order: Sequence[int]) -> list[str]:
    """What lies elsewhere than before: the fewest lines without which the others stand in their old order."""
    chains: list[list[int]] = []
    for at in order:
        chains.append([*max((c for c in chains if c[-1] < at), key=len, default=[]), at])
    still = max(chains, key=len, default=[])
    moved = [at for at in order if at not in still]
    turned = [(a, b) for a, b in pairwise(order) if a > b]
    if len(moved) == len(turned) == 1:
        above, below = turned[0]
        # of two neighbours nobody can tell which one was moved
        if not any(below < at < above for at in order):
            return [f"“{titles[below]}” and “{titles[above]}” changed places"]
    return [f"moved “{titles[at]}”" for at in moved]


def _told(desk: Desk, old: Line | None, new: Line) -> list[str]:
    if old is None:
        return [f"added “{desk.title(new)}”"]
    words = []
    if old.minutes != new.minutes:
        words.append(f"“{desk.title(new)}” {old.minutes} to {new.minutes} minutes")
    if desk.title(old) != desk.title(new):
        words.append(f"renamed “{desk.title(old)}” to “{desk.title(new)}”")
    if old.note != new.note:
        words.append(f"new note at “{desk.title(new)}”")
    if old.locked != new.locked:
        words.append(f"{'locked' if new.locked else 'unlocked'} “{desk.title(new)}”")
    return words
