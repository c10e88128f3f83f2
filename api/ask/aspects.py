"""What is asked of a pilot by its name alone: who was in it, who paid, what became of it.

Every pilot's page answers these, in a section of its own, and people ask them in few words, which are near to
many sections of the page: "who was in Homereach" was answered with what became of it. So the question is
told by the ways in which it is asked of any pilot (`corpus/taxonomy/aspects.yml`).
"""

import re

from api.ask.answerable import Judgement
from api.ask.knowledge import Knowledge
from api.ask.retrieve import Found
from api.ask.section_first import with_section_first
from kb.lexical import stems
from kb.taxonomy import Name
from kb.variants import as_asked

# cosine from which a question asks what an aspect is; chosen by looking at 25 questions; words decide more
NEAR = 0.75
THE_PILOT = "the pilot"
_KINDS = frozenset(("pilot", "psp", "psps", "project", "partnership", "programme", "consortium", "scheme"))
_HOLLOW = frozenset(stems(" ".join(sorted(_KINDS))))  # say nothing of what is asked


def told_by_aspect(
    text: str, found: Found, judgement: Judgement, knowledge: Knowledge
) -> tuple[Found, Judgement]:
    """`found` with the section first that answers what is asked of a pilot, which then is enough."""
    section = section_on(text, knowledge)
    if section is None or not found.hits:
        return found, judgement
    return with_section_first(section, found, judgement, knowledge)


def section_on(text: str, knowledge: Knowledge) -> str | None:
    """The section that answers what `text` asks of the one pilot that it names; None where it asks more."""
    named = knowledge.names.found_in(text)
    aspects = knowledge.index.corpus.aspects
    if not aspects or len(named) != 1 or not named[0].is_of_a_pilot:
        return None
    masked = _masked(text, named[0], knowledge)
    said = set(stems(masked)) - _HOLLOW
    able = [number for number, own in enumerate(knowledge.index.aspect_words) if said <= own]
    if not able:  # most questions: nothing has to be embedded
        return None
    near = knowledge.index.aspects.best(knowledge.embedder.embed_one(masked))
    best = max(able, key=near.__getitem__)
    return aspects[best].answers.get(named[0].document) if near[best] >= NEAR else None


def _masked(text: str, name: Name, knowledge: Knowledge) -> str:
    """`text` with "the pilot" for the name, what it stands for, and what calls it a PSP behind it."""
    said = as_asked(knowledge.names.replace(text, name, THE_PILOT))
    own, kinds = _any_of(name.title), "|".join(sorted(_KINDS))
    page = _any_of(knowledge.documents[name.document].front.title)
    called = rf"(?:\W+(?:{own}|{kinds})\b\)?)+|(?: (?:{page})\b)* (?:{kinds})\b"
    return re.sub(rf"{THE_PILOT}(?:{called})", THE_PILOT, said, flags=re.I)


def _any_of(title: str) -> str:
    return "|".join(sorted(set(re.findall(r"[a-z]+", title.lower()))))
