"""What a question takes for granted of a named pilot, and nothing that the guide holds on it says."""

import re
from dataclasses import replace

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge, Shelf
from api.ask.moves.alike import first_section
from api.ask.part import Means, Part, Settled
from api.ask.premises import granted, said_first
from api.ask.presumed import presumed
from kb.lexical import stems
from kb.taxonomy import Name

_CAPITAL = re.compile(r"(?<!^)\b[A-Z][\w'’-]+")
_SAYS = "No source that this guide has read says so of {of}."
# what tells of nothing that a page would have to hold: how a thing is spoken of, and when
_HOLLOW = frozenset(
    stems(
        "pilot pilots project scheme service services about run ran led lead was used use only just really "
        "success successful failure big small new old known now still today mainly all most much many"
    )
)
# what comes before a comma and a question, told and not asked: "ROAR went to a firm, who signed it"
_TOLD_BEFORE = re.compile(
    r"^(?P<told>(?!(?:if|when|what|who|how|why|where|which|can|is|are|do|does|did|was|were|has|have|should)\b)"
    r"[^,?;!]{12,120}),\s*(?:so |and )?(?=(?:what|who|how|why|where|when|which|did|is|was)\b)",
    re.I,
)


def of_what_nobody_says(part: Part, means: Means) -> Settled | None:
    """What a pilot was, behind a word that no source says what is believed of it, if no page does."""
    belief = granted(part.text) or said_first(part.text)
    plainly = belief is not None
    told = _TOLD_BEFORE.match(part.text)
    belief = belief or presumed(part.text) or (told["told"] if told else None)
    pilots = [n for n in means.knowledge.names.found_in(belief or "") if n.is_of_a_pilot]
    if belief is None or len({n.document for n in pilots}) != 1:
        return None
    missing = _not_held(belief, pilots[0], means.knowledge, plainly)
    if not missing or (plainly and _is_read_as_said(belief, pilots[0], part)):
        return None
    shelf = _on_it(pilots[0], part, means.knowledge, plainly)
    if shelf is None:
        return None
    said = part.answered("premise", [Chosen(line, shelf) for line in shelf.opening])
    return replace(said, doubt=_SAYS.format(of=pilots[0].title))


def _not_held(belief: str, pilot: Name, knowledge: Knowledge, plainly: bool) -> list[str]:
    """The words of a belief that no page on the pilot holds: all of them where it is `plainly` taken for
    granted, else only names, since a question has words of its own for what a page tells.
    """
    held = (
        knowledge.document_stems(pilot.document) | set(stems(" ".join((pilot.title, *pilot.also)))) | _HOLLOW
    )
    said = stems(belief if plainly else " ".join(_CAPITAL.findall(belief)))
    return [stem for stem in said if stem not in held]


def _is_read_as_said(belief: str, pilot: Name, part: Part) -> bool:
    """Whether a section on the pilot is read as an answer to whether it is so."""
    found, _ = part.searching.judged(f"{belief}?", known=True)
    return (
        bool(found.hits) and found.hits[0].reading >= 0 and found.hits[0].shelf.document.id == pilot.document
    )


def _on_it(pilot: Name, part: Part, knowledge: Knowledge, plainly: bool) -> Shelf | None:
    """What the pilot was; for what happened to it the section of its page that is nearest."""
    near = (hit.shelf for hit in part.found.hits[:2] if hit.shelf.document.id == pilot.document)
    first = first_section(pilot.document, knowledge)
    return first if plainly else next(near, first)
