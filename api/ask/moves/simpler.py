"""Simpler: the first sentence, and the terms of the answer explained; what a term comes to in practice."""

import re
from collections.abc import Mapping

from api.ask.known_questions import asked_of
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT
from api.ask.talked_of import defined
from api.ask.turn import Turn

_WORD = "That is the plainest wording the guide has. Ask what a word in it means, or for an example."
# "what does that mean in practice", "meaning what?": of a term that was just defined
_MEANS = re.compile(
    r"^(?:(?:and|but|so|ok|right)\b[\s,]*)*(?:what (?:does|do|would|did) (?:that|this|it|they|those) (?:\w+ "
    r")?mean|what(?:'s|s| is) (?:that|this|it) mean|meaning(?: what)?|which means(?: what)?|in practice)"
    r"(?:,? (?:in practice|in real life|for us|then|though|exactly|day to day|on the ground))*[\s?.!]*$",
    re.I,
)
# "for a bairn", "so that a teenager gets it", "as you would tell your gran": for whom it is to be plain
_FOR_A_CHILD = re.compile(
    r"^(?:(?:and|but|ok|okay|now|right|sorry|please|just|again)\b[\s,]*)*(?:(?:can|could|would) you "
    r")?(?:(?:say|tell|explain|put|give|do|write) (?:it|that|this|me|us)?(?: to me| again| that)? ?)?(?:in "
    r"(?:words|language|terms) )?(?:so (?:that )?|like |as if |as though |as you(?:'d| would) (?:tell|"
    r"explain|say)(?: (?:it|that))?(?: to)? |for |to |pretend |imagine |suppose |(?=my |a |any ))(?:even "
    r")?(?:(?:i(?:'m| am| was| were)|you(?:'re| are)(?: talking to)?|it(?:'s| is) for|to|for) )?(?:only |"
    r"just |talking to )?(?:a |an |my |your |any |the )?(?:wee |small |five[- ]year[- ]old |young |complete |"
    r"total |total and utter )*(?:child|kid|kids|bairns?|weans?|teenager|school ?(?:kid|child|pupil)|primary "
    r"school(?: class| kid)?|pupil|\d{1,2}(?:[- ]year[- ]olds?)?|(?:five|six|seven|eight|nine|ten|eleven|"
    r"twelve)(?:[- ]years?[- ]olds?)?|gran|granny|nan|mum|mam|maw|dad|da|dummy|dummies|idiot|idiots|eejit|"
    r"beginner|lay ?(?:person|man|people)|novice|numpty|stranger|alien|man in the (?:street|pub))(?: (?:old|"
    r"years old|year old))?(?: (?:gets?|could (?:get|understand|follow)|can (?:get|understand|follow)|would "
    r"(?:get|understand|follow)|understands?|follows?) ?(?:it|that|this)?)?(?:,? (?:please|then|instead|"
    r"would get))*[\s?.!]*$",
    re.I,
)
_A_TERM = 3  # words of a term that is named alone


def asks_what_it_means(said: str, last: Turn) -> bool:
    """Whether a follow-up asks what a term comes to that was just defined.

    >>> asks_what_it_means("meaning what?", Turn("co-planning", "a PSP", (), True))
    True
    >>> asks_what_it_means("what does that mean", Turn("Who pays for it?", "a PSP", (), True))
    False
    """
    return bool(_term_of(last)) and bool(_MEANS.match(said.strip()))


def is_for_a_child(said: str) -> bool:
    """Whether a follow-up wishes for words that a child or somebody else from outside would follow.

    >>> wishes = ("so a teenager gets it", "say it like I'm 12", "for a bairn", "as you'd tell your granny")
    >>> [is_for_a_child(said) for said in wishes]
    [True, True, True, True]
    >>> [is_for_a_child(said) for said in ("what about a child", "for a council", "is it for young people")]
    [False, False, False]
    """
    return bool(_FOR_A_CHILD.match(said.strip()))


def plan(last: Turn, said: str) -> Plan:
    """Tell the main point, with its terms explained; of a term just defined, what it comes to."""
    if asks_what_it_means(said, last):
        term = _term_of(last)
        return Plan(
            "simpler", question=f"What does {term} mean in practice?",
            otherwise=(f"How does {term} work?", f"Why does {term} matter?"),
            detail="full", avoid=frozenset(last.said), offer=last.offered[:2],
        )  # fmt: skip
    return Plan(
        "simpler", question=last.understood_as, most=1, glossary=True, word=_WORD, offer=last.offered[:2]
    )


_DEFINITION = re.compile(r"^what(?:['’]s| is| are) (?P<thing>[^?]{2,40})$", re.I)


def in_plain_words(last: Turn, asked: Mapping[str, str]) -> Plan | None:
    """The section that editors wrote to say what was just defined in plain words; None where there is none.

    >>> told = Turn("What is a PSP?", "a PSP", (), True)
    >>> plan = in_plain_words(told, {"explain it in plain words": "roles/what-users-ask#plainly"})
    >>> plan and plan.question
    'explain a PSP in plain words'
    >>> in_plain_words(told, {})
    """
    found = _DEFINITION.match(last.understood_as.strip(" ?"))
    question = f"explain {found['thing']} in plain words" if found else ""
    passage = asked_of(question, asked) if question else None
    if passage is None or passage in {citation.passage_id for citation in last.citations}:
        return None
    return Plan("simpler", question=question, avoid=frozenset(last.said), offer=last.offered[:2])


def _term_of(last: Turn) -> str:
    """The term whose meaning was asked for, or that was named alone; "" where none was.

    >>> _term_of(Turn("what is co-planning", "co-planning", (), True))
    'co-planning'
    >>> [_term_of(Turn(asked, "a PSP", (), True)) for asked in ("co-planning", "Who pays for it?")]
    ['co-planning', '']
    """
    before = last.understood_as.strip(" ?.!")
    asked_for = defined(before)
    if asked_for:
        return asked_for if asked_for.lower() not in SUBJECT.lower() else ""
    alone = len(before.split()) <= _A_TERM and not _ASKS.match(before)
    return before if alone else ""


_ASKS = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|must|should|"
    r"psps?|"
    r"tell|explain|hello|hi|thanks)\b",
    re.I,
)
