"""The lines that a move wants of what was found: what is to be done, what law it is, how often it is so."""

import re
from dataclasses import replace

from api.ask.composing.draft import Chosen
from api.ask.composing.section import section_answer, what_to_do
from api.ask.form import form_of
from api.ask.knowledge import Knowledge, Shelf, cosine
from api.ask.moves.in_figures import holds_a_figure
from api.ask.moves.plan import Plan
from api.ask.moves.usual import told_how_often
from api.ask.orders import is_an_order
from api.ask.part import Settled
from api.ask.retrieve import READ_AS_ANSWER, Found, relevance_of

_MOST_ACTIONS, _MOST_LAWS = 4, 2
# sections that a search brought, and the score, as a share of the best one's, to be on the matter
_LOOKED_AT, _AS_GOOD = 5, 0.75
# how near a line that names a law has to be to the matter; and a further one, as a share of the nearest
_NEAR, _AS_NEAR = 0.32, 0.65
_TOLD_FROM = 0.2  # what a line of the sections that the answer before was told from has before others
# "the Procurement Reform (Scotland) Act 2014", "regulation 41", "UK GDPR"
_A_LAW = re.compile(
    r"\b[A-Z][\w'’]+ (?:(?:and|of|for|the|to|from|etc|\([\w ]+\)|[A-Z][\w'’,]+) )*(?:Acts?|Regulations|Order|"
    r"Directive|Code)\b|\b[Rr]egulations? \d+|\b[Ss]ections? \d+|\bUK GDPR\b|\bTUPE\b|"
    r"\bdata protection law\b"
)


def names_a_law(text: str) -> bool:
    """Whether a line names a law.

    >>> names_a_law("Regulation 41 of 2015 allows talks."), names_a_law("The rules allow talks.")
    (True, False)
    """
    return bool(_A_LAW.search(text))


def picked(plan: Plan, settled: Settled, knowledge: Knowledge) -> list[Chosen]:
    """The lines that `plan` wants; none where there are none that were not said before."""
    if settled.found is None or not (plan.fits or plan.pick):
        return []
    if plan.fits:
        return _of_its_section(plan, settled.found)
    if plan.pick == "often":
        return told_how_often(settled.found, plan.avoid)
    return _laws(plan, settled.found, knowledge) if plan.pick == "law" else _actions(plan, settled)


def _of_its_section(plan: Plan, found: Found) -> list[Chosen]:
    hit = next((hit for hit in found.hits if hit.shelf.passage.id == plan.section), None)
    if hit is None:
        return []
    lines = section_answer(replace(found, hits=(hit,)), form_of(plan.question), plan.detail)
    new = [one for one in lines if one.line.text not in plan.avoid and not plan.without & one.line.stems]
    return [one for one in new if holds_a_figure(one.line.text)] if plan.figures else new


def _actions(plan: Plan, settled: Settled) -> list[Chosen]:
    """What is to be done: what was not said, else that of the next section, else what was said once more."""
    told = [one for one in settled.chosen if one.kind == "step" or is_an_order(one.line.text)]
    todo = [one for one in told if one.line.text not in plan.avoid]
    if not todo and settled.found:
        todo = _of_the_next(plan, settled.found)
    return [replace(one, kind="step", heading=None) for one in (todo or told)[:_MOST_ACTIONS]]


def _of_the_next(plan: Plan, found: Found) -> list[Chosen]:
    """What the next section on the matter tells to do, where it opens with that; none where none does."""
    answers = bool(found.hits) and found.hits[0].reading >= READ_AS_ANSWER  # else the next may be on anything
    for shelf in _on_the_matter(found) if answers else ():
        if shelf.opening and is_an_order(shelf.opening[0].text) and shelf.opening[0].text not in plan.avoid:
            return [Chosen(line, shelf) for line in what_to_do(shelf)]
    return []


def _on_the_matter(found: Found) -> list[Shelf]:
    best = found.hits[0].score if found.hits else 0.0
    return [hit.shelf for hit in found.hits[:_LOOKED_AT] if hit.score >= _AS_GOOD * best]


def _laws(plan: Plan, found: Found, knowledge: Knowledge) -> list[Chosen]:
    """The lines that name a law and come nearest to the matter: told from, else found on it."""
    told = [shelf for passage in plan.told_in if (shelf := knowledge.section(passage))]
    held: dict[str, tuple[float, Chosen]] = {}
    for place, shelf in enumerate([*told, *_on_the_matter(found)]):
        for line in shelf.lines:
            if names_a_law(line.text) and not line.text.endswith(":"):
                near = relevance_of(line, cosine(line.vector, found.asked.vector), found.asked)
                near += _TOLD_FROM if place < len(told) else 0.0
                held.setdefault(line.text, (near, Chosen(line, shelf)))
    ranked = sorted((one for one in held.values() if one[0] >= _NEAR), key=lambda one: -one[0])
    chosen: list[Chosen] = []
    for near, one in ranked:
        named = {law for said in chosen for law in _laws_in(said.line.text)}
        if near >= _AS_NEAR * ranked[0][0] and _laws_in(one.line.text) - named:
            chosen.append(one)
    return chosen[:_MOST_LAWS]


def _laws_in(text: str) -> set[str]:
    return {match[0].lower() for match in _A_LAW.finditer(text)}
