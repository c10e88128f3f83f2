"""The contract of the templates beyond their shape: ids that are unique, and references that resolve."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.templates.loader import FOLDER, read_templates
from api.templates.model import Template
from kb.documents import Corpus
from kb.errors import Problem
from kb.places import Place
from kb.sentences import split_sentences
from kb.yaml_lines import line_of

MAX_HELP_SENTENCES = 2


@dataclass(frozen=True)
class _Finding:
    """Something wrong, and the way to it from the top of the file."""

    where: Place
    text: str


def check_templates(folder: Path, corpus: Corpus) -> list[Problem]:
    """Every problem of the templates in `folder`, with path and line, sorted; none without such a folder."""
    reading = read_templates(folder)
    problems = list(reading.problems)
    passages = {passage.id for passage in corpus.passages}
    stages = {stage.id for stage in corpus.stages}
    for template in reading.templates:
        # a template is found by its id, its file by its name: the two have to be one
        if template.id not in reading.texts:
            problems.append(
                Problem(FOLDER, 1, f"the template '{template.id}' has to stand in {template.id}.yml")
            )
            continue
        text, name = reading.texts[template.id], f"{FOLDER}/{template.id}.yml"
        for finding in _findings(template, stages, passages):
            problems.append(Problem(name, line_of(text, finding.where), finding.text))
    return sorted({*problems, *_asked_twice(reading.templates)})


def _findings(template: Template, stages: set[str], passages: set[str]) -> Iterator[_Finding]:
    yield from _ids(template)
    yield from _helps(template)
    yield from _stages(template, stages)
    yield from _cites(template, passages)


def _helps(template: Template) -> Iterator[_Finding]:
    for s, section in enumerate(template.sections):
        for f, field in enumerate(section.fields):
            if (count := len(split_sentences(field.help))) > MAX_HELP_SENTENCES:
                text = f"the help of '{field.id}' has {count} sentences; {MAX_HELP_SENTENCES} at most"
                yield _Finding(("sections", s, "fields", f, "help"), text)


def _ids(template: Template) -> Iterator[_Finding]:
    counts = Counter(field.id for field in template.fields)
    for s, section in enumerate(template.sections):
        for f, field in enumerate(section.fields):
            if counts[field.id] > 1:
                yield _Finding(("sections", s, "fields", f, "id"), f"the field id '{field.id}' stands twice")


def _stages(template: Template, stages: set[str]) -> Iterator[_Finding]:
    for number, stage in enumerate(template.stage):
        if stage not in stages:
            yield _Finding(("stage", number), f"unknown stage '{stage}'; see taxonomy/stages.yml")


def _cites(template: Template, passages: set[str]) -> Iterator[_Finding]:
    for s, section in enumerate(template.sections):
        for f, field in enumerate(section.fields):
            for c, passage in enumerate(field.cites):
                if passage not in passages:
                    text = f"'{field.id}' cites '{passage}', which is no passage of the corpus"
                    yield _Finding(("sections", s, "fields", f, "cites", c), text)


def _asked_twice(templates: list[Template]) -> Iterator[Problem]:
    """The same wording under two templates, or twice under one."""
    seen: dict[str, str] = {}
    for template in templates:
        for asked in template.asked_as:
            other = seen.setdefault(asked.casefold(), template.id)
            if other != template.id or template.asked_as.count(asked) > 1:
                text = f"'{asked}' is asked of '{other}' already; word it apart"
                yield Problem(f"{FOLDER}/{template.id}.yml", 1, text)
