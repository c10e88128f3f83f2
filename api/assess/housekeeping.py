"""What the room does by itself: keep private links out of logs, and carry out the retention period."""

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api.housekeeping import repeatedly

log = logging.getLogger("psp.assess")
_LINK = re.compile(r"(/assess/open/)[^\s\"?#]+")


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


@asynccontextmanager
async def housekeeping(app: FastAPI) -> AsyncIterator[None]:
    """Runs while the application does."""
    hider = HideLinks()
    access = logging.getLogger("uvicorn.access")
    access.addFilter(hider)
    try:
        async with repeatedly(lambda: forget_unused(app)):
            yield
    finally:
        access.removeFilter(hider)


def forget_unused(app: FastAPI) -> int:
    """Delete assessments that nobody has used for the retention period; returns how many."""
    services = app.state.services
    deleted: int = services.assessments.forget_unused(services.settings.retention_days)
    if deleted:
        log.info("retention period: %d assessments deleted", deleted)
    return deleted
