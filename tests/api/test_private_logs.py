"""No log holds the secret of a private link or the words of an exception, whichever logger writes it."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from api.private_logs import hide, private_logs

SECRET = "zanzibar"


@pytest.fixture(autouse=True)
def private() -> Iterator[None]:
    with private_logs():
        yield


@pytest.mark.parametrize("name", ["", "uvicorn.access", "uvicorn.error", "psp", "sqlalchemy.pool", "new.one"])
def test_no_logger_writes_the_secret_of_a_link(name: str, caplog: pytest.LogCaptureFixture) -> None:
    link = f"/assess/open/ab12~{SECRET}"
    logging.getLogger(name).warning('%s - "%s %s" %d', "127.0.0.1:1", "GET", link, 303)
    logging.getLogger(name).warning(f"at {link}")
    assert '127.0.0.1:1 - "GET /assess/open/[private-link]" 303' in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("name", ["", "uvicorn.error", "psp", "new.one"])
def test_no_logger_writes_the_words_of_an_exception(name: str, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger(name)
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"no such thing: {SECRET}") from error
    except ValueError as error:
        log.exception("it failed\n")
        log.error("it failed: %s", error)
        log.error("it failed", exc_info=error)
    assert SECRET not in caplog.text
    assert caplog.text.count("ValueError at ") == 2
    assert "; from KeyError at " in caplog.text
    assert "test_private_logs.py:" in caplog.text


def test_a_task_that_failed_unheard_is_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError(SECRET)

    async def run() -> None:
        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        del task

    asyncio.run(run())
    assert "Task exception was never retrieved" in caplog.text
    assert SECRET not in caplog.text


def test_what_is_no_text_stays_as_it_is() -> None:
    assert hide(303) == 303
    assert hide(None) is None
