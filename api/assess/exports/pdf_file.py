"""The report as a tagged PDF, laid out from the same HTML as the page."""

import logging

from weasyprint import HTML

from api.assess.guidance import Guidance
from api.assess.model import Questionnaire
from api.assess.render import report_html
from api.assess.report import Report
from api.frame.pdf import tagged_pdf


def report_pdf(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    """A PDF with a title, a language, headings as bookmarks and tags for screen readers."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    page = HTML(string=report_html(report, questionnaire, guidance, base), url_fetcher=_nothing_from_outside)
    return tagged_pdf(page)


def _nothing_from_outside(url: str) -> dict[str, object]:
    """Answers could hold an address; a report never fetches anything.

    Raises:
        ValueError: always.
    """
    raise ValueError("a report loads nothing")
