"""Explain number N: the item of the list that was given; or say that there is no such item."""

import re

from api.ask.acts import act_of, small
from api.ask.counting import (
    asks_for_the_best,
    asks_what_to_do_first,
    asks_which_first,
    counted,
    head_of,
    of_item,
)
from api.ask.moves.plan import Plan
from api.ask.subject import SUBJECT, names_a_psp
from api.ask.turn import Turn

_FEWEST = 2
_NAMED_ONLY = 5  # words of a point that is named and not told
# log-odds of the re-ranker from which a section is on a point and not only near it: of twelve points of some
# lists three lay below, two of which something else explained
_ON_THE_POINT = -1.5
_NO_MORE = "The sources say no more about this point than was said just before."
# "what tools are there in the pilot", "which forms can we use for it"
_KIND_ASKED_FOR = re.compile(
    r"^(?:what|which) (?P<kind>[\w-]+s) (?:are|is|can|could|should|do|does|would|have|exist)\b"
    r"(?: there| we| i| you| they)*(?: use| choose| take| have| need)?(?: (?P<rest>[^?.!]+))?[\s?.!]*$",
    re.I,
)

_HOW_COMMON = re.compile(r"\b(?:most (?:common|frequent|likely)|commonest)\b", re.I)
# "One", "just one of them please": of the list that was given
_JUST_ONE = re.compile(
    r"^(?:and |ok |so |but )*(?:(?:just|only|even|(?:can|could) you |please |give me|name|tell me|"
    r"i(?:'d like| want| need)?"
    r"(?: only| just)?)\s*)*one(?: of (?:them|those|these))?(?: (?:will do|is enough|please|pls|"
    r"only))*[\s?.!]*$",
    re.I,
)


def speaks_of_a_place(said: str, last: Turn) -> bool:
    """Whether `said` counts in the answer before, and asks nothing else of its own."""
    named_one = _JUST_ONE.match(said.strip()) and len(last.items) >= _FEWEST
    return (
        bool(named_one) or asks_what_to_do_first(said) or asks_which_first(said) or counted(said) is not None
    )


def plan(last: Turn, said: str, explain: bool = False) -> Plan:
    """Explain the item meant, or ask of it what `said` does unless `explain`; without such an item say so."""
    if asks_what_to_do_first(said) and not (last.ordered and last.items):
        return Plan("number", question=_beginning(last, said), avoid=frozenset(last.said))
    if asks_for_the_best(said) and (best := _best_of_its_kind(said, last)):
        return Plan("number", question=best, avoid=frozenset(last.said))
    items = last.items if len(last.items) >= _FEWEST else _sentences(last)
    if len(items) < _FEWEST:
        return Plan("number", word="The answer before holds no list to count in.", offer=last.offered[:2])
    if asks_which_first(said) or asks_what_to_do_first(said) or _JUST_ONE.match(said.strip()):
        return _first(items, last, said)
    place = counted(said)
    question = of_item(
        f"number {place.number + 1}" if explain and place and place.number >= 0 else said, items
    )
    if question is None:
        word = f"The answer before lists {len(items)} points only. Which of them do you mean?"
        return Plan("number", word=word, offer=tuple(f"{item.rstrip('.')}?" for item in items[:2]))
    again = said_as_a_point(items, place.number) if place and _TELL_AGAIN.search(said) else ""
    offer = (f"{question.rstrip('.')}?", *last.offered[:1]) if again else ()
    stage = as_a_stage(question, items, last)
    explained = question in items and not again and not stage
    meaning = as_a_term(question, last) if explained else ()
    if stage and not again and stage[0] in _MEANT.values():
        question, stage = stage[0], ()
    return Plan(
        "number", question=question, avoid=frozenset(last.said), otherwise=stage or meaning, word=again,
        offer=offer or (last.offered[:2] if explained else ()),
        least=_ON_THE_POINT if explained else None, lacking=_NO_MORE if explained else "",
    )  # fmt: skip


_STAGE = re.compile(r"\b(?:decid|prepar|design|pilot|procure|tender|sustain|contract)\w*", re.I)
# steps that the guide explains by themselves
_MEANT = {r"\bdesign": "What is joint service design in a PSP?", r"\bpilot": "What is a pilot in a PSP?"}
# "what was the first point again", "remind me of the second"
_TELL_AGAIN = re.compile(
    r"^(?:and |so |ok |sorry[, ]+)*(?:what (?:was|is|were) (?:the|your|that) .*\bagain|(?:remind me|"
    r"repeat|say|tell me) "
    r"(?:of |again )*(?:the|your|what the) .*(?:again|was)?|what did you say .*)[\s?.!]*$",
    re.I,
)


def said_as_a_point(items: tuple[str, ...], number: int) -> str:
    """A point of a list told again by its place.

    >>> said_as_a_point(("purpose", "roles"), 1)
    'Point 2 of 2: roles.'
    """
    place = number % len(items)
    return f"Point {place + 1} of {len(items)}: {items[place].rstrip('.')}."


