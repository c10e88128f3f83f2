"""A verdict that the LLM chose is said only where the reviewed questions bear it out."""

from api.ask.knowledge import Knowledge
from api.ask.polarity import turned
from api.ask.reader.sheet import Meant
from api.ask.verdicts import CHOICE, judged_on, verdict_on
from kb.documents import Passage, Verdict

# below, the nearest reviewed question asks something else, whatever the LLM says
_NEAR = 0.5


def backed(chosen: Verdict | None, meant: Meant, passage: Passage, knowledge: Knowledge) -> Verdict | None:
    """The verdict on `meant` in front of a line of `passage`, or None.

    Where the reviewed questions settle it by themselves, theirs; else the LLM's, if the nearest reviewed
    question on the passage has it too and neither denies what the other does not. So the LLM only ever
    confirms that a reviewed question asks the same; it never brings a verdict of its own.
    """
    if own := verdict_on(meant.text, meant.found.plain, passage, knowledge):
        return own
    judged = judged_on(meant.found.plain, passage, knowledge)
    if not chosen or not judged or CHOICE.search(meant.text):
        return None
    nearest, cosine = judged[0]
    same_way = turned(meant.text) == turned(nearest.question)
    return chosen if same_way and cosine >= _NEAR and nearest.verdict == chosen else None
