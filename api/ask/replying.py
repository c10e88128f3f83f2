"""The reply made of what each part of a question came to: statements, citations, notes and what is around."""

import secrets
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Protocol

from api.ask.cautions import cautions
from api.ask.citing import Numbering, as_text, statements
from api.ask.clock import Clock
from api.ask.composing.draft import Chosen
from api.ask.composing.section import AS_GOOD
from api.ask.fresh import NOTHING_MORE, NOTHING_OF
from api.ask.knowledge import Knowledge
from api.ask.moves.plan import Plan
from api.ask.nearby import follow_ups, readings, related
from api.ask.part import NOT_JUDGED, Settled
from api.ask.refusals import missing_kind, refusal_of, refusals, what_is_missing
from api.ask.reply import Action, Answer, ChosenBy, CitationRef, Named, Reply, Statement
from api.ask.retelling import counted_in, rested_on, told_again
from api.ask.silence import says_so_itself
from api.ask.spoken_verdicts import with_verdicts
from api.ask.support import word_for_word
from api.ask.talked_of import named_in, thing_of, those_of
from api.ask.turn import Turn
from api.ask.whichever import somebody_else
from graph.build import Graph

NEAR_ONLY = "The sources may not answer exactly this. The nearest thing that they say:"
_WHOLE = ("personal_data", "unsafe")  # reasons for which a question of several parts is refused as a whole


class Rewriter(Protocol):
    """Re-words an answer; every sentence it gives is checked against its quotes or falls back."""

    def rewrite(
        self, question: str, said: Sequence[Statement], citations: Sequence[CitationRef]
    ) -> list[Statement] | None:
        """The statements re-worded and checked, or None where nothing usable came back."""
        ...


