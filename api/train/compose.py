"""From an outline to a whole training: the words, materials, times and citations that people see."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from api.train.builder import Outline, Wish, alternatives
from api.train.content import Activity, Case, Objective, Question, Topic
from api.train.lines import UNPLANNED
from api.train.loader import Library
from api.train.pool import Candidate, Pool, group_sizes
from api.train.reasons import why
from api.train.references import References
from api.train.request import TrainingRequest
from api.train.sheets import SheetFiller
from api.train.timing import stretch_steps
from api.train.training import (
    AgendaItem,
    Alternative,
    CaseCard,
    CaseQuestionPlan,
    Cited,
    Line,
    QuizQuestion,
    Sheet,
    StepPlan,
)

_TITLES = {"break": "Break", "lunch": "Lunch"}


@dataclass
class Composer:
    """Composes the agenda of one training; `references` and `cases` fill as it goes."""

    library: Library
    request: TrainingRequest
    wish: Wish
    pool: Pool
    outline: Outline
    lines: Sequence[Line]
    references: References
    edited: bool = False
    cases: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.activities = {activity.head.id: activity for activity in self.library.activities}
        self.topics = {topic.theme: topic for topic in self.library.topics}
        self.objectives = {o.id: o for topic in self.library.topics for o in topic.objectives}
        self.all_cases = {case.id: case for case in self.library.cases}

    def agenda(self) -> tuple[AgendaItem, ...]:
        """Every line of the plan with its clock time, breaks included."""
        hour, minute = map(int, self.request.start.split(":"))
        clock = dt.datetime(2000, 1, 1, hour, minute)
        items: list[AgendaItem] = []
        slots = count()
        for line in self.lines:
            values = _unplanned(line) if line.kind in UNPLANNED else self._item(next(slots))
            if line.title:
                values["activity"] = line.title
            values |= {"note": line.note, "locked": line.locked}
            items.append(_timed(values, clock, line.minutes))
            clock += dt.timedelta(minutes=line.minutes)
        return tuple(items)

    def _item(self, at: int) -> dict[str, object]:
        slot, candidate, minutes = self.outline.slots[at], self.outline.choice[at], self.outline.minutes[at]
        activity = self.activities[candidate.id]
        objective = self.objectives[self.outline.goals[slot.goal].id] if slot.goal >= 0 else None
        topic = self.topics[self.outline.goals[slot.goal].topic] if slot.goal >= 0 else None
        steps = self._steps(activity, minutes)
        notes = [*self.references.several(activity.purpose), *(step.does for step in steps)]
        sizes = group_sizes(self.request.participants, activity.head.groups)
        online = activity.online if self.request.delivery == "online" else ()
        extra = [self.references.several(p) for p in (online, activity.accessibility, activity.pitfalls)]
        told = self._points(at, topic) if topic and slot.role == "teach" else ()
        teaching = sum(step.minutes for step in steps if step.part == "teaching")
        cited = [*notes, *told, *(c for part in extra for c in part)]
        return {
            "slot": at,
            "kind": slot.role,
            "activity": activity.head.title,
            "activity_id": activity.head.id,
            "objective": objective.text if objective else None,
            "objective_id": objective.id if objective else None,
            "teaching_minutes": teaching,
            "exercise_minutes": minutes - teaching,
            "materials": activity.head.materials.on_the_day,
            "sheets": self._sheets(activity, slot.goal, steps, sizes),
            "lead": "Trainer" if teaching > minutes / 2 else "Trainer opens; people work",
            "groups": _groups_text(sizes, activity.head.groups),
            "rooms": activity.head.rooms,
            "summary": activity.head.summary,
            "task": activity.head.task,
            "notes": _notes(notes[0], steps, told),
            "steps": steps,
            "points": told,
            "online": extra[0],
            "accessibility": extra[1],
            "pitfalls": extra[2],
            "check": activity.head.check if slot.role in ("practise", "check", "open", "teach") else "",
            "cases": self._cases(activity, topic),
            "questions": self._questions(activity, topic),
            "why": why(self.outline, at, activity.head, self.request.participants),
            "alternatives": self._alternatives(at),
            "maturity": activity.head.maturity,
            "citations": self.references.of(cited),
        }

    def _sheets(
        self, activity: Activity, goal: int, steps: Sequence[StepPlan], sizes: Sequence[int]
    ) -> tuple[Sheet, ...]:
        """The sheets of an activity for its objective; for the first where it serves the whole training."""
        here = max(goal, 0)
        goals = [*self.outline.goals[here:], *self.outline.goals[:here]]
        filler = SheetFiller(self.library.stock, self.library.questions, self.references)
        objectives = [self.objectives[goal.id] for goal in goals]
        return filler.sheets(activity, self.topics[goals[0].topic], objectives, steps, sizes)

    def _steps(self, activity: Activity, minutes: int) -> tuple[StepPlan, ...]:
        head = activity.head
        spread = (
            stretch_steps(
                [head.teaching[1] - head.teaching[0], head.exercise[1] - head.exercise[0]],
                minutes - head.least,
            )
            if head.most > head.least
            else [0, 0]
        )
        parts = {"teaching": head.teaching[0] + spread[0], "exercise": head.exercise[0] + spread[1]}
        lengths: dict[int, int] = {}
        for part, total in parts.items():
            which = [i for i, step in enumerate(activity.steps) if step.part == part]
            if which:
                lengths |= zip(
                    which, stretch_steps([activity.steps[i].minutes for i in which], total), strict=True
                )
        steps, at = [], 0
        # minutes of a part that has no step of its own go to the last step
        lengths[len(activity.steps) - 1] += minutes - sum(lengths.values())
        for i, step in enumerate(activity.steps):
            steps.append(
                StepPlan(at=at, minutes=lengths[i], part=step.part, does=self.references.cited(step.does))
            )
            at += lengths[i]
        return tuple(steps)

    def _points(self, at: int, topic: Topic) -> tuple[Cited, ...]:
        """The topic's points that fall to this input; each is told once, if there are enough."""
        inputs = [
            i
            for i, s in enumerate(self.outline.slots)
            if s.role == "teach" and s.goal >= 0 and self.outline.goals[s.goal].topic == topic.theme
        ]
        number, total = inputs.index(at), len(topic.points)
        first, last = number * total // len(inputs), (number + 1) * total // len(inputs)
        return self.references.several(topic.points[first:last] or topic.points[:1])

    def _cases(self, activity: Activity, topic: Topic | None) -> tuple[str, ...]:
        if "case" not in activity.head.needs or topic is None:
            return ()
        used = {case.id for case in self.cases}
        ranked = sorted(
            self.all_cases,
            key=lambda c: (c in used, c not in topic.cases, topic.cases.index(c) if c in topic.cases else 0),
        )
        wanted = ranked[: 2 if activity.head.id.endswith("two-pilots-compared") else 1]
        self.cases += [self.all_cases[c] for c in wanted if c not in used]
        return tuple(wanted)

    def _questions(self, activity: Activity, topic: Topic | None) -> tuple[str, ...]:
        if "quiz" not in activity.head.needs or topic is None:
            return ()
        return tuple(q.id for q in self.library.questions if q.theme == topic.theme)

    def _alternatives(self, at: int) -> tuple[Alternative, ...]:
        found = self._as_long(at) if self.edited else alternatives(self.pool, self.outline, self.wish, at)
        heads = [self.activities[candidate.id].head for candidate in found]
        return tuple(Alternative(id=h.id, title=h.title, summary=h.summary) for h in heads)

    def _as_long(self, at: int, most: int = 4) -> list[Candidate]:
        """Others for the slot that can be run in its minutes: an edited plan keeps its times."""
        slot, here, minutes = self.outline.slots[at], self.outline.choice[at], self.outline.minutes[at]
        goal = self.outline.goals[max(slot.goal, 0)]
        others = [
            c
            for c in self.pool.options(slot.role, goal, self.wish.level, slot.strict)
            if c.id != here.id and c.least <= minutes <= c.most
        ]
        used = {c.id for c in self.outline.choice}
        return sorted(others, key=lambda c: (c.id in used, -c.merit, c.id))[:most]

    def case_cards(self) -> tuple[CaseCard, ...]:
        """The cases that the agenda uses, in the order of use."""
        return tuple(_card(case, self.references) for case in self.cases)

    def quiz(self) -> tuple[QuizQuestion, ...]:
        """The questions of the topics of the training."""
        themes = list(dict.fromkeys(goal.topic for goal in self.outline.goals))
        chosen = sorted(
            (q for q in self.library.questions if q.theme in themes), key=lambda q: themes.index(q.theme)
        )
        return tuple(
            _quiz(question, number, self.references)
            for number, question in zip(count(), chosen, strict=False)
        )

    def chosen_objectives(self) -> list[tuple[Objective, str]]:
        """The objectives of the training with their topics."""
        return [(self.objectives[goal.id], goal.topic) for goal in self.outline.goals]


