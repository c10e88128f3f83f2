"""The same question of another body, of which the section found does not speak: what holds of all."""

from api.ask.composing.draft import Chosen
from api.ask.counting import HOLLOW
from api.ask.knowledge import Knowledge
from api.ask.part import Settled
from api.ask.told_of_them import line_of
from api.ask.turn import Turn
from api.ask.whichever import named_alone
from kb.lexical import stems

_SAME = 0.8  # the share of the words of the question before that one of another body holds


def told_of_all(
    typed: str, settled: Settled, understood: str, last: Turn, knowledge: Knowledge
) -> Chosen | None:
    """The first sentence of `last`, where its question is asked of a body that the section is not on."""
    bodies = knowledge.who.found_in(named_alone(typed) or named_alone(f"and {typed}") or "")
    if not bodies or not settled.is_answered or not last.answered or not last.statements:
        return None
    asked = set(stems(last.understood_as)) - HOLLOW - set(stems(typed))
    if len(asked & set(stems(understood))) < _SAME * len(asked):
        return None
    passage = settled.chosen[0].shelf.passage
    if bodies[0] in knowledge.who.found_in(f"{passage.heading} {passage.text}"):
        return None
    return line_of(last.statements[0], last, knowledge)
