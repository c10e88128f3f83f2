"""Reading `corpus/templates/` into typed data, listing every problem instead of stopping at the first."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from api.templates.errors import TemplateContentError
from api.templates.model import Template
from kb.errors import Problem
from kb.frontmatter import read_yaml
from kb.yaml_lines import line_of

FOLDER = "templates"


@dataclass
class Reading:
    """The templates that could be read, their texts for finding lines, and what is wrong."""

    templates: list[Template] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_templates(folder: Path) -> tuple[Template, ...]:
    """The templates of `folder`, by title; none if there is no such folder.

    Raises:
        TemplateContentError: a file cannot be used; lists every problem.
    """
    reading = read_templates(folder)
    if reading.problems:
        count = len(reading.problems)
        raise TemplateContentError(
            f"the templates in {folder} have {count} problems; correct them and run psp check",
            tuple(reading.problems),
        )
    return tuple(sorted(reading.templates, key=lambda template: template.title))


def read_templates(folder: Path) -> Reading:
    """Read every `.yml` file of `folder`; problems name the path from the corpus down."""
    reading = Reading()
    for path in sorted(folder.glob("*.yml")):
        name = f"{FOLDER}/{path.name}"
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reading.problems.append(Problem(name, 1, f"cannot be read: {error}"))
            continue
        reading.texts[path.stem] = text
        _read(text, name, reading)
    return reading


def _read(text: str, name: str, reading: Reading) -> None:
    parsed = read_yaml(text, name)
    if parsed.problems:
        reading.problems += parsed.problems
        return
    try:
        # by way of JSON, where an unquoted number or date is no string and a list may become a tuple
        reading.templates.append(Template.model_validate_json(json.dumps(parsed.value, default=str)))
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            where = fault["loc"]
            place = ".".join(map(str, where)) or "the file"
            reading.problems.append(Problem(name, line_of(text, where), f"{place}: {fault['msg'].lower()}"))
