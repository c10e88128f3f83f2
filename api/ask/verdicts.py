"""Yes, no or it depends: taken from the reviewed questions that ask the same, never from a sentence."""

import math
import re

from api.ask.knowledge import Knowledge
from api.ask.polarity import same_matter, turned
from api.ask.whose_part import split
from kb.documents import Passage, Variant, Verdict
from kb.embedding import Vectors
from kb.lexical import stems

# set on 113 questions of people who had not seen the guide, each left out of the reviewed ones: of 31 that
# got a verdict 27 got the right one and one the opposite
NEAR, AGREED, SHARPNESS = 0.65, 0.85, 0.06
SHARED, SAME = 0.5, 0.99
CHOICE = re.compile(r"\bor\b(?! not\b)", re.I)  # "can we start it, or does the council have to?" wants no yes
# what somebody plans is another matter than what is or was: "is it going to fund more?" of "did it fund any?"
_PLANNED = re.compile(
    r"\b(going to|gonna|intend\w*|plan(s|ning|ned)? to|next (week|month|year)|any ?more)\b", re.I
)
# and what still holds another than what once was: "is it still funded?" of "was it funded afterwards?"
_STILL = re.compile(r"\b(?:still|today|now|nowadays|currently|these days|any ?more|any longer)\b", re.I)
_ALONE = re.compile(
    r"\b(?:only|just|solely|nobody but|no one but|alone|by (?:it|him|her|them|our|your)sel(?:f|ves)|"
    r"on (?:its|his|her|their|our|your) own|single-?handed(?:ly)?|the (?:whole|entire) thing)\b",
    re.I,
)
# what holds in one country is no word on another
_COUNTRIES = tuple(
    re.compile(rf"\b(?:{country})\b", re.I)
    for country in (
        r"scot\w*",
        r"engl\w*",
        r"wales|welsh",
        r"uk|brit\w*",
        r"irish|\w*ireland",
        r"eu|europ\w*",
        r"ital\w*",
        r"swed\w*",
        r"norw\w*",
        r"denmark|danish",
        r"french|france",
        r"german\w*",
        r"spain|spanish",
        r"dutch|netherlands",
        r"canad\w*",
        r"usa|america\w*",
        r"austral\w*",
    )
)
# "must a council chair it?" is no word on "can a council chair it?"
_MUST = re.compile(
    r"\b(?:must|needs?|have to|has to|required?|obliged|compulsory|mandatory|necessary)\b", re.I
)
_MAY = re.compile(r"\b(?:can|could|may|might|allowed|permitted|possible|able to|ok(?:ay)?)\b", re.I)
# "should a health board lead?" asks for the better; that it may is no word on it
_SHOULD = re.compile(r"\b(?:should|ought to|shall)\b", re.I)
# "are we in one?" asks what is so; that it can be is no word on it
_IS_SO = re.compile(
    r"^(?:and |but |so )?(?:is|are|was|were|has|have|did|does|do)\b(?!.*\b(?:need|have) to\b)", re.I
)
# "is it any different from a grant?" wants the opposite of "is it the same as one?", and neither is a word on
# "is it better than a grant?"
_DIFFERS = re.compile(r"\b(?:different|differ|differs|(?:a|any|much|real|the) difference)\b", re.I)
# "will it cost us money?" wants no word on "does it save money?"
_COSTS = re.compile(r"\b(?:costs?|costing|dear|expensive)\b", re.I)
_SAVES = re.compile(r"\b(?:sav(?:e|es|ed|ing|ings)|cheap(?:er|est)?)\b", re.I)
_THE_SAME = re.compile(r"\bsame\b", re.I)
_BETTER = re.compile(r"\b(?:better|best|worse|worst|preferable|superior)\b", re.I)
# "did it work?" of what was tried: that there was a report on it is no yes
_WORKED = re.compile(
    r"\b(?:work(?:ed|ing|s)?(?: out| well| at all| in practice)?\W*$|success\w*|succeed\w*|"
    r"fail(?:ed|ure|s)?\b|any good\b|turn(?:ed)? out\b)",
    re.I,
)
# what "it depends" may stand before, or a reader is left asking: on what?
_ON_WHAT = re.compile(
    r"\b(?:if|unless|whether|depend\w*|where|when|while|once|except|only|settles?|some|others|may or may not|"
    r"not always|as a rule|usually|mostly|either|but|by (?:its|their|the) (?:value|size|terms))\b",
    re.I,
)
# what takes "yes" back in the same breath
_DENIES = re.compile(r"^(?:no|none|nobody|nothing|neither|never)\b", re.I)
_OPPOSITE: dict[Verdict, Verdict] = {"yes": "no", "no": "yes", "depends": "depends"}


def verdict_on(
    question: str, vector: Vectors, passage: Passage, knowledge: Knowledge, near: float = NEAR
) -> Verdict | None:
    """The verdict on `question` of the asked-as questions of `passage` that ask the same, if they agree.

    `vector` is the question as the model gave it. The nearer a reviewed question is, the more its verdict
    counts; one that denies what `question` does not counts only where the wording is otherwise the same ("is
    it illegal?" of "is it legal?"), and then for the opposite. The nearest has to have a cosine of `near`.
    """
    judged = judged_on(vector, passage, knowledge)
    if not judged or CHOICE.search(question):
        return None
    nearest, cosine = judged[0]
    held = " ".join((passage.heading, passage.text, nearest.question))
    if cosine < near or _foreign(question, held) > 1 - SHARED:
        return None
    if _another_matter(question, nearest.question) or _only_may(question, nearest):
        return None
    if _differs(question) != _differs(nearest.question):
        asked_the_same = _THE_SAME.search(question) or _THE_SAME.search(nearest.question)
        return _OPPOSITE[nearest.verdict] if asked_the_same and nearest.verdict else None
    if turned(question) != turned(nearest.question) and same_matter(question, nearest.question) >= SAME:
        return _OPPOSITE[nearest.verdict] if nearest.verdict else None
    return _agreed([(one, its) for one, its in judged if _said_alike(question, one)])


