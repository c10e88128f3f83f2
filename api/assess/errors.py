"""What can go wrong in an assessment; each also has its place in the tree of api.errors.

AssessError
├── QuestionnaireError     questionnaire files have problems (lists them with path and line)
├── UnknownQuestionnaire   there is no such questionnaire or version (404)
├── InvalidAnswers         answers name an unknown question or option, or a comment is too long (422)
│   └── PersonalData       a comment seems to hold personal data and nobody has confirmed it
├── Missing                no such assessment or respondent: wrong address, or deleted (404)
├── NoToken                no token came with the request (401)
├── WrongToken             the token opens something else (403)
├── Revoked                the link was withdrawn (410)
├── Closed                 answering is over (409)
├── StillOpen              answers are hidden until answering is over (409)
├── Full                   the assessment has as many respondents as it may have (409)
├── Overtaken              somebody else saved in the meantime (412)
└── Unconditional          the request does not say which state it wants to replace (428)
"""

from typing import ClassVar

from api.errors import (
    ApiError,
    Conflict,
    Fault,
    Forbidden,
    Gone,
    NotFound,
    PreconditionFailed,
    Unauthorised,
    Unprocessable,
)
from kb.errors import Problem


class AssessError(Exception):
    """Anything that an assessment reports to its caller; the text says what is wrong and what to do."""


class QuestionnaireError(AssessError):
    """The questionnaires cannot be used; `problems` holds every reason with path and line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "\n".join([f"the questionnaires have {len(problems)} problems", *map(str, problems)])
        )
        self.problems = problems


class UnknownQuestionnaire(NotFound, AssessError):
    """There is no questionnaire, or no version, of that name."""


class InvalidAnswers(Unprocessable, AssessError):
    """Some answers cannot be saved; none of the request was."""

    def __init__(self, errors: tuple[Fault, ...]) -> None:
        super().__init__("Nothing was saved. " + " ".join(fault.detail for fault in errors[:5]), errors)


class PersonalData(InvalidAnswers):
    """A text seems to identify somebody; save again with `confirm_personal_data` to keep it."""

    title: ClassVar[str] = "A text seems to hold personal data"


class Missing(NotFound, AssessError):
    """There is no such assessment or respondent."""


class NoToken(Unauthorised, AssessError):
    """The request carries no token."""


class WrongToken(Forbidden, AssessError):
    """The token does not open this."""


class Revoked(Gone, AssessError):
    """The private link was withdrawn."""


class Closed(Conflict, AssessError):
    """The assessment no longer takes answers."""


class StillOpen(Conflict, AssessError):
    """Answers are not shown before answering is closed."""


class Full(Conflict, AssessError):
    """No more respondents can be invited."""


class Overtaken(PreconditionFailed, AssessError):
    """Somebody else has saved since this was read; `current` is the revision of what is there now."""

    def __init__(self, detail: str, current: int) -> None:
        super().__init__(detail)
        self.current = current


class Unconditional(ApiError, AssessError):
    """The request would overwrite something and does not say what it has seen."""

    status, title = 428, "Say what you have seen"
