"""Changing a plan that was made: its lines, one activity in it, or all of it around what is locked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.train.edits import Desk, EditRequest, edited, fitted, told, told_when
from api.train.errors import EditRefused, SwapRefused
from api.train.lines import UNPLANNED, goals_in, stored_lines, with_lines, without_empty_goals
from api.train.planner import Planner, after, outline_of, priorities_of, wish_of
from api.train.request import LEAST_MINUTES, TrainingRequest
from api.train.training import LeftOut, Line, Training


@dataclass(frozen=True)
class Editor:
    """Makes changed versions of a training with the planner that made it; no training is changed itself."""

    planner: Planner

    def desk(self, training: Training) -> Desk:
        """What an edit of this training is checked against."""
        request = training.request
        pool = self.planner.pool(request)
        return Desk(self.planner.library, pool, goals_in(training.outline), request.level)

    def edit(self, training: Training, wish: EditRequest, identity: str) -> Training:
        """The training with other lines, under a new identity; times follow from the minutes.

        Raises:
            EditRefused: the lines cannot be as wished.
        """
        desk, before = self.desk(training), stored_lines(training)
        lines = edited(desk, before, wish, training.request.minutes)
        request = wish.moved(training.request)
        words = told_when(training.request, request), told(desk, before, lines, wish)
        change = "; ".join(filter(None, words)) or "nothing"
        new = after(training, self._composed(training, lines, identity, request), change)
        return new.model_copy(update={"left_out": (*_gone(training, new), *new.left_out)})

    def swap(self, training: Training, slot: int, activity_id: str, identity: str) -> Training:
        """The training with another activity in a slot; an edited plan keeps its times, others re-flow.

        Raises:
            SwapRefused: there is no such slot, or the activity does not fit it.
        """
        if not training.outline.edited:
            return self.planner.swap(training, slot, activity_id, identity)
        lines = list(stored_lines(training))
        places = [at for at, line in enumerate(lines) if line.kind not in UNPLANNED]
        if not 0 <= slot < len(places):
            raise SwapRefused("/slot", f"there is no slot {slot}; the plan has 0 to {len(places) - 1}")
        desk, at = self.desk(training), places[slot]
        new = lines[at].model_copy(update={"activity": activity_id, "title": ""})
        there = desk.candidate(new)
        if there is None or not there.least <= new.minutes <= there.most:
            raise SwapRefused("/activity_id", f"'{activity_id}' does not fit slot {slot} and its minutes")
        lines[at] = new
        change = f"“{desk.title(new)}” instead of another activity"
        return after(training, self._composed(training, lines, identity), change)

    def anew(
        self, around: Training, request: TrainingRequest, identity: str, priorities: Sequence[str]
    ) -> Training:
        """A plan for another request that keeps what is locked in `around`, in its place and at its length.

        What the new request has no room for is named in `left_out`. Where only the start or the day is
        another one, the whole plan stays as it is.
        """
        if _only_moved(around.request, request, around):
            return self.edit(around, EditRequest(start=request.start, date=request.date), identity)
        old = stored_lines(around)
        # a block of one's own comes on top of what is planned, so that room is left for it
        own = sum(line.minutes for line in old if line.locked and line.kind == "own")
        room = request.model_copy(update={"minutes": max(LEAST_MINUTES, request.minutes - own)})
        fresh = self.planner.plan(room, identity, priorities).model_copy(update={"request": request})
        desk = self.desk(fresh)
        lines, lost = list(stored_lines(fresh)), list[LeftOut]()
        topics = goals_in(around.outline)
        for at, line in enumerate(old):
            if line.locked and not _put(desk, lines, (line, at / len(old)), topics):
                why = "It was locked, but does not suit what is asked for now."
                lost.append(LeftOut(what=self.desk(around).title(line), why=why))
        if not any(line.locked for line in lines):
            new = fresh
        else:
            new = self._composed(fresh, _fitted(desk, lines, request.minutes), identity)
        changed = after(around, new, "planned anew")
        return changed.model_copy(update={"left_out": (*lost, *fresh.left_out)})

    def _composed(
        self,
        training: Training,
        lines: Sequence[Line],
        identity: str,
        wished: TrainingRequest | None = None,
    ) -> Training:
        """The training that these lines make; an objective for which nothing is left is no more promised."""
        request = wished or training.request
        pool = self.planner.pool(request)
        goals, lines = without_empty_goals(goals_in(training.outline), lines)
        outline = with_lines(replace(outline_of(training, pool), goals=goals), lines, pool, request.level)
        made = (pool, wish_of(request), outline)
        return self.planner.compose(request, identity, made, priorities_of(training), lines)


def _only_moved(asked: TrainingRequest, now: TrainingRequest, training: Training) -> bool:
    """Whether all that is asked for otherwise is the start or the day.

    A form names the topics that were suggested, in its own order, and not the assessment they came from.
    """
    when = {"start": now.start, "date": now.date}
    if when == {"start": asked.start, "date": asked.date}:
        return False
    topics = asked.topics or tuple(topic.id for topic in training.topics)
    same_topics = now.topics == asked.topics or set(now.topics) == set(topics)
    same_source = now.assessment_id in (None, asked.assessment_id)
    rest = {"topics": now.topics, "assessment_id": now.assessment_id}
    return same_topics and same_source and asked.model_copy(update=when | rest) == now


def _gone(before: Training, new: Training) -> list[LeftOut]:
    """The objectives that an edit took out of a plan."""
    kept = {objective.id for objective in new.objectives}
    why = "All that was planned for it was removed."
    return [LeftOut(what=f"Objective: {o.text}", why=why) for o in before.objectives if o.id not in kept]


def _fitted(desk: Desk, lines: Sequence[Line], asked: int) -> Sequence[Line]:
    try:
        return fitted(desk, lines, asked)
    except EditRefused:
        return lines  # the page says by how much it misses, and the trainer decides what gives way


def _put(desk: Desk, lines: list[Line], kept: tuple[Line, float], topics: Sequence[object]) -> bool:
    """Put a locked line into a fresh plan: in the place of one like it, else at the same share of the way."""
    line, share = kept
    place = round(share * len(lines))
    if line.kind in UNPLANNED:
        same = [i for i, other in enumerate(lines) if other.kind == line.kind and not other.locked]
        if same and line.kind != "own":
            lines[min(same, key=lambda i: abs(i - place))] = line
        else:
            lines.insert(place, line)
        return True
    wanted = topics[line.goal] if line.goal >= 0 else None
    like = [i for i, other in enumerate(lines) if other.kind == line.kind and not other.locked]
    like.sort(key=lambda i: (wanted is not None and desk.goals[lines[i].goal] != wanted, abs(i - place)))
    for i in like:
        goal = {"goal": lines[i].goal, "target": lines[i].target, "strict": lines[i].strict}
        new = line.model_copy(update=goal)
        if there := desk.candidate(new):
            lines[i] = new.model_copy(update={"minutes": max(there.least, min(there.most, new.minutes))})
            return True
    return False