def as_a_stage(question: str, items: tuple[str, ...], last: Turn) -> tuple[str, ...]:
    """Another way to ask for a step that is to be explained, where the steps are those of a PSP.

    >>> as_a_stage("A tender.", ("A tender.",), Turn("What are the steps?", "a PSP", (), True, ordered=True))
    ('What happens in this stage of a PSP: a tender?',)
    >>> as_a_stage("A pilot.", ("A pilot.",), Turn("What are the steps?", "a PSP", (), True, ordered=True))
    ('What is a pilot in a PSP?',)
    """
    of_a_psp = last.ordered and (last.topic or SUBJECT) == SUBJECT
    if question not in items or not of_a_psp or not _STAGE.search(head_of(question)):
        return ()
    meant = next((asks for sign, asks in _MEANT.items() if re.search(sign, head_of(question), re.I)), None)
    return (meant or f"What happens in this stage of a PSP: {small(question).rstrip('.')}?",)


def as_a_term(item: str, last: Turn) -> tuple[str, ...]:
    """What a point means that is only named, as in a list inside a sentence; none of a point that is said.

    >>> as_a_term("capacity building", Turn("What are the elements?", "a PSP", (), True))
    ('What does capacity building mean in a PSP?',)
    >>> as_a_term("Agree the problem with all partners.", Turn("What first?", "a PSP", (), True))
    ()
    """
    named = not item.endswith(".") and len(item.split()) <= _NAMED_ONLY and ":" not in item
    of = SUBJECT if names_a_psp(last.topic or SUBJECT) else last.topic
    return (f"What does {small(item)} mean in {of}?",) if named else ()


def _first(items: tuple[str, ...], last: Turn, said: str) -> Plan:
    in_worth = asks_for_the_best(said)
    if _HOW_COMMON.search(said):
        begins = f" The answer before begins: {last.said[0]}" if last.said else ""
        word = f"The sources do not count these against each other.{begins}"
        return Plan("number", word=word, offer=last.offered[:2])
    if last.ordered and not in_worth:
        return Plan("number", question=items[0], avoid=frozenset(last.said))
    word = _unweighed(items, said)
    if last.ordered:
        word = (
            f"These come one after the other, and the sources weigh none above the rest. First is: {items[0]}"
        )
    return Plan("number", word=word, offer=tuple(f"{item.rstrip('.')}?" for item in items[:2]))


_RANK = re.compile(
    r"\b(?:biggest|greatest|largest|worst|most (?:serious|important|dangerous|likely|useful)|main|key|"
    r"best|hardest|"
    r"smallest|least|quickest|easiest|cheapest|dearest|riskiest)\b",
    re.I,
)
_NAMED = 4  # points that are named where none is weighed above the rest


def _unweighed(items: tuple[str, ...], said: str) -> str:
    """That the sources do not weigh these, and which they are.

    >>> _unweighed(("It is late, so plan it.", "It ends."), "which is the biggest")
    'No source says which of these is the biggest: none weighs them. They are: (1) It is late; (2) It ends.'
    """
    rank = _RANK.search(said)
    which = f"is the {rank[0].lower()}" if rank else "comes first"
    heads = [re.split(r"[,;](?= )", item)[0].rstrip(". ") for item in items[:_NAMED]]
    named = "; ".join(f"({n}) {head}" for n, head in enumerate(heads, start=1))
    more = f", and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
    return f"No source says which of these {which}: none weighs them. They are: {named}{more}."


def _best_of_its_kind(said: str, last: Turn) -> str | None:
    """Which of the things asked for is the one, where the answer before listed none; else None."""
    kind, listed = _KIND_ASKED_FOR.match(last.understood_as), set(last.items) <= set(last.said)
    if not kind or (last.items and listed):
        return None
    best = re.search(r"\b(?:best|worst|easiest|cheapest|quickest|most important)\b", said, re.I)
    return (
        f"Which {kind['kind']} are {best[0].lower() if best else 'best'} {kind['rest'] or ''}".strip() + "?"
    )


_SOMETHING = re.compile(r"\bthing\b|\w+thing\b", re.I)  # "something I can do on Monday": of what was asked


def _beginning(last: Turn, said: str) -> str:
    """How one begins with the thing talked of; with what somebody else did, or a body is, begins a PSP."""
    topic = last.topic or SUBJECT
    act = act_of(last.understood_as)
    if (topic == SUBJECT and not (act and _SOMETHING.search(said))) or not act:
        return f"How do we start {topic if topic == SUBJECT else f'with {topic}'}?"
    return f"What is the first step to {act}?"


def _sentences(last: Turn) -> tuple[str, ...]:
    """The sentences of an answer without a list, which people count as well."""
    return last.said if len(last.said) >= _FEWEST else ()
