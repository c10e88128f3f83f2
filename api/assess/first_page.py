"""What the first page of a report says in words, so that the page and every file say the same."""

from dataclasses import dataclass

from api.assess.report import Report
from api.assess.scoring import DimensionScore
from api.days import day

MOST_DIFFERENCES, MOST_STEPS = 3, 5


@dataclass(frozen=True)
class Lines:
    """A heading, its lines (each with a remark), and what stands there without any."""

    title: str
    lines: tuple[tuple[str, str], ...]
    none: str


def together(score: DimensionScore) -> str:
    """The share of all, with what people answered beside it where something was agreed; * for few answers."""
    if score.share is None:
        return "–"
    said = f"{score.share * 100:.0f} %{'*' if score.uncertain else ''}"
    if not score.agreed:
        return said
    answered = "–" if score.as_answered is None else f"{score.as_answered * 100:.0f} %"
    return f"{said} agreed (answered {answered})"


def notes(report: Report) -> list[str]:
    """What has to be known to read the table: only what occurs in it."""
    scores, found = report.dimensions, []
    cells = [cell.share for row in report.heat for cell in row.cells]
    if any(score.agreed for score in scores):
        found.append(
            "“Together” takes what was agreed in place of the answers; the columns of the sectors do not."
        )
    if any(score.share is not None and score.uncertain for score in scores):
        found.append("* Few people answered: see “Each sum, term by term”.")
    if None in cells or any(score.share is None for score in scores):
        found.append("– Not asked, or fewer than half of the questions answered.")
    if report.trend:
        found.append(then_and_now(report))
    if report.earlier_deleted:
        found.append("The assessment before this one was deleted, so that nothing is compared with it.")
    if report.opened_again:
        again = day(report.opened_again)
        found.append(
            f"Answering was closed and opened again on {again}: later answers may know those of others."
        )
    return found


def then_and_now(report: Report) -> str:
    """How many people stand behind the comparison, and what is compared."""
    trend = report.trend
    if trend is None:
        return ""
    now = f"{trend.people_after} now, who need not be the same"
    people = f"{trend.people_before} people answered then and {now}."
    return f"Then and now: {people} What was agreed is left out on both sides."


def differences(report: Report) -> Lines:
    """The largest differences that nothing is agreed on yet."""
    agreed = {answer.question for answer in report.consensus if answer.option}
    apart = [spread for spread in report.spread if spread.range]
    still = [spread for spread in apart if spread.question not in agreed]
    none = "No two people differ."
    if not any(spread.range is not None for spread in report.spread):
        none = "At no question did two people choose a step, so that nothing can differ."
    elif apart:
        none = "Something is agreed on each."
    lines = []
    for spread in still[:MOST_DIFFERENCES]:
        sectors = f"; sectors {spread.sector_gap:g}" if spread.sector_gap else ""
        lines.append((spread.text, f"{spread.range} of {spread.of} steps apart{sectors}"))
    settled = len(apart) - len(still)
    title = f"The largest differences still open ({settled} agreed)" if settled else "The largest differences"
    return Lines(title, tuple(lines), none)


def first_steps(report: Report) -> Lines:
    """The plan, once one is saved; until then what the answers suggest, and marked as that."""
    if report.plan.saved:
        waiting = [action for action in report.plan.actions if not action.done]
        done = len(report.plan.actions) - len(waiting)
        lines = tuple(
            (a.action, f"{a.owner or 'no owner'}, {day(a.date) if a.date else 'no date'}")
            for a in waiting[:MOST_STEPS]
        )
        none = "Everything in the plan is done." if done else "The plan is empty."
        return Lines(f"Our plan ({len(waiting)} to do, {done} done)", lines, none)
    lines = tuple((item.first_action, item.role.title) for item in report.priorities[:MOST_STEPS])
    return Lines("What to do first (suggested, not agreed)", lines, "No answer given lies on a lower step.")
