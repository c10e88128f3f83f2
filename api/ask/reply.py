"""The reply to a question as stored and sent: statements with citations, or an abstention with a reason."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from api.ask.form import Form
from kb.cited import CitedSentence
from kb.documents import Verdict

Status = Literal["answered", "partial", "clarification", "abstained"]
Reason = Literal[
    "not_in_knowledge_base", "out_of_scope", "needs_advice", "personal_data", "unsafe", "unclear"
]
Audience = Literal["council", "third-sector", "trainer"]
Detail = Literal["short", "normal", "full"]
ChosenBy = Literal["guide", "llm"]


def known_audience(name: str) -> Audience | None:
    """The audience of this name, or None where there is none.

    >>> known_audience("trainer"), known_audience("")
    ('trainer', None)
    """
    return next((known for known in get_args(Audience) if known == name), None)


# how a verdict is said in front of the sentence that answers
SAID: dict[Verdict, str] = {"yes": "Yes.", "no": "No.", "depends": "It depends."}
WHAT_TO_DO = "What to do:"  # between a verdict and an order, which does not say what the verdict is on


class Part(BaseModel):
    """Immutable data that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRef(Part):
    """The published work behind a citation and where in it."""

    id: str
    title: str
    publisher: str
    year: int | None
    locator: str
    url: str | None
    kind: str
    read: str


class CitationRef(CitedSentence):
    """A numbered citation: the passage, the sentence of it that is rested on, and its source."""

    source: SourceRef


class Statement(Part):
    """A sentence or list item of the answer with the numbers of its citations.

    A statement that opens with a verdict ("Yes. …") carries it in `verdict` too. `who` does what a step says.
    """

    text: str
    citations: list[int]
    kind: Literal["sentence", "lead", "item", "step"] = "sentence"
    heading: str | None = None
    who: str | None = None
    verdict: Verdict | None = None

    @property
    def quoted(self) -> str:
        """The words of the corpus: the text without the verdict in front of it."""
        if not self.verdict:
            return self.text
        return self.text.removeprefix(f"{SAID[self.verdict]} ").removeprefix(f"{WHAT_TO_DO} ")


class Answer(Part):
    """The answer as text with [1] marks, and statement by statement."""

    text: str
    statements: list[Statement]


class Named(Part):
    """Something of the graph or corpus, by id and title."""

    id: str
    title: str


class Caution(Part):
    """What to beware of in this answer."""

    kind: Literal["age", "law", "contested", "self-reported"]
    text: str


class Action(Part):
    """What helps with a problem: the mitigation, what to do first, who does it, and what backs it."""

    mitigation: str
    first_action: str
    who: str
    citations: list[int]


class Pointer(Part):
    """Somewhere to turn."""

    title: str
    url: str
    why: str = ""


class Reply(Part):
    """Everything about one answered or refused question; the object of `POST /v1/ask`.

    `only_near`: lines of it may only be near to what was asked, which the note and the text say.
    """

    id: str
    conversation_id: str
    question: str
    understood_as: str
    status: Status
    reason: Reason | None
    answer: Answer
    form: Form | None = None
    verdict: Verdict | None = None
    note: str | None = None
    only_near: bool = False
    actions: list[Action] = []
    citations: list[CitationRef]
    barriers: list[Named] = []
    mitigations: list[Named] = []
    case_studies: list[Named] = []
    cautions: list[Caution] = []
    follow_ups: list[str] = []
    turn_to: list[Pointer] = []
    confidence: Annotated[float, Field(ge=0, le=1)]
    engine: Literal["extractive", "llm"] = "extractive"
    chosen_by: ChosenBy = "guide"
    corpus_version: str
    timings_ms: dict[str, float] = {}
    topic: str | None = None
    plural: str | None = None
    move: str | None = None
    detail: Detail = "normal"
    items: list[str] = []
    ordered: bool = False
    item: int | None = None
    permalink: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The reply as plain JSON data."""
        return self.model_dump(mode="json")