def _unplanned(line: Line) -> dict[str, object]:
    """A pause, or a block of one's own with its note."""
    return {"slot": None, "kind": line.kind, "activity": _TITLES.get(line.kind, ""), "summary": line.note}


def _timed(values: dict[str, object], clock: dt.datetime, minutes: int) -> AgendaItem:
    end = clock + dt.timedelta(minutes=minutes)
    return AgendaItem.model_validate(
        values | {"start": f"{clock:%H:%M}", "end": f"{end:%H:%M}", "minutes": minutes}
    )


def _notes(purpose: Cited, steps: Sequence[StepPlan], told: Sequence[Cited]) -> str:
    lines = [purpose.text]
    lines += [f"{step.minutes} min ({step.part}): {step.does.text}" for step in steps if step.minutes]
    if told:
        lines += ["Key points:", *(f"- {point.text}" for point in told)]
    return "\n".join(lines)


def _groups_text(sizes: Sequence[int], groups: tuple[int, int]) -> str:
    """How people are split, in words.

    >>> _groups_text([4, 4, 3], (3, 5)), _groups_text([30], (1, 1)), _groups_text([2], (2, 3))
    ('2 groups of 4, 1 group of 3', 'all together', '1 pair')
    """
    if groups[1] == 1:
        return "all together"
    if set(sizes) == {2}:
        return f"{len(sizes)} pair{'s' if len(sizes) > 1 else ''}"
    counts = {size: sizes.count(size) for size in sorted(set(sizes), reverse=True)}
    return ", ".join(f"{n} group{'s' if n > 1 else ''} of {size}" for size, n in counts.items())


def _card(case: Case, references: References) -> CaseCard:
    return CaseCard(
        id=case.id,
        document_id=case.document,
        title=case.title,
        year=case.year,
        story=references.several(case.story),
        questions=tuple(
            CaseQuestionPlan(question=q.question, answer=references.cited(q.answer)) for q in case.questions
        ),
        unknown=references.cited(case.unknown),
    )


def _quiz(question: Question, number: int, references: References) -> QuizQuestion:
    """The right answer takes turns, so that it does not always stand first."""
    right = number % (len(question.wrong) + 1)
    wrong = [(one.option, references.cited(one.because)) for one in question.wrong]
    explanation = references.cited(question.explanation)
    answers = [*wrong[:right], (question.right, explanation), *wrong[right:]]
    return QuizQuestion(
        id=question.id,
        topic=question.theme,
        question=question.question,
        options=tuple(option for option, _ in answers),
        right=right,
        reasons=tuple(reason for _, reason in answers),
        explanation=explanation,
    )
