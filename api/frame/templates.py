"""How every template is read: everything escaped, nothing undefined, no needless white space."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb.cited import ended

Templates = Environment


def read_templates(folder: Path, **filters: Callable[..., Any]) -> Templates:
    """The templates of `folder`, with `filters` by their names; `ended` is known to all."""
    found = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update({"ended": ended, **filters})
    return found
