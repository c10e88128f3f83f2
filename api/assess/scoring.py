"""Scores that people understand: a profile of dimensions, each a sum shown term by term.

A term is the agreed answer, or the mean of those who chose a step. "Don't know", "not applicable"
and missing answers are counted and shown, and never enter a sum, above or below the line.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from api.assess.answers import Answer, Response, status_of
from api.assess.model import Band, Dimension, Question, Questionnaire
from api.assess.spread import value_range
from kb.strict import Strict

FEW_PEOPLE = 3
FEW_SHARE = 0.6
Agreed = Mapping[str, Answer]


class Term(Strict):
    """One question's part of a sum; `value` is in steps, rounded to two places, of at most `of`."""

    question: str
    text: str
    depth: str
    value: float | None
    of: int
    basis: Literal["agreed", "mean", "own", "none"]
    in_words: str
    asked: int
    answered: int
    dont_know: int
    not_applicable: int
    missing: int


class BandWords(Strict):
    """Where a dimension stands, in words."""

    id: str
    title: str
    text: str


class DimensionScore(Strict):
    """One dimension: the sum of its terms, its band, what holds it back, and how sure it is.

    `score` is none where no term has a value; `share` and `band` also where fewer than half of the core
    questions have one (`core_scored` of `core`). `as_answered` is the share without what was `agreed` on so
    many questions. `spread` is the largest difference in steps between two people.
    """

    id: str
    title: str
    summary: str
    score: float | None
    of: int
    share: float | None
    terms: tuple[Term, ...]
    spread: int | None
    band: BandWords | None
    held_back_by: tuple[str, ...]
    uncertain: str | None
    core: int = 0
    core_scored: int = 0
    agreed: int = 0
    as_answered: float | None = None

    @property
    def standing(self) -> str:
        """The band in words, or why there is none."""
        if self.band:
            return self.band.title
        if self.score is None:
            return "No answers yet"
        return f"Too few answers: {self.core_scored} of {self.core} questions"


def score_dimensions(
    questionnaire: Questionnaire, responses: Sequence[Response], agreed: Agreed | None = None
) -> tuple[DimensionScore, ...]:
    """The profile of all `responses`; an answer in `agreed` takes the place of the mean."""
    return tuple(
        _dimension(questionnaire, dimension, responses, agreed or {})
        for dimension in questionnaire.dimensions
    )


def term_of(
    questionnaire: Questionnaire, question: Question, responses: Sequence[Response], agreed: Agreed
) -> Term:
    """One question's term."""
    counts = Counter(
        status_of(questionnaire, question, response.answers.get(question.id)) for response in responses
    )
    asked = [r for r in responses if r.sector in question.asked_of or question.id in r.answers]
    unasked = len(responses) - len(asked)
    values = level_values(questionnaire, question, responses)
    value, basis = _value(questionnaire, question, values, agreed)
    return Term(
        question=question.id,
        text=question.text,
        depth=question.depth,
        value=None if value is None else float(value),
        of=questionnaire.scale_of(question).top,
        basis="own" if basis == "mean" and len(responses) == 1 else basis,
        in_words=_in_words(questionnaire, question, value),
        asked=len(asked),
        answered=len(values),
        dont_know=counts["dont-know"],
        not_applicable=counts["not-applicable"],
        missing=max(0, counts["missing"] - unasked),
    )


def level_values(
    questionnaire: Questionnaire, question: Question, responses: Sequence[Response]
) -> list[int]:
    """The values of those who chose a step, in the order of the respondents."""
    options = (
        response.answers[question.id].option for response in responses if question.id in response.answers
    )
    levels = (questionnaire.level(question, option) for option in options if option)
    return [level.value for level in levels if level]


def _value(
    questionnaire: Questionnaire, question: Question, values: list[int], agreed: Agreed
) -> tuple[Decimal | None, Literal["agreed", "mean", "none"]]:
    if question.id in agreed and agreed[question.id].option:
        level = questionnaire.level(question, agreed[question.id].option or "")
        return (Decimal(level.value), "agreed") if level else (None, "agreed")
    if not values:
        return None, "none"
    return rounded(Fraction(sum(values), len(values))), "mean"


