"""What a question takes for granted of a named pilot, and nothing that the guide holds on it says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from api.ask.composing.draft import Chosen
from api.ask.knowledge import Knowledge, Shelf
from api.ask.moves.alike import first_section
from api.ask.part import Means, Part, Settled
from api.ask.premises import granted, said_first
from api.ask.presumed import presumed
from api.ask.retrieve import Hit
from kb.lexical import stems
from kb.taxonomy import Name

_CAPITAL = re.compile(r"(?<!^)\b[A-Z][\w'’-]+")
# "was a prison project": what it was is the answer, and nothing else of it
_WHAT_IT_IS = re.compile(r"\b(?:is|was|were) (?:an?|about|for|on)\b", re.I)
_NEAR = 0.5  # cosine of a belief and a section's questions from which the section is about it
SAYS = "No source that this guide has read says so of {of}."
# what tells of nothing that a page would have to hold: how a thing is spoken of, and when
_HOLLOW = frozenset(
    stems(
        "pilot pilots project scheme service services about run ran led lead was used use only just really "
        "success successful failure big small new old known now still today mainly all most much many "
        "scottish scotland government council"
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
    if not _not_held(belief, pilots[0], means.knowledge, plainly):
        return None
    hits = part.searching.judged(f"{belief}?", known=True)[0].hits if plainly else part.found.hits[:2]
    if plainly and _is_read_as_said(pilots[0], hits):
        return None
    near = None if plainly and _WHAT_IT_IS.search(belief) else _near_it(pilots[0], hits)
    shelf = near or first_section(pilots[0].document, means.knowledge)
    if shelf is None:
        return None
    said = part.answered("premise", [Chosen(line, shelf) for line in shelf.opening])
    return replace(said, doubt=SAYS.format(of=pilots[0].title))


def _not_held(belief: str, pilot: Name, knowledge: Knowledge, plainly: bool) -> list[str]:
    """The words of a belief that no page on the pilot holds: all of them where it is `plainly` taken for
    granted, else only names, since a question has words of its own for what a page tells.
    """
    held = (
        knowledge.document_stems(pilot.document) | set(stems(" ".join((pilot.title, *pilot.also)))) | _HOLLOW
    )
    said = stems(belief if plainly else " ".join(_CAPITAL.findall(belief)))
    return [stem for stem in said if stem not in held]


def _is_read_as_said(pilot: Name, hits: Sequence[Hit]) -> bool:
    """Whether a section on the pilot, the first of `hits`, is read as an answer to whether it is so."""
    return bool(hits) and hits[0].reading >= 0 and hits[0].shelf.document.id == pilot.document


def _near_it(pilot: Name, hits: Sequence[Hit]) -> Shelf | None:
    """The section of the pilot's page that is nearest to what is believed of it, where one is near."""
    own = (hit for hit in hits if hit.shelf.document.id == pilot.document and not hit.shelf.unknown)
    return next((hit.shelf for hit in own if hit.title_cosine >= _NEAR), None)
