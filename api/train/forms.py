"""Reading the forms of the training pages into requests, with each fault beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from api.errors import ApiError

_T = TypeVar("_T", bound=BaseModel)
NUMBERS = ("minutes", "participants", "seed", "trainings", "weeks_between")
FIELDS = (
    "audience",
    "minutes",
    "participants",
    "delivery",
    "level",
    "start",
    "date",
    "seed",
    "assessment_id",
    "token",
    "trainings",
    "weeks_between",
    "first_date",
    "around",
    "continues",
)
MOST = 2000  # a private link is as long as the address of the guide makes it
_ADVICE = {
    "audience": "Choose whom the training is for.",
    "minutes": "Enter the length in minutes, from 30 to 480.",
    "participants": "Enter how many people take part, from 2 to 200.",
    "delivery": "Choose in person or online.",
    "level": "Choose the level.",
    "start": "Enter the time of the start as hours and minutes, such as 09:30.",
    "date": "Enter a day, such as 2027-01-14, or leave it empty.",
    "first_date": "Enter the day of the first training, such as 2027-01-14.",
    "trainings": "Enter how many trainings, from 2 to 12.",
    "weeks_between": "Enter how many weeks lie between them, from 1 to 13.",
    "topics": "Choose topics from the list.",
}


@dataclass(frozen=True)
class Typed:
    """What somebody typed, kept so that nothing is lost when something is wrong."""

    values: Mapping[str, str]
    topics: tuple[str, ...]
    faults: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """The value of a field as typed."""
        return self.values.get(name, default)


def typed(pairs: Sequence[tuple[str, Any]]) -> Typed:
    """The form as typed; fields that no form of ours has are dropped."""
    values = {
        name: value.strip()[:MOST] for name, value in pairs if name in FIELDS and isinstance(value, str)
    }
    topics = tuple(value for name, value in pairs if name == "topics" and isinstance(value, str))
    return Typed(_from_link(values), topics)


def _from_link(values: dict[str, str]) -> dict[str, str]:
    """The values, with the number of the assessment and its token where its private link was typed.

    >>> _from_link({"assessment_id": "https://guide.example/assess/open/0a1b~secret"})
    {'assessment_id': '0a1b', 'token': 'secret'}
    """
    found, parted, token = values.get("assessment_id", "").rpartition("/")[2].partition("~")
    return {**values, "assessment_id": found, "token": token} if parted else values


def parsed(form: Typed, model: type[_T]) -> _T | Typed:
    """The request, or the form with its faults."""
    wished: dict[str, Any] = {n: v for n, v in form.values.items() if v and n in model.model_fields}
    for name in NUMBERS:
        if wished.get(name, "").isdecimal():
            wished[name] = int(wished[name])
    try:
        return model.model_validate(wished | {"topics": form.topics})
    except ValidationError as error:
        found = {str(fault["loc"][0]): fault["msg"] for fault in error.errors(include_url=False)}
        return with_faults(form, {name: _ADVICE.get(name, text) for name, text in found.items()})


def with_faults(form: Typed, faults: Mapping[str, str]) -> Typed:
    """The same form with faults."""
    return Typed(form.values, form.topics, faults)


def refused(form: Typed, error: ApiError) -> Typed:
    """The form with what the service said: about its topics, or about the assessment."""
    name = "assessment_id" if form.get("assessment_id") and not error.errors else "topics"
    return with_faults(form, {name: " ".join([error.detail, *(fault.detail for fault in error.errors)])})
