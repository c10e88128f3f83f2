"""What is done in a question that says it of its object: "how is a pilot evaluated?"."""

import re
from dataclasses import dataclass

from api.ask.acts import act_of, unwrapped
from api.ask.doing import doing, is_said_fully
from api.ask.elided import plain_form

_PASSIVE = re.compile(
    r"^(?:how |when |where |why |(?:by|with|to|for) (?:whom|what|which [\w'’-]+) )?"
    r"(?:is|are|was|were|should|can|could|must|may|will|do) (?P<thing>(?!we\b|"
    r"you\b|they\b|it\b)(?:[\w'’-]+ ){1,4}?)(?:(?:be|get|best|usually|then) )*(?P<did>[a-z]+ed|run|chosen|"
    r"made|held|"
    r"kept|written|led|brought|drawn up|set up|put)(?P<rest> .*)?$",
    re.I,
)
_PLAIN = {
    "run": "run", "chosen": "choose", "made": "make", "held": "hold", "kept": "keep", "written": "write",
    "led": "lead", "brought": "bring", "drawn up": "draw up", "set up": "set up", "put": "put",
}  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What is done, as "to …" would say it and as a thing, and what it is done to; "" where that is not
    said.
    """

    act: str
    doing: str
    thing: str = ""


def done(question: str) -> Done | None:
    """What a question asks how to do, or how it is done; None where nothing is.

    >>> done("How is a pilot evaluated?")
    Done(act='evaluate a pilot', doing='evaluating a pilot', thing='a pilot')
    >>> done("How do we train staff?"), done("What is a PSP?")
    (Done(act='train staff', doing='training staff', thing=''), None)
    """
    bare = unwrapped(question).rstrip("?.! ")
    if passive := _PASSIVE.match(bare):
        did, thing = passive["did"].lower(), passive["thing"].strip()
        act = f"{_PLAIN.get(did) or plain_form(did)} {thing}{passive['rest'] or ''}"
        return Done(act, doing(act), thing)
    act_said = act_of(bare) or ""
    return Done(act_said, doing(act_said)) if is_said_fully(act_said) else None
