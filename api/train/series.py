"""Several trainings over weeks towards one goal: topics first met, later taken further."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from api.days import written
from api.train.content import Audience, Delivery, Level
from api.train.request import FIRST_DAY, IN_SCHEMA, LEAST_MINUTES, MOST_MINUTES, Start, TrainingRequest
from api.train.training import Cited, Training
from kb.strict import Slug, Strict


class SeriesRequest(Strict):
    """A wished series; `first_date` and `weeks_between` give the dates."""

    audience: Audience
    minutes: Annotated[int, Field(strict=True, ge=LEAST_MINUTES, le=MOST_MINUTES)]
    participants: Annotated[int, Field(strict=True, ge=2, le=200)]
    delivery: Delivery
    trainings: Annotated[int, Field(strict=True, ge=2, le=12)]
    weeks_between: Annotated[int, Field(strict=True, ge=1, le=13)] = 2
    # the longest series takes not quite three years, and its last training has to have a day too
    first_date: Annotated[
        dt.date, Field(ge=FIRST_DAY, le=dt.date(2096, 12, 31)), BeforeValidator(written), IN_SCHEMA
    ]
    topics: Annotated[tuple[Slug, ...], Field(max_length=17)] = ()
    assessment_id: Annotated[str, StringConstraints(max_length=80)] | None = None
    start: Start = "09:30"
    seed: Annotated[int, Field(strict=True, ge=0, le=9999)] = 0


class SeriesPart(Strict):
    """One training of a series, as it was changed last."""

    number: int
    id: str
    date: dt.date | None
    title: str
    level: Level
    objectives: tuple[str, ...]
    url: str


class Series(Strict):
    """A whole series; `goal` is what people can do at its end."""

    id: str
    request: SeriesRequest
    goal: tuple[str, ...]
    trainings: tuple[SeriesPart, ...]
    advice: tuple[Cited, ...]

    def following(self, training: Training) -> "Series":
        """The series with a newer version of one of its trainings."""
        assert training.series is not None  # noqa: S101 -- the caller has found the series by it
        new = part_of(training, training.series.number)
        return with_parts(self, [new if part.number == new.number else part for part in self.trainings])


def with_parts(series: Series, parts: Sequence[SeriesPart]) -> Series:
    """The series with other trainings, whose objectives are its goal."""
    goal = dict.fromkeys(text for part in parts for text in part.objectives)
    return series.model_copy(update={"goal": tuple(goal), "trainings": tuple(parts)})


def part_of(training: Training, number: int) -> SeriesPart:
    """What a series says of one of its trainings."""
    return SeriesPart(
        number=number,
        id=training.id,
        date=training.request.date,
        title=training.title,
        level=training.level,
        objectives=tuple(objective.text for objective in training.objectives),
        url=f"/train/{training.id}",
    )


def requests(series: SeriesRequest, topics: Sequence[str]) -> list[TrainingRequest]:
    """One request for each training; `topics` are those of the series, the most important first."""
    spread = spread_topics(topics, series.trainings)
    found = []
    for number, (themes, level) in enumerate(spread):
        found.append(
            TrainingRequest(
                audience=series.audience,
                minutes=series.minutes,
                participants=series.participants,
                delivery=series.delivery,
                topics=tuple(themes),
                level=level,
                start=series.start,
                date=series.first_date + dt.timedelta(weeks=number * series.weeks_between),
                seed=series.seed,
                continues=number > 0,
            )
        )
    return found


def spread_topics(topics: Sequence[str], trainings: int) -> list[tuple[list[str], Level]]:
    """Which topics each training takes, and at which level.

    With more topics than trainings, neighbours share one; with fewer, each comes back and is taken further.

    >>> spread_topics(["a", "b", "c"], 2)
    [(['a', 'b'], 'introductory'), (['c'], 'introductory')]
    >>> spread_topics(["a", "b"], 3)
    [(['a'], 'introductory'), (['b'], 'introductory'), (['a', 'b'], 'practitioner')]
    """
    if len(topics) >= trainings:
        return [(part, "introductory") for part in _chunks(topics, trainings)]
    rest = trainings - len(topics)
    again = [[topics[i % len(topics)]] for i in range(rest)] if rest >= len(topics) else _chunks(topics, rest)
    return [*(([topic], "introductory") for topic in topics), *((part, "practitioner") for part in again)]


def _chunks(topics: Sequence[str], count: int) -> list[list[str]]:
    """`topics` cut into `count` parts of nearly the same length, larger ones first."""
    size, larger = divmod(len(topics), count)
    cuts = [0]
    for number in range(count):
        cuts.append(cuts[-1] + size + (number < larger))
    return [list(topics[a:b]) for a, b in pairwise(cuts)]
