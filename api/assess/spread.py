"""How far people and sectors lie apart, question by question, largest first."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from api.assess.answers import Response
from api.assess.model import SECTORS, Questionnaire, Sector
from kb.strict import Strict


class SectorValues(Strict):
    """The steps that people of one sector chose, low to high, and their mean."""

    sector: Sector
    values: tuple[int, ...]
    mean: float


class Spread(Strict):
    """The differences at one question, in steps.

    `range` is between the lowest and the highest answer, `sector_gap` between the lowest and the highest
    mean of a sector, `mean_difference` between two people drawn at random. None where too few answered.
    """

    question: str
    text: str
    dimension: str
    range: int | None
    sector_gap: float | None
    mean_difference: float | None
    n: int
    of: int
    by_sector: tuple[SectorValues, ...]


def value_range(values: Sequence[int]) -> int | None:
    """Highest less lowest; none for fewer than two answers.

    >>> value_range([0, 3, 2]), value_range([2])
    (3, None)
    """
    return max(values) - min(values) if len(values) > 1 else None


def mean_difference(values: Sequence[int]) -> float | None:
    """The mean distance between two different people.

    >>> mean_difference([0, 0, 3])  # the pairs differ by 0, 3 and 3: 6 / 3
    2.0
    """
    counts = Counter(values)  # by step and not by person: two hundred people make twenty thousand pairs
    distance = sum(abs(a - b) * counts[a] * counts[b] for a, b in combinations(counts, 2))
    pairs = len(values) * (len(values) - 1) // 2
    return round(float(Fraction(distance, pairs)), 2) if pairs else None


def spreads(questionnaire: Questionnaire, responses: Sequence[Response]) -> tuple[Spread, ...]:
    """Every question that somebody answered with a step, the largest differences first."""
    found = [
        spread
        for dimension in questionnaire.dimensions
        for spread in _of_dimension(questionnaire, dimension.id, responses)
    ]
    return tuple(sorted(found, key=_largest_first))


def _largest_first(spread: Spread) -> tuple[float, float, float]:
    return (-(spread.range or 0), -(spread.sector_gap or 0), -(spread.mean_difference or 0))


def _of_dimension(
    questionnaire: Questionnaire, dimension_id: str, responses: Sequence[Response]
) -> list[Spread]:
    dimension = next(d for d in questionnaire.dimensions if d.id == dimension_id)
    found = []
    for question in dimension.questions:
        sectors = []
        for sector in SECTORS:
            options = [
                r.answers[question.id].option or ""
                for r in responses
                if r.sector == sector and question.id in r.answers
            ]
            levels = [questionnaire.level(question, option) for option in options]
            values = sorted(level.value for level in levels if level)
            if values:
                sectors.append(
                    SectorValues(
                        sector=sector, values=tuple(values), mean=round(sum(values) / len(values), 2)
                    )
                )
        if sectors:
            found.append(
                _spread(
                    question.id, question.text, dimension_id, questionnaire.scale_of(question).top, sectors
                )
            )
    return found


def _spread(question_id: str, text: str, dimension_id: str, top: int, sectors: list[SectorValues]) -> Spread:
    values = [value for sector in sectors for value in sector.values]
    means = [sector.mean for sector in sectors]
    return Spread(
        question=question_id,
        text=text,
        dimension=dimension_id,
        range=value_range(values),
        sector_gap=round(max(means) - min(means), 2) if len(means) > 1 else None,
        mean_difference=mean_difference(values),
        n=len(values),
        of=top,
        by_sector=tuple(sectors),
    )
