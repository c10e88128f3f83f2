"""An example: what a pilot did."""

import re

from api.ask.acts import without_opening
from api.ask.moves.plan import Plan
from api.ask.names import Names
from api.ask.precedent import ONE_POINT, asks_whether_done
from api.ask.subject import SUBJECT, WHAT_IS_IT
from api.ask.turn import Turn

# Nobody gives an example of who did it, when or how long: one of the thing that is talked of is meant. Of who
# should do it, what it costs or what it is, pilots do give examples.
_ONE_FACT = re.compile(rf"^(?:{ONE_POINT}|who (?:\w+ed|came|had|began|made|wrote|is|was|were|are)\b)", re.I)
_LACKING = "The sources tell of no pilot that is an example of this."


# "what do other councils do", "how have others handled it"
_OTHERS_DO = re.compile(
    r"^(?:and |so |but |ok )*(?:what|how) (?:do|did|have|are|were|would) (?:the )?(?:others|other "
    r"(?:councils?|charit(?:y|ies)|psps?|pilots?|partnerships?|places|areas|people|bodies|health boards?|"
    r"public bodies)|everyone else|most (?:councils?|places|psps?|charities))(?: usually| normally)? (?:do|"
    r"did|done|doing|handled?|managed?|solved?|dealt? with|tackled?|go about|get round)"
    r"(?: (?:it|that|this|so|about (?:it|that|this)))?[\s?.!]*$",
    re.I,
)


def asks_what_others_do(said: str) -> bool:
    """Whether a follow-up asks how others do what was spoken of.

    >>> asks_what_others_do("what do other councils do?"), asks_what_others_do("what do other councils pay")
    (True, False)
    """
    return bool(_OTHERS_DO.match(said.strip()))


_ANOTHER = re.compile(
    r"^(?:(?:and|so|but|ok|okay|thanks|great|good|right)\b[\s,]*)*(?:have you (?:got )?|got |give me |show "
    r"me |(?:is|are) there |can i (?:have|get|see) |i(?:'d like| want| need) )?(?:another|any others?|any "
    r"more|(?:one|some) more|more|others?|a (?:second|different|better)|something else)(?: (?:ones?|"
    r"examples?|cases?|instances?|pilots?|psps?))?"
    r"(?: (?:like (?:that|this|it)|then|please|pls|too|as well))*[\s?.!]*$",
    re.I,
)


def asks_for_another(said: str, before: Turn) -> bool:
    """Whether a follow-up to an example asks for one more.

    >>> asks_for_another("another one?", Turn("Who pays?", None, (), True, move="example"))
    True
    >>> asks_for_another("another one?", Turn("Who pays?", None, (), True))
    False
    """
    return before.move == "example" and bool(_ANOTHER.match(said.strip()))


# "any examples in health", "has one been done in housing"
_IN_A_FIELD = re.compile(
    r"^(?:(?:and|but|so|ok|okay)\b[\s,]*)*(?:(?:are there|have you(?: got)?|is there|do you have|can you "
    r"give me|give me) )?(?:any|an|some) (?:other )?(?:examples?|cases?|pilots?|psps?|ones?) (?:in|from|for|"
    r"on|of) (?P<field>(?!(?:practice|it|that|this|these|those|them|which|what|how|the (?:second|first|last|"
    r"third)|real|(?:a|an|the|any|one of the) (?:pilots?|psps?))\b)[\w' -]{4,40}?)"
    r"(?: please| then| too)*[\s?.!]*$",
    re.I,
)


def in_a_field(said: str) -> Plan | None:
    """Ask which PSPs there were in a field or place; None where no such examples are asked for.

    >>> plan = in_a_field("any examples in health?")
    >>> plan.question if plan else None, in_a_field("any examples of that")
    ('Which PSPs have there been in health?', None)
    """
    match = _IN_A_FIELD.match(said.strip())
    return Plan("examples", question=f"Which PSPs have there been in {match['field']}?") if match else None


def _exemplified(last: Turn, said: str = "") -> str:
    """The question whose answer an example is of.

    >>> _exemplified(Turn("Who had the idea?", "a PSP", (), True))
    'What is an example of a PSP?'
    >>> _exemplified(Turn("Who should decide?", "a PSP", (), True))
    'Who should decide?'
    """
    topic = last.topic or SUBJECT
    anybody = last.move == "other-side" and asks_whether_done(without_opening(said.strip()))
    if not anybody and not _ONE_FACT.match(last.understood_as):
        return last.understood_as
    return f"What is an example of {topic}{'' if topic == SUBJECT else ' in a PSP'}?"


def _next_psp(last: Turn, names: Names) -> str | None:
    """The question for the pilot that is an example of a PSP, or for the one after it, as `names` have them.

    None where the talk is of something else: of a PSP itself every pilot is an example.

    >>> from kb.taxonomy import Name
    >>> names = Names(
    ...     Name(id=i.lower(), title=i, also=(i,), document="pilots/x", example=f"What was {i}?")
    ...     for i in ("Homereach", "ROAR"))
    >>> _next_psp(Turn("What is a PSP?", "a PSP", (), True), names)
    'What was Homereach?'
    >>> after = [Turn(asked, "a PSP", (), True) for asked in ("What was Homereach?", "Who pays?")]
    >>> [_next_psp(last, names) for last in after]
    ['What was ROAR?', None]
    """
    asks = [name.example for name in names.all if name.example]
    return dict(zip((WHAT_IS_IT, *asks), asks, strict=False)).get(last.understood_as)


def plan(last: Turn, said: str, names: Names) -> Plan:
    """Ask the same of the pilots."""
    if one := _next_psp(last, names):
        return Plan("example", question=one, avoid=frozenset(last.said), offer=last.offered[:2])
    return Plan(
        "example", question=_exemplified(last, said), avoid=frozenset(last.said), example=True,
        lacking=_LACKING,
        told=last.said[0] if last.said else "",
        home=frozenset(citation.passage_id.partition("#")[0] for citation in last.citations),
        offer=last.offered[:2],
    )  # fmt: skip
