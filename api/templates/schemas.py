"""Templates as JSON."""

from pydantic import BaseModel, ConfigDict, Field

from api.templates.model import Kind, Template
from api.templates.risks import Risk
from api.templates.sheet import Backing, Sheet, SheetField


class _Out(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True, populate_by_name=True)


class ListedTemplate(_Out):
    """A template in the list; `url` is its page, `files` where to download it."""

    id: str
    title: str
    summary: str
    stage: tuple[str, ...]
    for_: str = Field(serialization_alias="for")
    minutes: int | None
    url: str
    files: dict[str, str]


class TemplateList(_Out):
    """All templates, by title."""

    templates: list[ListedTemplate]


class BackingAsData(_Out):
    """A passage behind the help of a field."""

    passage_id: str
    title: str
    heading: str
    url: str


class HelpAsData(_Out):
    """Something that helps against a barrier, and what to do first."""

    id: str
    title: str
    first_action: str


class RowAsData(_Out):
    """A barrier as a row."""

    barrier: str
    title: str
    signs: tuple[str, ...]
    helps: list[HelpAsData]
    done_by: tuple[str, ...]


class FieldAsData(_Out):
    """One thing to fill in."""

    id: str
    label: str
    help: str
    kind: Kind
    columns: tuple[str, ...]
    example: str | None
    citations: list[BackingAsData]
    rows: list[RowAsData]


class SectionAsData(_Out):
    """Fields that belong together."""

    title: str
    fields: list[FieldAsData]


class TemplateAsData(ListedTemplate):
    """A template with its sections; `care` says what it is not."""

    care: str
    sections: list[SectionAsData]


def listed(template: Template) -> ListedTemplate:
    """How a template stands in the list."""
    return ListedTemplate(**_head(template))


def as_data(sheet: Sheet, care: str) -> TemplateAsData:
    """A whole template."""
    sections = [SectionAsData(title=s.title, fields=[_field(f) for f in s.fields]) for s in sheet.sections]
    return TemplateAsData(**_head(sheet.template), care=care, sections=sections)


def _head(template: Template) -> dict[str, object]:
    here = f"/v1/templates/{template.id}"
    return {
        **template.model_dump(include={"id", "title", "summary", "stage", "for_", "minutes"}),
        "url": f"/templates/{template.id}",
        "files": {"docx": f"{here}.docx", "md": f"{here}.md"},
    }


def _field(shown: SheetField) -> FieldAsData:
    told = shown.field.model_dump(exclude={"cites"})
    return FieldAsData(
        **told,
        citations=[_backing(backing) for backing in shown.backing],
        rows=[_row(risk) for risk in shown.risks],
    )


def _backing(backing: Backing) -> BackingAsData:
    return BackingAsData(
        passage_id=backing.passage_id, title=backing.document, heading=backing.heading, url=backing.address
    )


def _row(risk: Risk) -> RowAsData:
    helps = [HelpAsData(id=n.id, title=n.title, first_action=n.first_action) for n in risk.helps]
    return RowAsData(
        barrier=risk.barrier.id,
        title=risk.barrier.title,
        signs=risk.signs,
        helps=helps,
        done_by=risk.done_by,
    )