def rounded(value: Fraction) -> Decimal:
    """Two places, half up.

    >>> rounded(Fraction(2, 3)), rounded(Fraction(1, 8))
    (Decimal('0.67'), Decimal('0.13'))
    """
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _in_words(questionnaire: Questionnaire, question: Question, value: Decimal | None) -> str:
    if value is None:
        return "No step was chosen"
    levels = questionnaire.scale_of(question).levels
    below = [level for level in levels if level.value <= value][-1]
    if below.value == value:
        return below.title
    above = next(level for level in levels if level.value > value)
    return f"Between “{below.title}” and “{above.title}”"


def _dimension(
    questionnaire: Questionnaire, dimension: Dimension, responses: Sequence[Response], agreed: Agreed
) -> DimensionScore:
    terms = [term_of(questionnaire, question, responses, agreed) for question in dimension.questions]
    shown = tuple(term for term in terms if term.depth == "core" or term.value is not None or term.answered)
    scored = [term for term in shown if term.value is not None]
    total = sum((Decimal(str(term.value)) for term in scored), Decimal(0))
    of = sum(term.of for term in scored)
    core = [term for term in shown if term.depth == "core" and (term.asked or term.value is not None)]
    core_scored = sum(term.value is not None for term in core)
    thin = core_scored * 2 < len(core)
    share = float(total / of) if of and not thin else None
    band, held_back = _band(dimension, share, shown)
    by_agreement = sum(term.basis == "agreed" for term in shown)
    plain = _dimension(questionnaire, dimension, responses, {}).share if by_agreement else share
    ranges = [
        value_range(level_values(questionnaire, question, responses)) for question in dimension.questions
    ]
    known = [value for value in ranges if value is not None]
    return DimensionScore(
        id=dimension.id,
        title=dimension.title,
        summary=dimension.summary,
        score=float(total) if scored else None,
        of=of,
        share=_rounded_share(share),
        terms=shown,
        spread=max(known) if known else None,
        band=None if band is None else BandWords(id=band.id, title=band.title, text=band.text),
        held_back_by=held_back,
        uncertain=_too_few(core_scored, len(core)) if thin and scored else _uncertain(shown, len(responses)),
        core=len(core),
        core_scored=core_scored,
        agreed=by_agreement,
        as_answered=_rounded_share(plain),
    )


def _rounded_share(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _too_few(scored: int, core: int) -> str:
    has = "has" if scored == 1 else "have"
    return f"Only {scored} of {core} core questions {has} a figure: too few for a share or a word."


def _band(
    dimension: Dimension, share: float | None, terms: Sequence[Term]
) -> tuple[Band | None, tuple[str, ...]]:
    """The highest band whose cut-off and floor are met, and the questions that keep the next one away."""
    if share is None:
        return None, ()
    core = [term for term in terms if term.depth == "core" and term.value is not None]
    reached = dimension.bands[0]
    for band in dimension.bands[1:]:
        if share < band.at_least:
            break
        low = tuple(term.question for term in core if term.value is not None and term.value < band.floor)
        if low:
            return reached, low
        reached = band
    return reached, ()


def _uncertain(terms: Sequence[Term], people: int) -> str | None:
    core = [term for term in terms if term.depth == "core" and term.basis != "agreed"]
    if not core or people <= 1:
        return None
    fewest = min(core, key=lambda term: (term.answered, term.asked))
    heard = all(t.answered >= min(FEW_PEOPLE, t.asked) and t.answered >= FEW_SHARE * t.asked for t in core)
    if people >= FEW_PEOPLE and heard:
        return None
    if fewest.answered == fewest.asked:
        asked = "one person was" if fewest.asked == 1 else f"{fewest.asked} people were"
        return f"Read with care: at one question only {asked} asked."
    return f"Read with care: at one question only {fewest.answered} of {fewest.asked} people chose a step."
