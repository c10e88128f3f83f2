"""Answers from a partner's collection: together with the guide, or from the collection alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Literal

import numpy as np

from api.ask.clock import Clock
from api.ask.knowledge import Knowledge
from api.ask.part import Settled
from api.ask.pipeline import Asker
from api.ask.reply import Audience, CitationRef, Detail, Reply
from api.ask.replying import Replying, new_id
from api.ask.retrieve import CANDIDATES
from api.errors import Fault, NotFound, Unprocessable
from graph.build import Graph
from kb.overlay import documents_of
from kb.variants import as_asked

How = Literal["together", "alone"]


@dataclass
class Collection:
    """A collection opened: the guide with its documents over it, and which of them are its own."""

    knowledge: Knowledge
    own: frozenset[str]

    @cached_property
    def graph(self) -> Graph:
        """Barriers and what helps, as the guide and the collection tell."""
        return Graph.from_corpus(self.knowledge.index.corpus, checked=True)

    @cached_property
    def together(self) -> Asker:
        """Answers from both."""
        return Asker(self.knowledge, self.graph)

    @cached_property
    def alone(self) -> Asker:
        """Searches the collection's own passages; what it says may still be composed of reviewed sections."""
        passages = self.knowledge.index.passages
        among = np.fromiter((p.document_id in self.own for p in passages), np.bool_, len(passages))
        return Asker(replace(self.knowledge, among=among, backed={}), self.graph)

    def ask(self, question: str, how: How, audience: Audience | None, detail: Detail) -> Reply:
        """Answer a question that stands alone; nothing is kept, so there is no address of the answer."""
        if how == "alone" and not self._is_near(question):
            return self._nothing(question)
        asker = self.together if how == "together" else self.alone
        reply = asker.ask(question, (), None, audience, detail)
        if how == "alone" and any(one.document_id not in self.own for one in reply.citations):
            reply = self._nothing(question)
        cited = [self._at_home(citation) for citation in reply.citations]
        return reply.model_copy(update={"permalink": None, "citations": cited})

    def _is_near(self, question: str) -> bool:
        """Whether anything of the collection is among the passages that both together would answer from.

        Alone, the nearest of a few passages is always near enough to somebody who does not see the others.
        """
        nearest = self.knowledge.index.retriever.rank(as_asked(question), self.knowledge.embedder)
        passages = self.knowledge.index.passages
        return any(passages[number].document_id in self.own for number in nearest.top(CANDIDATES))

    def _nothing(self, question: str) -> Reply:
        """What the guide would have answered from its own documents, the collection alone does not."""
        refused = [Settled(question, reason="not_in_knowledge_base")]
        said = Replying(self.knowledge, self.graph, question, new_id()).reply(question, refused, Clock())
        return said.model_copy(update={"citations": [], "follow_ups": [], "permalink": None})

    def _at_home(self, citation: CitationRef) -> CitationRef:
        """Own documents have no page here."""
        return citation.model_copy(update={"url": ""}) if citation.document_id in self.own else citation


@dataclass
class Collections:
    """The collections of an installation, each opened when its partner first asks."""

    names: frozenset[str]
    open: Callable[[str], Collection]

    def __post_init__(self) -> None:
        self._opened: dict[str, Collection] = {}
        self._lock = Lock()

    def of(self, partner: str) -> Collection:
        """The collection of a partner, and of nobody else.

        Raises:
            NotFound: the partner has none.
        """
        if partner not in self.names:
            raise NotFound("There is no collection for this key.")
        with self._lock:
            if partner not in self._opened:
                self._opened[partner] = self.open(partner)
            return self._opened[partner]

    def ask(self, partner: str, how: How, asked: Mapping[str, object]) -> Reply:
        """Answer from the collection of `partner`; `asked` is the body of the request.

        Raises:
            NotFound: the partner has none.
            Unprocessable: the question is blank, or goes on a conversation.
        """
        question = str(asked["question"])
        if not question.strip():
            raise Unprocessable("The question is empty.", (Fault("/question", "write a question"),))
        if asked.get("conversation_id"):
            raise Unprocessable(
                "A question to a collection stands alone, since nothing of it is kept.",
                (Fault("/conversation_id", "leave it out"),),
            )
        audience, detail = asked.get("audience"), asked.get("detail") or "normal"
        return self.of(partner).ask(question, how, audience, detail)  # type: ignore[arg-type]


def own_documents(folder: Path) -> frozenset[str]:
    """The ids of a collection's documents."""
    return frozenset(name.removesuffix(".md") for name in documents_of(folder))
