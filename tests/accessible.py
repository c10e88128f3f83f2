"""A page in a browser against the rules of WCAG 2.2, levels A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

from tests.waiting import until_still

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def is_accessible(place: Page | Frame, more_than: int) -> None:
    """No rule is broken, and more than `more_than` of them were met, once it is all there and still."""
    until_still(place)
    response = Axe().run(place, options=RULES).response
    assert len(response["passes"]) > more_than, "the rules were not really run"
    assert not response["violations"], [
        (v["id"], v["nodes"][0]["html"][:200]) for v in response["violations"]
    ]
