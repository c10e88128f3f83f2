"""Of several questions typed at once: whether a later one can be told where the first has no answer."""

from api.ask.aspects import section_on
from api.ask.knowledge import Knowledge
from api.ask.subject import OWN_WORDS, fill, is_a_guess, names_a_psp
from kb.lexical import stems


def is_another(read: str, own: str, first: str, knowledge: Knowledge) -> bool:
    """Whether a later question, `own` as typed and `read` in full, asks more than the rest of the `first`.

    "Will there be a new guide, and what's the date?": of what no source tells of, no date can be told either,
    and that of something else is no answer. A later question of one word more is such a rest, unless it names
    a thing of its own or asks what is asked of any pilot.
    """
    if read != fill(read) or is_a_guess(own, read, first):
        return False
    new = set(stems(own)) - set(stems(first)) - OWN_WORDS
    named = _things(own, knowledge) - _things(first, knowledge)
    asks_of_a_psp = names_a_psp(own) and not names_a_psp(first)
    return len(new) > 1 or bool(named) or asks_of_a_psp or section_on(read, knowledge) is not None


def _things(text: str, knowledge: Knowledge) -> set[str]:
    return {name.id for names in (knowledge.names, knowledge.terms) for name in names.found_in(text)}
