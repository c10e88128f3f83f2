"""Whether the answer before told of those of whom the same is asked now: "and for the charities?"."""

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge
from api.ask.reply import Statement
from api.ask.turn import Turn
from api.ask.whichever import named_alone


def told_of_them(typed: str, last: Turn, knowledge: Knowledge) -> Chosen | None:
    """The sentence of `last` that speaks of the body which `typed` names alone; None where none does.

    A body that was asked about already is not asked about anew.
    """
    named = named_alone(typed) or named_alone(f"and {typed}")  # spelt without its "and"
    bodies = knowledge.who.found_in(named or "")
    if not bodies or bodies[0] in knowledge.who.found_in(last.understood_as):
        return None
    for one in last.statements:
        if one.kind != "sentence" or bodies[0] not in knowledge.who.found_in(one.quoted):
            continue
        if told := line_of(one, last, knowledge):
            return told
    return None


def line_of(said: Statement, last: Turn, knowledge: Knowledge) -> Chosen | None:
    """The line of the corpus that a statement of `last` quotes; None where it quotes the graph."""
    for citation in last.citations:
        shelf = knowledge.section(citation.passage_id) if citation.number in said.citations else None
        line = next((line for line in shelf.lines if line.text == said.quoted), None) if shelf else None
        if shelf and line:
            return Chosen(line, shelf)
    return None
