"""Bodies of the training API besides the requests themselves."""

from typing import Annotated

from pydantic import Field, StringConstraints

from kb.strict import Strict


class SwapRequest(Strict):
    """Put `activity_id` into slot number `slot`."""

    slot: Annotated[int, Field(strict=True, ge=0, le=99)]
    activity_id: Annotated[str, StringConstraints(max_length=120)]
