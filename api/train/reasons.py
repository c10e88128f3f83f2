"""Why an activity stands where it does, in words that a trainer can check."""

from api.train.builder import Outline
from api.train.content import ActivityHead
from api.train.pool import group_sizes

_KINDS = {"explain": "explaining", "judge": "judging and choosing", "make": "drafting and planning"}
_ENERGY = {1: "quiet", 2: "talking", 3: "moving about"}


def why(outline: Outline, at: int, head: ActivityHead, participants: int) -> tuple[str, ...]:
    """The reasons for the activity in slot `at`: objective, topic, check, group, change of energy, length."""
    slot = outline.slots[at]
    found = []
    if slot.goal >= 0:
        goal = outline.goals[slot.goal]
        if goal.kind in head.serves:
            found.append(f"It suits an objective of {_KINDS[goal.kind]}.")
        if goal.id in head.objectives:
            found.append("It is made for this objective.")
        elif goal.topic in head.topics and not head.objectives:
            found.append("It is made for this topic.")
    if head.check and slot.role in ("practise", "check"):
        found.append("It shows whether the objective is met.")
    if head.groups[1] > 1:
        sizes = group_sizes(participants, head.groups)
        found.append(
            f"{participants} people split into {len(sizes)} group{'s' if len(sizes) > 1 else ''} of its size."
        )
    return (
        *found,
        *_place(outline, at),
        f"It can be run in {outline.minutes[at]} minutes ({head.least} to {head.most}).",
    )


def _place(outline: Outline, at: int) -> list[str]:
    here = outline.choice[at]
    found = []
    if sum(c.id == here.id for c in outline.choice) == 1:
        found.append("It comes only once in this plan.")
    before = outline.choice[at - 1].energy if at else here.energy
    if before != here.energy:
        found.append(f"It changes from {_ENERGY[before]} to {_ENERGY[here.energy]}.")
    return found
