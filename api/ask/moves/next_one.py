"""The next one: the item of the list behind the one just explained, or the stage after that of the answer."""

import re

from api.ask.acts import small
from api.ask.counting import HOLLOW, head_of
from api.ask.knowledge import Knowledge
from api.ask.moves.number import as_a_stage
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn
from kb.lexical import stems

_LACKING = "The sources name no next step after this. You could ask one of these."
_OF_THE_PROCESS = frozenset(("process", "role", "lesson", "method"))
_AFTER_ALL = re.compile(r"\bafter (?:that|them|those|these|this|all (?:that|this|of (?:that|them)))\b", re.I)
_ENDS = frozenset(("the pilot", "a short pilot", "the tender", "the contract"))  # what something comes after


def plan(last: Turn, said: str, knowledge: Knowledge | None = None) -> Plan:
    """Explain the next item of a list that is gone through, or ask what comes after."""
    place = _place(last)
    if place is None and last.ordered and last.items and _AFTER_ALL.search(said):
        place = len(last.items) - 1  # all of them were just told
    if not last.items or (place is None and not (last.ordered and _was_listed(last))):
        return Plan(
            "next", question=_after(last, knowledge), avoid=frozenset(last.said), lacking=_LACKING,
            offer=last.offered[:3],
        )  # fmt: skip
    number = 0 if place is None else place + 1
    if number >= len(last.items):
        word = "That was the last point of the list."
        if not last.ordered:
            return Plan("next", word=word, offer=last.offered[:2])
        lacking = f"{word} The sources name nothing that comes after it."
        after = f"What happens after {head_of(last.items[-1])}?"
        return Plan(
            "next", question=after, avoid=frozenset(last.said), lacking=lacking, offer=last.offered[:2]
        )
    item = last.items[number]
    return Plan(
        "next", question=f"{item.rstrip('.')}?", avoid=frozenset({item}),
        otherwise=as_a_stage(item, last.items, last),
    )  # fmt: skip


def _place(last: Turn) -> int | None:
    """The place in the list of what was explained last, or of what the talk has gone on to: "the pilot"."""
    if last.item is not None or not last.ordered or (last.topic or SUBJECT) == SUBJECT:
        return last.item
    named = {stem for stem in stems(last.topic or "") if stem not in HOLLOW}
    places = [n for n, item in enumerate(last.items) if named and named <= set(stems(head_of(item)))]
    return places[0] if len(places) == 1 else None


def _was_listed(last: Turn) -> bool:
    """Whether the list stood in the last answer itself, and not in one that the talk has left since."""
    said = " ".join(last.said)
    return all(item.rstrip(".") in said for item in last.items)


def _after(last: Turn, knowledge: Knowledge | None) -> str:
    """What comes after: the later life of a pilot, or the next stage of a PSP."""
    topic = last.topic or SUBJECT
    if knowledge and any(name.is_of_a_pilot for name in knowledge.names.found_in(topic)):
        return f"What happened to {topic} afterwards?"
    if topic in _ENDS:
        return f"What happens after {topic.replace('a short', 'the')} of a PSP?"
    stage = next_stage(last, knowledge) if knowledge else None
    if stage:
        return f"What happens next in a PSP: {small(stage)}?"
    return f"What comes next, after: {last.understood_as.rstrip('?.! ')}?"


def next_stage(last: Turn, knowledge: Knowledge) -> str | None:
    """The title of the stage of a PSP after that of the answer before; None where it is of none."""
    told = last.citations[0].passage_id.partition("#")[0] if last.citations else ""
    document = knowledge.documents.get(told)
    stages = knowledge.index.corpus.stages
    asked = set(stems(last.understood_as)) - set(stems("after service together right another"))
    spoken_of = [n for n, stage in enumerate(stages) if asked & set(stems(stage.title))]
    if len(spoken_of) == 1 and stages[spoken_of[0]] is not stages[-1]:
        return stages[spoken_of[0] + 1].title
    if document is None or document.front.kind not in _OF_THE_PROCESS:
        return None
    now = next((n for n, stage in enumerate(stages) if stage.id == document.front.stage[-1]), len(stages))
    return stages[now + 1].title if now + 1 < len(stages) else None
