"""Which of the ways to take a follow-up is meant: that which a section answers, where the other is not."""

import re
from collections.abc import Sequence
from dataclasses import replace

from api.ask.acts import YES_NO, without_opening
from api.ask.bare import about
from api.ask.called import as_called
from api.ask.conversation import asks_by_itself
from api.ask.counting import HOLLOW
from api.ask.fitting import with_its_section
from api.ask.form import asks
from api.ask.fresh import SAID_ALREADY
from api.ask.in_my_case import in_my_case, story_goes_on
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.moves.recognise import names_a_thing
from api.ask.names import Names
from api.ask.objects import is_several, meant_otherwise
from api.ask.pointing import leaning
from api.ask.searching import Searching
from api.ask.subject import PRONOUN, SUBJECT, names_a_psp
from api.ask.turn import Turn, last_answered
from api.ask.whichever import better, clearer, is_short, named_alone, of_the_question_before, part_of_a_body
from kb.lexical import stems

_MUCH, _NOTHING = 0.5, -99.0  # log-odds of the re-ranker
_BEYOND_DOUBT = 1.5
_ANSWERS = -0.4  # from which a section answers one of the ways to ask what a move asks
_CONVINCES = 0.0
_HARDLY = -1.0  # from which a section answers at all what is asked first
_THEY = re.compile(r"\b(?:they|them|their|those|these)\b", re.I)
# how unlikely a turn is on our subject, and how little nearer to the guide's questions than to everyday ones
_OFF, _NO_NEARER = 0.1, 0.05
_OF_US = re.compile(r"\b(?:we|us|our|they|them)\b", re.I)
# what a question names that need not be asked of anything else: "who pays for the pilot?"
_PART_OF_A_PSP = re.compile(
    r"\w (?:the|a|an|our) (?:pilot|tender|partnership|psp|design|contract|service)s?\b", re.I
)
_LOOKED_AT = 2  # answered turns whose thing or doing may be meant


def better_read(
    typed_as: str, understood: str, turns: Sequence[Turn], knowledge: Knowledge, searching: Searching
) -> str:
    """`understood`, or that taken otherwise where a section answers it better.

    What a follow-up names may be meant in the question before, a body as taking part in what is talked of,
    and a short question of the thing talked of.
    """
    last = last_of(turns)
    case = in_my_case(typed_as, last)
    settled = YES_NO.match(last.understood_as)  # a detail told behind such a question can be about it alone
    if case and (settled or better_in_case(case, understood, last, searching)):
        return case
    story = story_goes_on(typed_as, last)
    if story and _reading(story, searching) > _reading(understood, searching) - _MUCH:
        return story
    other = None if knowledge.names.found_in(typed_as) else of_the_question_before(typed_as, last)
    joined = other or _with_topic(understood, turns, knowledge)
    if joined.lower() != understood.lower():
        if other:
            taken = better(searching.found(understood), searching.found(joined), typed_as, turns)
        else:
            taken = clearer(understood, joined, searching)
        understood = joined if taken else understood
    understood = _with_what_was_asked_of(typed_as, understood, turns, knowledge.names, searching)
    body = part_of_a_body(typed_as, topic_of(turns), knowledge.who)
    only_added = understood.rstrip("?. ").lower().endswith(f"for {named_alone(typed_as)}".lower())
    if body and only_added and clearer(understood, body, searching):
        return body
    return typed_as if _stands_alone(typed_as, understood, knowledge, searching) else understood


def _stands_alone(typed: str, understood: str, knowledge: Knowledge, searching: Searching) -> bool:
    """Whether what was typed asks by itself and is answered so, where it is not of what is talked of.

    "Who pays for the pilot?" behind an answer on TUPE. A pilot that is talked of is always meant.
    """
    names_its_matter = asks_by_itself(typed) or (_PART_OF_A_PSP.search(typed) and not PRONOUN.search(typed))
    if understood.lower() == typed.lower() or not names_its_matter:
        return False
    if any(name.is_of_a_pilot for name in knowledge.names.found_in(understood)):
        return False
    return asks_of_any_psp(typed) or clearer(understood, typed, searching)


