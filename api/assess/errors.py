"""What can go wrong in an assessment.

AssessError
├── QuestionnaireError     questionnaire files have problems (lists them with path and line)
├── UnknownQuestionnaire   there is no such questionnaire or version
├── InvalidAnswers         answers name an unknown question or option, or a comment is too long
├── PersonalData           a comment seems to hold personal data and nobody has confirmed it
├── NotFound               no such assessment or respondent: wrong address, or deleted
├── Forbidden              the token opens something else, or its link was revoked
├── Unauthenticated        no token came with the request
├── Closed                 answering is over
└── Conflict               somebody else saved in the meantime
    └── Unconditional      the request does not say which state it wants to replace
"""

from dataclasses import dataclass

from kb.errors import Problem


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a request: a JSON pointer and what to do."""

    pointer: str
    detail: str


class AssessError(Exception):
    """Anything that an assessment reports to its caller; the text says what is wrong and what to do."""


class QuestionnaireError(AssessError):
    """The questionnaires cannot be used; `problems` holds every reason with path and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "\n".join([f"the questionnaires have {len(problems)} problems", *map(str, problems)])
        )
        self.problems = problems


class UnknownQuestionnaire(AssessError):  # noqa: N818
    """There is no questionnaire, or no version, of that name."""


class InvalidAnswers(AssessError):  # noqa: N818
    """Some answers cannot be saved; none of the request was."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("Nothing was saved. " + " ".join(fault.detail for fault in faults))
        self.faults = faults


class PersonalData(InvalidAnswers):
    """A comment seems to name or identify somebody; save again with the confirmation to keep it."""


class NotFound(AssessError):  # noqa: N818
    """There is no such assessment or respondent."""


class Forbidden(AssessError):  # noqa: N818
    """The token does not open this."""


class Unauthenticated(AssessError):  # noqa: N818
    """The request carries no token."""


class Closed(AssessError):  # noqa: N818
    """The assessment no longer takes answers."""


class Conflict(AssessError):  # noqa: N818
    """Somebody else has saved since this was read; `current` is the tag of what is there now."""

    def __init__(self, message: str, current: str) -> None:
        super().__init__(message)
        self.current = current


class Unconditional(Conflict):
    """The request would overwrite something and does not say what it has seen."""
