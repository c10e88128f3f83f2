"""Days as people and programs send them."""

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator


def written(value: object) -> object:
    """The day as it came.

    Raises:
        ValueError: it is a number, which would count as seconds since 1970.
    """
    if isinstance(value, int | float):
        raise ValueError("write the day as year, month and day, such as 2027-01-14")
    return value


Written = Annotated[dt.date, BeforeValidator(written)]
