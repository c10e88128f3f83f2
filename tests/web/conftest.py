"""The services of the running application."""

from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.services import Services


@pytest.fixture(scope="session")
def running(client: TestClient) -> Services:
    """What the application of `client` runs on, so that nothing is loaded twice."""
    services: Services = cast(FastAPI, client.app).state.services
    return services
