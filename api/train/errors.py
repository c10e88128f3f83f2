"""What can go wrong with trainings.

TrainError
├── ContentError       the activities folder is missing or has problems (lists them)
├── UnknownTraining    no training, or series, has this id
├── UnknownTopics      topics that are no themes of the corpus
├── UnknownFormat      a training is not offered in this form
├── SwapRefused        the wished activity does not fit the slot
└── AssessmentRefused  the assessment cannot be used: not found, not this token's, or without answers
"""

from collections.abc import Iterable

from kb.errors import Problem


class TrainError(Exception):
    """Anything that this package reports to its caller; its text says what is wrong and what to do."""


class ContentError(TrainError):
    """The activities cannot be used; `problems` holds every reason with path and line."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([message, *map(str, problems)]))
        self.problems = problems


class UnknownTraining(TrainError):  # noqa: N818
    """There is no training or series with this id."""


class UnknownTopics(TrainError):  # noqa: N818
    """Some topics are not known; `topics` pairs each one with its place in the request."""

    def __init__(self, topics: Iterable[tuple[int, str]], known: Iterable[str]) -> None:
        self.topics = tuple(topics)
        self.known = tuple(known)
        names = ", ".join(f"'{name}'" for _, name in self.topics)
        super().__init__(f"unknown topics: {names}; known are {', '.join(self.known)}")


class UnknownFormat(TrainError):  # noqa: N818
    """The training is not offered in this form."""


class SwapRefused(TrainError):  # noqa: N818
    """The slot does not exist, or the activity does not fit it."""


class AssessmentRefused(TrainError):  # noqa: N818
    """The assessment cannot be used; `status` is the HTTP status that says why (403, 404 or 409)."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status
