"""Everything that a running server or command shares, opened once from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from api.ask.knowledge import Knowledge
from api.ask.opening import knowledge_of, open_knowledge
from api.ask.pipeline import Asker
from api.ask.reading import Reader
from api.ask.replying import Rewriter
from api.settings import Settings
from graph.build import Graph
from kb.documents import Corpus

if TYPE_CHECKING:  # what needs the database is imported when it is opened: `psp ask` does without it
    from api.ask.asking import Desk
    from api.ask.llm_client import LlmClient
    from api.ask.reply import Reply
    from api.assess.service import AssessmentService
    from api.collections.answering import Collections, How
    from api.limits import Limiter
    from api.metrics import Metrics
    from api.partners.office import PartnerOffice
    from api.storage.clock_watch import ClockWatch
    from api.storage.database import Database
    from api.storage.search.opening import SearchEngine
    from api.storage.search.versions import Version
    from api.templates.sheet import TemplateLibrary
    from api.tracing import Tracing
    from api.train.service import TrainingService


FROM_THE_CORPUS = ("graph", "rewriter", "asker", "desk", "assessments", "templates", "trainings")


@dataclass
class Services:
    """Opens each part when it is first needed, so that a command pays only for what it uses."""

    settings: Settings

    @cached_property
    def knowledge(self) -> Knowledge:
        """Corpus, index and embedder.

        Raises:
            KbError: something is missing or does not fit; names the command that repairs it.
        """
        settings = self.settings
        if settings.search == "memory":
            return open_knowledge(settings.corpus_dir, settings.index_dir, settings.model_dir)
        return self.knowledge_in_postgres(self.published)

    def knowledge_in_postgres(self, version: Version) -> Knowledge:
        """A version in PostgreSQL, opened; the model goes on if it is the one that is there already."""
        from api.storage.search.fetching import fetch_index
        from kb.question_map import read_map

        at = self.settings
        index = fetch_index(self.search_engine, version, lambda model: read_map(at.corpus_dir, model))
        return knowledge_of(index, at.corpus_dir, at.model_dir, self.__dict__.get("knowledge"))

    @cached_property
    def search_engine(self) -> SearchEngine:
        """Connections for searching in PostgreSQL."""
        from api.storage.search.opening import open_engine

        return open_engine(self.settings.database)

    @cached_property
    def published(self) -> Version:
        """The version in PostgreSQL that these services answer from: the current one when they were opened.

        Raises:
            IndexMissing: there is none.
        """
        from api.storage.search.versions import current_version

        with self.search_engine.connect() as connection:
            return current_version(connection)

    def close_connections(self) -> None:
        """Leave no connection open; each is made again when it is needed."""
        self.database.close()
        if "search_engine" in self.__dict__:
            self.search_engine.dispose()
        self.limiter.close()

    @property
    def corpus(self) -> Corpus:
        """The corpus that the index was built from."""
        return self.knowledge.index.corpus

    @cached_property
    def graph(self) -> Graph:
        """Barriers, mitigations and what backs them."""
        return Graph.from_corpus(self.corpus, checked=True)

    @cached_property
    def database(self) -> Database:
        """The database, its tables up to date."""
        from api.storage.database import Database

        database = Database(self.settings.database)
        database.migrate()
        if self.settings.replica:
            database.read_from(self.settings.replica, self.metrics.read_on_replica)
        return database

    @cached_property
    def asker(self) -> Asker:
        """Answers questions."""
        return Asker(self.knowledge, self.graph, self.rewriter, self.reader)

    def renew(self, knowledge: Knowledge) -> None:
        """Go over to another state of the corpus, with all that is made of it, in one step.

        Raises:
            Exception: something that is made of the corpus has a problem; nothing has changed then.
        """
        new = Services(self.settings)
        kept = ("database", "metrics", "partners", "clock_watch", "llm", "search_engine")
        new.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        new.__dict__["knowledge"] = knowledge
        for name in FROM_THE_CORPUS:
            getattr(new, name)
        knowledge.warm()
        _ = new.asker.speller, new.asker.spellings, new.asker.answerability
        # one step: whoever looks sees all of the old or all of the new
        self.__dict__.update({name: new.__dict__[name] for name in ("knowledge", *FROM_THE_CORPUS)})

    @cached_property
    def rewriter(self) -> Rewriter | None:
        """Re-words answers with an LLM, if one is set."""
        if self.llm is None or self.settings.llm_steps == "read":
            return None
        from api.ask.llm import LlmRewriter
        from api.ask.support import Support

        support = Support(self.knowledge.embedder, self.knowledge.names)
        seconds = self.settings.llm_seconds["reword"]
        return LlmRewriter(self.llm, support, seconds, self.metrics.rewritten)

    @cached_property
    def reader(self) -> Reader | None:
        """Lets an LLM choose which sentences answer, if one is set."""
        if self.llm is None or self.settings.llm_steps == "reword":
            return None
        from api.ask.reader.llm_reader import LlmReader

        return LlmReader(self.llm, self.settings.llm_seconds["read"], self.metrics.read)

    @cached_property
    def llm(self) -> LlmClient | None:
        """The LLM server, if one is set: one for both steps, so that a dead one is left alone by both."""
        if not self.settings.llm_url:
            return None
        from api.ask.llm_client import LlmClient

        client = LlmClient(self.settings.llm_url, self.settings.llm_model, self.settings.llm_api_key)
        client.open()
        return client

    @cached_property
    def desk(self) -> Desk:
        """Asks within kept conversations: the one path for page, API, widget, adapter and MCP."""
        from api.ask.asking import Desk
        from api.ask.repeated import Repeated
        from api.curate.gap_keeper import GapKeeper

        # what an LLM makes of an answer need not be the same again
        repeated = None if self.settings.llm_url else Repeated(self.settings.repeated_answers)
        gaps = GapKeeper(self.asker, self.database).notice if self.settings.keep_gaps else None
        return Desk(self.asker, self.database, self.answered, repeated, gaps)

    def answered(self, reply: Reply) -> None:
        """Count an answer, and trace it where traces are wanted."""
        self.metrics.answered(reply)
        if self.tracing:
            self.tracing.answered(reply)

    @cached_property
    def collections(self) -> Collections:
        """The partners' own collections."""
        from api.collections.opening import Places, open_collections

        found = self.settings
        places = Places(found.collections_dir, found.corpus_dir, found.collections_index_dir, found.model_dir)
        return open_collections(places, self.knowledge.index.model)

    def ask_collection(self, key: str | None, how: How, asked: Mapping[str, object]) -> Reply:
        """Answer from the collection of the partner whose key is sent; nothing is kept.

        Raises:
            Unauthorised: the key is missing or wrong.
            NotFound, Unprocessable, Unavailable: as `Collections.ask`, and where answering is switched off.
        """
        from api.errors import Unauthorised
        from api.storage.switches import require_open

        if not key:
            raise Unauthorised("A collection is asked with its partner's key: 'Authorization: Bearer KEY'.")
        partner = self.partners.registry.holder(key, "ask")
        require_open(self.database)
        reply = self.collections.ask(partner.id, how, asked)
        self.answered(reply)
        return reply

    @cached_property
    def clock_watch(self) -> ClockWatch:
        """Notices a clock that jumps, before anything is deleted by it."""
        from api.storage.clock_watch import ClockWatch

        return ClockWatch(self.settings.data_dir / "last-seen")

    @cached_property
    def tracing(self) -> Tracing | None:
        """Traces for OpenTelemetry, if an address for them is set; of each process its own.

        Raises:
            Unavailable: the extra `otel` is not installed.
        """
        if not self.settings.traces_url:
            return None
        from api.tracing import open_tracing

        return open_tracing(self.settings.traces_url)

    @cached_property
    def metrics(self) -> Metrics:
        """What this process counts about itself."""
        from api.metrics import Metrics

        return Metrics()

    @cached_property
    def limiter(self) -> Limiter:
        """Counts requests: in this process, or together with all others in PostgreSQL."""
        if self.settings.limits == "memory":
            from api.limits import Limiter

            return Limiter()
        from api.storage.shared_limits import open_shared_limiter

        return open_shared_limiter(self.settings.database)

    @cached_property
    def partners(self) -> PartnerOffice:
        """Partners, their limits and tokens, and the admin key."""
        from api.partners.office import open_office

        key_hash = self.settings.admin_key_hash
        return open_office(
            self.database,
            self.settings.data_dir,
            key_hash.get_secret_value() if key_hash else None,
            self.limiter,
        )

    @cached_property
    def assessments(self) -> AssessmentService:
        """Runs self-assessments.

        Raises:
            QuestionnaireError: a questionnaire has a problem; lists all of them.
        """
        from api.assess.opening import open_assessments

        return open_assessments(self.settings.corpus_dir, self.corpus, self.graph, self.database)

    @cached_property
    def templates(self) -> TemplateLibrary:
        """Forms to fill in.

        Raises:
            TemplateContentError: a template has a problem; lists all of them.
        """
        from api.templates.opening import open_templates

        return open_templates(self.settings.corpus_dir, self.corpus, self.graph)

    @cached_property
    def trainings(self) -> TrainingService:
        """Plans trainings.

        Raises:
            ContentError: the activities have a problem; lists all of them.
        """
        from api.train.opening import open_trainings

        return open_trainings(
            self.settings.corpus_dir,
            self.corpus,
            self.database,
            lambda identity, token: self.assessments.report(identity, token)[0],
        )
