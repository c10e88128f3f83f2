"""What can go wrong with trainings.

TrainError
├── ContentError       the activities folder is missing or has problems (lists them)
├── UnknownTraining    no training, or series, has this id
├── UnknownTopics      topics that are no themes of the corpus
├── UnknownFormat      a training is not offered in this form
├── SwapRefused        the wished activity does not fit the slot
└── EditRefused        a plan cannot be changed in this way
"""

from collections.abc import Iterable

from api.errors import Fault, NotFound, Unprocessable
from kb.errors import Problem


class TrainError(Exception):
    """Anything that this package reports to its caller; its text says what is wrong and what to do."""


class ContentError(TrainError):
    """The activities cannot be used; `problems` holds every reason with path and line."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([message, *map(str, problems)]))
        self.problems = problems


class UnknownTraining(NotFound, TrainError):
    """There is no training or series with this id."""


class UnknownTopics(Unprocessable, TrainError):
    """Some topics are not known; the faults point at each one in the request."""

    def __init__(self, topics: Iterable[tuple[int, str]], known: Iterable[str]) -> None:
        advice = f"choose from: {', '.join(known)}"
        faults = tuple(Fault(f"/topics/{at}", f"'{name}' is no topic; {advice}") for at, name in topics)
        super().__init__(f"{len(faults)} of the topics are not known.", faults)


class UnknownFormat(NotFound, TrainError):
    """The training is not offered in this form."""


class EditRefused(Unprocessable, TrainError):
    """A plan cannot be changed in this way; the fault points at the line."""

    def __init__(self, pointer: str, detail: str) -> None:
        shown = detail[0].upper() + detail[1:]
        super().__init__(f"{shown.rstrip('.')}. Nothing was changed.", (Fault(pointer, detail),))


class SwapRefused(Unprocessable, TrainError):
    """The slot does not exist, or the activity does not fit it."""

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail, (Fault(pointer, detail),))
