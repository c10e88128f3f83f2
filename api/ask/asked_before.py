"""A question that editors have said a section answers is answered from that section.

Its words are near to many sections, and by nearness alone another one came first for 13 of 300 such questions
drawn at random, mostly short ones ("is it worth it"): to add one to the right section mended nothing.
"""

from dataclasses import replace

from api.ask.answerable import Judgement
from api.ask.aspects import told_by_aspect
from api.ask.knowledge import Knowledge
from api.ask.known_questions import asked_of
from api.ask.part import LIKELY
from api.ask.retrieve import READ_AS_ANSWER, Found, hit_of


def by_what_editors_said(
    text: str, found: Found, judgement: Judgement, knowledge: Knowledge
) -> tuple[Found, Judgement]:
    """`found` with the section first that answers it by its pilot's page or as one of its own questions."""
    return told_by_aspect(text, *_told_as_asked(text, found, judgement, knowledge), knowledge)


def _told_as_asked(
    text: str, found: Found, judgement: Judgement, knowledge: Knowledge
) -> tuple[Found, Judgement]:
    """`found` with the section first that editors have said answers just this, which then is enough."""
    passage = asked_of(text, knowledge.asked_as)
    number = knowledge.passage_numbers.get(passage or "")
    if number is None or not found.hits or (knowledge.among is not None and not knowledge.among[number]):
        return found, judgement
    own = next((hit for hit in found.hits if hit.number == number), None) or hit_of(number, found, knowledge)
    first = replace(own, score=found.hits[0].score, reading=max(own.reading, READ_AS_ANSWER))
    hits = (first, *(hit for hit in found.hits if hit.number != number))
    known = judgement.taken_as_in_scope()
    if not first.shelf.opening[0].unknown:  # a section that says itself that nothing tells is judged as ever
        known = replace(known.taken_as_enough(), answer=max(known.answer, LIKELY))
    return replace(found, hits=hits, kinds={}), known
