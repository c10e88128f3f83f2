"""A training as it is stored and served: everything that pages and exports show, citations resolved."""

from typing import Literal

from api.train.content import Level, ObjectiveKind, Role
from api.train.request import TrainingRequest
from kb.cited import CitedSource
from kb.strict import Strict


class Reference(Strict):
    """A numbered place in a source."""

    number: int
    source: CitedSource
    locator: str
    facts: tuple[str, ...] = ()


class Cited(Strict):
    """Words, the numbers of the references that cover them, and what to beware of."""

    text: str
    citations: tuple[int, ...]
    cautions: tuple[str, ...] = ()


class StepPlan(Strict):
    """A step with the minutes that it gets in this plan, counted from the start of its item."""

    at: int
    minutes: int
    part: Literal["teaching", "exercise"]
    does: Cited


class Card(Strict):
    """Something to cut out or read; `back` is for the trainer: the answer with its sources."""

    front: Cited
    back: Cited | None = None


class Sheet(Strict):
    """A sheet on paper: fields to write in, a table with given cells and empty ones, cards.

    Where it is `shown`, each card stands on a slide of its own, above what there is to vote for.
    """

    title: str
    lead: str = ""
    fields: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    cards: tuple[Card, ...] = ()
    shown: bool = False
    votes: tuple[str, ...] = ()


class Alternative(Strict):
    """An activity that fits the same slot with the times re-flowed."""

    id: str
    title: str
    summary: str


LineKind = Role | Literal["break", "lunch", "own"]


class AgendaItem(Strict):
    """One line of the plan. `slot` is its number, the one that a swap names; breaks and own blocks have none.

    `note` holds the words of somebody who edited the plan. `task` is what people do where the activity
    brings its own; where it is empty they work on the task of the objective.
    """

    slot: int | None
    kind: LineKind
    start: str
    end: str
    minutes: int
    activity: str
    activity_id: str | None = None
    objective: str | None = None
    objective_id: str | None = None
    teaching_minutes: int = 0
    exercise_minutes: int = 0
    materials: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    lead: str = ""
    groups: str = ""
    rooms: str = ""
    summary: str = ""
    task: str = ""
    notes: str = ""
    steps: tuple[StepPlan, ...] = ()
    points: tuple[Cited, ...] = ()
    online: tuple[Cited, ...] = ()
    accessibility: tuple[Cited, ...] = ()
    pitfalls: tuple[Cited, ...] = ()
    check: str = ""
    cases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    maturity: str = ""
    note: str = ""
    locked: bool = False
    citations: tuple[Reference, ...] = ()


class ObjectivePlan(Strict):
    """An objective: how it is checked, its task and what a good answer contains."""

    id: str
    kind: ObjectiveKind
    topic: str
    text: str
    task: str
    look_for: tuple[Cited, ...]
    checked_by: tuple[str, ...]


class Reading(Strict):
    """A document of the knowledge base to read on."""

    id: str
    title: str
    url: str


class TopicPlan(Strict):
    """A topic of the training: what is told, and where to read on."""

    id: str
    title: str
    points: tuple[Cited, ...]
    reading: tuple[Reading, ...]


class CaseQuestionPlan(Strict):
    """A question on a case, and its model answer."""

    question: str
    answer: Cited


class CaseCard(Strict):
    """A pilot as a discussion case."""

    id: str
    document_id: str
    title: str
    year: str
    story: tuple[Cited, ...]
    questions: tuple[CaseQuestionPlan, ...]
    unknown: Cited


class QuizQuestion(Strict):
    """A multiple-choice question; `options` in the order shown, `right` is the number of the right one.

    `reasons` says of each option why it is right or not, in the same order; that of the right one is the
    explanation.
    """

    id: str
    topic: str
    question: str
    options: tuple[str, ...]
    right: int
    reasons: tuple[Cited, ...] = ()
    explanation: Cited

    @property
    def others(self) -> list[tuple[int, Cited]]:
        """The numbers of the wrong options, each with the reason against it."""
        return [(n, reason) for n, reason in enumerate(self.reasons) if n != self.right]

    @property
    def cited(self) -> list[Cited]:
        """The explanation, then the reasons against the wrong options."""
        return [self.explanation, *(reason for _, reason in self.others)]


class FormEntry(Strict):
    """A question of the evaluation form."""

    question: str
    options: tuple[str, ...]


class LeftOut(Strict):
    """Something that did not find a place, and why."""

    what: str
    why: str


class Checklist(Strict):
    """Materials and tasks before, on and after the day."""

    before: tuple[str, ...]
    on_the_day: tuple[str, ...]
    after: tuple[str, ...]


class Line(Strict):
    """One line as it can be edited: an activity for the goal of that number, a pause, or an own block.

    `title` takes the place of the activity's name; a locked line keeps its minutes and outlives a new plan.
    """

    kind: LineKind
    minutes: int
    goal: int = -1
    target: int = 0
    strict: bool = False
    activity: str | None = None
    title: str = ""
    note: str = ""
    locked: bool = False


class Earlier(Strict):
    """A version before this one, and what was changed after it."""

    id: str
    change: str


class SeriesPlace(Strict):
    """Which training of which series it is."""

    id: str
    number: int


class OutlineRecord(Strict):
    """What the builder decided, so that a swap or an edit can start from it."""

    goals: tuple[tuple[str, ObjectiveKind, str], ...]
    slots: tuple[tuple[Role, int, int, bool], ...]
    choice: tuple[str, ...]
    minutes: tuple[int, ...]
    lines: tuple[Line, ...] = ()
    edited: bool = False


class Training(Strict):
    """A whole training."""

    id: str
    title: str
    request: TrainingRequest
    audience: str
    level: Level
    minutes: int
    start: str
    end: str
    objectives: tuple[ObjectivePlan, ...]
    agenda: tuple[AgendaItem, ...]
    topics: tuple[TopicPlan, ...]
    cases: tuple[CaseCard, ...]
    quiz: tuple[QuizQuestion, ...]
    evaluation: tuple[FormEntry, ...]
    checklist: Checklist
    advice: tuple[Cited, ...]
    before: tuple[Cited, ...]
    follow_up: tuple[Cited, ...]
    left_out: tuple[LeftOut, ...]
    not_suitable: tuple[LeftOut, ...]
    references: tuple[Reference, ...]
    outline: OutlineRecord
    version: str
    swapped_from: str | None = None
    # for calendars: all versions are one event, and a later one has the higher number
    first: str | None = None
    sequence: int = 0
    series: SeriesPlace | None = None
    earlier: tuple[Earlier, ...] = ()
