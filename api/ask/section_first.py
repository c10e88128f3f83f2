"""A section put before all that a search found, where editors have said that it answers."""

from dataclasses import replace

from api.ask.answerable import Judgement
from api.ask.knowledge import Knowledge
from api.ask.part import LIKELY
from api.ask.retrieve import READ_AS_ANSWER, Found, hit_of


def with_section_first(
    section: str, found: Found, judgement: Judgement, knowledge: Knowledge
) -> tuple[Found, Judgement]:
    """`found`, which has hits, with `section` first; that is enough, unless it says that nothing tells."""
    number = knowledge.passage_numbers[section]
    own = next((hit for hit in found.hits if hit.number == number), None) or hit_of(number, found, knowledge)
    first = replace(own, score=found.hits[0].score, reading=max(own.reading, READ_AS_ANSWER))
    hits = (first, *(hit for hit in found.hits if hit.number != number))
    known = judgement.taken_as_in_scope()
    if not first.shelf.opening[0].unknown:  # a section that says itself that nothing tells is judged as ever
        known = replace(known.taken_as_enough(), answer=max(known.answer, LIKELY))
    return replace(found, hits=hits, kinds={}), known
