"""Any figures: what is told in numbers on the question before."""

from api.ask.acts import small, unwrapped
from api.ask.moves.in_figures import holds_a_figure
from api.ask.moves.plan import Plan
from api.ask.turn import Turn

_LACKING = "The sources give no {more}figures on this."


def plan(last: Turn, said: str) -> Plan:
    """Ask the last question for its figures, best of all in the documents that the answer came from."""
    more = "further " if any(map(holds_a_figure, last.said)) else ""
    before = small(unwrapped(last.understood_as)).rstrip("?.! ")
    return Plan(
        "figures", question=last.understood_as, understood=f"Which figures are there: {before}?",
        avoid=frozenset(last.said), figures=True, told=last.topic or "",
        home=frozenset(citation.passage_id.partition("#")[0] for citation in last.citations),
        lacking=_LACKING.format(more=more), offer=last.offered[:2],
    )  # fmt: skip
