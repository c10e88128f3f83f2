"""What the tests of answers share."""

import pytest

from api.ask.pipeline import Asker
from api.services import Services


@pytest.fixture(scope="module")
def asker(services: Services) -> Asker:
    """Answers from the whole corpus."""
    return services.asker
