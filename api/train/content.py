"""What a training is built from, as typed data: activities, topics, objectives, quiz questions, cases."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from kb.documents import Citation, Item, Mark
from kb.strict import Day, Line, Slug, Strict

Role = Literal["open", "teach", "practise", "check", "close", "evaluate"]
ObjectiveKind = Literal["explain", "judge", "make"]
Delivery = Literal["in-person", "online"]
Level = Literal["introductory", "practitioner"]
Audience = Literal["council", "third-sector", "mixed", "intermediaries", "elected-members"]
Need = Literal["case", "quiz", "assessment", "earlier"]
Filling = Literal[
    "points",
    "parts",
    "look_for",
    "task",
    "tasks",
    "steps",
    "stages",
    "poll",
    "questions",
    "risks",
    "sentences",
    "opposites",
]
KINDS: tuple[ObjectiveKind, ...] = ("explain", "judge", "make")
Minutes = Annotated[int, Field(ge=0, le=120)]
Range = tuple[Minutes, Minutes]


class Statement(Strict):
    """Words with the citations that cover them and what to beware of."""

    text: str
    citations: tuple[Citation, ...]
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, item: Item) -> "Statement":
        """A paragraph or list item of the corpus, with each of its citations once."""
        citations = tuple(dict.fromkeys(c for sentence in item.sentences for c in sentence.citations))
        return cls(text=item.text, citations=citations, marks=item.marks)


class Materials(Strict):
    """What to get ready before, on and after the day."""

    before: tuple[Line, ...] = ()
    on_the_day: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()


class SheetHead(Strict):
    """A sheet that an activity needs on paper: boxes to write in, a table, cards, or what fills it.

    `filled` names what the corpus puts in for the topic; `table` holds the cells that are given, `rows` how
    many empty ones there are. Where it is `shown`, each card stands on a slide of its own, above `votes`.
    """

    title: Line
    lead: str = ""
    fields: tuple[Line, ...] = ()
    columns: tuple[str, ...] = ()
    rows: Annotated[int, Field(ge=0, le=20)] = 0
    table: tuple[tuple[str, ...], ...] = ()
    cards: tuple[str, ...] = ()
    filled: Filling | None = None
    shown: bool = False
    votes: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _holds_something(self) -> "SheetHead":
        if not (self.fields or self.cards or self.filled or (self.columns and (self.rows or self.table))):
            raise ValueError("a sheet has fields, cards, something that fills it, or columns with rows")
        if any(len(row) > len(self.columns) for row in self.table):
            raise ValueError("a row of the table has more cells than there are columns")
        return self


class ActivityHead(Strict):
    """The front matter of an activity, as corpus/activities/README.md says. Minutes throughout."""

    id: Annotated[str, StringConstraints(pattern=r"^activities/[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["activity"]
    title: Line
    summary: Annotated[str, StringConstraints(min_length=10, max_length=200)]
    task: Annotated[str, StringConstraints(max_length=200)] = ""
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    serves: Annotated[tuple[ObjectiveKind, ...], Field(min_length=1)]
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    objectives: tuple[Slug, ...] = ()
    teaching: Range
    exercise: Range
    participants: tuple[Annotated[int, Field(ge=2)], Annotated[int, Field(le=200)]]
    groups: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(le=30)]]
    delivery: Annotated[tuple[Delivery, ...], Field(min_length=1)]
    energy: Annotated[int, Field(ge=1, le=3)]
    levels: tuple[Level, ...] = ("introductory", "practitioner")
    needs: tuple[Need, ...] = ()
    rooms: Line
    materials: Materials
    sheets: tuple[SheetHead, ...] = ()
    check: str = ""
    maturity: Literal["pre-alpha", "alpha", "beta", "stable"]
    reviewed: Day
    review_by: Day

    @model_validator(mode="after")
    def _ranges(self) -> "ActivityHead":
        for name in ("teaching", "exercise", "participants", "groups"):
            least, most = getattr(self, name)
            if least > most:
                raise ValueError(f"{name} [{least}, {most}] runs backwards")
        if (self.least % 5, self.most % 5) != (0, 0) or self.least == 0:
            raise ValueError("teaching and exercise have to add up to multiples of five minutes")
        if "teach" not in self.roles and self.teaching[0] != self.teaching[1]:
            raise ValueError("only a teach activity may talk for longer than the least")
        if "check" in self.roles and not self.check:
            raise ValueError("an activity with the role check says in 'check' what it shows")
        return self

    @property
    def least(self) -> int:
        """The fewest minutes it can be run in."""
        return self.teaching[0] + self.exercise[0]

    @property
    def most(self) -> int:
        """The most minutes that make sense."""
        return self.teaching[1] + self.exercise[1]


class Step(Strict):
    """One step of an activity: its minutes at the shortest length, and what the trainer does."""

    minutes: int
    part: Literal["teaching", "exercise"]
    does: Statement


class Activity(Strict):
    """An activity: its front matter and its facilitator notes."""

    head: ActivityHead
    purpose: tuple[Statement, ...]
    steps: tuple[Step, ...]
    online: tuple[Statement, ...]
    accessibility: tuple[Statement, ...]
    pitfalls: tuple[Statement, ...]


class Objective(Strict):
    """What people can do afterwards, with the task that shows it and what a good answer contains."""

    id: Slug
    kind: ObjectiveKind
    verb: Slug
    text: Line
    task: Line
    look_for: tuple[Statement, ...]


class Topic(Strict):
    """A theme as something to teach."""

    theme: Slug
    title: str
    points: tuple[Statement, ...]
    objectives: tuple[Objective, ...]
    cases: tuple[Slug, ...]


class WrongOption(Strict):
    """An answer that a sensible person might choose, and why it is not the right one."""

    option: Line
    because: Statement


class Question(Strict):
    """A multiple-choice question with one right answer, whose reason is the explanation."""

    id: Slug
    theme: Slug
    question: Line
    right: Line
    wrong: tuple[WrongOption, ...]
    explanation: Statement

    @property
    def options(self) -> tuple[str, ...]:
        """All answers, the right one first."""
        return (self.right, *(wrong.option for wrong in self.wrong))


class CaseQuestion(Strict):
    """A question on a case and its model answer."""

    question: Line
    answer: Statement


class Case(Strict):
    """A pilot as a discussion case."""

    id: Slug
    document: str
    title: Line
    year: str
    story: tuple[Statement, ...]
    questions: tuple[CaseQuestion, ...]
    unknown: Statement


class AudienceEntry(Strict):
    """Whom a training can be for."""

    id: Audience
    title: Line
    kinds: tuple[ObjectiveKind, ...]
    topics: tuple[Slug, ...]


class Guidance(Strict):
    """Something that plans say besides their activities; words in braces are filled in."""

    id: Slug
    text: Statement


class FormQuestion(Strict):
    """A question of the evaluation form; without options it is answered in words."""

    id: Slug
    level: Literal["reaction", "learning", "behaviour", "results"]
    question: Line
    options: tuple[Line, ...] = ()
