"""A case in which something was seen: what comes nearest of all that is told of pilots, in any section."""

import re
from collections.abc import Iterator

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge, Line, Shelf, cosine
from api.ask.moves.plan import Plan
from api.ask.retrieve import Asked, relevance_of
from kb.embedding import Vectors
from kb.variants import as_asked

_LOOKED_AT = 10  # sections for the question, and for what was answered to it
# how near a line has to be to be a case, and to be the nearest thing where nothing is one; likeness to the
# answer before, which says in the guide's own words what is to be seen, counts half; a case is near the
# question itself as well
_CASE, _NEAR, _OF_THE_ANSWER, _ON_THE_QUESTION = 0.5, 0.38, 0.5, 0.28
_AT_HOME = 0.08  # what a line has before others in a section that the answer rests on, or in its evidence
# who says so, behind what is said: "…, according to the 2009-2011 programme"
_ATTRIBUTED = re.compile(
    r",? (?:according to|(?:says|said|wrote|writes|found|finds|advised|advises)) [^,;]+$", re.I
)
_THE_SAME = 0.86  # cosine above which a line says the answer before again
# what tells of a work or of nobody, and of no pilot: "The 2016 evaluation of the Fund asks …"
_OF_NO_PILOT = re.compile(
    r"\b(?:might|could|would) have\b|\bnot (?:told|known|said)\b|"
    r"^(?:nobody|no|none|whether|as far as|(?:the|an?|one|two|three|some)\b[^,;:]{0,60}? "
    r"(?:evaluations?|guidance|guides?|stud(?:y|ies)|reports?|reviews?|introduction|handbook)\b)",
    re.I,
)
_BODY = re.compile(r"\bEQUAL Social Economy Scotland\b")  # the partnership, and none of its pilots
# how a line tells of trouble
_TROUBLE = re.compile(
    r"\b(?:not|no|never|neither|nor|without|lack\w*|fail\w*|unclear|un(?:manageable|successful)\w*|"
    r"too (?:wide|late|long|short|small|large|few|little|big|narrow)|underestimat\w*|barriers?|"
    r"challeng\w*|difficult\w*|problems?|trouble|wrong|badly|delay\w*|longer than|slow\w*|"
    r"seldom|rarely|hardly|missing|refus\w*|ended|stopped|lost)\b",
    re.I,
)
_NO_PILOTS = frozenset(("common-lessons", "ready-for-business", "italy"))  # named so, though they are none


def seen_in(plan: Plan, asked: Asked, knowledge: Knowledge) -> tuple[list[Chosen], bool]:
    """What a pilot did that comes nearest to a question and its answer, and whether it is a case of it.

    Nothing where no line is near.
    """
    told = knowledge.embedder.embed_one(as_asked(plan.told)) if plan.told else None
    home = {one for document in plan.home for one in _at_home(document, knowledge)}
    best: tuple[float, list[Chosen]] = (0.0, [])
    for shelf in _sections(plan, asked, knowledge):
        near_by = _AT_HOME if shelf.document.id in home else 0.0
        for lines in _cases_in(shelf, knowledge):
            value = max(_worth(line, asked, told) for line in lines) + near_by
            if value > best[0] and _is_wanted(lines, plan):
                best = (value, [Chosen(line, shelf) for line in lines])
    return (best[1] if best[0] >= _NEAR else []), best[0] >= _CASE


def _is_wanted(lines: tuple[Line, ...], plan: Plan) -> bool:
    """Whether lines are new, tell something, and tell of trouble or of none where the plan wants that."""
    if any(line.text in plan.avoid or line.unknown for line in lines):
        return False
    trouble = bool(_TROUBLE.search(lines[0].text))
    return not plan.wanted or trouble is (plan.wanted == "fault")


def _at_home(document_id: str, knowledge: Knowledge) -> tuple[str, ...]:
    """A document that an answer rests on, and those that it is evidence by."""
    document = knowledge.documents.get(document_id)
    return (document_id, *(document.front.evidence if document else ()))


def _worth(line: Line, asked: Asked, told: Vectors | None) -> float:
    near = relevance_of(line, cosine(line.vector, asked.vector), asked)
    if told is None:
        return near
    like = cosine(line.vector, told)
    if like >= _THE_SAME:
        return 0.0
    both = near + _OF_THE_ANSWER * like
    return both if near >= _ON_THE_QUESTION else min(both, _CASE - _AT_HOME - 0.01)


def _sections(plan: Plan, asked: Asked, knowledge: Knowledge) -> Iterator[Shelf]:
    """The sections on pilots that are nearest to the question and to its answer."""
    rank, among = knowledge.index.retriever.rank, knowledge.of_pilots
    searched = [asked.text, as_asked(plan.told)] if plan.told else [asked.text]
    found = (rank(text, knowledge.embedder, among).top(_LOOKED_AT) for text in searched)
    for number in dict.fromkeys(number for numbers in found for number in numbers):
        shelf = knowledge.shelf(number)
        if among[number] and not shelf.unknown:
            yield shelf


def _cases_in(shelf: Shelf, knowledge: Knowledge) -> Iterator[tuple[Line, ...]]:
    """What a section tells of pilots: the short answer of a pilot's own; each line that names one."""
    if shelf.document.front.kind == "pilot" and names_a_pilot(_opening_of(shelf), knowledge):
        yield shelf.opening
    for line in shelf.lines:
        if not _OF_NO_PILOT.search(line.text) and names_a_pilot(line.text, knowledge):
            yield (line,)


def _opening_of(shelf: Shelf) -> str:
    return "" if _OF_NO_PILOT.search(shelf.opening[0].text) else " ".join(one.text for one in shelf.opening)


def names_a_pilot(text: str, knowledge: Knowledge) -> bool:
    """Whether a line tells of a pilot by its name, not only on the word of one."""
    return bool(pilot_in(text, knowledge))


def pilot_in(text: str, knowledge: Knowledge) -> str:
    """How the guide calls the pilot that a line tells of, by its longest name; "" where it tells of none."""
    text = _BODY.sub("", _ATTRIBUTED.sub("", text))
    if text.endswith(":"):
        return ""
    named = [
        (max(len(form) for form in held), name.title)
        for name in knowledge.names.found_in(text)
        if name.is_of_a_pilot and name.id not in _NO_PILOTS
        and (held := [form for form in name.also if form in text])  # "equal votes" names no EQUAL pilot
    ]  # fmt: skip
    return max(named, key=lambda one: one[0])[1] if named else ""
