"""What a question takes for granted, looked up before it is answered: "since …", "why did it succeed?"."""

import re
from collections.abc import Sequence

from api.ask.behind_if import behind_if
from api.ask.composing.draft import Chosen, Draft
from api.ask.composing.section import section_answer
from api.ask.form import form_of
from api.ask.knowledge import Shelf
from api.ask.part import LIKELY, Means, Part, Settled
from api.ask.polarity import same_matter
from api.ask.premises import asked_on_top, corrected, granted, said_first
from api.ask.verdicts import borne_out, verdict_on

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
# "why are charities not allowed to lead", "why can't firms bid"
_MAY_NOT = re.compile(
    r"^(?:and |but |so )?(?:why|how come)\s+(?:"
    r"(?:is|are|was|were)\s+(?P<who>.+?)\s+not\s+(?:allowed|permitted|able)\s+to\s+(?P<does>.+)|"
    r"(?:can(?:['’]?t|not| not)|may not)\s+(?P<whom>(?:the |a |an )?[\w'’-]+(?: \w+s)?)\s+(?P<do>.+)|"
    r"(?P<those>[\w'’-]+(?: [\w'’-]+){0,3})\s+(?:can(?:['’]?t|not| not)|may not)\s+(?P<act>.+))$",
    re.I,
)
_KEPT_OUT = re.compile(
    r"^(?:and |but |so )?(?:why|how come)\s+(?:is|are|was|were)\s+(?P<who>.+?)\s+(?:barred|banned|excluded|"
    r"forbidden|prohibited|kept out|shut out|left out)(?:\s+(?:from|of)\s+(?P<of>.+))?$",
    re.I,
)
_TENDER = re.compile(r"^(?:the |a |any )?(?:\w+ )?(?:tender|competition|contract|procurement)$", re.I)
_DOING = re.compile(r"^(?P<verb>[a-z]{2,})ing\b(?P<rest>.*)$", re.I)
# a belief that allows of nothing else, and a line that says there is something else
_OF_ALL = re.compile(
    r"\b(?:every|all|any|always|never|only|must|has to|have to|required|obliged|no|nobody|none|cannot|"
    r"can't)\b",
    re.I,
)
_NOT_ALL = re.compile(
    r"\b(?:need not|needn't|not (?:all|every|only|always|alone)|no (?:rule|law|source|total|number|limit)|"
    r"does not|do not|is not|are not|may also|can also|nothing|nobody|never|either|too)\b",
    re.I,
)
# how far it goes is not what is looked up: "did it work so well"
_DEGREE = re.compile(r"\s*\b(?:so (?:well|much|badly)|exactly|such)\b", re.I)


def on_what_is_granted(part: Part, means: Means) -> Settled | None:
    """What the sources say of a belief that the question begins with ("since …"), then the answer itself.

    A search finds it better than the nearest of the reviewed beliefs does: that one often speaks of another.
    """
    belief, plainly = granted(part.text), True
    if belief is None:
        belief, plainly = said_first(part.text), False
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
    if verdict == "no" or (plainly and corrected(part.found, means.knowledge) is first[0].shelf):
        return _said_first(first[0], part)
    if not plainly:  # a story says what is so before "so", too
        return None
    rest = section_answer(part.found, part.form, "short")[:1] if part.judgement.answered else []
    # "every PSP must be led by a charity": it need not, which is said first
    not_all = _OF_ALL.search(belief) and _NOT_ALL.search(first[0].line.text)
    return _in_turn([*first, *rest] if not_all else [*rest, *first], part)


def _said_first(correction: Chosen, part: Part) -> Settled:
    """The correction, then what answers the question, if its best section convinces: else it blurs the no.

    What is asked on top of a belief is searched for without it, since the belief draws to its correction.
    """
    found, judgement = part.found, part.judgement
    answers = judgement.answered and part.convinces
    if not answers and (rest := asked_on_top(part.text)):
        found, judgement = part.searching.judged(rest, known=True)
        answers = judgement.answered and judgement.answer >= LIKELY
    lines = section_answer(found, form_of(found.asked.text), "short")[:1] if answers else []
    return _in_turn([correction, *lines], part)


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


def barred(question: str) -> str | None:
    """What a question presumes to be forbidden, as a question whether it may be; None where it does not.

    >>> barred("why are charities not allowed to lead"), barred("Why can't firms bid at the end?")
    ('can charities lead', 'can firms bid at the end')
    >>> barred("why is the council barred from the design group"), barred("why are firms excluded")
    ('can the council take part in the design group', 'can firms take part')
    >>> barred("why are firms banned from bidding"), barred("how come charities can't lead one")
    ('can firms bid', 'can charities lead one')
    >>> barred("why can PSPs fail"), barred("why is a lawyer not needed")
    (None, None)
    """
    text = question.strip(" ?.!")
    if found := _MAY_NOT.match(text):
        who = found["who"] or found["whom"] or found["those"]
        does = found["does"] or found["do"] or found["act"]
        return f"can {who} {does}"
    if (found := _KEPT_OUT.match(text)) and (doing := _DOING.match(found["of"] or "")):
        return f"can {found['who']} {_infinitive(doing['verb'])}{doing['rest']}"
    if found and _TENDER.search(found["of"] or ""):
        return f"can {found['who']} bid in {found['of']}"
    if found:
        return f"can {found['who']} take part{' in ' if found['of'] else ''}{found['of'] or ''}"
    return None


def _infinitive(stem: str) -> str:
    """A verb from what stands before its "-ing".

    >>> [_infinitive(stem) for stem in ("lead", "bidd", "tak", "join", "vot", "sell")]
    ['lead', 'bid', 'take', 'join', 'vote', 'sell']
    """
    if stem[-1] == stem[-2:-1] and stem[-1] not in "lsz":
        return stem[:-1]
    return f"{stem}e" if re.search(r"(?:^|[^aeiou])[aeiou][kvtcz]$", stem) else stem


def on_what_is_presumed(part: Part, means: Means) -> Settled | None:
    """The correction first, where what is presumed is what a reviewed question asks, and its answer is no."""
    if (asked := barred(part.text)) and (shelf := _allowing(asked, part, means)):
        return _said_first(Chosen(shelf.short[0], shelf), part)
    asked = presumed(part.text)
    shelf = _denying(asked, means) if asked else None
    if shelf is None:
        return None
    return _said_first(Chosen(shelf.short[0], shelf), part)


def on_whether_barred(part: Part, means: Means) -> Settled | None:
    """No, to whether somebody is barred, where the section that answers whether he may has a reviewed yes."""
    condition, question = behind_if(part.text)
    asked = barred(f"why {question}")
    if not asked or asked.startswith("can it "):
        return None
    shelf = _allowing(f"{condition} {asked}".strip(), part, means)
    if shelf is None:
        return None
    chosen = [Chosen(line, shelf) for line in shelf.opening]
    return part.answered("yes-no", chosen, borne_out("no", " ".join(c.line.text for c in chosen)))


def _allowing(asked: str, part: Part, means: Means) -> Shelf | None:
    """The section that answers whether something may be, if it convinces and a reviewed word on it is yes."""
    found, judgement = part.searching.judged(f"{asked}?", known=True)
    if not judgement.answered or found.hits[0].reading < 0 or not found.hits[0].shelf.short:
        return None
    shelf = found.hits[0].shelf
    return shelf if verdict_on(asked, found.plain, shelf.passage, means.knowledge) == "yes" else None


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
