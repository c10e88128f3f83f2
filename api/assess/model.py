"""A questionnaire as data: dimensions with bands, questions with steps anchored in plain words."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb.strict import Day, DocumentId, Slug, Strict

Sector = Literal["public", "third", "intermediary", "service-user"]
SECTORS: tuple[Sector, ...] = ("public", "third", "intermediary", "service-user")
SECTOR_TITLES: dict[Sector, str] = {
    "public": "Public sector",
    "third": "Third sector",
    "intermediary": "Intermediary",
    "service-user": "People who use the service",
}
Text = Annotated[str, StringConstraints(min_length=2, max_length=400, strip_whitespace=True)]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]


class Level(Strict):
    """A step of a scale and what it is worth."""

    id: Slug
    title: Text
    value: Annotated[int, Field(ge=0, le=10)]


class OtherOption(Strict):
    """An answer that is worth nothing and is never counted as zero."""

    id: Slug
    title: Text
    kind: Literal["dont-know", "not-applicable"]


class Scale(Strict):
    """Steps from low to high; below `weak_below` an answer calls for action."""

    id: Slug
    title: Text
    note: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=3, max_length=6)]
    weak_below: int
    other: tuple[OtherOption, ...]

    @property
    def top(self) -> int:
        """The value of the highest step."""
        return self.levels[-1].value


class SourceRef(Strict):
    """The published work that a sentence rests on, the place in it, and the facts."""

    source: Slug
    locator: Text
    facts: tuple[Slug, ...] = ()


class DesignSource(Strict):
    """A choice of design and the instruments it follows."""

    note: Text
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class Band(Strict):
    """What a share of the possible sum means for one dimension, in words.

    `at_least` is a share from 0 to 1; `floor` the lowest value that an answered core question may have.
    """

    id: Slug
    at_least: Annotated[float, Field(ge=0, le=1)]
    floor: Annotated[int, Field(ge=0, le=10)]
    title: Text
    text: Text


class KnockOut(Strict):
    """A legal must-have: below which step it fails, before which stage it has to hold, what to do."""

    below: Slug
    before: Slug
    text: Text


class FirstAction(Strict):
    """What to do first, and which role usually does it."""

    text: Text
    role: Slug


class Question(Strict):
    """One question; its options are the levels of its scale with the words of `anchors`."""

    id: Slug
    depth: Literal["core", "deeper"]
    text: Text
    wording: dict[Sector, Text] = Field(default_factory=dict)
    asked_of: Annotated[tuple[Sector, ...], Field(min_length=1)] = SECTORS
    why: Text
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    law: str | None = None
    knock_out: KnockOut | None = None
    scale: Slug | None = None
    anchors: dict[Slug, Text]
    anchors_for: dict[Sector, dict[Slug, Text]] = Field(default_factory=dict)
    criteria: dict[Slug, tuple[Text, ...]] = Field(default_factory=dict)
    barriers: Annotated[tuple[Slug, ...], Field(min_length=1)]
    mitigations: Annotated[tuple[Slug, ...], Field(min_length=1)]
    lessons: Annotated[tuple[DocumentId, ...], Field(min_length=1)]
    first_actions: Annotated[tuple[FirstAction, ...], Field(min_length=1)]

    def worded(self, sector: Sector | None) -> str:
        """The question in the words for `sector`."""
        return self.wording.get(sector, self.text) if sector else self.text

    def anchor(self, level: str, sector: Sector | None) -> str:
        """What the step `level` means, in the words for `sector`."""
        return self.anchors_of(sector)[level]

    def criteria_at(self, level: str, sector: Sector | None) -> tuple[str, ...]:
        """What has to hold at `level`; they belong to the common steps, so a sector with its own has none."""
        return () if sector in self.anchors_for else self.criteria.get(level, ())

    def anchors_of(self, sector: Sector | None) -> dict[str, str]:
        """The steps by level, in the words for `sector`."""
        return self.anchors_for.get(sector, self.anchors) if sector else self.anchors


class Dimension(Strict):
    """A group of questions with its own cut-offs, lowest first."""

    id: Slug
    title: Text
    summary: Text
    bands: Annotated[tuple[Band, ...], Field(min_length=2)]
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class QuestionnaireFile(Strict):
    """What one version file holds."""

    id: Slug
    version: Version
    title: Text
    summary: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    reviewed: Day
    review_by: Day
    limits: Text
    design_sources: Annotated[tuple[DesignSource, ...], Field(min_length=1)]
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1)]


class Questionnaire(QuestionnaireFile):
    """A version together with the scales that its questions use."""

    scales: tuple[Scale, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order of asking."""
        return tuple(question for dimension in self.dimensions for question in dimension.questions)

    def question(self, question_id: str) -> Question | None:
        """The question of that id, if there is one."""
        return next((question for question in self.questions if question.id == question_id), None)

    def dimension_of(self, question_id: str) -> Dimension:
        """The dimension that a question of this questionnaire belongs to."""
        return next(d for d in self.dimensions if any(q.id == question_id for q in d.questions))

    def scale_of(self, question: Question) -> Scale:
        """The scale of a question: the one it names, or the only one there is."""
        return next(scale for scale in self.scales if question.scale in (None, scale.id))

    def level(self, question: Question, option: str) -> Level | None:
        """The step that an option stands for; none for "don't know" and "not applicable"."""
        return next((level for level in self.scale_of(question).levels if level.id == option), None)

    def other(self, question: Question, option: str) -> OtherOption | None:
        """The answer beside the steps that an option stands for, if it is one."""
        return next((other for other in self.scale_of(question).other if other.id == option), None)


class Change(Strict):
    """What became of questions from one version to the next."""

    kind: Literal["same", "reworded", "split", "merged", "new", "dropped"]
    from_: Annotated[tuple[Slug, ...], Field(alias="from")]
    to: tuple[Slug, ...]
    note: str = ""


class Mapping(Strict):
    """How the questions of two versions relate; every question of both stands in exactly one change."""

    from_: Annotated[Version, Field(alias="from")]
    to: Version
    changes: tuple[Change, ...]
