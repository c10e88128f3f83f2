"""The optional step that asks an LLM which sentences answer; whatever is wrong with it, the usual answer."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from api.ask.llm_client import Failure, Reason, Writer
from api.ask.part import Means, Part, Settled
from api.ask.reader.choice import Answers, Choice, Unusable, read_choice
from api.ask.reader.prompt import prompt_for
from api.ask.reader.settling import settled_by
from api.ask.reader.sheet import Sheet, sheet_for
from api.ask.turn import Turn

_LOG = logging.getLogger(__name__)
Outcome = Literal[Answers, Unusable, Reason]
# below, a question is off the subject beyond doubt, and is not sent anywhere
_LIKELY = 0.1


@dataclass(frozen=True)
class Read:
    """What came of one reading, in words of a fixed set, and how long it took."""

    outcome: Outcome
    seconds: float


def outcomes() -> tuple[str, ...]:
    """Every outcome that `Read` can hold."""
    return (*get_args(Answers), *get_args(Unusable), *get_args(Reason))


def _unobserved(read: Read) -> None:
    """Nobody counts."""


@dataclass
class LlmReader:
    """Asks the LLM behind `writer`; `timeout_seconds` holds for a question with all its parts."""

    writer: Writer
    timeout_seconds: float
    observe: Callable[[Read], None] = _unobserved

    def begin(self, asked: str, spelt: str, turns: Sequence[Turn]) -> "Reading":
        """The reading of one question: as typed, as the guide spells it, and what was said before it."""
        return Reading(self, asked, spelt, tuple(turns), time.monotonic() + self.timeout_seconds)


@dataclass(frozen=True)
class Reading:
    """One question on its way; `reconsider` is asked once a part."""

    reader: LlmReader
    asked: str
    spelt: str
    turns: tuple[Turn, ...]
    until: float  # on the monotonic clock

    def reconsider(self, part: Part, usual: Settled, means: Means, alone: bool) -> Settled:
        """What the LLM's choice makes of a part, or `usual` where there is no valid choice in time.

        `alone` says that the part is the whole question.
        """
        if not may_be_read(usual):
            return usual
        started = time.monotonic()
        sheet = sheet_for(part, usual, means, self.spelt if alone else "", self.turns)
        choice = self._choose(self.asked if alone else part.text, sheet)
        outcome = choice.answers if isinstance(choice, Choice) else choice
        self.reader.observe(Read(outcome, time.monotonic() - started))
        if isinstance(choice, Choice):
            return settled_by(choice, sheet, usual, part, means)
        _LOG.warning("the answer was not chosen by the LLM: %s", choice)
        return usual

    def _choose(self, asked: str, sheet: Sheet) -> Choice | Unusable | Reason:
        left = self.until - time.monotonic()
        if left <= 0:
            return "timeout"
        text = self.reader.writer.write(prompt_for(asked, sheet, self.turns), left)
        if isinstance(text, Failure):
            return text.reason
        return read_choice(text, len(sheet.lines), len(sheet.meant))


def may_be_read(usual: Settled) -> bool:
    """Whether a part is put to the LLM: never what is refused for its own sake or needs advice on a case."""
    if usual.advice or usual.found is None or not usual.found.hits:
        return False
    if usual.reason == "out_of_scope":
        return usual.judgement.scope >= _LIKELY
    return usual.is_answered or usual.reason == "not_in_knowledge_base"
