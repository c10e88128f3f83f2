"""A template as strict data: sections of fields, as `corpus/templates/README.md` describes them."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from kb.strict import Line, Slug, Strict

Kind = Literal["text", "long", "list", "table", "from-graph"]
PassageId = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*#[^\s#]+$", max_length=240)
]
Title = Annotated[str, StringConstraints(min_length=3, max_length=120, strip_whitespace=True)]
Help = Annotated[str, StringConstraints(min_length=20, max_length=320, strip_whitespace=True)]
MIN_ASKED = 8


class TemplateField(Strict):
    """One thing to fill in; `help` explains it and `cites` names the passages behind the help."""

    id: Slug
    label: Title
    help: Help
    kind: Kind
    columns: tuple[Title, ...] = ()
    example: Line | None = None
    cites: Annotated[tuple[PassageId, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _columns_fit(self) -> Self:
        if self.kind == "table" and not 2 <= len(self.columns) <= 6:
            raise ValueError("a table needs two to six columns")
        if self.kind != "table" and self.columns:
            raise ValueError(f"a field of the kind '{self.kind}' has no columns of its own")
        return self


class TemplateSection(Strict):
    """Fields that belong together."""

    title: Title
    fields: Annotated[tuple[TemplateField, ...], Field(min_length=1)]


class Template(Strict):
    """A form that partners fill in.

    `minutes` is given only where a source says how long filling in takes; `for_` is `for` in the file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=False)

    id: Slug
    title: Title
    summary: Annotated[str, StringConstraints(min_length=20, max_length=200)]
    stage: Annotated[tuple[Slug, ...], Field(min_length=1)]
    for_: Annotated[Line, Field(alias="for")]
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None
    asked_as: Annotated[tuple[Line, ...], Field(min_length=MIN_ASKED)]
    sections: Annotated[tuple[TemplateSection, ...], Field(min_length=1)]

    @property
    def fields(self) -> Iterator[TemplateField]:
        """Every field, in the order of the form."""
        for section in self.sections:
            yield from section.fields
