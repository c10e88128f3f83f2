"""Wrong beliefs that a question takes for granted, and the section whose short answer corrects each."""

from api.ask.knowledge import Knowledge, Shelf
from api.ask.polarity import same_matter, turned
from api.ask.retrieve import Found

# set on the tuning half: how near a reviewed phrasing of the belief has to be, and the share of its words
NEAR, SHARED = 0.78, 0.75


def corrected(found: Found, knowledge: Knowledge) -> Shelf | None:
    """The section that corrects what the question takes for granted, or None where nothing is wrong."""
    premises = knowledge.index.corpus.premises
    if not premises:
        return None
    cosines = knowledge.index.premises.best(found.plain)
    for number in sorted(range(len(premises)), key=lambda n: -float(cosines[n]))[:2]:
        if float(cosines[number]) < NEAR:
            return None
        if any(_takes_for_granted(found.asked.text, said, knowledge) for said in premises[number].said):
            return knowledge.section(premises[number].correction)
    return None


def _takes_for_granted(question: str, said: str, knowledge: Knowledge) -> bool:
    """Whether the question says what the phrasing says: of the same things, not of the opposite."""
    if {name.id for name in knowledge.names.found_in(said)} - {
        name.id for name in knowledge.names.found_in(question)
    }:
        return False
    return turned(question) == turned(said) and same_matter(said, question) >= SHARED
