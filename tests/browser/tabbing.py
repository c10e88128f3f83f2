"""Going through a page with the Tab key, as people do who use the keyboard alone."""

from playwright.sync_api import Page


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the element has the focus; on the way each stop has to be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
            return s.outlineStyle !== "none" || s.boxShadow !== "none"; }"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached")
