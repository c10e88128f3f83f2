"""Where this server is for its visitors: what the operator set, else what the request came to."""

from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient
from starlette.requests import HTTPConnection

from api.callers import public_address, public_origin
from api.services import Services
from api.settings import Settings
from tests.sharing import share_loaded


def connection(base_url: str, root_path: str = "") -> HTTPConnection:
    services = SimpleNamespace(settings=Settings(base_url=base_url))
    app = SimpleNamespace(state=SimpleNamespace(services=services))
    return HTTPConnection(
        {"type": "http", "scheme": "http", "server": ("10.0.0.5", 8000), "path": "/", "root_path": root_path}
        | {"query_string": b"", "headers": [], "app": app}
    )


@pytest.mark.parametrize(
    ("base_url", "root_path", "address", "origin"),
    [
        ("", "", "http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("", "/guide", "http://10.0.0.5:8000/guide", "http://10.0.0.5:8000"),
        ("https://guide.example", "", "https://guide.example", "https://guide.example"),
        ("https://www.example:8443/", "/guide", "https://www.example:8443", "https://www.example:8443"),
    ],
)
def test_address_for_links_and_origin_for_browsers(
    base_url: str, root_path: str, address: str, origin: str
) -> None:
    one = connection(base_url, root_path)
    assert (public_address(one), public_origin(one)) == (address, origin)


def test_names_in_the_graph_have_the_public_address(client: TestClient, services: Services) -> None:
    app = client.app
    mine = Services(services.settings.model_copy(update={"base_url": "https://guide.example"}))
    share_loaded(mine, services)
    before = app.state.services  # type: ignore[attr-defined]
    app.state.services = mine  # type: ignore[attr-defined]
    try:
        told = client.get("/ns").text + client.get("/v1/graph", params={"format": "jsonld"}).text
    finally:
        app.state.services = before  # type: ignore[attr-defined]
    assert "https://guide.example" in told
    assert "http://testserver" not in told
