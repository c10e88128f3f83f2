"""What a later question leaves out that the one typed before it names: a thing, or a place."""

import re

from api.ask.names import Names
from api.ask.subject import PRONOUN, fill
from kb.lexical import words

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
# what has happened, and is said of nothing: "what went wrong", "why did it fail", "how many came"
_PAST = re.compile(
    r"\b(?:did|had|went|came|happened|took|ended|failed|worked|learned|learnt|achieved|changed|paid|left|"
    r"stopped|started|(?:was|were)(?! the (?!results?|outcomes?|lessons?|costs?|problems?|aims?)\b))\b",
    re.I,
)
_OF_OTHERS = re.compile(
    r"\b(?:psps?|pilots|we|our|us|i|my|others?|another|elsewhere|scotland|england|in general)\b", re.I
)
_MOST = 6  # words of a question that leaves out what it is about


def carried(text: str, before: str, names: Names) -> str:
    """`text` with the one thing that `before` names for its "they", or with the place where `before` ends.

    >>> carried("did it work?", "what did it cost in West Lothian", Names(()))
    'did it work in West Lothian?'
    >>> from kb.taxonomy import Name
    >>> roar = Names((Name(id="r", title="ROAR", also=("ROAR",), document="pilots/r"),))
    >>> carried("who took part", "what was ROAR?", roar), carried("who led?", "when was ROAR?", roar)
    ('who took part in ROAR?', 'who led ROAR?')
    >>> carried("what went wrong", "how was ROAR run?", roar), carried("who can bid", "what was ROAR?", roar)
    ('what went wrong in ROAR?', 'who can bid')
    """
    if names.found_in(text) or _SOMEWHERE.search(text):
        return text
    named = [name for name in names.found_in(before) if name.is_of_a_pilot]
    if len(named) == 1 and _THEY.search(text):
        return fill(text, named[0].title)
    if len(named) == 1 and (bare := _OF_NOTHING.match(text)):
        before = "" if bare["does"] else " for" if bare["asked"].endswith(("paid", "pays")) else " in"
        return f"{bare['asked']}{before} {named[0].title}?"
    if len(named) == 1 and _is_of_what_was_named(text):
        return f"{text.rstrip(' ?.!')} in {named[0].title}?"
    if (
        not named
        and (PRONOUN.search(text) or _is_of_what_was_named(text))
        and (found := _SOMEWHERE.search(before))
    ):
        return f"{text.rstrip(' ?.!')} {found['place']}?"
    return text


def _is_of_what_was_named(text: str) -> bool:
    """Whether a short question asks what has happened, and not of whom."""
    said = _PAST.search(text) and not PRONOUN.search(text) and not _OF_OTHERS.search(text)
    return bool(said) and len(words(text)) <= _MOST
