"""What a later question leaves out that the one typed before it names: a thing, or a place."""

import re

from api.ask.names import Names
from api.ask.subject import PRONOUN, fill

_THEY = re.compile(r"\b(?:they|them|their)\b", re.I)
# a place or body written as a name at the end: "what did it cost in West Lothian"
_SOMEWHERE = re.compile(r"\b(?P<place>(?:in|at|for|of) (?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)\s*[?.!]*$")

# "who took part", "who led": asked of nothing that is said
_OF_NOTHING = re.compile(
    r"^(?P<asked>who (?:else |all )?(?:(?P<does>led|leads|ran|runs|funded|funds|started|evaluated|managed|"
    r"designed|owned|owns)|took part|takes part|was involved|is involved|paid|pays|"
    r"benefited|joined))[\s?.!]*$",
    re.I,
)


def carried(text: str, before: str, names: Names) -> str:
    """`text` with the one thing that `before` names for its "they", or with the place where `before` ends.

    >>> carried("did it work?", "what did it cost in West Lothian", Names(()))
    'did it work in West Lothian?'
    >>> from kb.taxonomy import Name
    >>> roar = Names((Name(id="r", title="ROAR", also=("ROAR",), document="pilots/r"),))
    >>> carried("who took part", "what was ROAR?", roar), carried("who led?", "when was ROAR?", roar)
    ('who took part in ROAR?', 'who led ROAR?')
    """
    if names.found_in(text) or _SOMEWHERE.search(text):
        return text
    named = [name for name in names.found_in(before) if name.is_of_a_pilot]
    if len(named) == 1 and _THEY.search(text):
        return fill(text, named[0].title)
    if len(named) == 1 and (bare := _OF_NOTHING.match(text)):
        return f"{bare['asked']}{'' if bare['does'] else ' in'} {named[0].title}?"
    if not named and PRONOUN.search(text) and (found := _SOMEWHERE.search(before)):
        return f"{text.rstrip(' ?.!')} {found['place']}?"
    return text
