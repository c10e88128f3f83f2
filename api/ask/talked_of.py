"""What an answered question leaves behind: the thing that "it" would mean, and those that "they" would."""

import re

from api.ask.knowledge import Knowledge
from api.ask.part import Settled
from api.ask.parts import thing_asked_of
from api.ask.subject import SUBJECT, names_a_psp
from kb.lexical import stems

# "to tender", "we pilot": done, and no thing that "it" could mean
_DONE = re.compile(r"\b(?:to|we|they|you) (?:tender|grant|pilot|evaluate|train|procure)\b", re.I)
_PSP = re.compile(r"\bpsps?\b|\bpublic social partnerships?\b", re.I)
_WHICH = re.compile(r"(?:and |so |but )?which\b", re.I)
_SUBJECT_OF = 6  # words at the beginning of a sentence that hold what it is about


def _single_thing(text: str, knowledge: Knowledge) -> str:
    """The first thing of `text` that "it" can mean; "" where there is none, or a PSP comes before it."""
    bare = _DONE.sub(" ", text)
    psp = _PSP.search(bare)
    before = bare[: psp.start()] if psp else bare
    found = (t.title for t in knowledge.things.found_in(before) if t.title not in knowledge.plural)
    return next(found, "")


def thing_of(settled: Settled, knowledge: Knowledge) -> str:
    """What a follow-up would mean by "it": a named thing, else a PSP; never a title."""
    if settled.found and settled.found.asked.names:
        return settled.found.asked.names[0].title
    opening = " ".join(settled.chosen[0].line.text.split()[:_SUBJECT_OF]) if settled.chosen else ""
    named = knowledge.names.found_in(opening)
    if _WHICH.match(settled.text) and len(named) == 1:
        return named[0].title  # "which failed?": the one that did
    if thing := _single_thing(settled.text, knowledge):
        return thing
    if names_a_psp(settled.text) or not opening:
        return SUBJECT
    asked = thing_asked_of(settled.text) or ""
    if asked and set(stems(asked)) <= set(stems(opening)):
        thing = asked  # "what is a supported business": what the answer opens with
    elif named and not names_a_psp(opening):
        thing = named[0].title
    else:
        thing = _single_thing(opening, knowledge)
    return thing or SUBJECT


def those_of(settled: Settled, knowledge: Knowledge) -> str | None:
    """What "they" would mean in a follow-up: the first plural thing asked of, or asked for."""
    asked = settled.text
    psps = re.search(r"\bpsps\b|\bpublic social partnerships\b", asked, re.I)
    before = knowledge.things.found_in(asked[: psps.start()]) if psps else []
    if psps and not any(thing.title in knowledge.plural for thing in before):
        return "PSPs"
    if re.match(r"(?:and |so )?who\b", asked, re.I) and settled.chosen:
        asked = f"{' '.join(settled.chosen[0].line.text.split()[:_SUBJECT_OF])} {asked}"
    named = knowledge.things.found_in(asked)
    return next((thing.title for thing in named if thing.title in knowledge.plural), None)
