"""A template with everything that its page and files show: titles of what it cites, rows from the graph."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.frame.marking import passage_address
from api.templates.errors import UnknownTemplate
from api.templates.model import Template, TemplateField
from api.templates.risks import Risk, risks_of
from graph.build import Graph
from kb.documents import Corpus
from kb.taxonomy import Term

# said on every page and in every file, since it is as true of one template as of another
CARE = (
    "Fields and explanations are our own wording, made from the passages that they cite. Nobody has tried "
    "this form in a PSP yet. It is not legal advice: change what does not fit, and let your legal officers "
    "read it."
)


@dataclass(frozen=True)
class Backing:
    """A passage behind the help of a field."""

    passage_id: str
    document: str
    heading: str
    address: str


@dataclass(frozen=True)
class SheetField:
    """A field, what backs it, and its rows if they come from the graph."""

    field: TemplateField
    backing: tuple[Backing, ...]
    risks: tuple[Risk, ...] = ()


@dataclass(frozen=True)
class SheetSection:
    """A section with its fields."""

    title: str
    fields: tuple[SheetField, ...]


@dataclass(frozen=True)
class Sheet:
    """A template, ready to be shown; `only` is the stage that its rows are narrowed to."""

    template: Template
    stages: tuple[Term, ...]
    sections: tuple[SheetSection, ...]
    only: Term | None = None

    @property
    def from_graph(self) -> bool:
        """Whether some rows come from the graph, so that they can be narrowed to a stage."""
        return any(field.kind == "from-graph" for field in self.template.fields)


class TemplateLibrary:
    """All templates over one corpus and its graph."""

    def __init__(self, templates: tuple[Template, ...], corpus: Corpus, graph: Graph) -> None:
        self.templates, self._graph = templates, graph
        self._stages = {stage.id: stage for stage in sorted(corpus.stages, key=lambda s: s.order)}
        self._backing = {
            passage.id: Backing(
                passage.id, document.front.title, passage.heading, passage_address(passage.id)
            )
            for document in corpus.documents
            for passage in document.passages
        }

    def of_stage(self, stage: str) -> tuple[Template, ...]:
        """The templates that belong to a stage, by title."""
        return tuple(template for template in self.templates if stage in template.stage)

    def resting_on(self, passages: Iterable[str]) -> Template | None:
        """The template of which most fields rest on these passages; of equals, on their documents."""
        told = frozenset(passages)
        around = frozenset(map(_document, told))
        ranked = []
        for template in self.templates:
            on_these = sum(not told.isdisjoint(field.cites) for field in template.fields)
            near = sum(not around.isdisjoint(map(_document, field.cites)) for field in template.fields)
            if on_these:
                ranked.append((-on_these, -near, template.title, template))
        return min(ranked, key=lambda entry: entry[:3])[3] if ranked else None

    def sheet(self, template_id: str, stage: str = "") -> Sheet:
        """A template with what it cites; `stage` narrows rows from the graph and is ignored if unknown.

        Raises:
            UnknownTemplate: there is no such template.
        """
        template = next((t for t in self.templates if t.id == template_id), None)
        if template is None:
            raise UnknownTemplate(f"There is no template '{template_id}'; /templates lists them.")
        only = self._stages.get(stage)
        sections = tuple(
            SheetSection(section.title, tuple(self._fields(section.fields, only)))
            for section in template.sections
        )
        stages = tuple(term for name, term in self._stages.items() if name in template.stage)
        return Sheet(template, stages, sections, only)

    def _fields(self, fields: tuple[TemplateField, ...], only: Term | None) -> Iterator[SheetField]:
        for field in fields:
            risks = risks_of(self._graph, only.id if only else "") if field.kind == "from-graph" else ()
            yield SheetField(field, tuple(self._backing[c] for c in field.cites), risks)


def _document(passage_id: str) -> str:
    return passage_id.partition("#")[0]
