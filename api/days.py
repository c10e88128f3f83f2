"""Days as people and programs send them, and as people read them."""

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


def day(date: dt.date) -> str:
    """A date as people write it.

    >>> day(dt.date(2027, 3, 1))
    '1 March 2027'
    """
    return f"{date.day} {date:%B %Y}"
