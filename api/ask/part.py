"""One question on its way through the steps, and what it comes to: an answer in a form, or a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from api.ask.answerable import Answerability, Judgement
from api.ask.composing.draft import Chosen
from api.ask.composing.recognising import Recognised
from api.ask.form import Form
from api.ask.knowledge import Knowledge
from api.ask.reply import ChosenBy, Detail
from api.ask.retrieve import READ_AS_ANSWER, Found
from graph.build import Graph
from kb.documents import Verdict


class Means(Protocol):
    """What the steps work with."""

    knowledge: Knowledge
    graph: Graph

    @property
    def answerability(self) -> Answerability:
        """The reviewed model of what can be answered."""
        ...


class Searches(Protocol):
    """What may be searched for while one thing typed is answered, each text once."""

    def judged(self, text: str, known: bool) -> tuple[Found, Judgement]:
        """The passages for `text`, best first, and whether anything in them answers it."""
        ...


NOT_JUDGED = Judgement(0.0, 0.0, in_scope=False, enough=False)

# how likely the best section has to answer for its lines to stand as the answer: of 90 questions of people
# who did not know the guide that lay below, a third were answered by it, of those above three in four
LIKELY = 0.6


@dataclass(frozen=True)
class Settled:
    """What a question came to: lines in a form, or the reason of a refusal with the nearest lines."""

    text: str
    form: Form = "open"
    chosen: list[Chosen] = field(default_factory=list)
    verdict: Verdict | None = None
    reason: str | None = None
    advice: bool = False  # answered in general, and the case itself needs advice
    barriers: tuple[str, ...] = ()  # those that a problem was recognised as
    found: Found | None = None
    judgement: Judgement = NOT_JUDGED
    partly: bool = False  # the lines answer some of it
    unsure: bool = False  # more likely than not the lines are only near to what is asked
    chosen_by: ChosenBy = "guide"
    lacks: str = ""  # of a refusal: the kind of thing asked for that no line held; "" where another reason is
    doubt: str = ""  # said before the lines: that nothing tells what the question takes for granted

    @property
    def is_answered(self) -> bool:
        """Whether lines answer it."""
        return self.reason is None and bool(self.chosen)


@dataclass
class Part:
    """What is known so far about one question that was searched for."""

    text: str
    form: Form
    found: Found
    judgement: Judgement
    searching: Searches
    detail: Detail = "normal"
    in_conversation: bool = False  # an earlier turn, or another part, may explain it
    topic: str = ""  # what the conversation is about so far; "" outside one
    against: str | None = None  # a reason that speaks against answering and is not yet decided on
    told: list[Recognised] | None = None  # the barriers that it tells of; None before anybody looked

    @property
    def convinces(self) -> bool:
        """Whether the re-ranker takes the best section for one that answers."""
        return bool(self.found.hits) and self.found.hits[0].reading >= READ_AS_ANSWER

    def refused(self, reason: str, chosen: Sequence[Chosen] = ()) -> Settled:
        """This part refused for `reason`; `chosen` is the nearest thing, or the general answer."""
        return Settled(
            self.text, self.form, list(chosen), reason=reason, found=self.found, judgement=self.judgement
        )

    def answered(
        self,
        form: Form,
        chosen: Sequence[Chosen],
        verdict: Verdict | None = None,
        barriers: Sequence[str] = (),
    ) -> Settled:
        """This part answered in `form`."""
        return Settled(
            self.text, form, list(chosen), verdict, advice=self.against == "needs_advice",
            barriers=tuple(barriers), found=self.found, judgement=self.judgement,
        )  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What a follow-up came to, how it was then understood, and what is said before the answer."""

    settled: list[Settled]
    understood: str
    leading: str = ""
