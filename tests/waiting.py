"""Waiting for a page: Playwright's own wait evaluates text, which a strict content policy forbids."""

from playwright.sync_api import Frame, Page

from tests.eventually import eventually

STILL = (
    "document.readyState === 'complete' && document.fonts.status === 'loaded'"
    " && document.getAnimations().length === 0"
)
# The timers of a page that wait a second and more never go off: neither a word taken back after three seconds
# nor a wait that is given up after eight can depend on how busy the machine is.
NO_LONG_TIMERS = """(() => {
  const own = window.setTimeout;
  window.setTimeout = (work, wait, ...given) => (wait >= 1000 ? 0 : own(work, wait, ...given));
})()"""


def until(place: Page | Frame, expression: str) -> None:
    """Wait until the JavaScript `expression` is true in a page or frame."""
    eventually(lambda: bool(place.evaluate(expression)), expression, lambda: place.wait_for_timeout(50))


def until_still(place: Page | Frame) -> None:
    """Wait until a page or frame has its style sheets, scripts and fonts, and nothing in it moves."""
    until(place, STILL)
