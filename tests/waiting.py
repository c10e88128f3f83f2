"""Waiting for a page: Playwright's own wait evaluates text, which a strict content policy forbids."""

import pytest
from playwright.sync_api import Page


def until(page: Page, expression: str) -> None:
    """Wait up to thirty seconds until the JavaScript `expression` is true."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {expression}")