@dataclass(frozen=True)
class Replying:
    """Makes the reply to one question as typed."""

    knowledge: Knowledge
    graph: Graph
    question: str
    conversation_id: str
    rewriter: Rewriter | None = None

    def reply(self, understood: str, settled: Sequence[Settled], clock: Clock) -> Reply:
        """The whole reply; an answer where any part is answered, unless a part forbids it."""
        forbidden = next((one for one in settled if one.reason in _WHOLE), None)
        answered = [one for one in settled if one.is_answered]
        if forbidden or not answered:
            return self._refusal(understood, forbidden or settled[0], clock)
        return self._answer(understood, settled, answered, clock)

    def word(self, tidy: str, plan: Plan, clock: Clock) -> Reply:
        """A word back to a move that asks for no answer, or that cannot be carried out."""
        offer = list(plan.offer) or readings(self.knowledge)[:2]
        return self._made(
            tidy, clock, status="clarification", reason="unclear", note=plan.word, move=plan.move,
            answer=Answer(text=plan.word, statements=[]), citations=[], follow_ups=offer,
        )  # fmt: skip

    def nothing_more(
        self, plan: Plan | None, understood: str, last: Turn, clock: Clock, near: Sequence[Settled] = ()
    ) -> Reply:
        """The answer would be the one before, or is not there: say so, and what can be asked instead.

        `near` holds what comes nearest, where anything does.
        """
        if plan and near:
            return self._nearest(plan, near[0], last, clock)
        if plan:
            return self.word(plan.question, replace(plan, word=plan.lacking), clock)
        of = somebody_else(self.question, self.knowledge.who)
        text = NOTHING_OF.format(of=of) if of else NOTHING_MORE
        return self._made(
            understood, clock, status="abstained", reason="not_in_knowledge_base", note=text,
            answer=Answer(text=text, statements=[]), citations=[], follow_ups=list(last.offered),
        )  # fmt: skip

    def _nearest(self, plan: Plan, settled: Settled, last: Turn, clock: Clock) -> Reply:
        """A word on what is not there, and what comes nearest to it."""
        said, citations = self._quoted(settled.chosen)
        text = f"{plan.lacking} {refusals()['not_in_knowledge_base'].leading} {as_text(said)}"
        return self._made(
            plan.question, clock, status="abstained", reason="not_in_knowledge_base", note=plan.lacking,
            answer=Answer(text=text, statements=said), citations=citations, move=plan.move, topic=last.topic,
            follow_ups=list(plan.offer),
        )  # fmt: skip

    def sources(self, plan: Plan, last: Turn, clock: Clock) -> Reply:
        """What the answer before rests on, work by work: the first sentence said first."""
        said, citations = rested_on(plan, last)
        if not said:
            word = "The answer before rests on no source: it was a word back."
            return self.word(plan.question, replace(plan, word=word), clock)
        text = "\n\n".join(filter(None, (plan.leading, as_text(said))))
        return self._made(
            plan.question, clock, status="answered", answer=Answer(text=text, statements=said),
            citations=citations, move=plan.move, topic=last.topic, items=list(last.items),
            follow_ups=list(last.offered), form="list",
        )  # fmt: skip

    def retold(self, plan: Plan, last: Turn, clock: Clock) -> Reply:
        """The answer before in less, or an earlier one as it was; a word back where it cannot be."""
        leading, said, citations = told_again(plan, last, self.knowledge)
        if not said:
            return self.word(plan.question, plan, clock)
        text = "\n\n".join(filter(None, (leading, as_text(said))))
        return self._made(
            plan.question, clock, status="answered", answer=Answer(text=text, statements=said),
            note=leading or None, citations=citations, move=plan.move, topic=last.topic, plural=last.plural,
            items=counted_in(plan, said, last),
            ordered=last.ordered, follow_ups=list(last.offered), form="open", verdict=said[0].verdict,
        )  # fmt: skip

    def _answer(
        self, understood: str, settled: Sequence[Settled], answered: Sequence[Settled], clock: Clock
    ) -> Reply:
        chosen = _joined(answered, several=len(settled) > 1)
        said, citations = self._quoted(chosen)
        clock.lap("cite")
        engine = "extractive"
        if self.rewriter and (reworded := self.rewriter.rewrite(understood, said, citations)):
            said, engine = reworded, "llm"
            clock.lap("rewrite")
        said = with_verdicts(said, answered)
        left = [one.text for one in settled if not one.is_answered]
        form = "several" if len(settled) > 1 else answered[0].form
        found = [one.found for one in answered if one.found]
        barriers, mitigations, pilots = related(found, chosen, self.graph, self.knowledge)
        named = [self._named(barrier) for one in answered for barrier in one.barriers]
        advice = any(one.advice for one in answered)
        partly = any(one.partly for one in answered)
        unsure = [one.text for one in answered if one.unsure]
        doubts = [one.doubt for one in answered if one.doubt]
        hedge = " ".join(filter(None, (*doubts, _hedge(unsure, alone=len(settled) == 1))))
        text = "\n\n".join(filter(None, (hedge, as_text(said))))
        note = " ".join(filter(None, (hedge, _note(left, advice, partly)))) or None
        return self._made(
            understood, clock, status="partial" if left or partly or unsure else "answered",
            answer=Answer(text=text, statements=said), citations=citations, form=form,
            verdict=answered[0].verdict if len(settled) == 1 else None,
            note=note, only_near=bool(unsure), actions=_actions(chosen, said), engine=engine,
            chosen_by=_chosen_by(settled),
            barriers=[*named, *(b for b in barriers if b not in named)], mitigations=mitigations,
            case_studies=pilots, cautions=cautions(chosen),
            follow_ups=follow_ups(found, chosen, self.knowledge, form),
            turn_to=list(refusals()["needs_advice"].turn_to) if advice else [],
            confidence=min(one.judgement.confidence for one in answered),
            topic=thing_of(answered[0], self.knowledge),
            plural=those_of(answered[0], self.knowledge),
        )  # fmt: skip

    def _refusal(self, understood: str, settled: Settled, clock: Clock) -> Reply:
        reason = str(settled.reason or "not_in_knowledge_base")
        refusal = refusal_of(reason, self.question)
        said, citations = self._quoted(settled.chosen)
        said = [s.model_copy(update={"heading": None}) for s in said]
        text = refusal.text
        if reason == "not_in_knowledge_base" and settled.found:
            lacks = settled.lacks or what_is_missing(settled.form, settled.found.asked, said)
            text = missing_kind(lacks) or text
        note: str | None = text
        if text in (refusal.text, missing_kind(settled.found.asked.kind) if settled.found else "") and (
            _is_all_said(settled)
        ):
            text, note = as_text(said), None
        elif said:
            text = " ".join(filter(None, (text, refusal.leading, as_text(said))))
        suggestions = follow_ups([settled.found], [], self.knowledge, settled.form) if settled.found else []
        if reason == "unclear":
            suggestions = readings(self.knowledge)
            text += " Did you mean one of these? " + " ".join(suggestions)
            note = text
        return self._made(
            understood, clock, status="clarification" if reason == "unclear" else "abstained",
            reason="unclear" if reason == "not_english" else reason,
            answer=Answer(text=text, statements=said), citations=citations, form=settled.form, note=note,
            follow_ups=[] if reason in ("unsafe", "out_of_scope") else suggestions,
            chosen_by=settled.chosen_by,
            topic=named_in(settled) if reason == "not_in_knowledge_base" else None,
            turn_to=list(refusal.turn_to), confidence=settled.judgement.confidence,
        )  # fmt: skip

    def _quoted(self, chosen: Sequence[Chosen]) -> tuple[list[Statement], list[CitationRef]]:
        """The chosen lines as statements that stand word for word in their citations, and those citations."""
        numbering = Numbering(self.knowledge)
        said = statements(chosen, numbering)
        citations = numbering.references()
        return word_for_word(said, citations), citations

    def _named(self, barrier: str) -> Named:
        return Named(id=barrier, title=self.graph.node(barrier).title)

    def _made(self, understood: str, clock: Clock, **parts: Any) -> Reply:
        confidence = float(parts.pop("confidence", NOT_JUDGED.confidence))
        identity = new_id()
        return Reply.model_validate(
            {
                "id": identity, "conversation_id": self.conversation_id, "question": self.question,
                "understood_as": understood, "reason": None, "confidence": round(confidence, 3),
                "permalink": f"/a/{identity}", "corpus_version": self.knowledge.version,
                "timings_ms": clock.total(), **parts,
            }
        )  # fmt: skip


