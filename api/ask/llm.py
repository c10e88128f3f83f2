"""The optional step that lets an LLM re-word an answer; what is not supported stays as the corpus says it."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.ask.llm_client import Failure, Writer
from api.ask.llm_prompt import Proposal, prompt_for, proposals
from api.ask.reply import CitationRef, Statement
from api.ask.support import Support, faults, stands_in

_LOG = logging.getLogger(__name__)
_FOR_CHECKING = 0.1  # share of the time kept for the check


@dataclass(frozen=True)
class Outcome:
    """What became of one answer: how many sentences there were, were proposed, refused, and re-worded."""

    failure: str
    sentences: int
    proposed: int
    reworded: int
    seconds: float
    refused: tuple[str, ...] = ()  # why, one entry a refused proposal


def refusals_of_proposals() -> tuple[str, ...]:
    """Every entry that `Outcome.refused` can hold."""
    return ("citation not given", "not quoted", "timeout", *faults())


def _unobserved(outcome: Outcome) -> None:
    """Nobody counts."""


@dataclass
class LlmRewriter:
    """Puts a supported re-wording in the place of the very sentence it rests on; order and citations stay."""

    writer: Writer
    support: Support
    timeout_seconds: float
    observe: Callable[[Outcome], None] = _unobserved

    def rewrite(
        self, question: str, said: Sequence[Statement], citations: Sequence[CitationRef]
    ) -> list[Statement] | None:
        """The statements re-worded where that is supported, or None where nothing usable came back."""
        started = time.monotonic()
        sentences = [statement.text for statement in said]
        text = self.writer.write(prompt_for(question, sentences), self.timeout_seconds * (1 - _FOR_CHECKING))
        offered = [] if isinstance(text, Failure) else proposals(text)
        task = _Task(self.support, said, citations, started + self.timeout_seconds)
        for proposal in offered:
            task.consider(proposal)
        failure = text.reason if isinstance(text, Failure) else "" if offered else "unreadable"
        if failure:
            _LOG.warning("the answer was not re-worded: %s", failure)
        seconds = time.monotonic() - started
        self.observe(Outcome(failure, len(said), len(offered), len(task.new), seconds, tuple(task.refused)))
        return task.result() if task.new else None


class _Task:
    """The re-wordings of one answer while they are checked."""

    def __init__(
        self, support: Support, said: Sequence[Statement], citations: Sequence[CitationRef], deadline: float
    ) -> None:
        self.support, self.said, self.deadline = support, said, deadline
        self.quotes = {citation.number: citation.quote for citation in citations}
        self.new: dict[int, str] = {}
        self.refused: list[str] = []

    def consider(self, proposal: Proposal) -> None:
        """Take the proposal for the one sentence that carries it, or note why not."""
        if any(not 1 <= number <= len(self.said) for number in proposal.rests_on):
            self.refused.append("citation not given")
            return
        whys = [self._fault(proposal.text, number - 1) for number in proposal.rests_on]
        if "" not in whys:
            self.refused.append(whys[0])
            return
        place = proposal.rests_on[whys.index("")] - 1
        if proposal.text != self.said[place].text:
            self.new.setdefault(place, proposal.text)

    def _fault(self, text: str, place: int) -> str:
        """Why `text` may not stand for the sentence at `place`, which has to be quoted and to carry it."""
        if time.monotonic() > self.deadline:
            return "timeout"
        statement = self.said[place]
        quoted = any(stands_in(statement.text, self.quotes.get(n, "")) for n in statement.citations)
        return self.support.judge(text, statement.text).why if quoted else "not quoted"

    def result(self) -> list[Statement]:
        """The statements in their order, re-worded where there is something better."""
        return [
            statement.model_copy(update={"text": self.new.get(place, statement.text)})
            for place, statement in enumerate(self.said)
        ]
