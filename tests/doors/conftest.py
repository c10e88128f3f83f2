import http.server
import itertools
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from api.app import create_app
from api.partners.keys import Hasher
from api.partners.model import NewPartner
from api.services import Services
from api.settings import Settings
from tests.browser.chromium import chromium
from tests.browser.site import serving
from tests.quick import QUICK
from tests.sharing import share_loaded
from tests.waiting import NO_LONG_TIMERS

ADMIN_KEY = "the-admin-key-of-these-tests"
_NUMBERS = itertools.count(1)
ADMIN = {"Authorization": f"Bearer {ADMIN_KEY}"}


@dataclass
class Site:
    """A real server in a thread: its address, and what it runs on."""

    base: str
    services: Services


@pytest.fixture
def settings(built: Path, migrated: Path, tmp_path: Path) -> Settings:
    """Settings over the real corpus, a database of its own, and an admin key that is quick to check."""
    shutil.copy(migrated, tmp_path / "own.sqlite3")
    return Settings(
        data_dir=built,
        database_url=f"sqlite:///{tmp_path / 'own.sqlite3'}",
        admin_key_hash=QUICK.hash(ADMIN_KEY),
    )


MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def bare_app(built: Path) -> FastAPI:
    """The application, made once; a test gives it services of its own."""
    return create_app(Settings(data_dir=built))


@pytest.fixture
def make_client(bare_app: FastAPI, settings: Settings, services: Services) -> MakeClient:
    """Gives the application new services with changed settings; for their limits time stands still."""

    def make(base_url: str = "http://testserver", **changes: object) -> TestClient:
        own = Services(settings.model_copy(update=changes))
        share_loaded(own, services)
        own.partners.registry.hasher = Hasher(QUICK)
        own.partners.limiter.clock = lambda: 0.0
        bare_app.state.services = own
        return TestClient(bare_app, base_url)

    return make


@pytest.fixture(scope="session")
def site(services: Services, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application on a real port."""
    database = tmp_path_factory.mktemp("site") / "site.sqlite3"
    app = create_app(
        Settings(data_dir=built, database_url=f"sqlite:///{database}", admin_key_hash=QUICK.hash(ADMIN_KEY))
    )
    share_loaded(app.state.services, services)
    with serving(app, log_level="warning") as address:
        yield Site(address, app.state.services)


@dataclass
class Host:
    """Somebody else's website, with pages that a test writes; `partner` is the id under which it embeds."""

    origin: str
    folder: Path
    partner: str = ""

    def page(self, body: str, head: str = "") -> str:
        """Write a page; returns its address."""
        (self.folder / "page.html").write_text(
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A council</title>'
            f"{head}</head>"
            f"<body><main><h1>A council's page</h1>{body}</main></body></html>"
        )
        return f"{self.origin}/page.html"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Callable[[], Host]]:
    """Starts websites on ports of their own."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def start() -> Host:
        folder = tmp_path / f"host-{len(servers)}"
        folder.mkdir()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Host(f"http://127.0.0.1:{server.server_address[1]}", folder)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


# no wider than a module: while it is open, nothing else in this thread may run an event loop
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of a module."""
    with chromium("the widget is") as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an empty page in a context of its own; keyword arguments go to the context."""
    contexts = []

    def opened(*, long_timers: bool = False, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        if not long_timers:  # the widget gives its frame eight seconds, which a busy machine may not have
            context.add_init_script(NO_LONG_TIMERS)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def council(site: Site, host: Callable[[], Host]) -> Host:
    """The website of a partner that may show the guide."""
    website = host()
    # counted: a port comes back, and the partners of earlier tests are still there
    name = f"council-{next(_NUMBERS)}"
    site.services.partners.registry.create(NewPartner(id=name, name="Council", origins=(website.origin,)))
    website.partner = name
    return website