def asks_of_any_psp(typed: str) -> bool:
    """Whether a turn asks by itself of a part that every PSP has, whatever else is talked of.

    >>> asks_of_any_psp("Who pays for the pilot?"), asks_of_any_psp("who pays for it"), (
    ...     asks_of_any_psp("and after the pilot"))
    (True, False, False)
    """
    own = [stem for stem in stems(typed) if stem not in HOLLOW]
    whole = asks(typed) and len(own) > 1 and without_opening(typed) == typed
    return whole and bool(_PART_OF_A_PSP.search(typed)) and not PRONOUN.search(typed)


def better_in_case(case: str, understood: str, last: Turn, searching: Searching) -> bool:
    """Whether a new section answers the question before in a case much better than the detail alone."""
    hits, told = searching.found(case).hits, {one.passage_id for one in last.citations}
    new = bool(hits) and hits[0].shelf.passage.id not in told
    return new and hits[0].reading > _reading(understood, searching) + _MUCH


def _with_what_was_asked_of(
    typed: str, understood: str, turns: Sequence[Turn], names: Names, searching: Searching
) -> str:
    """`understood`, or what was typed with the doing or the thing that the question before asked of.

    Where the talk is of a PSP that is taken if a section answers it as well, else only if much better.
    """
    if names_a_psp(typed) or leaning(typed, last_of(turns)):
        return understood
    told = [turn for turn in turns if turn.answered][-_LOOKED_AT:] or [last_of(turns)]
    others = [text for text in meant_otherwise(typed, told) if text.lower() != understood.lower()]
    if not others:
        return understood
    needed = _reading(understood, searching) + (0 if topic_of(turns) == SUBJECT else _MUCH)
    if topic_of(turns) != SUBJECT and _was_not_named(typed, last_of(turns), names):
        answers = needed - _MUCH >= _BEYOND_DOUBT  # then the thing that the answer named is meant
        needed = 0.0 if answers else _NOTHING
    read = {text: _reading(text, searching) for text in others}
    best = max(read, key=lambda text: read[text])
    return best if read[best] >= needed else understood


def _was_not_named(typed: str, last: Turn, names: Names) -> bool:
    """Whether the thing talked of is called otherwise in the question before, or stands there alone.

    "Training", where a workshop was asked of; "tenders", where the results before the tender were.
    """
    if _THEY.search(typed):
        return last.plural is None
    named = set(stems(last.topic or "")) & set(stems(last.understood_as))
    return not named and not names.found_in(last.understood_as)


def _reading(question: str, searching: Searching) -> float:
    """How well the best section answers a question: log-odds of the re-ranker; very little without one."""
    hits = searching.found(question).hits
    return hits[0].reading if hits else _NOTHING


# "how many do we bring in": the last word belongs to the verb, so "a PSP" behind it would be brought in
_ENDS_ON_ITS_VERB = re.compile(
    r"\b(?:bring|take|let|call|draw|join|set|sign|hand) (?:in|on|up|over)[\s?.!]*$", re.I
)


def _with_topic(understood: str, turns: Sequence[Turn], knowledge: Knowledge) -> str:
    """A short question that names nothing with the thing talked of; as it was where it is none."""
    told_of = set(stems(understood)) & set(stems(topic_of(turns)))
    by_itself = is_short(understood) and not told_of and not names_a_thing(understood, knowledge)
    whole = not by_itself or _ENDS_ON_ITS_VERB.search(understood)
    return understood if whole else about(understood, topic_of(turns))


def as_it_stands(typed: str, understood: str, turns: Sequence[Turn], knowledge: Knowledge) -> str | None:
    """What may be asked where a follow-up as understood brought nothing; None where nothing else is meant.

    A body named alone is asked for its part; what points at nothing is asked by itself.
    """
    if body := part_of_a_body(typed, topic_of(turns), knowledge.who):
        return None if body.lower() == understood.lower() else body
    if turns and leaning(typed, last_of(turns)):
        return None  # "which should we use" of two says nothing by itself
    return typed if typed.lower() != understood.lower() and asks_by_itself(typed) else None


