"""What can go wrong with templates.

TemplateError
├── TemplateContentError   the templates folder has problems (lists them)
└── UnknownTemplate        there is no such template
"""

from api.errors import NotFound
from kb.errors import Problem


class TemplateError(Exception):
    """Anything that this package reports to its caller; its text says what is wrong and what to do."""


class TemplateContentError(TemplateError):
    """The templates cannot be used; `problems` holds every reason with path and line."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([message, *map(str, problems)]))
        self.problems = problems


class UnknownTemplate(NotFound, TemplateError):
    """There is no template with this id."""
