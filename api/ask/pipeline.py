"""From a question to a reply, as a list of steps; each may end it with a reason."""

import datetime as dt
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from api.ask import question as typed
from api.ask.answerable import Answerability, Judgement
from api.ask.cautions import cautions
from api.ask.citing import Numbering, as_text, statements
from api.ask.compose import Chosen, compose
from api.ask.conversation import Turn, inline_items, standalone
from api.ask.features import features
from api.ask.kinds import reason_against
from api.ask.knowledge import Knowledge
from api.ask.nearby import follow_ups, nearest, readings, related
from api.ask.refusals import refusals
from api.ask.reply import Answer, Audience, CitationRef, Reply, Statement
from api.ask.retrieve import Found, retrieve
from api.ask.scope import Verdict, screen
from api.ask.support import word_for_word
from graph.build import Graph
from kb.lexical import words


class Rewriter(Protocol):
    """Re-words an answer; every sentence it gives is checked against its quotes or falls back."""

    def rewrite(
        self, question: str, said: Sequence[Statement], citations: Sequence[CitationRef]
    ) -> list[Statement] | None:
        """The statements re-worded and checked, or None where nothing usable came back."""
        ...


NOT_JUDGED = Judgement(0.0, 0.0, in_scope=False, enough=False)


@dataclass
class _Work:
    """What is known so far about one question."""

    question: str
    turns: Sequence[Turn]
    audience: Audience | None
    conversation_id: str
    started: float = field(default_factory=time.perf_counter)
    timings: dict[str, float] = field(default_factory=dict)
    understood: str = ""
    judgement: Judgement = NOT_JUDGED


