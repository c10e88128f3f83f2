"""What no log may hold: secrets of private links, and the words of an exception, which may be somebody's.

Lines are rewritten as they are made, so that it holds for every logger, those of libraries and of the server
that carries the application among them, and for whatever writes them out.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

_LINK = re.compile(r"(/assess/open/)[^\s\"?#]+")
# how asyncio shows a task that failed: the exception's words stand in it
_FAILED = re.compile(r"(exception=\w+)\(.*", re.DOTALL)


def hide(value: object) -> object:
    """The text without the secret, an exception as its kind; anything else as it is.

    >>> hide("GET /assess/open/ab12~s3cret HTTP/1.1")
    'GET /assess/open/[private-link] HTTP/1.1'
    >>> hide(ValueError("what somebody asked"))
    'ValueError'
    """
    if isinstance(value, BaseException):
        return type(value).__name__
    if not isinstance(value, str):
        return value
    return _FAILED.sub(r"\1(…)>", _LINK.sub(r"\1[private-link]", value))


def trace(error: BaseException) -> str:
    """The kind of an exception and of those that led to it, each with where it arose, innermost first."""
    kinds: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(kinds) < 5:
        frames = traceback.extract_tb(seen.__traceback__)
        places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
        kinds.append(f"{type(seen).__name__} at {places or 'an unknown place'}")
        seen = seen.__cause__ or seen.__context__
    return "; from ".join(kinds)


def clean(record: logging.LogRecord) -> logging.LogRecord:
    """The record without what no log may hold."""
    record.msg = hide(record.msg)
    if isinstance(record.args, tuple):
        record.args = tuple(hide(value) for value in record.args)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = f"{record.getMessage().splitlines()[0]}: {trace(error)}", ()
    record.exc_info = record.exc_text = None
    return record


@contextmanager
def private_logs() -> Iterator[None]:
    """Keeps every line clean until the block ends, whichever logger writes it."""
    before = logging.getLogRecordFactory()

    def made(*args: object, **kwargs: object) -> logging.LogRecord:
        return clean(before(*args, **kwargs))

    logging.setLogRecordFactory(made)
    try:
        yield
    finally:
        logging.setLogRecordFactory(before)
