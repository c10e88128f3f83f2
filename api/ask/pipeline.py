"""From a question to a reply: put in order, split into parts, each part through one list of steps, joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from api.ask import one_of_several, typed
from api.ask.answerable import Answerability
from api.ask.asked_before import by_what_editors_said
from api.ask.askers_side import of_each_side, of_the_askers_side
from api.ask.at_home import AtHome
from api.ask.clock import Clock
from api.ask.conversation import standalone
from api.ask.for_each import for_each
from api.ask.form import asks_of_names, form_of
from api.ask.heard import heard
from api.ask.knowledge import Knowledge
from api.ask.leaving import left_behind
from api.ask.moves.carry_out import carried, says_nothing
from api.ask.moves.plan import Plan, led, said_before
from api.ask.moves.recognise import recognise
from api.ask.named_before import carried as carried_over
from api.ask.one_about import with_the_one_about
from api.ask.origin import of_the_inventor
from api.ask.otherwise import taken_otherwise
from api.ask.part import Part, Settled
from api.ask.parts import completed, parts
from api.ask.premises import without_belief
from api.ask.reading import Reader, Reading
from api.ask.reply import Audience, Detail, Reply
from api.ask.replying import Replying, Rewriter, new_id
from api.ask.rereading import best_asked, better_read, in_talk, known_beforehand, last_of, topic_of
from api.ask.retrieve import Found, retrieve
from api.ask.scope import Verdict, screen
from api.ask.searching import Searching
from api.ask.speller import Speller, english_words
from api.ask.steps import STEPS
from api.ask.subject import WHAT_IS_IT, compared_with_a_psp, fill, is_a_guess, is_psp_alone
from api.ask.thing_first import in_order
from api.ask.together import together
from api.ask.turn import Turn, last_answered, turn_of
from api.ask.whichever import clearer, one_answers_both, one_section_for_each
from graph.build import Graph
from kb.lexical import words
from kb.variants import bare

# "tell me about the other one" is a question of its own; the words in front are gone from it as spelt
_TELL = re.compile(
    r"^(?:(?:can|could|would) you |please |and |so |ok )*(?:tell|explain|describe|say)\b", re.I
)
_THE = re.compile(r"^(?:the|that|this)\b", re.I)
_KIND = re.compile(r" (?:pilot|psp|project)$", re.I)


@dataclass(repr=False)  # it would write out the whole corpus
class Asker:
    """Answers questions from a knowledge base and its graph; `rewriter` and `reader` are optional."""

    knowledge: Knowledge
    graph: Graph
    rewriter: Rewriter | None = None
    reader: Reader | None = None

    @cached_property
    def plain(self) -> "Asker":
        """The same without an LLM, for what is answered only to understand what comes after it."""
        return self if self.rewriter is None and self.reader is None else self.read_by(None)

    def read_by(self, reader: Reader | None) -> "Asker":
        """The same with another reader and nobody who re-words; what is loaded is shared."""
        twin = Asker(self.knowledge, self.graph, reader=reader)
        shared = ("answerability", "speller", "spellings")
        twin.__dict__.update({name: getattr(self, name) for name in shared})
        return twin

    @cached_property
    def answerability(self) -> Answerability:
        """The reviewed model of what can be answered."""
        return Answerability.load()

    @cached_property
    def speller(self) -> Speller:
        """Corrects typing mistakes towards words of the corpus."""
        corpus = self.knowledge.index.corpus
        outside = {w for subject in corpus.outside for q in subject.questions for w in words(q)}
        named = {w for thing in corpus.things for also in thing.also for w in words(also)}
        english = english_words(self.knowledge.embedder.vocabulary) | outside | named
        return Speller(self.knowledge.index.word_counts, english)

    @cached_property
    def spellings(self) -> typed.Spellings:
        """Scots, short forms, and compounds written as one word."""
        corpus = self.knowledge.index.corpus
        texts = [passage.text for passage in self.knowledge.index.passages]
        return typed.Spellings({s.id: s.title for s in corpus.spellings}, typed.compounds_of(texts))

    def ask(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        conversation_id: str | None = None,
        audience: Audience | None = None,
        detail: Detail = "normal",
    ) -> Reply:
        """Answer `question`, or say why not; `turns` are the last turns of its conversation, oldest first."""
        clock = Clock()
        replying = Replying(self.knowledge, self.graph, question, conversation_id or new_id(), self.rewriter)
        tidy, turns = heard(question, turns, self.knowledge.names)
        plan = said_before(self._plan(tidy, turns), turns)
        if plan and (said := self._said(plan, turns, replying, clock)):
            return said
        reason = None if plan else self._screened(tidy, turns)
        if reason and reason != "needs_advice":  # which keeps what the sources say in general
            return replying.reply(tidy, [Settled(tidy, reason=reason)], clock)
        searching = Searching(self)
        plan = best_asked(plan, searching) if plan else None
        own = self.spelt(tidy)
        spelt = self.spelt(plan.question) if plan else with_the_one_about(own, turns, searching)
        typed_as = self._as_typed(tidy, spelt) if turns else spelt
        understood = spelt if plan else standalone(typed_as, turns, self.knowledge.names, self.knowledge.who)
        if not turns:
            spelt = typed_as = understood = of_the_askers_side(
                of_the_inventor(compared_with_a_psp(in_order(spelt)))
            )
        if understood == typed_as:
            understood = spelt
        topic = topic_of(turns)
        if turns and not plan:
            understood, topic = in_talk(typed_as, spelt, understood, turns, searching)
        known = understood.rstrip("?") not in spelt or self.knowledge.names.cover(spelt)
        clock.lap("understand")
        asked = [understood] if plan else of_each_side(parts(understood))
        about = About(
            plan.detail if plan else detail, bool(turns) or len(asked) > 1, known or bool(plan), searching,
            topic, self.reader.begin(tidy, spelt, turns) if self.reader and not plan else None,
            alone=len(asked) == 1,
        )  # fmt: skip
        settle = partial(self._settle, about=about, clock=clock)
        settled = self._settle_each(asked, understood, about, clock)
        first = (
            carried(plan, settled, understood, self.knowledge, settle)
            if plan
            else taken_otherwise(settled, spelt, understood, turns, searching, settle)
        )
        taken = together(first, own, plan, turns, searching, settle)
        plan = plan if taken is first else None
        settled, understood = taken.settled, taken.understood
        if says_nothing(plan, settled):
            return replying.nothing_more(plan, understood, last_of(turns), clock, settled)
        read = about.alone and settled[0].chosen_by == "llm"
        shown = plan.understood if plan and plan.understood else settled[0].text if read else understood
        reply = led(replying.reply(shown, settled, clock), taken.leading, plan)
        return reply.model_copy(update=left_behind(reply, plan, about.detail, turns, self.knowledge))

    def _screened(self, tidy: str, turns: Sequence[Turn]) -> Verdict | None:
        """Why a question is not searched for; few words are clear where editors know them asked."""
        reason = screen(of_the_askers_side(tidy), bool(turns))
        return None if reason == "unclear" and bare(tidy) in self.knowledge.asked_as else reason

    def _as_typed(self, tidy: str, spelt: str) -> str:
        """A follow-up with what spelling it out took: "tell me" before a thing, "and" before a name alone."""
        bare = typed.unwrap(self.spellings.apply(tidy))
        if _TELL.match(tidy):
            return f"what is {spelt}" if _THE.match(spelt) else spelt
        called = _KIND.sub("", bare.rstrip("?! "))  # "and the Renfrewshire pilot?"
        alone = self.knowledge.names.cover(called) and not asks_of_names(called)
        return f"and {bare}" if alone else spelt

    def _said(self, plan: Plan, turns: Sequence[Turn], replying: Replying, clock: Clock) -> Reply | None:
        """What a move comes to without a search: the answer before in less, its sources, or a word back."""
        if plan.again or plan.most:
            told = plan.again or last_answered(turns, told=True) or turns[-1]
            return led(replying.retold(plan, told, clock), plan.leading, plan)
        if plan.word:
            return replying.word(typed.tidy(replying.question), plan, clock)
        last = last_answered(turns, told=True) or last_of(turns)
        return replying.sources(plan, last, clock) if plan.sources else None

    def _plan(self, tidy: str, turns: Sequence[Turn]) -> Plan | None:
        """The move that a follow-up makes, unless it is forbidden whatever was said before."""
        if not turns:
            return None
        forbidden = screen(tidy, True) in ("personal_data", "unsafe", "needs_advice", "out_of_scope")
        if forbidden and self.knowledge.wordings.move_of(tidy) != "again":
            return None
        plain = self.spellings.apply(tidy)
        readings = dict.fromkeys((plain, typed.unwrap(plain)))
        return next((plan for said in readings if (plan := recognise(said, turns, self.knowledge))), None)

    def spelt(self, tidy: str) -> str:
        """A tidy question without courtesies, spelt as the guide spells, abbreviations written out."""
        bare = self.spellings.apply(typed.unwrap(self.spellings.apply(tidy)))
        if is_psp_alone(bare):
            return WHAT_IS_IT
        if self.knowledge.names.cover(bare) and not asks_of_names(bare):
            bare = f"What is {bare.rstrip(' ?.!')}?"  # a name alone, as in "tell me about ROAR"
        return typed.expand(self.speller.correct(bare), self.knowledge.abbreviations)

    def found(self, question: str) -> Found:
        """The passages for `question`, best first, as the answer sees them; nothing is refused."""
        return retrieve(parts(self.spelt(typed.tidy(question)))[0], self.knowledge)

    def _settle_each(self, asked: list[str], whole: str, about: "About", clock: Clock) -> list[Settled]:
        """Each of several questions, the later ones read as they are said: after the answer to the first."""
        if len(asked) == 1:
            return [self._settle(asked[0], about=about, clock=clock)]
        if asked == for_each(whole):
            whole, asked = fill(whole), [fill(text) for text in asked]
            one = one_section_for_each(whole, asked, about.searching)
            return [self._settle(text, about=about, clock=clock) for text in ([whole] if one else asked)]
        asked = [asked[0], *(carried_over(text, asked[0], self.knowledge.names) for text in asked[1:])]
        if one_answers_both(whole, asked, about.searching):
            return [self._settle(whole, about=about, clock=clock)]
        first = self._settle(asked[0], about=about, clock=clock)
        reply = Replying(self.knowledge, self.graph, whole, "", None).reply(asked[0], [first], Clock())
        said = known_beforehand(asked[0], turn_of(reply), self.knowledge)
        read = completed(asked, whole, lambda text: self._after(text, said, about.searching))
        if read[0] != asked[0] or len(read) < len(asked):
            return [self._settle(text, about=about, clock=clock) for text in read]
        pairs = list(zip(read[1:], asked[1:], strict=True))
        if not first.is_answered:  # of what no source tells of, nothing can be told
            pairs = [pair for pair in pairs if one_of_several.is_another(*pair, asked[0], self.knowledge)]
        later = [self._beside(*pair, asked[0], about) for pair in pairs]
        return [first, *(self._settle(text, about=about, clock=clock, searched=of) for text, of in later)]

    def _beside(self, read: str, typed_as: str, first: str, about: "About") -> tuple[str, str]:
        """A later question as it is told, and what is searched for it.

        The first stands beside it where that is much clearer, and where nothing but a PSP, of which the
        first does not speak, was found for its "it": that is a guess and is not told.
        """
        both = f"{typed_as.rstrip('?. ')}, {first[:1].lower()}{first[1:]}"
        if is_a_guess(typed_as, read, first):
            return typed_as, both
        if not clearer(read, both, about.searching):
            return read, read
        beside, before = (about.searching.found(text).hits for text in (both, first))
        again = bool(before) and beside[0].shelf is before[0].shelf
        return read, read if again else both

    def _after(self, text: str, said: Turn, searching: Searching) -> str:
        """What `text` asks after an answer."""
        filled = standalone(text, [said], self.knowledge.names, self.knowledge.who)
        changed = filled.lower() != text.lower()
        return filled if changed else better_read(text, filled, [said], self.knowledge, searching)

    def _settle(
        self,
        text: str,
        home: AtHome | None = None,
        *,
        about: "About",
        clock: Clock,
        searched: str | None = None,
    ) -> Settled:
        """Search for one question (as `searched`) and take it through the steps until one settles it.

        What was found at home is not searched for again.
        """
        if home:
            found, judgement = home.found, home.judgement
        else:
            found, judgement = about.searching.judged(searched or text, about.subject_known)
            found, judgement = by_what_editors_said(searched or text, found, judgement, self.knowledge)
        part = Part(
            text, form_of(without_belief(text)), found, judgement, about.searching, about.detail,
            about.in_conversation, topic=about.topic,
        )  # fmt: skip
        clock.lap("search")
        settled = self._through_steps(part, clock)
        if about.reading:
            settled = about.reading.reconsider(part, settled, self, about.alone)
            clock.lap("read")
        return settled

    def _through_steps(self, part: Part, clock: Clock) -> Settled:
        for name, step in STEPS:
            settled = step(part, self)
            clock.lap(name)
            if settled:
                return settled
        return part.refused("not_in_knowledge_base")


@dataclass(frozen=True)
class About:
    """What holds for every part of a question: how much is wanted, and what is known beforehand."""

    detail: Detail
    in_conversation: bool
    subject_known: bool
    searching: Searching
    topic: str = ""  # what the conversation is about so far
    reading: Reading | None = None  # an LLM's part in it, where one is set
    alone: bool = True  # the question has no other part
