"""What a turn of a conversation leaves behind: things, not titles."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.ask.reply import CitationRef, Detail, Reply, Statement


@dataclass(frozen=True)
class Turn:
    """What a follow-up may refer to.

    The question as understood; the thing that it was about ("the Renfrewshire pilot", else "a PSP"); the
    items of a list that was given and the number of the one last explained; what was said, offered and cited.
    """

    understood_as: str
    topic: str | None
    items: tuple[str, ...]
    answered: bool
    item: int | None = None
    detail: Detail = "normal"
    said: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    citations: tuple[CitationRef, ...] = ()
    plural: str | None = None  # what "they" means, where something plural was talked of
    ordered: bool = False  # whether the items come one after the other
    statements: tuple[Statement, ...] = ()
    move: str | None = None
    verdict: str | None = None  # what a question on yes or no was answered with
    silent: bool = False  # whether it was one of ours that the sources do not answer


def turn_of(reply: Reply) -> Turn:
    """What a later question may refer to in `reply`."""
    said = tuple(s.quoted for s in reply.answer.statements)
    answered = reply.status in ("answered", "partial")
    return Turn(
        reply.understood_as, reply.topic, tuple(reply.items), answered, reply.item, reply.detail, said,
        tuple(reply.follow_ups), tuple(reply.citations), reply.plural, reply.ordered,
        tuple(reply.answer.statements), reply.move, reply.verdict,
        silent=reply.reason == "not_in_knowledge_base",
    )  # fmt: skip


def last_answered(turns: Sequence[Turn], told: bool = False) -> Turn | None:
    """The last of `turns` (oldest first) that was answered, or None; `told`: with more than its sources.

    What was asked beside the matter, why it is so or whether that is still the law, is not gone on from,
    unless `told`.
    """
    # a thing asked of by its name is talked of even where the sources are silent
    answered = [turn for turn in turns if turn.answered or (not told and turn.topic)]
    beside = ("sources",) if told else ("law", "why")
    kept = [turn for turn in answered if turn.move not in beside]
    if not answered and turns and turns[-1].silent and not told:
        return turns[-1]  # what follows on "the sources do not say" still asks of the same
    return next(reversed(kept), None if told else next(reversed(answered), None))


TURNS_LOOKED_AT = 6  # the first of a conversation among them, so that "your first answer" means that one


def looked_at(turns: Sequence[Turn]) -> list[Turn]:
    """What a follow-up may refer to: the first turn and the last ones, oldest first.

    >>> turns = [Turn(str(number), None, (), True) for number in range(9)]
    >>> [turn.understood_as for turn in looked_at(turns)], len(looked_at(turns[:3]))
    (['0', '4', '5', '6', '7', '8'], 3)
    """
    return list(turns) if len(turns) <= TURNS_LOOKED_AT else [turns[0], *turns[1 - TURNS_LOOKED_AT :]]
