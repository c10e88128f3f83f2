"""What was decided, in the Word report: the plan, the plan of last time, and what was agreed."""

from typing import Any

from api.assess.report import Report
from api.days import day


def write_decided(paper: Any, report: Report) -> None:
    """The plan and the agreed answers; `paper` writes headings, text and tables."""
    paper.heading("Plan", 1)
    if not report.plan.saved:
        paper.text("These lines are suggested from the answers. Nobody has saved a plan yet.")
    rows = [
        (a.action, a.owner, day(a.date) if a.date else "", a.measure, "yes" if a.done else "")
        for a in report.plan.actions
    ]
    paper.table(
        ("Action", "Owner (role)", "Date", "How you notice it is done", "Done"), rows, (58, 30, 24, 44, 14)
    )
    if report.earlier_plan:
        paper.heading("The plan of last time", 1)
        before = [
            (a.action, a.owner, day(a.date) if a.date else "", "yes" if a.done else "no")
            for a in report.earlier_plan
        ]
        paper.table(("Action", "Owner (role)", "Date", "Done"), before, (90, 36, 28, 16))
    if report.consensus:
        texts = {term.question: term.text for score in report.dimensions for term in score.terms}
        paper.heading("What was agreed", 1)
        for agreed in report.consensus:
            title = agreed.title or "No step agreed"
            said = f"{title}: {agreed.comment}" if agreed.comment else title
            paper.labelled(texts.get(agreed.question, agreed.question), said)
