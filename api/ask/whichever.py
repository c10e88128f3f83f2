"""A follow-up that can be taken in two ways: "what about small numbers" of the question before, or by itself.

Both are searched for, and the one stands that a section answers better; see `better`.
"""

import re
from collections.abc import Sequence

from api.ask.acts import YES_NO
from api.ask.counting import HOLLOW
from api.ask.names import Names
from api.ask.retrieve import Found
from api.ask.searching import Searching
from api.ask.turn import Turn
from kb.lexical import stems, words

_LONGEST_LAST, _LONGEST = 14, 6  # words of the question before, and of what is put into it
_SHORT, _MUCH = 8, 0.5  # words of a question that may leave out its matter; log-odds of the re-ranker
_ABOUT = re.compile(
    r"^(?:(?:and|but|so|ok|okay|right|then|also|well)\b[\s,]*)*(?:(?:what|how) about|what of|and|but|"
    r"in terms of|as for)\s+(?P<what>(?!(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|"
    r"does|did|can|could|may|must|should|has|have|will|if|it|that|they|this|there|then|next|tell|give|"
    r"list|show|"
    r"explain)\b)"
    r"[^?.!;]+?)(?: (?:too|then|as well|though|instead|please))*[\s?.!]*$",
    re.I,
)
_ASKS = re.compile(r"^(?:who|what|when|where|which|why|how)\b", re.I)
_WHAT_THEY_DO = re.compile(
    r"^what (?:do|does|did) (?:they|each(?: one| of them)?|all of them) (?:all )?do\b", re.I
)
_OWNS = re.compile(r"\w['’]s?(?= \w)")  # "the charities' side of it": not the body, but what it has
_WHERE = re.compile(r"^(?:in|at|for|after|before|during|from|of|on|with|by|under|over|above|below)\b", re.I)


def named_alone(asked: str) -> str | None:
    """What a follow-up names and asks nothing of: "and commissioning?"; None where it asks.

    >>> named_alone("and commissioning?"), named_alone("what about a grant then"), named_alone("and why")
    ('commissioning', 'a grant', None)
    """
    match = _ABOUT.match(asked.strip())
    return match["what"].strip() if match else None


def somebody_else(asked: str, who: Names) -> str:
    """Whom a follow-up asks the same of: "and for a council?"; "" where it asks of nobody.

    >>> somebody_else("and who pays", Names(()))
    ''
    """
    bodies = who.found_in(named_alone(asked) or "")
    return bodies[0].title if bodies else ""


def placed(named: str) -> bool:
    """Whether what is named alone is a place or a case: "in a PSP", "for small groups"."""
    return bool(_WHERE.match(named))


def part_of_a_body(asked: str, topic: str, who: Names) -> str | None:
    """What a body that a follow-up names alone does in the thing talked of; None where it names none.

    >>> from kb.taxonomy import Name
    >>> forms = ("health boards", "health board")
    >>> who = Names((Name(id="b", title="health boards", also=forms, document="x/y"),))
    >>> part_of_a_body("what about health boards", "the Falkirk PSP", who)
    'What do health boards do in the Falkirk PSP?'
    """
    named = named_alone(asked) or ""
    bodies = [] if _OWNS.search(named) else who.found_in(named)
    return f"What do {bodies[0].title} do in {topic}?" if bodies and topic else None


def of_the_question_before(asked: str, last: Turn) -> str | None:
    """The question before of what `asked` names; None where `asked` is no such naming.

    >>> turn = Turn("Does a PSP have to be tendered?", "a PSP", (), True)
    >>> of_the_question_before("what about social care?", turn)
    'Does a PSP have to be tendered for social care?'
    >>> of_the_question_before("and who decides", turn)
    """
    what, before = named_alone(asked), last.understood_as.rstrip("?.! ")
    if not what or not (_ASKS.match(before) or YES_NO.match(before)):
        return None
    new = {stem for stem in stems(what) if stem not in HOLLOW} - set(stems(before))
    if not new or len(words(what)) > _LONGEST or len(words(before)) > _LONGEST_LAST:
        return None
    return f"{before} {what}?" if _WHERE.match(what) else f"{before} for {what}?"


def is_short(question: str) -> bool:
    """Whether a whole question is so short that it may leave out what the talk is about.

    >>> is_short("who chairs?"), is_short("what has to be agreed before it first meets"), is_short("ok")
    (True, False, False)
    """
    asks = _ASKS.match(question) or YES_NO.match(question)
    return bool(asks) and len(words(question)) <= _SHORT


def clearer(alone: str, joined: str, searching: Searching) -> bool:
    """Whether no section answers a question `alone`, and one does much better with what is talked of.

    `joined` is searched for only where nothing answers the first.
    """
    hits = searching.found(alone).hits
    if not hits or hits[0].reading >= 0:
        return False
    others = searching.found(joined).hits
    return bool(others) and others[0].reading > hits[0].reading + _MUCH


def one_answers_both(whole: str, asked: Sequence[str], searching: Searching) -> bool:
    """Whether a section answers "who are the players, what do they do" as typed, and none the first alone."""
    if len(asked) != 2 or not _WHAT_THEY_DO.match(asked[1]):
        return False
    alone, together = searching.found(asked[0]).hits, searching.found(whole).hits
    return bool(alone and together) and alone[0].reading < 0 <= together[0].reading


def one_section_for_each(whole: str, asked: Sequence[str], searching: Searching) -> bool:
    """Whether the section that answers `whole` is the best for all of its questions, or speaks first of each.

    "Who pays for the design and for the pilot" is answered by one section, and gains for two by two.
    """
    hits = searching.found(whole).hits
    if not hits:
        return False
    best = hits[0]
    each = [set(stems(one)) for one in asked]
    if set[str]().union(*each) - each[0].intersection(*each[1:]) <= best.said_first:
        return True
    return all((own := searching.found(one).hits) and own[0].shelf is best.shelf for one in asked)


def better(alone: Found, joined: Found, typed: str, turns: Sequence[Turn]) -> bool:
    """Whether the question before, `joined` with what was named, is answered better than that `alone`.

    Of two that are answered about as well it is that one, for who names something else means it so. It is
    not where it only finds the section again that was just told, or one that does not speak of it.
    """
    if not joined.hits or not alone.hits:
        return False
    best = joined.hits[0]
    named = {stem for stem in stems(typed) if stem not in HOLLOW}
    told = {citation.passage_id for citation in turns[-1].citations}
    speaks_of_it = bool(named & best.shelf.stems)
    return speaks_of_it and best.shelf.passage.id not in told and best.reading > alone.hits[0].reading - _MUCH