def borne_out(verdict: Verdict | None, said: str) -> Verdict | None:
    """`verdict` if it can stand before the words `said`, else None.

    >>> borne_out("depends", "No source shows that costs fell."), borne_out("yes", "No law forbids it.")
    (None, None)
    >>> borne_out("depends", "A grant is no subsidy unless it meets four tests.")
    'depends'
    """
    if verdict == "depends":
        return verdict if _ON_WHAT.search(said) else None
    return None if verdict == "yes" and _DENIES.match(said) else verdict


def _said_alike(question: str, judged: Variant) -> bool:
    """Whether both deny, or neither, and both ask of one alone, or neither: "can only a council do it?"."""
    other = judged.question
    alone = bool(_ALONE.search(question)) == bool(_ALONE.search(other))
    if _differs(question) != _differs(other) or _weighs(question) != _weighs(other):
        return False
    other_case = _other_duty(question, other) or _elsewhere(question, other) or _only_may(question, judged)
    other_case = other_case or _others_part(question, other)
    return turned(question) == turned(other) and alone and not other_case


def _another_matter(question: str, nearest: str) -> bool:
    """Whether a yes to `nearest` is none to `question`: of plans, today, a must, the better, success."""
    planned = _PLANNED.search(question) and not _PLANNED.search(nearest)
    still = bool(_STILL.search(question)) != bool(_STILL.search(nearest))
    worked = _WORKED.search(question) and not _WORKED.search(nearest)
    weighs = _weighs(question) != _weighs(nearest) or bool(worked) or _of_saving(question, nearest)
    return bool(planned) or still or weighs or _other_duty(question, nearest) or _elsewhere(question, nearest)


def _of_saving(question: str, other: str) -> bool:
    """Whether one of two questions asks what is saved, and the other only what it costs."""
    saves, costs = ([bool(word.search(text)) for text in (question, other)] for word in (_SAVES, _COSTS))
    return saves[0] != saves[1] and costs[0] != costs[1] and saves[0] == costs[1]


def _elsewhere(question: str, other: str) -> bool:
    """Whether two questions name different countries."""
    named = [
        {n for n, country in enumerate(_COUNTRIES) if country.search(text)} for text in (question, other)
    ]
    return bool(named[0] and named[1]) and named[0] != named[1]


def _only_may(question: str, judged: Variant) -> bool:
    """Whether it is asked what is so, or should be, and the other is a yes to what only may be."""
    may = judged.verdict == "yes" and _duty(judged.question) == "may"
    should = _SHOULD.search(question) and not _SHOULD.search(judged.question)
    return may and not _duty(question) and bool(should or _IS_SO.match(question))


def _others_part(question: str, other: str) -> bool:
    """Whether whoever does it in `other` only has it done to them in `question`.

    >>> _others_part("do we have to ask the council first", "does the council have to know already")
    True
    """
    ours, theirs = split(question), split(other)
    if ours is None or theirs is None:
        return False
    who = set(stems(theirs.who))
    return bool(who) and who <= set(stems(ours.rest)) - set(stems(ours.who))


def _differs(question: str) -> bool:
    """Whether two things are asked to be different."""
    return bool(_DIFFERS.search(question))


def _weighs(question: str) -> bool:
    """Whether it is asked which is the better of two."""
    return bool(_BETTER.search(question))


def _other_duty(question: str, other: str) -> bool:
    """Whether one of two questions asks what must be and the other only what may be."""
    return {_duty(question), _duty(other)} == {"must", "may"}


def _duty(question: str) -> str:
    """What a question asks of: what "must" or what "may" be; "" where it asks neither or both."""
    must, may = bool(_MUST.search(question)), bool(_MAY.search(question))
    return "" if must == may else "must" if must else "may"


def judged_on(vector: Vectors, passage: Passage, knowledge: Knowledge) -> list[tuple[Variant, float]]:
    """The reviewed questions with a verdict on `passage` and their cosine to `vector`, the nearest first."""
    numbers = knowledge.judged_of.get(passage.id, ())
    if not numbers:
        return []
    rows = knowledge.index.judged
    found = [(knowledge.judged[number], float(rows.rows_of(number)[0] @ vector)) for number in numbers]
    return sorted(found, key=lambda pair: -pair[1])


def _agreed(judged: list[tuple[Variant, float]]) -> Verdict | None:
    """The verdict that has nearly all of the weight, where one of them is near."""
    if not judged or judged[0][1] < NEAR:
        return None
    weights: dict[Verdict, float] = {}
    for variant, cosine in judged:
        if variant.verdict:
            weights[variant.verdict] = weights.get(variant.verdict, 0.0) + math.exp(cosine / SHARPNESS)
    verdict = max(weights, key=weights.__getitem__)
    return verdict if weights[verdict] >= AGREED * sum(weights.values()) else None


def _foreign(question: str, text: str) -> float:
    """The share of the question's content stems that the section and its questions do not hold."""
    asked, held = set(stems(question)), set(stems(text))
    return len(asked - held) / len(asked) if asked else 0.0
