"""What somebody wishes for: a training for these people, of this length, on these topics."""

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from api.days import written
from api.train.content import Audience, Delivery, Level
from kb.strict import Slug, Strict

LEAST_MINUTES, MOST_MINUTES = 30, 480

# calendars need days before and after: a training on the last day that a date can hold has no end
FIRST_DAY = dt.date(2000, 1, 1)
# each day of these years and no other text, so that what is made from the description can be sent
_DAYS = (
    r"^(20[0-9]{2}-("
    r"(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    r"|20([02468][048]|[13579][26])-02-29)$"
)
IN_SCHEMA = Field(json_schema_extra={"pattern": _DAYS})
Day = Annotated[dt.date, Field(ge=FIRST_DAY, le=dt.date(2099, 12, 31)), BeforeValidator(written), IN_SCHEMA]
Start = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class TrainingRequest(Strict):
    """A wished training; the same request gives the same plan, another `seed` another one.

    `minutes` counts breaks in. `topics` are theme ids in the order that matters; without them the audience
    decides, or the priorities of the assessment. One that `continues` opens with what became of the actions
    from the training before.
    """

    audience: Audience
    minutes: Annotated[int, Field(strict=True, ge=LEAST_MINUTES, le=MOST_MINUTES)]
    participants: Annotated[int, Field(strict=True, ge=2, le=200)]
    delivery: Delivery
    topics: Annotated[tuple[Slug, ...], Field(max_length=17)] = ()
    assessment_id: Annotated[str, StringConstraints(max_length=80)] | None = None
    level: Level = "introductory"
    start: Start = "09:30"
    date: Day | None = None
    seed: Annotated[int, Field(strict=True, ge=0, le=9999)] = 0
    continues: bool = False
