"""The first step of a question: what seems off the subject is asked once more with the subject filled in."""

import re

from api.ask.bare import about
from api.ask.form import asks
from api.ask.nearby import FIRST
from api.ask.part import Means, Part, Settled
from api.ask.retrieve import Found
from api.ask.subject import fill, names_psp

# set on the tuning half: how much nearer a question lies to the guide's own than to everyday ones
_NEARER_HERE, _FAR_AWAY = -0.005, -0.1
_DEFINES_A_PSP = re.compile(r"What (?:a PSP is\b|is a PSP,|makes a PSP\b|marks a real PSP\b)")
TOLD_HERE = 0.5  # how likely a story has to be on our subject before its trouble is looked up


def subject(part: Part, means: Means) -> Settled | None:
    """Ask once more with the subject filled in, before anything is called off the subject."""
    if part.judgement.in_scope:
        return None
    if part.topic and part.found.plain_contrast > _FAR_AWAY:
        return _in_conversation(part)
    if names_psp(part.text) and part.judgement.scope >= TOLD_HERE:
        part.judgement = part.judgement.taken_as_in_scope()
        return None
    if names_another_subject(part, means):
        return None
    bare = part.text.rstrip(" ?.!")
    for filled in dict.fromkeys((fill(bare), f"{bare} in a Public Social Partnership")):
        if filled == bare:
            continue  # what was searched for already
        found, judgement = part.searching.judged(f"{filled}?", known=False)
        if judgement.answered and not _says_what_a_psp_is(part, found):
            part.found, part.judgement = found, judgement
            return None
    return None


def _says_what_a_psp_is(part: Part, found: Found) -> bool:
    """Whether nothing but what was filled in was found: what a PSP is, which was not asked.

    Who is in it and what it is good for stand in the same document, and are asked.
    """
    if part.form == "definition" or not found.hits:
        return False
    first = found.hits[0].shelf
    return first.document.id == FIRST and bool(_DEFINES_A_PSP.match(first.passage.heading))


def _in_conversation(part: Part) -> Settled | None:
    """Inside a conversation the subject is known: ask with what it is about filled in."""
    found, judgement = part.searching.judged(about(part.text, part.topic), known=True)
    if judgement.enough or not part.judgement.enough:
        part.found, part.judgement = found, judgement
    part.judgement = part.judgement.taken_as_in_scope()
    return None


def names_another_subject(part: Part, means: Means) -> bool:
    """Whether the question names something of its own: a word rare here, or an everyday matter."""
    named = [stem for stem in part.found.asked.stems if not any(c.isdigit() for c in stem)]
    rare = any(map(means.knowledge.is_rare, named))
    return rare or part.found.plain_contrast < _NEARER_HERE or not asks(part.text)
