"""Whole conversations, each asked once, and how often one says again what it said just before."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from api.ask.reply import Reply
from api.ask.turn import Turn, turn_of
from api.evaluation.metrics import Tally

LOOKED_AT = 6  # turns that a question is asked after, as through the doors
# moves that tell the answer before in less, or as a list, or name what it rests on: wished for, so no fault
_WISHED = frozenset(("shorter", "simpler", "one-sentence", "list", "sources", "back", "verdict"))


@dataclass
class Talks:
    """Conversations by their turns; one that begins another is no second time asked."""

    ask: Callable[[str, Sequence[Turn]], Reply]
    held: dict[tuple[str, ...], list[Reply]] = field(default_factory=dict)

    def replies(self, texts: Sequence[str]) -> list[Reply]:
        """The reply to each turn of a conversation, or of the beginning of one that was asked."""
        asked = tuple(texts)
        longer = next((held for held in self.held if held[: len(asked)] == asked), None)
        if longer is None:
            self.held[asked] = list(self._replies(asked))
        return self.held[longer or asked][: len(asked)]

    def _replies(self, texts: Sequence[str]) -> Iterable[Reply]:
        turns: list[Turn] = []
        for text in texts:
            reply = self.ask(text, turns[-LOOKED_AT:])
            turns.append(turn_of(reply))
            yield reply

    def said_twice(self) -> Tally:
        """Answers that say nothing but what the one before them said, of all that follow an answer."""
        in_a_row = (pair for held in self.held.values() for pair in itertools.pairwise(held))
        pairs = [pair for pair in in_a_row if _both_answer(*pair)]
        return Tally(of=len(pairs), right=sum(says_again(before, now) for before, now in pairs))


def _both_answer(before: Reply, now: Reply) -> bool:
    return all(reply.status in ("answered", "partial") and reply.answer.statements for reply in (before, now))


def says_again(before: Reply, now: Reply) -> bool:
    """Whether every statement of `now` stood in `before`, and nobody wished for it told again."""
    if now.move in _WISHED:
        return False
    return {said.quoted for said in now.answer.statements} <= {
        said.quoted for said in before.answer.statements
    }
