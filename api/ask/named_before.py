"""What a later question leaves out that the one typed before it names: a thing, or a place."""

import re

from api.ask.names import Names
from api.ask.subject import PRONOUN, fill
from kb.lexical import words

_THEY = re.compile(r"\b(?:they|them|their)\b", re.I)
# a place or body written as a name at the end: "what did it cost in West Lothian"
_SOMEWHERE = re.compile(
    r"\b(?P<place>(?:in|at|for|of) (?:the )?(?!PSPs?\b)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)\s*[?.!]*$"
)

# a thing written as a name: "what happened with Food Train"; not the place where it happened
_A_NAME = re.compile(
    r"(?P<where>\b(?:in|at|from) (?:the )?)?"
    r"\b(?P<name>(?:the )?[A-Z][\w'’&-]+(?: (?:(?:of|for|the|and) )?[A-Z][\w'’&-]+)*)"
)
_IT = re.compile(r"\b(?:it|its|it's)\b", re.I)
_NO_NAME = re.compile(r"^(?:PSPs?|Public Social Partnerships?|I|Scotland|Scottish|England|EU|UK|TUPE)$")

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
    if _IT.search(text) and (thing := _called(before, names)):
        return fill(text, thing)
    named = [name for name in names.found_in(before) if name.is_of_a_pilot]
    if len(named) == 1:
        return _of_the_pilot(text, named[0].title)
    left_out = PRONOUN.search(text) or _is_of_what_was_named(text)
    if not named and left_out and (found := _SOMEWHERE.search(before)):
        return f"{text.rstrip(' ?.!')} {found['place']}?"
    return text


def _of_the_pilot(text: str, pilot: str) -> str:
    """`text` with the one pilot named before it, where it leaves that out."""
    if _THEY.search(text):
        return fill(text, pilot)
    if bare := _OF_NOTHING.match(text):
        before = "" if bare["does"] else " for" if bare["asked"].endswith(("paid", "pays")) else " in"
        return f"{bare['asked']}{before} {pilot}?"
    return f"{text.rstrip(' ?.!')} in {pilot}?" if _is_of_what_was_named(text) else text


def _called(before: str, names: Names) -> str:
    """The one thing that `before` calls by a name which is no pilot's; "" where there is none, or several.

    >>> _called("what happened with Food Train", Names(())), _called("who leads a PSP in Fife", Names(()))
    ('Food Train', '')
    """
    called = [m["name"] for m in _A_NAME.finditer(before) if m.start() and not m["where"]]
    found = [name for name in called if not _NO_NAME.match(name.removeprefix("the "))]
    pilots = any(name.is_of_a_pilot for name in names.found_in(before))
    return found[0] if len(found) == 1 and not pilots else ""


def _is_of_what_was_named(text: str) -> bool:
    """Whether a short question asks what has happened, and not of whom."""
    said = _PAST.search(text) and not PRONOUN.search(text) and not _OF_OTHERS.search(text)
    return bool(said) and len(words(text)) <= _MOST
