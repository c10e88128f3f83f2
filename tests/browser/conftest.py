"""A server for the session, a browser for the module, a fresh context for each test."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page

from .chromium import chromium
from .site import serving

Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def site(client: TestClient) -> Iterator[str]:
    """The address of the application that the other tests use too, so that nothing is loaded twice."""
    with serving(cast(FastAPI, client.app)) as address:
        yield address


# no wider than a module: while it is open, nothing else in this thread may run an event loop
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium("the pages are") as opened:
        yield opened


class Watched:
    """What a page must not do: complain on the console, or ask another server for something."""

    def __init__(self, site: str) -> None:
        self.site, self.complaints, self.requests = site, list[str](), list[str]()

    def watch(self, page: Page) -> Page:
        page.on(
            "console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        return page

    def check(self, status: int = 200) -> None:
        # the browser itself notes a page whose status is an error; that is no fault of the page
        told = [c for c in self.complaints if not (status >= 400 and f"status of {status}" in c)]
        assert told == []
        own = (self.site, "data:", "blob:")
        assert [url for url in self.requests if not url.startswith(own)] == []


@pytest.fixture
def watched(site: str) -> Watched:
    return Watched(site)


@pytest.fixture
def open_page(browser: Browser, site: str, watched: Watched) -> Iterator[Opened]:
    """Opens an address of the site in a context of its own; keyword arguments go to the context."""
    contexts: list[BrowserContext] = []

    def opened(address: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = watched.watch(context.new_page())
        page.goto(site + address)
        return page

    yield opened
    for context in contexts:
        context.close()
