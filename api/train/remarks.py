"""What a trainer has to know of a plan that was edited: where it no longer keeps what we plan by."""

from collections.abc import Iterator, Sequence

from api.train.lines import PAUSES
from api.train.training import AgendaItem, ObjectivePlan

Remark = tuple[str, dict[str, object]]  # the id of a guidance, and the words for its braces


def remarks(agenda: Sequence[AgendaItem], objectives: Sequence[ObjectivePlan], most: int) -> list[Remark]:
    """Stretches of more than `most` minutes without a break, an opening or an evaluation out of its place,
    objectives that nothing checks. A plan that nobody edited has none of these.
    """
    return [*_stretches(agenda, most), *_places(agenda), *_unchecked(objectives)]


def _stretches(agenda: Sequence[AgendaItem], most: int) -> Iterator[Remark]:
    stretch: list[AgendaItem] = []
    for item in (*agenda, None):
        if item is not None and item.kind not in PAUSES:
            stretch.append(item)
            continue
        minutes = sum(one.minutes for one in stretch)
        if minutes > most:
            words = {"start": stretch[0].start, "end": stretch[-1].end, "minutes": minutes, "most": most}
            yield "remark-stretch", words
        stretch = []


def _places(agenda: Sequence[AgendaItem]) -> Iterator[Remark]:
    work = [item for item in agenda if item.kind not in PAUSES]
    taught = [at for at, item in enumerate(work) if item.kind in ("teach", "practise", "check")]
    if not taught:  # nothing for an opening to come after, or an evaluation before
        return
    for at, item in enumerate(work):
        words: dict[str, object] = {"start": item.start, "activity": item.activity}
        if item.kind == "open" and at > taught[0]:
            yield "remark-opening", words
        if item.kind == "evaluate" and at < taught[-1]:
            yield "remark-evaluation", words


def _unchecked(objectives: Sequence[ObjectivePlan]) -> Iterator[Remark]:
    for objective in objectives:
        if not objective.checked_by:
            yield "remark-unchecked", {"objective": objective.text}
