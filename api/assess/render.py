"""The report as a page of HTML: the same body on the website, as a file and as a PDF."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from api.assess.charts import bar, dots, pair, told
from api.assess.first_page import differences, first_steps, notes, then_and_now, together
from api.assess.guidance import Guidance
from api.assess.model import SECTOR_TITLES, Questionnaire, Sector
from api.assess.must_haves import KnockOutResult
from api.assess.report import Report
from api.days import day
from api.frame.templates import Templates, read_templates

WEB = Path(__file__).parents[1] / "web"


def number(value: float | None) -> str:
    """A figure without needless places.

    >>> number(6.0), number(2.33), number(None)
    ('6', '2.33', '–')
    """
    return "–" if value is None else f"{value:g}"


def percent(share: float | None) -> str:
    """A share as whole per cent.

    >>> percent(0.556), percent(None)
    ('56 %', '–')
    """
    return "–" if share is None else f"{share * 100:.0f} %"


def sector_title(sector: Sector) -> str:
    """The sector in words."""
    return SECTOR_TITLES[sector]


def sum_in_words(values: list[float | None]) -> str:
    """A sum term by term.

    >>> sum_in_words([3.0, 0.67, None])
    '3 + 0.67'
    """
    return " + ".join(number(value) for value in values if value is not None)


def holds_before(report: Report, result: KnockOutResult, guidance: Guidance) -> str:
    """Before which stage a must-have has to hold, and whether the partnership said that it is there."""
    said = f"It has to hold before this stage: {guidance.title(result.before).title}."
    stages = guidance.stages()
    if report.stage not in stages or result.before not in stages:
        return said
    past = stages.index(report.stage) - stages.index(result.before)
    if past < 0:
        return said
    return f"{said[:-1]}. You said that you are {'at that stage' if past == 0 else 'past it'}."


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "percent": percent,
    "day": day,
    "sector_title": sector_title,
    "sum_in_words": sum_in_words,
}


@cache
def environment() -> Templates:
    """The templates of questionnaire and report."""
    return read_templates(WEB / "templates", **FILTERS)


def report_context(
    report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str
) -> dict[str, object]:
    """What the report templates need; `base` is put before addresses of the knowledge base."""
    questions = {question.id: question for question in questionnaire.questions}
    scales = {question.id: questionnaire.scale_of(question) for question in questionnaire.questions}
    return {
        "report": report,
        "then_now": report.then_now,
        "differences": differences(report),
        "first_steps": first_steps(report),
        "notes": notes(report),
        "then_and_now": then_and_now(report),
        "together": together,
        "pair": pair,
        "questionnaire": questionnaire,
        "questions": questions,
        "scales": scales,
        "dimensions": {dimension.id: dimension for dimension in questionnaire.dimensions},
        "stage": lambda slug: guidance.title(slug).title,
        "before": lambda result: holds_before(report, result, guidance),
        "source_title": guidance.source_title,
        "dots": dots,
        "told": told,
        "bar": bar,
        "base": base.rstrip("/"),
    }


def report_html(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> str:
    """A page that stands alone: one file, no script, nothing loaded from elsewhere."""
    context = report_context(report, questionnaire, guidance, base)
    style = (WEB / "static" / "assess.css").read_text(encoding="utf-8")
    return environment().get_template("assess/report_file.html").render(**context, style=style)
