"""What a named thing is, where nothing but that is asked: the page of its own says it first."""

import re

from api.ask.composing.draft import Chosen
from api.ask.moves.alike import first_section
from api.ask.part import LIKELY, Means, Part, Settled
from api.ask.talked_of import defined
from kb.taxonomy import Name

_WAS = re.compile(r"^what (?:was|were) ", re.I)


def what_it_is(part: Part, means: Means) -> Settled | None:
    """The short answer of the page on a thing that is asked for by its name alone, "what is Homereach?".

    Only where the search found nothing that is likely to answer: a section on what is not known of it holds
    its name as often as the one that says what it is.
    """
    told = bool(part.found.hits) and not part.found.hits[0].shelf.unknown
    likely = told and part.judgement.enough and part.judgement.answer >= LIKELY
    name = None if likely else _named(part.text, means.knowledge.names.all)
    shelf = first_section(name.document, means.knowledge) if name else None
    if shelf is None:
        return None
    lines = shelf.short or shelf.opening[:1]
    return part.answered("definition", [Chosen(line, shelf) for line in lines])


def _named(text: str, names: tuple[Name, ...]) -> Name | None:
    """The thing that a definition is asked of by one of its names; no ordinary word that only stands for it.

    >>> roar = Name(id="r", title="the Renfrewshire pilot", also=("ROAR", "befriending"), document="pilots/r")
    >>> [bool(_named(text, (roar,))) for text in ("what is ROAR?", "what is befriending", "who led ROAR")]
    [True, False, False]
    >>> _named("what was ROAR", (roar,)) == roar
    True
    """
    thing = defined(_WAS.sub("what is ", text)).lower().removeprefix("the ")
    return next((name for name in names if thing and thing in _called(name)), None)


def _called(name: Name) -> set[str]:
    proper = {form for form in name.also if form[:1].isupper() or not name.is_of_a_pilot}
    return {form.lower() for form in proper} | {name.title.lower().removeprefix("the ")}
