"""A question that editors have said a section answers is answered from that section.

Its words are near to many sections, and by nearness alone another one came first for 13 of 300 such questions
drawn at random, mostly short ones ("is it worth it"): to add one to the right section mended nothing.
"""

from api.ask.answerable import Judgement
from api.ask.aspects import told_by_aspect
from api.ask.knowledge import Knowledge
from api.ask.known_questions import asked_of
from api.ask.retrieve import Found
from api.ask.section_first import with_section_first


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
    if passage is None or number is None or not found.hits:
        return found, judgement
    if knowledge.among is not None and not knowledge.among[number]:
        return found, judgement
    return with_section_first(passage, found, judgement, knowledge)
