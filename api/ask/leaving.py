"""What an answer leaves behind for later turns: the list that they count in, and the thing talked of."""

import re
from collections.abc import Sequence
from dataclasses import replace

from api.ask.counting import head_of
from api.ask.doing import doing
from api.ask.in_a_sentence import inline_items
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.moves.seen_in import pilot_in
from api.ask.orders import is_an_order
from api.ask.reply import Detail, Reply
from api.ask.rereading import last_of
from api.ask.subject import PRONOUN, SUBJECT, names_a_psp
from api.ask.turn import Turn
from kb.lexical import stems

_HEAD = 4  # words of an item that can be spoken of by its head


# "Food Train", "the Greater Pollok Alliance"; a place ("in West Lothian") is no thing that did something
_PROPER = re.compile(
    r"(?<=[a-z,] )(?<!\bin )(?<!\bat )(?<!\bnear )(?<!\baround )(?<!\bfrom )(?P<name>(?:the )?"
    r"[A-Z][a-z]+(?: (?:(?:of|and|for|the) )?[A-Z][a-z]+){1,3})\b"
)


def proper_name_in(question: str) -> str:
    """What a question calls by a name of two words or more; "" where it calls nothing so.

    >>> [proper_name_in(asked) for asked in ("How did Food Train begin in Fife?", "Who pays in East Fife?")]
    ['Food Train', '']
    """
    match = _PROPER.search(question)
    return match["name"] if match else ""


_BY_NAME = re.compile(
    r"^(?:(?:what|who) (?:is|are|was|were) |(?:what|how|when|where|why) (?:is|was|does|did|has) )?"
    r"(?P<name>(?:the )?[A-Z][a-z]+(?: (?:(?:of|and|for) )?[A-Z][a-z]+){1,3})\b"
)


def _asked_by_name(question: str, told: str) -> str:
    """What is asked after by a name that the answer says as well; "" where nothing is, or it is a PSP.

    >>> _asked_by_name("Food Train in the West Lothian PSP?", "The Food Train shops for people.")
    'Food Train'
    >>> _asked_by_name("What is a Public Social Partnership?", "A Public Social Partnership is …"), (
    ...     _asked_by_name("Who pays?", "The council pays."))
    ('', '')
    """
    match = _BY_NAME.match(question)
    name = match["name"] if match else ""
    return name if name and name.lower() in told.lower() and not names_a_psp(name) else ""


def _spoken_of(head: str) -> str:
    """A step as a thing that may be spoken of.

    >>> _spoken_of("agree one definition"), _spoken_of("a short pilot")
    ('agreeing one definition', 'a short pilot')
    """
    return doing(head) if is_an_order(head) else head


_ASKER = re.compile(r"\b(?:we|i|us|our|my)\b", re.I)


def the_askers_own(said: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """`turns` about what they were about before an example, where `said` asks of the asker and not of it.

    >>> told = [Turn("Who pays?", "a PSP", (), True), Turn("Who pays?", "Shine", (), True, move="example")]
    >>> the_askers_own("where do we start", told)[-1].topic, the_askers_own("who led it", told)[-1].topic
    ('a PSP', 'Shine')
    """
    of_it = PRONOUN.search(said) or not _ASKER.search(said)
    if not turns or turns[-1].move != "example" or of_it:
        return turns
    before = next((turn.topic for turn in reversed(turns) if turn.move != "example"), SUBJECT)
    return [*turns[:-1], replace(turns[-1], topic=before)]


def left_behind(
    reply: Reply, plan: Plan | None, detail: Detail, turns: Sequence[Turn], knowledge: Knowledge
) -> dict[str, object]:
    """The list that a later turn may count in: that of this answer, or the one that its item is of."""
    said = reply.answer.statements
    items = [s.text for s in said if s.kind in ("item", "step")]
    items = items or list(next((parts for s in said if (parts := inline_items(s.text))), ()))
    item, topic = None, reply.topic
    if turns and (before := last_of(turns)).items:
        asked = reply.understood_as.rstrip("?. ")
        item = next((n for n, one in enumerate(before.items) if asked.endswith(one.rstrip("?. "))), None)
        goes_on = not items and reply.understood_as.lower().rstrip("?") != reply.question.lower().rstrip("?")
        if item is not None or (plan and not items) or goes_on:
            items, item = list(before.items), before.item if item is None else item
    named = bool(set(stems(reply.topic or "")) & set(stems(items[item] if item is not None else "")))
    if item is not None and plan and not named and len(head_of(items[item]).split()) <= _HEAD:
        topic = _spoken_of(head_of(items[item]))
    elif turns and topic == SUBJECT and last_of(turns).item is None:
        kept = last_of(turns).topic or SUBJECT  # what was filled in is still talked of
        topic = kept if kept in reply.understood_as else topic
    if plan and plan.example and said and (pilot := pilot_in(said[0].text, knowledge)):
        topic = pilot  # "who paid for that": of the pilot that was told of
    if reply.status == "abstained" and topic in (None, SUBJECT):
        topic = proper_name_in(reply.question) or topic
    elif topic in (None, SUBJECT) and said and not plan:
        topic = _asked_by_name(reply.understood_as, said[0].text) or topic
    topic = (plan.topic if plan else "") or topic
    told = any(s.kind == "step" for s in said)
    ordered = told or (items == list(last_of(turns).items) and last_of(turns).ordered if turns else False)
    return {
        "items": items, "ordered": ordered, "item": item, "detail": detail,
        "topic": topic, "move": plan.move if plan else None,
    }  # fmt: skip
