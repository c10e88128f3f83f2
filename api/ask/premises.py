"""Wrong beliefs that a question takes for granted, and the section whose short answer corrects each."""

import re

import numpy as np

from api.ask.form import HEARD
from api.ask.knowledge import Knowledge, Shelf
from api.ask.polarity import same_matter, turned
from api.ask.retrieve import Found
from api.ask.subject import PRONOUN
from kb.embedding import Vectors

# set on the tuning half: how near a reviewed phrasing of the belief has to be, and the share of its words;
# both lower where the wording itself takes something for granted ("since …", "why does …")
NEAR, SHARED = 0.78, 0.75
NEAR_GRANTED, SHARED_GRANTED = 0.62, 0.5
NEAR_WHY, SHARED_WHY = 0.66, 0.6
_ASKS = (
    r"(?:how|what|which|who|whom|whose|when|why|where|"
    r"can|could|do|does|did|is|are|should|must|may|will|would)"
)
_OPENS = (
    r"^(?:and |but |so )?(?:since|as|given(?: that)?|seeing (?:as|that)|because|now that|"
    rf"(?:i|we) (?:understand|know|hear|{HEARD})(?: that)?|(?:i|we)(?:'m| am|'re| are) told(?: that)?)\s+"
)
# up to the comma before the question, else up to the first word that may begin it: "is" stands in beliefs too
_GRANTED = (
    re.compile(rf"{_OPENS}(?P<belief>.{{12,200}}),\s*(?:so |then )?(?={_ASKS}\b)", re.I),
    re.compile(rf"{_OPENS}(?P<belief>[^,]{{12,200}}?)(?=\s(?:how|what|which|who|when|why|where)\b)", re.I),
    re.compile(
        rf"{_OPENS}(?P<belief>.{{12,200}}?)"
        r"(?:,|\bso\b|(?=\s(?:how|what|which|who|when|why|where|can|could|do|does|is|are|should)\b))",
        re.I,
    ),
)
# "the model was made in Glasgow I believe. Who by?": the belief, then whose it is, then what is asked of it
_BELIEVED = re.compile(
    r"^(?P<belief>(?!(?:if|when|what|who|how|why|where|which|can|is|are|do|does|did|we|i|my|our)\b)"
    r"[^?;.!]{12,160}?),?\s+(?:i (?:believe|think|understand|gather|hear|heard|reckon|presume|assume)|"
    r"apparently|as far as i know|(?:wa|i|were|are|did|do|does|had|has)s?n['’]?t (?:it|they))"
    rf"[.,;?!]\s*(?:so |and |but )?(?={_ASKS}\b)",
    re.I,
)
# "there is nobody who knows how": tells of a lack, and its "who" and "how" ask nothing
_SOMEBODY_WHO = re.compile(
    r"\b(?:no[ -]?one|nobody|any ?one|anybody|some ?one|somebody)\b(?: \w+){0,5} (?:who|that) "
    r"(?:\w+ )?(?:knows?|knew|understands?|can say|could say)\b",
    re.I,
)
# "the charity pays for it so how do they get it back": said first, and asked on top of it
_AND_SO = re.compile(
    r"^(?P<belief>(?!(?:if|when|what|who|how|why|where|which|can|is|are|do|"
    r"does)\b)[^?;.!]{12,160}?),?\s+so\s+"
    r"(?=(?:how|what|which|who|whom|whose|when|why|where)\b)",
    re.I,
)
_OF_ONES_OWN = re.compile(r"\b(?:i|we|my|our|us|me|they|he|she)\b", re.I)
_OCCASION = re.compile(
    r"^(?P<heart>(?:[\w'’]+ ){3,}?[\w'’]+),? (?:(?:right |soon |just )?after|following|because of|due to|"
    r"owing to|in the wake of|once|when|as a result of|on account of|in(?= (?:19|20)\d\d\b)|back in) .+$",
    re.I,
)
_WHY = re.compile(r"^(?:and |but |so )?(?:why|how come)\b", re.I)


def corrected(found: Found, knowledge: Knowledge) -> Shelf | None:
    """The section that corrects what the question takes for granted, or None where nothing is wrong."""
    return _correcting(found.asked.text, found.plain, knowledge)


