"""The improvement plan: what, who, by when, and how it is noticed; prefilled from the priorities."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, StringConstraints

from api.assess.priorities import Priority
from api.days import Written
from api.errors import Fault
from api.personal_data import personal_data_in
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


def personal_data_of(actions: Sequence[Action]) -> list[Fault]:
    """What in the words of `actions` seems to identify somebody: an owner is a role."""
    found = []
    for number, action in enumerate(actions, start=1):
        for name, words in (("action", action.action), ("owner", action.owner), ("measure", action.measure)):
            for kind in personal_data_in(words):
                text = f"Action {number} seems to hold {kind}. Write a role, or confirm that it stays."
                found.append(Fault(f"/actions/{number - 1}/{name}", text))
    return found


class Plan(Strict):
    """The actions; `saved` is false while they are only suggested from the answers."""

    actions: tuple[Action, ...]
    saved: bool
    revision: int


def suggested(priorities: Sequence[Priority], earlier: Sequence[Action] = ()) -> tuple[Action, ...]:
    """What the `earlier` plan left undone, then the first actions of the most pressing priorities.

    Without dates: those are for the members to set.
    """
    left = [action.model_copy(update={"date": None}) for action in earlier if not action.done]
    there = {action.question for action in left if action.question} | {action.action for action in left}
    new = [p for p in priorities if p.question not in there and p.first_action not in there]
    first = [
        Action(
            action=priority.first_action,
            owner=priority.role.title,
            measure=priority.measure,
            question=priority.question,
            barrier=priority.barrier.id,
            mitigation=priority.mitigation.id,
        )
        for priority in new[:PREFILLED]
    ]
    return tuple([*left, *first][:MAX_ACTIONS])
