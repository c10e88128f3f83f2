"""What can go wrong below the API.

KbError
├── CorpusError          the corpus folder is missing, empty or has problems (lists them)
├── ModelError           the embedding model is missing, has the wrong hash or cannot be exported
├── IndexError_          the index cannot be used
│   ├── IndexMissing     there is none yet
│   ├── IndexStale       it was built from another corpus, model or code version
│   └── IndexBroken      a file of it is damaged
└── EvaluationError      an evaluation file cannot be read
"""

from dataclasses import dataclass


class KbError(Exception):
    """Anything that this package reports to its caller; its text says what is wrong and what to do."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a content file.

    >>> print(Problem("lessons/a.md", 3, "unknown source 'x'"))
    lessons/a.md:3: unknown source 'x'
    """

    path: str
    line: int
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.text}"


class CorpusError(KbError):
    """The corpus cannot be used; `problems` holds every reason with path and line."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([message, *map(str, problems)]))
        self.problems = problems


class ModelError(KbError):
    """The embedding model is missing, is not the one expected, or cannot be exported."""


class IndexError_(KbError):  # noqa: N801 -- the trailing underscore keeps the built-in usable
    """The index cannot be used as it is."""


class IndexMissing(IndexError_):
    """There is no index yet."""


class IndexStale(IndexError_):
    """The index was built from another corpus, model or code version."""


class IndexBroken(IndexError_):
    """A file of the index is missing or damaged."""


class EvaluationError(KbError):
    """An evaluation file cannot be read."""
