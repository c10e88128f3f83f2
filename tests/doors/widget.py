"""What tests of the widget on somebody else's website share: the lines to paste, and its frame."""

from playwright.sync_api import Frame, Page

from api.doors import embed_snippets
from tests.doors.conftest import Host, Site
from tests.waiting import until_still

MET = 5  # even the small frame of the widget meets more rules than that
WINDOW = "document.querySelector('psp-guide').shadowRoot.querySelector('iframe').contentWindow"
# all that moved since the page began: two pictures later, what was drawn last has been counted
_SHIFT = """() => new Promise(done => {
  let sum = 0;
  const count = entries => { for (const entry of entries) sum += entry.value; };
  const seen = new PerformanceObserver(list => count(list.getEntries()));
  seen.observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => { count(seen.takeRecords()); done(sum); }));
})"""


def csp(site: Site) -> str:
    """The policy that we tell others to publish, as an element of a page's head."""
    policy = f"default-src 'none'; {embed_snippets.csp(site.base)}"
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def loader(site: Site) -> str:
    """The script that defines the widget."""
    return f'<script async src="{site.base}/embed/v1/psp-guide.js"></script>'


def opened_guide(page: Page, council: Host, site: Site) -> Frame:
    """The frame of the widget as a visitor opens it on the page of a council that pasted the plain lines."""
    page.goto(council.page(f'<psp-guide partner="{council.partner}"></psp-guide>', loader(site)))
    page.get_by_role("button", name="Ask the PSP Guide").click()
    return guide(page)


def guide(page: Page) -> Frame:
    """The frame of the widget that was opened, with its style sheets and its script."""
    frame = page.wait_for_selector("psp-guide iframe").content_frame()
    assert frame is not None
    frame.wait_for_selector("#q")
    until_still(frame)
    return frame


def shift(page: Page) -> float:
    """How far the parts of a page have moved while it was drawn, as browsers count it."""
    return float(page.evaluate(_SHIFT))
