"""Others like it: the things of the same kind that lie nearest to the one that was talked of."""

import re

import numpy as np

from api.ask.acts import without_opening
from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge, Shelf
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.turn import Turn
from kb.embedding import Vectors

_MOST = 3
_KINDS = {"pilots": "pilots", "roles": "roles", "methods": "methods"}  # folders whose pages are of one kind
_ONES = (
    r"(?:ones?|others?|psps?|pilots?|projects?|partnerships?|examples?|schemes?|services?|programmes?|cases?|"
    r"roles?|methods?|tools?|things?|bodies)"
)
_LIKE = (
    r"(?:(?:like|similar to|along the lines of) (?:it|that|this|them|these|those)(?: ones?)?|"
    r"of (?:that|this) (?:kind|sort|type))"
)
_ALIKE = re.compile(
    r"^(?:(?:are|is|were|was) there |(?:do|did|have) you (?:know(?: of)?|have|got) |has there been |got |"
    r"what |which |tell me about |show me |know of |(?:can|could) you (?:name|give me|tell me about) |name |"
    r"give me )?"
    rf"(?:(?:any|some|many|the|other|others|more|another|a|anything|something|anyone|anybody|{_ONES})\s+)*"
    rf"(?:(?:are|is|were|was)(?: there)? )?(?:{_LIKE}|(?:similar|comparable|related)(?: {_ONES})?)"
    r"(?: (?:in scotland|elsewhere|anywhere(?: else)?|too|as well|please|then|out there|around))*[\s?.!]*$",
    re.I,
)
# what says nothing of its own, and counts as that only where no list was given
_OTHERS = re.compile(
    rf"^(?:are there |any |some |what |which )*(?:others?|other {_ONES}|more {_ONES})[\s?.!]*$", re.I
)
_THE_OTHERS = re.compile(
    rf"^(?:(?:what|how) about )?the (?:others?|other {_ONES}|rest)(?: then| though)?[\s?.!]*$", re.I
)


def asks_for_alike(said: str, last: Turn) -> bool:
    """Whether a follow-up asks for others of the kind of what was talked of.

    >>> turn = Turn("Did it work?", "the Falkirk PSP", (), True)
    >>> asks_for_alike("any others like it?", turn), asks_for_alike("and similar projects", turn)
    (True, True)
    >>> asks_for_alike("any others", turn), asks_for_alike("do others like it", turn)
    (True, False)
    """
    asked = without_opening(said.strip())
    if _ALIKE.match(asked) or last.items:
        return bool(_ALIKE.match(asked))
    of_a_thing = (last.topic or SUBJECT) != SUBJECT and _THE_OTHERS.match(asked)
    return bool(of_a_thing or _OTHERS.match(asked))


def plan(last: Turn, knowledge: Knowledge) -> Plan | None:
    """Ask for what is like the thing talked of; None where it is of no kind with pages."""
    topic = last.topic or SUBJECT
    if topic == SUBJECT:
        return Plan("others", question="Which other models are like a PSP?", avoid=frozenset(last.said))
    named = knowledge.names.found_in(topic)
    kind = _KINDS.get(named[0].document.partition("/")[0]) if named else None
    if kind is None:
        return None
    question = f"Which other {kind} are like {topic}?"
    return Plan("others", question=question, avoid=frozenset(last.said), like=named[0].document)


def nearest_of_its_kind(document: str, knowledge: Knowledge) -> list[Chosen]:
    """The openings of the pages of the same kind whose openings lie nearest to that of `document`."""
    shelf = first_section(document, knowledge)
    if shelf is None:
        return []
    folder = document.partition("/")[0]
    others = {name.document for name in knowledge.names.all if name.document.partition("/")[0] == folder}
    shelves = [one for other in sorted(others - {document}) if (one := first_section(other, knowledge))]
    meant = _meaning(shelf)
    near = sorted(shelves, key=lambda one: -float(_meaning(one) @ meant))
    return [Chosen(line, one) for one in near[:_MOST] for line in one.opening[:1]]


def first_section(document: str, knowledge: Knowledge) -> Shelf | None:
    """The first section of a document, which says what the thing is."""
    held = knowledge.documents.get(document)
    return knowledge.shelf(knowledge.passage_numbers[held.passages[0].id]) if held and held.passages else None


def _meaning(shelf: Shelf) -> Vectors:
    """The mean of the lines, of length one: float32 of shape (dimensions,)."""
    mean = shelf.vectors.astype(np.float32).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / (length or 1.0), np.float32)
