"""What is about individuals or harm is refused before anything else; whose case it is, is noted."""

from api.ask.composing.recognising import Recognised, recognise
from api.ask.filled_in import TOLD_HERE
from api.ask.kinds import (
    Reason,
    asks_pay_of_a_post,
    bodies_by_letters,
    names_somebody,
    reason_against,
    speaks_of_persons,
    tells_of_a_person,
)  # fmt: skip
from api.ask.part import Means, Part, Settled
from api.ask.scope import screen
from kb.lexical import stems

_UNMISTAKABLE = 0.85  # how likely a barrier has to be to make a story ours


def forbidden(part: Part, means: Means) -> Settled | None:
    """Refuse what is about individuals or harm; note what needs advice on a case."""
    reason = screen(part.text, True) or _by_its_kind(part, means)
    if reason in ("needs_advice", "unclear"):
        part.against = reason
        return None
    return part.refused(reason) if reason else None


def _by_its_kind(part: Part, means: Means) -> Reason | None:
    """The reason that a question's kind speaks for; a story of a plain barrier is not about its persons, and
    text without a single word of the guide has no kind.
    """
    if not any(means.knowledge.knows_word(stem) for stem in part.found.asked.stems):
        return None
    reason = reason_against(part.found.kinds, part.judgement, part.in_conversation, part.text)
    return None if reason == "personal_data" and _is_on_nobody(part, means) else reason


def _is_on_nobody(part: Part, means: Means) -> bool:
    """Whether a question that sounds like somebody's own matter is on none."""
    if part.found.asked.kind == "contact" and not names_somebody(part.text):
        return True  # how a body is reached, which the sources do not tell, is nobody's own matter
    if part.form == "problem" and is_told_here(part, means):
        return bool(told(part, means))
    if _names_a_body(part, means) and not tells_of_a_person(part.text):
        return True  # "who paid for the ROAR pilot": of what the guide knows by name, not of a person
    # "which pilots are in the report": no sign of a person, and no word that could be a name
    return asks_pay_of_a_post(part.text) or _can_be_of_nobody(part, means)


def _can_be_of_nobody(part: Part, means: Means) -> bool:
    """Whether nothing in a question can stand for a person: no sign of one, no word strange to the guide."""
    signs = tells_of_a_person(part.text) or names_somebody(part.text) or speaks_of_persons(part.text)
    return not signs and all(means.knowledge.knows_word(stem) for stem in part.found.asked.stems)


def _names_a_body(part: Part, means: Means) -> bool:
    """Whether a pilot or body is named that the guide knows, by a name of ours or by its letters."""
    known = [
        word for word in bodies_by_letters(part.text) if all(map(means.knowledge.knows_word, stems(word)))
    ]
    return bool(part.found.asked.names or known)


def is_told_here(part: Part, means: Means) -> bool:
    """Whether a story is on our subject: likely so, or of a barrier that nobody could mistake."""
    if part.judgement.scope >= TOLD_HERE:
        return True
    return any(one.likely >= _UNMISTAKABLE for one in told(part, means))


def told(part: Part, means: Means) -> list[Recognised]:
    """The barriers that a story tells of, recognised once for all steps that look at them."""
    if part.told is None:
        part.told = recognise(part.found, means.knowledge, means.graph)
    return part.told
