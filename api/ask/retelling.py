"""The answer before told again: in less, its terms explained, or by the works that it rests on."""

import re
from collections.abc import Sequence

from api.ask.citing import Numbering, first_of_each_work, renumbered, statements, told
from api.ask.glossary import explained
from api.ask.in_a_sentence import inline_items
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.reply import CitationRef, Statement
from api.ask.turn import Turn

_TERMS = 2  # so many terms of an answer are explained


def retold(plan: Plan, last: Turn, knowledge: Knowledge) -> tuple[list[Statement], list[CitationRef]]:
    """At most `plan.most` statements of `last`, then what its terms mean; with the citations that they need.

    As a list where that is wished for: every point of it, none of what leads to them. Nothing comes back
    where that would be the answer before again.
    """
    if plan.listed:
        points = _points(last.statements, plan.most or 0)[: plan.most]
        said, citations = renumbered(points, last.citations)
        same = [(s.text, s.kind) for s in said] == [(s.text, s.kind) for s in last.statements]
        return ([], []) if same else (said, citations)
    kept = [s.model_copy(update={"heading": None}) for s in _told(last.statements)[: plan.most]]
    said, citations = renumbered(kept, last.citations)
    if plan.glossary:
        numbering = Numbering(knowledge)
        text, home = " ".join(s.text for s in kept), [c.passage_id for c in last.citations]
        more = statements(explained(text, home, knowledge, _TERMS), numbering)
        said, citations = _behind(said, citations, more, numbering.references())
    same = [s.text for s in said] == [s.text for s in last.statements]
    return ([], []) if same else (said, citations)


def rested_on(plan: Plan, last: Turn) -> tuple[list[Statement], list[CitationRef]]:
    """The works behind an answer: those of its first sentence each in a sentence, the others as a list.

    With `plan.figure` only those behind what holds a figure. Nothing where it rests on none.
    """
    cited = [one for one in last.statements if one.citations]
    if plan.figure:
        cited = [one for one in cited if re.search(r"\d", one.text)][:1]
    by_number = {citation.number: citation for citation in last.citations}
    numbers = dict.fromkeys(number for one in cited for number in one.citations if number in by_number)
    works = first_of_each_work([by_number[number] for number in numbers])
    opening = {by_number[n].source.id for one in cited[:1] for n in one.citations if n in by_number}
    lead = (
        "The figure is from"
        if plan.figure
        else "It is said in"
        if len(works) == 1
        else "The main point is from"
    )
    said: list[Statement] = []
    for work in works:
        if work.source.id in opening:
            said.append(Statement(text=f"{lead} {told(work)}.", citations=[work.number]))
            lead = "It is also from"
        else:
            said.append(Statement(text=told(work), citations=[work.number], kind="item"))
    rest = next((n for n, one in enumerate(said) if one.kind == "item"), None)
    if rest is not None:
        said[rest] = said[rest].model_copy(update={"heading": "The rest of the answer is from"})
    return renumbered(said, last.citations)


def told_again(
    plan: Plan, last: Turn, knowledge: Knowledge
) -> tuple[str, list[Statement], list[CitationRef]]:
    """An earlier answer whole, or the one before in less; where that cannot be, a word and its first line."""
    if plan.again and not plan.listed:
        return "", list(last.statements), list(last.citations)
    said, citations = retold(plan, last, knowledge)
    if said or plan.listed:
        return "", said, citations
    first = [one.model_copy(update={"heading": None}) for one in _told(last.statements)[:1]]
    return plan.word, *renumbered(first, last.citations)


def counted_in(plan: Plan, said: Sequence[Statement], last: Turn) -> list[str]:
    """What a later turn may count in: the points of a list just made, else those of the answer before."""
    return [s.text for s in said] if plan.listed and len(said) > 1 else list(last.items)


def _told(said: Sequence[Statement]) -> list[Statement]:
    """What can stand alone: the sentences; of a bare list its items."""
    return [s for s in said if s.kind == "sentence"] or [s for s in said if s.kind != "lead"]


def _points(said: Sequence[Statement], wanted: int = 0) -> list[Statement]:
    """The items of a list as they are; where there is no list, each sentence as an item, or, where more are
    `wanted`, the parts of the first sentence that lists some.
    """
    items = [s for s in said if s.kind in ("item", "step")]
    points = items if len(items) > 1 else [s for s in said if s.kind != "lead"]
    if len(items) < wanted and len(parts := _parts(said)) >= wanted:
        points = parts
    return [
        s.model_copy(update={"heading": None, "kind": s.kind if s.kind == "step" else "item"}) for s in points
    ]


def _parts(said: Sequence[Statement]) -> list[Statement]:
    """The parts of the first sentence that lists some, each resting on what the sentence rests on."""
    listing = next((s for s in said if inline_items(s.quoted)), None)
    parts = inline_items(listing.quoted) if listing else ()
    return [Statement(text=part, citations=listing.citations, kind="item") for part in parts if listing]


def _behind(
    said: list[Statement], citations: list[CitationRef], more: list[Statement], cited: list[CitationRef]
) -> tuple[list[Statement], list[CitationRef]]:
    """Both one after the other, the numbers of `more` counted on."""
    count = len(citations)
    moved = [s.model_copy(update={"citations": [n + count for n in s.citations]}) for s in more]
    return said + moved, citations + [c.model_copy(update={"number": c.number + count}) for c in cited]
