"""How each sector sees each dimension: the rows and cells of the heat map."""

from collections import defaultdict
from collections.abc import Sequence

from api.assess.model import SECTORS, Questionnaire, Sector
from api.assess.scoring import DimensionScore
from api.assess.spread import Spread
from kb.strict import Strict

SHADES = 5


class HeatCell(Strict):
    """What one sector said: `share` is the sum of its means over the most possible, 0 to 1.

    None where the sector chose a step at fewer than half of the core questions that it is asked.

    `shade` is one of `SHADES` steps from 0, for colouring.
    """

    sector: Sector
    share: float | None
    shade: int | None


class HeatRow(Strict):
    """One dimension, a cell for each sector that answered anything at all."""

    id: str
    title: str
    cells: tuple[HeatCell, ...]


def heat_map(
    questionnaire: Questionnaire, scores: Sequence[DimensionScore], spreads: Sequence[Spread]
) -> tuple[HeatRow, ...]:
    """The dimensions in their order; sectors without any answer have no column."""
    core = {question.id for question in questionnaire.questions if question.depth == "core"}
    sums: dict[tuple[str, Sector], list[tuple[float, int]]] = defaultdict(list)
    answered: dict[tuple[str, Sector], int] = defaultdict(int)
    for spread in spreads:
        for said in spread.by_sector:
            sums[spread.dimension, said.sector].append((said.mean, spread.of))
            answered[spread.dimension, said.sector] += spread.question in core
    asked = {
        (dimension.id, sector): sum(q.id in core and sector in q.asked_of for q in dimension.questions)
        for dimension in questionnaire.dimensions
        for sector in SECTORS
    }
    present = [sector for sector in SECTORS if any(sector == found for _, found in sums)]
    return tuple(
        HeatRow(
            id=score.id,
            title=score.title,
            cells=tuple(
                _cell(sector, sums.get((score.id, sector), []))
                if answered[score.id, sector] * 2 >= asked[score.id, sector]
                else HeatCell(sector=sector, share=None, shade=None)
                for sector in present
            ),
        )
        for score in scores
    )


def _cell(sector: Sector, terms: Sequence[tuple[float, int]]) -> HeatCell:
    if not terms:
        return HeatCell(sector=sector, share=None, shade=None)
    share = round(sum(mean for mean, _ in terms) / sum(top for _, top in terms), 3)
    return HeatCell(sector=sector, share=share, shade=shade_of(share))


def shade_of(share: float) -> int:
    """The step of colour for a share.

    >>> [shade_of(share) for share in (0, 0.19, 0.2, 0.99, 1)]
    [0, 0, 1, 4, 4]
    """
    return min(SHADES - 1, int(share * SHADES))
