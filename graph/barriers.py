"""Barriers and mitigations as reviewed data: each statement with the passages that make it."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb.strict import DocumentId, Line, Slug, Strict

FeltBy = Literal["public", "third-sector", "both", "users"]
Effort = Literal["small", "moderate", "large"]
PassageId = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*#[^\s#]+$", max_length=240)
]
Evidence = Annotated[tuple[PassageId, ...], Field(min_length=1)]
Title = Annotated[str, StringConstraints(min_length=3, max_length=120)]
Text = Annotated[str, StringConstraints(min_length=10, max_length=300)]


class Backed(Strict):
    """A statement that passages of the corpus make."""

    evidence: Evidence


class Felt(Backed):
    """Who feels a barrier."""

    who: FeltBy


class Said(Backed):
    """A sentence: a sign of a barrier, or the first action or the effect of a mitigation."""

    text: Text


class AtStage(Backed):
    """A stage of `taxonomy/stages.yml`; without evidence it is the editors' own judgement.

    >>> AtStage(stage="pilot").evidence
    ()
    """

    evidence: tuple[PassageId, ...] = ()
    stage: Slug


class ByRole(Backed):
    """A role of `taxonomy/roles.yml`."""

    role: Slug


class Helps(Backed):
    """A mitigation that helps with a barrier, and the pilots in which it was tried against it."""

    mitigation: Slug
    tried_in: tuple[DocumentId, ...] = ()


class Leads(Backed):
    """A barrier that tends to follow if nothing is done, and how."""

    barrier: Slug
    how: Text


class Met(Backed):
    """A pilot that met a barrier, and what it led to there."""

    pilot: DocumentId
    led_to: Text


class Part(Backed):
    """The wider barrier or mitigation that this one is a part of."""

    of: Slug


class Contradiction(Backed):
    """Another barrier or mitigation that sources set against this one, and the point at issue."""

    other: Slug
    point: Text


class Entry(Strict):
    """What a barrier and a mitigation have in common."""

    id: Slug
    title: Title
    summary: Text
    part_of: tuple[Part, ...] = ()
    contradicts: tuple[Contradiction, ...] = ()

    def statements(self) -> Iterator[Backed]:
        """Everything this entry states, in the order of its keys."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Backed):
                    yield one


class Barrier(Entry):
    """Something that stands in the way of a PSP.

    >>> told = ("lessons/a#b",)
    >>> barrier = Barrier(
    ...     id="x", title="An example", summary="Something stands in the way.",
    ...     felt_by=Felt(who="both", evidence=told),
    ...     signs=(Said(text="People stay away.", evidence=told),) * 2,
    ...     arises_in=(AtStage(stage="prepare", evidence=told),),
    ...     mitigated_by=(Helps(mitigation="y", evidence=told),))
    >>> len(list(barrier.statements()))
    5
    """

    noticed_as: tuple[Line, ...] = ()  # how people who meet it tell of it, in their own words
    felt_by: Felt
    signs: Annotated[tuple[Said, ...], Field(min_length=2, max_length=4)]
    arises_in: Annotated[tuple[AtStage, ...], Field(min_length=1)]
    mitigated_by: Annotated[tuple[Helps, ...], Field(min_length=1)]
    causes: tuple[Leads, ...] = ()
    met_by: tuple[Met, ...] = ()


class Mitigation(Entry):
    """Something that helps against one or more barriers.

    Without `done_by` no source says who does it, without `effect` none says what came of it. `effort` is the
    editors' own judgement; docs/graph.md says what the three sizes mean.
    """

    evidence: Evidence
    first_action: Said
    effort: Effort | None = None
    effect: Said | None = None
    done_by: tuple[ByRole, ...] = ()
    stages: Annotated[tuple[AtStage, ...], Field(min_length=1)]