def in_talk(
    typed: str, spelt: str, understood: str, turns: Sequence[Turn], searching: Searching
) -> tuple[str, str]:
    """A follow-up as it is best read, and what the talk is of; "" where it asks of another matter."""
    knowledge = searching.knowledge
    if of_another_matter(typed, knowledge, searching):
        return spelt, ""
    read = better_read(typed, understood, turns, knowledge, searching)
    return as_called(read, turns, searching) if read != typed else read, topic_of(turns)


def best_asked(plan: Plan, searching: Searching) -> Plan:
    """`plan` with that of its questions which a section answers best, still understood as the first."""
    if plan.fits:
        return with_its_section(plan, searching)
    if plan.pick or (not plan.otherwise and not plan.instead):
        return plan
    asked: dict[str, float] = {}
    for text in (plan.question, *plan.otherwise):
        asked[text] = _new_reading(text, plan, searching)
        if plan.instead and asked[text] >= _BEYOND_DOUBT:
            break  # each further way is one search more
    if plan.rather and asked[plan.question] >= _HARDLY:
        return plan
    best = max(asked, key=lambda text: asked[text])
    plan = replace(plan, understood=plan.understood or plan.question)
    if not plan.instead or (asked[best] >= _ANSWERS and searching.judged(best, known=True)[1].answered):
        return replace(plan, question=best)
    if plan.repeats and (
        said := next((one for one in asked if _reading(one, searching) >= _CONVINCES), None)
    ):
        return replace(plan, question=said, leading=SAID_ALREADY, avoid=frozenset())
    wider, leading = plan.instead
    new = _new_reading(wider, plan, searching) > _NOTHING
    return replace(plan, question=wider, leading=leading) if new else replace(plan, question=best)


def _new_reading(question: str, plan: Plan, searching: Searching) -> float:
    """How well the best section answers a question; very little where it was said before."""
    hits = searching.found(question).hits
    said = bool(hits) and hits[0].shelf.opening[0].text in plan.avoid
    return _NOTHING if said else _reading(question, searching)


def of_another_matter(typed: str, knowledge: Knowledge, searching: Searching) -> bool:
    """Whether a turn that points at nothing said before asks of something that the guide is not about.

    "What's the weather like?" between two questions on a PSP is not asked of a PSP.
    """
    if PRONOUN.search(typed) or without_opening(typed) != typed or not asks(typed) or names_a_psp(typed):
        return False
    own = [stem for stem in stems(typed) if stem not in HOLLOW]
    if len(own) <= 1 and _OF_US.search(typed):
        return False  # "what can we skip", said of what we are to do
    if not any(map(knowledge.is_rare, own)) or names_a_thing(typed, knowledge):
        return False
    found, judgement = searching.judged(typed, known=False)
    return judgement.scope < _OFF and found.plain_contrast < _NO_NEARER


def topic_of(turns: Sequence[Turn]) -> str:
    """What the conversation is about: the thing of the last answer, a PSP where there is no better one."""
    return (last_of(turns).topic or SUBJECT) if turns else ""


def last_of(turns: Sequence[Turn]) -> Turn:
    """The last turn that was answered, else the last."""
    return last_answered(turns) or turns[-1]


def known_beforehand(first: str, said: Turn, knowledge: Knowledge) -> Turn:
    """What later questions typed at once may refer to: one thing that the `first` names, else a PSP.

    Whoever typed them had not seen the answer to the first.
    """
    topic = said.topic or ""
    named, asked = ({name.document for name in knowledge.names.found_in(text)} for text in (topic, first))
    spoken_of = bool(set(stems(topic)) & set(stems(first)) or named & asked)
    one = not is_several(topic) or knowledge.names.cover(topic)
    return said if spoken_of and one else replace(said, topic=None)
