"""What stands around an answer: barriers, what helps, pilots, the next questions, the nearest thing known."""

from collections.abc import Iterator, Sequence

from api.ask.composing.draft import Chosen
from api.ask.form import Form
from api.ask.knowledge import Knowledge, Line
from api.ask.reply import Named
from api.ask.retrieve import Asked, Found, Hit
from graph.build import Graph
from kb.lexical import stems

FIRST = "process/what-is-a-psp"
_HOW_LONG = "process/timeline-before-the-tender#how-long-a-psp-takes"
_AFTER_FIRST = ("process/how-to-start", "process/is-a-psp-right", _HOW_LONG)
_BARRIERS, _MITIGATIONS, _PILOTS, _NEXT = 4, 5, 4, 3
_ON_IT = 0.15  # the share of the question's own words, by rarity, that a line near to it holds
_READ_AS_NEAR = -1.5  # log-odds of the re-ranker from which a section in other words is still near
_SAYS_SO = 0.15  # relevance of a line that says what is not known; it lost some for saying so


def related(
    found: Sequence[Found], chosen: Sequence[Chosen], graph: Graph, knowledge: Knowledge
) -> tuple[list[Named], list[Named], list[Named]]:
    """Barriers that the cited documents are evidence on, what helps against them, and pilots nearby."""
    documents = list(dict.fromkeys(c.shelf.document.id for c in chosen))
    fronts = [knowledge.documents[identifier].front for identifier in documents]
    barriers = list(dict.fromkeys(b for front in fronts for b in front.barriers))[:_BARRIERS]
    mitigations = list(dict.fromkeys(m for front in fronts for m in front.mitigations))
    mitigations += [
        h.mitigation.id
        for b in barriers
        for h in graph.mitigations_for(b)
        if h.mitigation.id not in mitigations
    ]
    near = [hit.shelf.document for part in found for hit in part.hits[:8]]
    linked = [knowledge.documents[e] for front in fronts for e in front.evidence if e in knowledge.documents]
    pilots = dict.fromkeys(
        d.id
        for d in (*(knowledge.documents[i] for i in documents), *near, *linked)
        if d.front.kind == "pilot"
    )
    return (
        [Named(id=b, title=graph.node(b).title) for b in barriers],
        [Named(id=m, title=graph.node(m).title) for m in mitigations[:_MITIGATIONS]],
        [Named(id=p, title=knowledge.documents[p].front.title) for p in list(pilots)[:_PILOTS]],
    )


def follow_ups(
    found: Sequence[Found], chosen: Sequence[Chosen], knowledge: Knowledge, form: Form
) -> list[str]:
    """What to ask next: after "what is a PSP" how it begins; else what stands beside the answer.

    One question a document, those that the passages next to the answer are known to answer.
    """
    used = {c.shelf.passage.id for c in chosen}
    if form == "definition" and any(passage.startswith(FIRST) for passage in used):
        return _first_questions(_AFTER_FIRST, knowledge)
    suggestions: dict[str, str] = {}
    for hit in (hit for part in found for hit in part.hits):
        shelf = hit.shelf
        if shelf.passage.id not in used and not shelf.unknown and shelf.question:
            suggestions.setdefault(shelf.document.id, shelf.question)
    return list(suggestions.values())[:_NEXT]


def nearest(found: Found) -> Chosen | None:
    """The nearest line that the guide does know, best of all one that says openly that this is not known.

    That one has to speak of what is asked for, and not only of the same pilot or body: "no source gives pay
    at Shine" is nothing near to what its users said. A section's short answer goes before its other lines,
    which seldom stand by themselves. Of a pilot named, what it was is near where nothing else is.
    """
    near = [
        (line, value, hit)
        for hit in found.hits[:3]
        for line, value in sorted(hit.ranked[:3], key=lambda pair: pair[0] not in hit.shelf.short)
        if _is_on_it(line, hit, found.asked)
    ]
    silent = (Chosen(line, hit.shelf) for line, value, hit in near if line.unknown and value > _SAYS_SO)
    known = (Chosen(line, hit.shelf) for line, _, hit in near if not line.unknown)
    return next(silent, None) or next(known, None) or next(_of_whom_it_names(found), None)


def _of_whom_it_names(found: Found) -> Iterator[Chosen]:
    """What the best sections of a pilot or body that the question names say first."""
    documents = {name.document for name in found.asked.names}
    for hit in found.hits[:3]:
        if hit.shelf.document.id in documents and not hit.shelf.short[0].unknown:
            yield Chosen(hit.shelf.short[0], hit.shelf)


def _is_on_it(line: Line, hit: Hit, asked: Asked) -> bool:
    """Whether a line shares a word with the question, names aside, or its section was read as near it."""
    if hit.reading >= _READ_AS_NEAR:
        return True
    return asked.own_overlap(line.stems | frozenset(stems(hit.shelf.passage.heading))) >= _ON_IT


def readings(knowledge: Knowledge) -> list[str]:
    """Three questions to choose from where a question could mean anything."""
    return ["What is a PSP?", *_first_questions(_AFTER_FIRST[:2], knowledge)]


def _first_questions(places: Sequence[str], knowledge: Knowledge) -> list[str]:
    return [question for place in places if (question := first_question(place, knowledge))]


def first_question(place: str, knowledge: Knowledge) -> str:
    """The first whole question that a section is asked by, of a document its first section; "" without one.

    The list of a document holds the wordings of all its sections and begins with whatever was added last.
    """
    document = knowledge.documents.get(place.partition("#")[0])
    if document is None or not document.passages:
        return ""
    section = place if "#" in place else document.passages[0].id
    asked = [v.question for v in document.variants if v.passage_id == section]
    return next((question for question in asked if question.endswith("?")), asked[0] if asked else "")