def new_id() -> str:
    """A random id that cannot be guessed: 22 characters, 128 bits."""
    return secrets.token_urlsafe(16)


def _joined(answered: Sequence[Settled], several: bool) -> list[Chosen]:
    """The parts of an answer one after the other, each under its question where several say something new."""
    told: list[tuple[Settled, list[Chosen]]] = []
    said: set[str] = set()
    for one in answered:
        fresh = [c for c in one.chosen if c.line.text not in said]
        if fresh:
            told.append((one, fresh))
        elif fresh := _unsaid(one, said):
            # its verdict was for the answer that has been said, and not for what stands beside it
            told.append((replace(one, verdict=None), fresh))
        said |= {c.line.text for c in fresh}
    joined: list[Chosen] = []
    for one, lines in told:
        for number, chosen in enumerate(lines):
            headed = several and len(told) > 1 and number == 0
            heading = _as_heading(one.text) if headed else chosen.heading
            joined.append(replace(chosen, heading=heading, verdict=None if number else one.verdict))
    return joined


def _as_heading(question: str) -> str:
    """A question as it heads its answer."""
    return f"{question[:1].upper()}{question[1:].rstrip(' .?')}?"


def _unsaid(one: Settled, said: Set[str]) -> list[Chosen]:
    """For a question whose answer has been said: what one as good says, else its next line."""
    if one.found is None or not one.found.hits:
        return []
    best, *others = one.found.hits
    for hit in others[:2]:
        opening = [line for line in hit.shelf.opening if line.text not in said]
        if opening and hit.score > best.score - AS_GOOD:
            return [Chosen(line, hit.shelf) for line in opening]
    left = next((line for line, _ in best.ranked if line.text not in said), None)
    return [Chosen(left, best.shelf)] if left else []


def _actions(chosen: Sequence[Chosen], said: Sequence[Statement]) -> list[Action]:
    numbers = {statement.text: statement.citations for statement in said}
    return [
        Action(
            mitigation=c.mitigation, first_action=c.line.text, who=c.who or "",
            citations=numbers.get(c.line.text, []),
        )
        for c in chosen
        if c.mitigation
    ]  # fmt: skip


def _is_all_said(settled: Settled) -> bool:
    """Whether the nearest line says itself that the sources do not answer."""
    if settled.reason != "not_in_knowledge_base" or settled.found is None or not settled.chosen:
        return False
    return says_so_itself(settled.chosen[0], settled.found)


def _chosen_by(settled: Sequence[Settled]) -> ChosenBy:
    return "llm" if any(one.chosen_by == "llm" for one in settled) else "guide"


def _hedge(unsure: Sequence[str], alone: bool) -> str:
    """What stands before lines that may only be near to what is asked; "" where none are."""
    if not unsure:
        return ""
    return NEAR_ONLY if alone else f"The sources may not answer exactly this: {' '.join(unsure)}"


def _note(left: Sequence[str], advice: bool, partly: bool) -> str | None:
    notes = ["The sources do not answer: " + " ".join(left)] if left else []
    if partly:
        notes.append("The sources answer this only in part.")
    if advice:
        notes.append(
            "This is what the sources say in general. Your own case needs your legal or procurement team."
        )
    return " ".join(notes) or None
