"""What a question takes for granted, looked up before it is answered: "since …", "why did it succeed?"."""

import re
from collections.abc import Sequence

from api.ask.composing.draft import Chosen, Draft
from api.ask.composing.section import section_answer
from api.ask.knowledge import Shelf
from api.ask.part import Means, Part, Settled
from api.ask.polarity import same_matter
from api.ask.premises import granted
from api.ask.verdicts import verdict_on

_SAME_MATTER = 0.8  # how near a reviewed question has to be to confirm, or deny, what is taken for granted
# of its words that question has to hold this share, or the smaller one where it is nearer still: "for
# charities" is not "for big charities", and "was it written" not "was it independent"
_SAME_THINGS, _MOST, _NEARER = 0.75, 0.6, 0.85
# "why did the pilot succeed" takes for granted that it did, "how did it save so much" that it saved
_PRESUMES = re.compile(
    r"^(?:and |but |so )?(?:(?:why|how come)\s+"
    r"(?P<why>(?:is|are|was|were|do|does|did|must|has|have|had|will)\s+.{8,})|"
    r"how\s+(?P<how>(?:did|has|have)\s+.{8,}))$",
    re.I,
)
# how far it goes is not what is looked up: "did it work so well"
_DEGREE = re.compile(r"\s*\b(?:so (?:well|much|badly)|exactly|such)\b", re.I)


def on_what_is_granted(part: Part, means: Means) -> Settled | None:
    """What the sources say of a belief that the question begins with ("since …"), then the answer itself.

    A search finds it better than the nearest of the reviewed beliefs does: that one often speaks of another.
    """
    belief = granted(part.text)
    if belief is None:
        return None
    found, judgement = part.searching.judged(f"{belief}?", known=False)
    first = section_answer(found, "open", "short")[:1] if judgement.answered else []
    if not first:
        return None
    passage = first[0].shelf.passage
    verdict = verdict_on(belief, found.plain, passage, means.knowledge, near=_SAME_MATTER)
    if verdict == "yes":
        return None
    if verdict == "no":
        return _said_first(first[0], part)
    rest = section_answer(part.found, part.form, "short")[:1] if part.judgement.answered else []
    return _in_turn([*rest, *first], part)


def _said_first(correction: Chosen, part: Part) -> Settled:
    """The correction, then what answers the question, if its best section convinces: else it blurs the no."""
    answers = part.judgement.answered and part.convinces
    rest = section_answer(part.found, part.form, "short")[:1] if answers else []
    return _in_turn([correction, *rest], part)


def _in_turn(said: Sequence[Chosen], part: Part) -> Settled:
    """The lines one after the other, none that says what one before it says."""
    draft = Draft()
    for one in said:
        draft.take([one.line], one.shelf)
    return part.answered("premise", draft.chosen)


def presumed(question: str) -> str | None:
    """What a question presumes, as a question on yes or no; None where it presumes nothing.

    >>> presumed("Why did the Edinburgh pilot succeed?"), presumed("how did the PSP in Fife save so much")
    ('did the Edinburgh pilot succeed', 'did the PSP in Fife save')
    >>> presumed("why a PSP"), presumed("how does a PSP start")
    (None, None)
    """
    found = _PRESUMES.match(question.strip(" ?.!"))
    return _DEGREE.sub("", found["why"] or found["how"]).strip() if found else None


def on_what_is_presumed(part: Part, means: Means) -> Settled | None:
    """The correction first, where what is presumed is what a reviewed question asks, and its answer is no."""
    asked = presumed(part.text)
    shelf = _denying(asked, means) if asked else None
    if shelf is None:
        return None
    return _said_first(Chosen(shelf.short[0], shelf), part)


def _denying(asked: str, means: Means) -> Shelf | None:
    """The section of the nearest reviewed question on yes or no, if it asks the same and its word is no."""
    vector = means.knowledge.embedder.embed_one(asked)
    cosines = means.knowledge.index.judged.best(vector)
    if not len(cosines):
        return None
    number = int(cosines.argmax())
    nearest, near = means.knowledge.judged[number], float(cosines[number])
    shelf = means.knowledge.section(nearest.passage_id)
    if shelf is None or same_matter(asked, nearest.question) < (_MOST if near >= _NEARER else _SAME_THINGS):
        return None
    verdict = verdict_on(asked, vector, shelf.passage, means.knowledge, near=_SAME_MATTER)
    return shelf if verdict == "no" else None
