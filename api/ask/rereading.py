"""A follow-up read in another way, where a section answers that better."""

from collections.abc import Sequence

from api.ask.conversation import about as asked_about
from api.ask.knowledge import Knowledge
from api.ask.moves.recognise import names_a_thing
from api.ask.searching import Searching
from api.ask.subject import SUBJECT
from api.ask.turn import Turn, last_answered
from api.ask.whichever import better, clearer, is_short, of_the_question_before
from kb.lexical import words


def better_read(
    typed_as: str, understood: str, turns: Sequence[Turn], knowledge: Knowledge, searching: Searching
) -> str:
    """`understood`, or that taken otherwise where a section answers it better.

    What a follow-up names may be meant in the question before, and a short one of the thing talked of.
    """
    named = knowledge.names.found_in(typed_as)
    other = None if named else of_the_question_before(typed_as, last_of(turns))
    told_of = set(words(understood)) & set(words(topic_of(turns))) - {"a", "the"}
    by_itself = is_short(understood) and not told_of and not names_a_thing(understood, knowledge)
    with_topic = asked_about(understood, topic_of(turns)) if by_itself else understood
    joined = other or with_topic
    if joined.lower() == understood.lower():
        return understood
    found, of_both = map(searching.found, (understood, joined))
    taken = better(found, of_both, typed_as, turns) if other else clearer(found, of_both)
    return joined if taken else understood


def topic_of(turns: Sequence[Turn]) -> str:
    """What the conversation is about: the thing of the last answer, a PSP where there is no better one."""
    return (last_of(turns).topic or SUBJECT) if turns else ""


def last_of(turns: Sequence[Turn]) -> Turn:
    """The last turn that was answered, or the last of all."""
    return last_answered(turns) or turns[-1]