def corrected_at_heart(found: Found, knowledge: Knowledge) -> Shelf | None:
    """As `corrected`, of a why without what it adds on occasion, time or cause; None where it adds nothing.

    "Why were PSPs scrapped after Low Moss" takes for granted that they were, whatever Low Moss did.
    """
    heart = heart_of(found.asked.text)
    return _correcting(heart, knowledge.embedder.embed_one(heart), knowledge) if heart else None


def heart_of(question: str) -> str:
    """A why without the occasion, time or cause at its end; "" where it has none, or is no why.

    >>> heart_of("Why did Holyrood end PSPs after the Low Moss failure?"), heart_of("why did it end in 2012")
    ('Why did Holyrood end PSPs', 'why did it end')
    >>> heart_of("Why did the pilot fail?"), heart_of("who ended it after the trial")
    ('', '')
    """
    found = _OCCASION.match(question.strip(" ?.!")) if _WHY.match(question) else None
    return found["heart"] if found else ""


def _correcting(text: str, vector: Vectors, knowledge: Knowledge) -> Shelf | None:
    premises = knowledge.index.corpus.premises
    if not premises:
        return None
    granted = _takes(text)
    if granted:
        text, vector = granted["belief"], knowledge.embedder.embed_one(granted["belief"])
    near, shared = (NEAR_WHY, SHARED_WHY) if _WHY.match(text) else (NEAR, SHARED)
    if granted:
        near, shared = NEAR_GRANTED, SHARED_GRANTED
    if knowledge.index.premises.nearest(vector) < near:  # most questions: the rest need not be put in order
        return None
    cosines = knowledge.index.premises.best(vector)
    for number in np.argsort(-cosines, kind="stable")[:2]:
        if float(cosines[number]) < near:
            return None
        if any(_takes_for_granted(text, said, knowledge, shared) for said in premises[number].said):
            return knowledge.section(premises[number].correction)
    return None


def granted(question: str) -> str | None:
    """What a question takes for granted of the subject, before it asks; None where it tells of the asker.

    >>> granted("since PSPs came from France, which law do I cite"), granted("as we have no money, what now")
    ('PSPs came from France', None)
    >>> granted("now that the contract is promised to one charity, how is it signed")
    'the contract is promised to one charity'
    >>> granted("I'm told there is nobody in the council who knows how to do this")
    """
    found = _takes(question)
    if not found or _OF_ONES_OWN.search(found["belief"]) or _SOMEBODY_WHO.search(question):
        return None
    return found["belief"].strip()


def _takes(question: str) -> re.Match[str] | None:
    return next((found for one in (*_GRANTED, _BELIEVED) if (found := one.match(question))), None)


def asked_on_top(question: str) -> str:
    """What is asked on top of a belief; "" where nothing is, or where it speaks of the belief, as "why" does.

    >>> asked_on_top("As a PSP is a grant, who signs the bid?"), asked_on_top("as it is a grant, is it?")
    ('who signs the bid?', '')
    """
    found = _takes(question)
    rest = question[found.end() :].strip(" ,") if found else ""
    rest = re.sub(r"^(?:so|then)\s+", "", rest, flags=re.I)
    return "" if PRONOUN.search(rest) or _WHY.match(rest) else rest


def without_belief(question: str) -> str:
    """What `question` asks behind the belief it begins with; all of it where it begins with none.

    >>> without_belief("As a PSP is a grant, who signs it"), without_belief("as we have one, who signs it")
    ('who signs it', 'as we have one, who signs it')
    """
    told = re.match(r"(?:and |but |so )?(?:i|we)\b", question, re.I)  # "I'm told that nobody …" is a story
    found = _takes(question) if granted(question) and not told else None
    return question[found.end() :].strip(" ,") if found else question


def said_first(question: str) -> str | None:
    """What is said of the subject before "so" and the question; None where it tells of the asker.

    >>> said_first("a PSP is a kind of grant so when is it paid"), said_first("we lost the bid so what now")
    ('a PSP is a kind of grant', None)
    """
    found = _AND_SO.match(question)
    return found["belief"].strip() if found and not _OF_ONES_OWN.search(found["belief"]) else None


def _takes_for_granted(question: str, said: str, knowledge: Knowledge, shared: float) -> bool:
    """Whether the question says what the phrasing says: of the same things, not of the opposite."""
    if {name.id for name in knowledge.names.found_in(said)} - {
        name.id for name in knowledge.names.found_in(question)
    }:
        return False
    return turned(question) == turned(said) and same_matter(said, question) >= shared
