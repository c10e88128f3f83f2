"""A report as a file: one module for each kind, none of them knows HTTP.

The libraries that write office files and PDF take a second and 50 MB to load: they come with the first file.
"""

from collections.abc import Callable

from api.assess.exports.csv_file import report_csv
from api.assess.guidance import Guidance
from api.assess.model import Questionnaire
from api.assess.render import report_html
from api.assess.report import Report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _html(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    return report_html(report, questionnaire, guidance, base).encode()


def _json(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    return report.model_dump_json().encode()


def _xlsx(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    from api.assess.exports.xlsx_file import report_xlsx

    return report_xlsx(report, questionnaire, guidance, base)


def _docx(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    from api.assess.exports.docx_file import report_docx

    return report_docx(report, questionnaire, guidance, base)


def _pdf(report: Report, questionnaire: Questionnaire, guidance: Guidance, base: str) -> bytes:
    from api.assess.exports.pdf_file import report_pdf

    return report_pdf(report, questionnaire, guidance, base)


Export = Callable[[Report, Questionnaire, Guidance, str], bytes]
EXPORTS: dict[str, tuple[str, Export]] = {
    "html": ("text/html; charset=utf-8", _html),
    "json": ("application/json", _json),
    "csv": ("text/csv; charset=utf-8", report_csv),
    "xlsx": (XLSX, _xlsx),
    "docx": (DOCX, _docx),
    "pdf": ("application/pdf", _pdf),
}
