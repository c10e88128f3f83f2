"""Two things side by side: a reviewed contrast of terms, or the sections on two named things."""

import re
from collections.abc import Sequence

from api.ask.composing.draft import Chosen, Draft
from api.ask.composing.section import take_list
from api.ask.knowledge import Knowledge, Shelf
from api.ask.reply import Detail
from api.ask.retrieve import Found, Hit
from kb.lexical import stems

_PSP = "psp"
_READ_AS_NEAR = -1.0  # log-odds of the re-ranker from which a section on both is better than one on each
# words that compare whatever stands beside them
_STRONG = re.compile(
    r"\b(compar\w*|differ\w*|versus|vs|better|worse|same as|unlike|as opposed|alternative to|equivalent|"
    r"distinct|contrast\w*|pros and cons|any different|another (?:word|name) for|cheaper than|beside)\b",
    re.I,
)
# words that compare only where a PSP is named beside the other
_WEAK = re.compile(
    r"\b(instead|rather|or|just|simply|equals?|(?:form|kind|type|sort|version) of|merely|like|why not|really|"
    r"basically|nothing but|over|than|against|same|disguise\w*|dressed up)\b",
    re.I,
)


# a PSP as one of several: "PSP, grant or contract", "a grant, a contract or a PSP"
_ONE_OF = re.compile(
    r"(?:\bor|\band|\bv|\bvs\.?|\bversus|,) (?:an? |the )?psps?\b|\bpsps?(?:,| (?:or|and|v|vs\.?|versus)\b)",
    re.I,
)
# two things set against each other, neither of which stands for a PSP: "one big charity or a consortium"
_ONE_OR_THE_OTHER = re.compile(
    r"\b(?:or|vs\.?|versus)\b(?! (?:not|no|worse|what|so|more|less|is it)\b)", re.I
)
_MAY_BE_A_PSP = re.compile(
    r"\b(?:this|that|it|these|those|them|one(?! (?:big|large|lead|small|single)\b))\b", re.I
)
_WHY = re.compile(r"^(?:and |but |so )?(?:why|how come|what(?:'s| is) the point)\b", re.I)


def asks_why(question: str) -> bool:
    """Whether a reason is asked for, and "rather than" only names what it is a reason against.

    >>> asks_why("why would we use one rather than a grant"), asks_why("why is it different from a grant")
    (True, False)
    """
    return bool(_WHY.match(question)) and not _STRONG.search(question)


def compared_section(question: str, knowledge: Knowledge) -> Shelf | None:
    """The reviewed section that sets the terms of `question` side by side, if it compares them."""
    found = [term.id for term in knowledge.terms.found_in(question)]
    if not _STRONG.search(question) and not (_PSP in found and _WEAK.search(question)):
        return None
    others = [term for term in found if term != _PSP]
    if len(others) > 1 and (pair := knowledge.sections_of_pairs.get(frozenset(others[:2]))):
        return knowledge.section(pair)
    beside_a_psp = _PSP in found or (len(others) == 1 and not _sets_two_others(question))
    if others and beside_a_psp:
        return knowledge.section(knowledge.sections_of_terms[others[0]])
    return None


def _sets_two_others(question: str) -> bool:
    """Whether a question that names no PSP sets two other things against each other.

    >>> [_sets_two_others(text) for text in ("one big charity or a consortium", "is this better or a grant")]
    [True, False]
    >>> [_sets_two_others(text) for text in ("does it differ from a grant or not", "is a grant any better")]
    [False, False]
    """
    return bool(_ONE_OR_THE_OTHER.search(question)) and not _MAY_BE_A_PSP.search(question)


def of_three(question: str, found: Found, knowledge: Knowledge, detail: Detail) -> list[Chosen]:
    """A PSP and two others, or more, set side by side; empty where the question compares no three.

    The section that tells them all apart at once, if one was found; else how a PSP differs from each.
    """
    if not _ONE_OF.search(question):
        return []
    terms = {term.id: term for term in knowledge.terms.found_in(question) if "-or-" not in term.id}
    others = [term for name, term in terms.items() if name != _PSP]
    if len(others) < 2:
        return []
    for hit in found.hits[:8]:
        if all(hit.said_first.issuperset(stems(term)) for term in (_PSP, *(other.title for other in others))):
            return contrast(hit.shelf, detail)
    draft = Draft()
    for term in others[:3]:
        shelf = knowledge.section(knowledge.sections_of_terms[term.id])
        for number, line in enumerate(shelf.short if shelf else ()):
            if shelf and not draft.says(line):
                draft.add(line, shelf, heading=None if number else f"A PSP beside {term.title}")
    return draft.chosen


def contrast(shelf: Shelf, detail: Detail) -> list[Chosen]:
    """The difference in a sentence, then the rows of the contrast."""
    draft = Draft()
    draft.take(shelf.short, shelf)
    if detail != "short" and (rows := shelf.listing):
        take_list(draft, rows, shelf)
    return draft.chosen


def side_by_side(found: Found, detail: Detail) -> list[Chosen]:
    """For two or three named things the short answer of the best section on each, under its name.

    Nothing where the best section speaks of all of them and is read as near the question.
    """
    sides = _sides(found)
    if len(sides) < 2 or _tells_of_all(found):
        return []
    draft = Draft()
    for title, hit in sides:
        lines = hit.shelf.opening
        kept = [line for line in lines if not draft.says(line)][: 1 if detail == "short" else 2]
        for number, line in enumerate(kept):
            draft.add(line, hit.shelf, heading=title[0].upper() + title[1:] if number == 0 else None)
    return draft.chosen if len({c.heading for c in draft.chosen if c.heading}) > 1 else []


def _tells_of_all(found: Found) -> bool:
    best = found.hits[0]
    return best.reading >= _READ_AS_NEAR and {name.id for name in found.asked.names} <= best.shelf.names


def _sides(found: Found) -> Sequence[tuple[str, Hit]]:
    names = found.asked.names[:3]
    sides: list[tuple[str, Hit]] = []
    for name in names:
        others = {other.id for other in names} - {name.id}
        hits = [hit for hit in found.hits if name.id in hit.shelf.names]
        own = [hit for hit in hits if name.document == hit.shelf.document.id or not others & hit.shelf.names]
        if hits:
            sides.append((name.title, (own or hits)[0]))
    return sides
