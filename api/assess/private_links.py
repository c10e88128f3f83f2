"""Keeping the secrets of private links out of every log."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

_LINK = re.compile(r"(/assess/open/)[^\s\"?#]+")


LOGGERS = ("uvicorn", "uvicorn.access", "uvicorn.error", "psp")


class HideLinks(logging.Filter):
    """Takes the secret out of the address of a private link before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the message and its arguments; the record is always kept."""
        record.msg = hide(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(hide(value) for value in record.args)
        return True


def hide(value: object) -> object:
    """The text without the secret.

    >>> hide("GET /assess/open/ab12~s3cret HTTP/1.1")
    'GET /assess/open/[private link] HTTP/1.1'
    """
    return _LINK.sub(r"\1[private link]", value) if isinstance(value, str) else value


@contextmanager
def links_hidden() -> Iterator[None]:
    """Hides them until the block ends, whichever logger writes: a filter on a handler sees every line."""
    hider = HideLinks()
    loggers = [logging.getLogger(), *map(logging.getLogger, LOGGERS)]
    places = [*loggers, *(handler for logger in loggers for handler in logger.handlers)]
    for place in places:
        place.addFilter(hider)
    try:
        yield
    finally:
        for place in places:
            place.removeFilter(hider)
