"""Carrying out a move on the answer to its question: only pilots, nothing said before, so many statements."""

from collections.abc import Sequence
from dataclasses import replace

from api.ask.composing.draft import Chosen, Draft
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.part import Settled
from api.ask.retrieve import Hit

_TERMS = 2  # so many terms of an answer are explained


def carried_out(plan: Plan, settled: Settled, knowledge: Knowledge) -> Settled:
    """What the question of a move came to, as the move wants it."""
    if settled.found is None or settled.reason in ("personal_data", "unsafe"):
        return settled
    chosen = list(settled.chosen)
    if plan.folder:
        chosen = _of_folder(settled.found.hits, plan)
    chosen = [one for one in chosen if one.line.text not in plan.avoid]
    if not chosen and plan.avoid:
        chosen = _next_section(settled.found.hits, plan)
    if not chosen:
        return replace(settled, chosen=[], reason="not_in_knowledge_base")
    if plan.most:
        chosen = _at_most(chosen, plan.most)
    if plan.glossary:
        chosen += _explained(chosen, knowledge)
    reason = None if plan.folder or plan.avoid else settled.reason
    return replace(settled, chosen=chosen, reason=reason)


def _at_most(chosen: Sequence[Chosen], most: int) -> list[Chosen]:
    """The first sentences; a lead without its list says nothing, nor does a single item."""
    plain = [one for one in chosen if one.kind == "sentence"] or [one for one in chosen if one.kind != "lead"]
    return plain[:most]


def _of_folder(hits: Sequence[Hit], plan: Plan) -> list[Chosen]:
    """The short answer of the best section of the folder that says something new."""
    for hit in hits:
        lines = hit.shelf.opening
        wanted = hit.shelf.document.id.startswith(f"{plan.folder}/") and not hit.shelf.unknown
        if wanted and any(line.text not in plan.avoid for line in lines):
            return [Chosen(line, hit.shelf) for line in lines]
    return []


def _next_section(hits: Sequence[Hit], plan: Plan) -> list[Chosen]:
    """The short answer of the next section that says something new."""
    for hit in hits[1:4]:
        draft = Draft()
        draft.take([line for line in hit.shelf.short if line.text not in plan.avoid], hit.shelf)
        if draft.chosen and not hit.shelf.unknown:
            return draft.chosen
    return []


def _explained(chosen: Sequence[Chosen], knowledge: Knowledge) -> list[Chosen]:
    """What the named terms of an answer mean, each in the first sentence of its own document."""
    text = " ".join(one.line.text for one in chosen)
    home = {one.shelf.document.id for one in chosen}
    explained: list[Chosen] = []
    for name in knowledge.names.found_in(text):
        document = knowledge.documents.get(name.document)
        if document is None or document.id in home or not document.passages:
            continue
        shelf = knowledge.section(document.passages[0].id)
        if shelf and shelf.short:
            explained.append(Chosen(shelf.short[0], shelf, heading=name.title[0].upper() + name.title[1:]))
    return explained[:_TERMS]
