"""The improvement plan: what, who, by when, and how it is noticed; prefilled from the priorities."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, StringConstraints

from api.assess.priorities import Priority
from api.days import Written
from kb.strict import Strict

MAX_ACTIONS = 100
PREFILLED = 6
Words = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]


class Action(Strict):
    """One line of the plan. `owner` is a role and not a person; `date` is a day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    action: Annotated[Words, Field(min_length=1)]
    owner: Words = ""
    date: Written | None = None
    measure: Words = ""
    question: Annotated[str, StringConstraints(max_length=80)] | None = None
    barrier: Annotated[str, StringConstraints(max_length=80)] | None = None
    mitigation: Annotated[str, StringConstraints(max_length=80)] | None = None
    done: StrictBool = False


class Plan(Strict):
    """The actions; `saved` is false while they are only suggested from the answers."""

    actions: tuple[Action, ...]
    saved: bool
    revision: int


def suggested(priorities: Sequence[Priority]) -> tuple[Action, ...]:
    """The first actions of the most pressing priorities, without dates: those are for the members to set."""
    return tuple(
        Action(
            action=priority.first_action,
            owner=priority.role.title,
            measure=priority.measure,
            question=priority.question,
            barrier=priority.barrier.id,
            mitigation=priority.mitigation.id,
        )
        for priority in priorities[:PREFILLED]
    )
