"""The question before asked again of another thing: of one pilot, of what both words call."""

import re

from api.ask.names import Names
from api.ask.subject import ONE_PSP, SUBJECT, WHAT_IS_IT
from api.ask.talked_of import defined
from api.ask.turn import Turn
from kb.taxonomy import Name

_ANY_PSP = re.compile(rf"\b(?:an?|the) {ONE_PSP}\b|(?:(?<=\bof )|(?<=\bin )|(?<=\bfor )){ONE_PSP}s\b", re.I)


def called_by_both(meant: str, said: str, names: Names) -> str | None:
    """What is the thing that both words call: "the clause" after "what is community benefit"; else None.

    >>> clause = Name(id="c", title="the clause", also=("benefit clause",), document="process/clause")
    >>> called_by_both("the clause", "What is benefit?", Names((clause,)))
    'What is the benefit clause?'
    """
    was = re.sub(r"^(?:an?|the) ", "", defined(said), flags=re.I)
    both = f"{was} {re.sub(r'^(?:an?|the) ', '', meant, flags=re.I)}"
    return f"What is the {both}?" if was and names.cover(both) else None


def same_question_of_a_pilot(name: Name, last: Turn) -> str | None:
    """The question that was asked of PSPs at large, of one of them; None where it was of something else.

    >>> roar = Name(id="r", title="the Renfrewshire pilot", also=("ROAR",), document="pilots/roar")
    >>> same_question_of_a_pilot(roar, Turn("How long does a PSP take?", "a PSP", (), True))
    'How long does the Renfrewshire pilot take?'
    >>> same_question_of_a_pilot(roar, Turn("What fails in public-social partnerships?", "a PSP", (), True))
    'What fails in the Renfrewshire pilot?'
    """
    asked_what_it_is = last.understood_as == WHAT_IS_IT or (last.topic or SUBJECT) != SUBJECT
    if asked_what_it_is or not name.is_of_a_pilot:
        return None
    put = _ANY_PSP.sub(lambda _: name.title, last.understood_as, count=1)
    return put if put != last.understood_as else None


_SHARED = re.compile(
    r"^(?:(?:and|but|so|ok)\b[\s,]*)*(?:did|does|do|had|has|have|was|were|is|are) (?P<who>.{3,80}?)"
    r"(?: (?:also|both|all|ever))*(?: (?:have|had|do|face|get|see|need|find|make|go through))? "
    r"(?:that|it|this|so|the same)(?: (?!one\b)[\w-]+)?(?: (?:too|as well|also|then|though))*[\s?.!]*$",
    re.I,
)


def shared_by(asked: str, last: Turn, names: Names) -> str | None:
    """The question before of those who are asked to share it: "did Fife have that as well?"; None without.

    >>> pair = (("fife", "the Fife pilot", "Fife"), ("ayr", "the Ayr pilot", "Ayr"))
    >>> pilots = Names(Name(id=i, title=t, also=(a,), document=f"pilots/{i}") for i, t, a in pair)
    >>> shared_by("did Fife have that as well?", Turn("What problem did Ayr have?", "Ayr", (), True), pilots)
    'What problem did Fife have?'
    """
    match = _SHARED.match(asked.strip())
    before = [name for name in names.found_in(last.understood_as) if name.is_of_a_pilot]
    if not match or len(before) != 1:
        return None
    others = [name for name in names.found_in(match["who"]) if name.is_of_a_pilot]
    return names.replace(last.understood_as, before[0], match["who"]) if others else None


def same_question_of(name: Name, last: Turn, names: Names) -> str | None:
    """The question before of `name`, in the place of the thing of its kind; None where it names none."""
    before = names.found_in(last.understood_as)
    folder = name.document.partition("/")[0]
    # one pilot stands for another, not for the steering group that was asked about in it
    old = next((other for other in before if other.document.partition("/")[0] == folder), None)
    old = old or (before[0] if before else None)
    return names.replace(last.understood_as, old, name.title) if old else None
