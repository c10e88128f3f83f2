"""The figures of a report as rows, for the files that are tables."""

from collections.abc import Sequence

from api.assess.model import SECTORS
from api.assess.report import Report

Cell = str | int | float | None
HEADINGS = (
    "dimension",
    "question_id",
    "question",
    "depth",
    "steps",
    "of",
    "basis",
    "in_words",
    "asked",
    "chose_a_step",
    "dont_know",
    "not_applicable",
    "missing",
    "range",
    "sector_gap",
    "mean_public",
    "mean_third",
    "mean_intermediary",
    "mean_service_user",
    "legal_must_have",
)


def question_rows(report: Report) -> list[Sequence[Cell]]:
    """One row for each question, in the order of asking, with the columns of `HEADINGS`."""
    spreads = {spread.question: spread for spread in report.spread}
    status = {result.question: result.state for result in (*report.knock_outs, *report.knock_outs_open)}
    rows: list[Sequence[Cell]] = []
    for score in report.dimensions:
        for term in score.terms:
            spread = spreads.get(term.question)
            means = {sector.sector: sector.mean for sector in spread.by_sector} if spread else {}
            rows.append(
                (
                    score.title,
                    term.question,
                    term.text,
                    term.depth,
                    term.value,
                    term.of,
                    term.basis,
                    term.in_words,
                    term.asked,
                    term.answered,
                    term.dont_know,
                    term.not_applicable,
                    term.missing,
                    spread.range if spread else None,
                    spread.sector_gap if spread else None,
                    *(means.get(sector) for sector in SECTORS),
                    status.get(term.question),
                )
            )
    return rows