@dataclass
class Asker:
    """Answers questions from a knowledge base and its graph; `rewriter` is optional."""

    knowledge: Knowledge
    graph: Graph
    rewriter: Rewriter | None = None

    @cached_property
    def answerability(self) -> Answerability:
        """The reviewed model of what can be answered."""
        return Answerability.load()

    @cached_property
    def speller(self) -> typed.Speller:
        """Mends typing mistakes towards words of the corpus."""
        outside = {
            w for subject in self.knowledge.index.corpus.outside for q in subject.questions for w in words(q)
        }
        english = typed.english_words(self.knowledge.embedder.vocabulary) | outside
        return typed.Speller(self.knowledge.index.word_counts, english)

    def ask(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        conversation_id: str | None = None,
        audience: Audience | None = None,
    ) -> Reply:
        """Answer `question`, or say why not; `turns` are the last turns of its conversation, oldest first."""
        work = _Work(question, turns, audience, conversation_id or new_id())
        tidy = typed.tidy(question)
        verdict = screen(tidy, bool(turns))
        if verdict:
            work.understood = tidy
            return self._refuse(work, verdict)
        mended = typed.expand(self.speller.mend(tidy), self.knowledge.abbreviations)
        work.understood = standalone(mended, turns, self.knowledge.names)
        self._lap(work, "understand")
        asked = typed.parts(work.understood)
        if len(asked) > 1:
            return self._ask_each(work, asked)
        found = self._search(work, asked[0])
        if work.understood.rstrip("?") not in mended or self.knowledge.names.cover(mended):
            # what was filled in comes from an answer already given, and a name alone is one of the guide's
            work.judgement = work.judgement.taken_as_in_scope()
        if reason := reason_against(found.kinds, work.judgement, bool(turns)):
            return self._refuse(work, reason)
        if not work.judgement.answered:
            return self._cannot_answer(work, found)
        return self._answer(work, [compose(found)], [found])

    def found(self, question: str) -> Found:
        """The passages for `question`, best first, as the answer sees them; nothing is refused."""
        mended = typed.expand(self.speller.mend(typed.tidy(question)), self.knowledge.abbreviations)
        return retrieve(typed.parts(mended)[0], self.knowledge)

    def _search(self, work: _Work, text: str) -> Found:
        found = retrieve(text, self.knowledge)
        self._lap(work, "retrieve")
        work.judgement = self.answerability.judge(features(found, self.knowledge))
        self._lap(work, "judge")
        return found

    def _ask_each(self, work: _Work, asked: Sequence[str]) -> Reply:
        """Several questions at once: those that can be answered are, the others are named."""
        composed: list[list[Chosen]] = []
        answered: list[Found] = []
        judgements: list[Judgement] = []
        left: list[str] = []
        for text in asked:
            found = self._search(work, text)
            reason = screen(text, True) or reason_against(found.kinds, work.judgement, True)
            if reason in ("personal_data", "unsafe"):
                return self._refuse(work, reason)
            if reason or not work.judgement.answered:
                left.append(text)
                continue
            composed.append(compose(found))
            answered.append(found)
            judgements.append(work.judgement)
        if not answered:
            return self._cannot_answer(work, found)
        work.judgement = min(judgements, key=lambda judgement: judgement.confidence)
        return self._answer(work, composed, answered, left)

    def _answer(
        self, work: _Work, composed: list[list[Chosen]], found: list[Found], left: Sequence[str] = ()
    ) -> Reply:
        chosen = _joined(composed)
        said, citations = self._quoted(chosen)
        self._lap(work, "compose")
        if not said:
            return self._refuse(work, "not_in_knowledge_base")
        engine = "extractive"
        if self.rewriter and (rewritten := self.rewriter.rewrite(work.understood, said, citations)):
            said, engine = rewritten, "llm"
            self._lap(work, "rewrite")
        text = as_text(said)
        if left:
            text += "\n\nThe sources do not answer: " + " ".join(left)
        barriers, mitigations, pilots = related(found, chosen, self.graph, self.knowledge)
        return self._reply(
            work, status="partial" if left else "answered", answer=Answer(text=text, statements=said),
            citations=citations,
            barriers=barriers, mitigations=mitigations, case_studies=pilots, engine=engine,
            cautions=cautions(chosen, self.knowledge, dt.date.today().year),
            follow_ups=follow_ups(found, chosen),
            topic=_topic(found[0], self.knowledge),
        )  # fmt: skip

    def _cannot_answer(self, work: _Work, found: Found) -> Reply:
        """In scope without an answer: name the nearest thing; out of scope: say so."""
        if not work.judgement.in_scope:
            return self._refuse(work, "out_of_scope")
        return self._refuse(work, "not_in_knowledge_base", found)

    def _refuse(self, work: _Work, verdict: Verdict | str, found: Found | None = None) -> Reply:
        refusal = refusals()[verdict]
        text, citations = refusal.text, list[CitationRef]()
        said: list[Statement] = []
        suggestions = follow_ups([found], []) if found else []
        if found and (near := nearest(found)):
            said, citations = self._quoted([near])
            text += f" The nearest thing in the guide: {as_text(said)}" if said else ""
        if verdict == "unclear":
            suggestions = readings(self.knowledge)
            text += " Did you mean one of these? " + " ".join(suggestions)
        return self._reply(
            work, status="clarification" if verdict == "unclear" else "abstained",
            reason="unclear" if verdict == "not_english" else verdict,
            answer=Answer(text=text, statements=said), citations=citations, follow_ups=suggestions,
            turn_to=list(refusal.turn_to),
        )  # fmt: skip

    def _quoted(self, chosen: Sequence[Chosen]) -> tuple[list[Statement], list[CitationRef]]:
        """The chosen lines as statements that stand word for word in their citations, and those citations."""
        numbering = Numbering(self.knowledge)
        said = statements(chosen, numbering)
        citations = numbering.references()
        return word_for_word(said, citations), citations

    def _reply(self, work: _Work, **parts: object) -> Reply:
        work.timings["total"] = (time.perf_counter() - work.started) * 1000
        return Reply.model_validate(
            {
                "id": new_id(), "conversation_id": work.conversation_id, "question": work.question,
                "understood_as": work.understood,
                "reason": None, "confidence": round(work.judgement.confidence, 3),
                "corpus_version": self.knowledge.version,
                "timings_ms": {name: round(value, 2) for name, value in work.timings.items()}, **parts,
            }
        )  # fmt: skip

    def _lap(self, work: _Work, step: str) -> None:
        so_far = sum(work.timings.values())
        work.timings[step] = (time.perf_counter() - work.started) * 1000 - so_far


def new_id() -> str:
    """A random id that cannot be guessed: 22 characters, 128 bits."""
    return secrets.token_urlsafe(16)


def turn_of(reply: Reply) -> Turn:
    """What a later question may refer to in `reply`."""
    said = reply.answer.statements
    items = tuple(s.text for s in said if s.kind in ("item", "step"))
    items = items or next((parts for s in said if (parts := inline_items(s.text))), ())
    return Turn(reply.understood_as, reply.topic, items, reply.status in ("answered", "partial"))


def _joined(composed: Sequence[Sequence[Chosen]]) -> list[Chosen]:
    """The parts of an answer one after the other, nothing said twice."""
    first: dict[str, Chosen] = {}
    for part in composed:
        for one in part:
            first.setdefault(one.line.text, one)
    return list(first.values())


def _topic(found: Found, knowledge: Knowledge) -> str:
    """How a follow-up would refer to what this answer is about."""
    if found.asked.names:
        return found.asked.names[0].title
    top = found.hits[0].shelf.document
    for name in knowledge.index.corpus.names:
        if name.document == top.id:
            return name.title
    head = top.front.title.split(":")[0]  # "Pre-mortem: imagine that the partnership has failed"
    return top.front.title if any(c.isdigit() for c in head) else head  # but "Element 4: build capacity"
