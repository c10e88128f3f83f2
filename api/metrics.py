"""What a process counts about itself for Prometheus: routes and numbers, never a question or an address."""

from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from api.ask.llm import Outcome, refusals_of_proposals
from api.ask.llm_client import Reason
from api.ask.reader.llm_reader import Read, outcomes
from api.ask.reply import Reply
from api.storage.replica import OUTCOMES
from api.storage.replica import Outcome as ReadOutcome

MEDIA_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
LLM_OUTCOMES = ("reworded", "kept", *get_args(Reason))
LLM_VERDICTS = ("reworded", *(why.replace(" ", "_") for why in refusals_of_proposals()))


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.questions = Counter(
            "psp_questions",
            "Questions by how they ended.",
            ["status", "reason", "engine"],
            registry=self.registry,
        )
        self.question_seconds = Histogram(
            "psp_question_seconds", "Seconds to answer a question.", buckets=_SECONDS, registry=self.registry
        )
        self.requests = Counter(
            "psp_http_requests",
            "HTTP requests by route and status.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.request_seconds = Histogram(
            "psp_http_request_seconds",
            "Seconds until a response began.",
            ["route"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.refused = Counter(
            "psp_refused", "Requests refused by a limit.", ["limit"], registry=self.registry
        )
        self.streams = Gauge("psp_open_streams", "Streams of answers that are open.", registry=self.registry)
        self.llm_answers = Counter(
            "psp_llm_answers",
            "Answers put to the LLM by what came of it.",
            ["outcome"],
            registry=self.registry,
        )
        self.llm_sentences = Counter(
            "psp_llm_sentences",
            "Sentences that the LLM proposed by the verdict of the support check.",
            ["verdict"],
            registry=self.registry,
        )
        self.llm_seconds = Histogram(
            "psp_llm_seconds", "Seconds spent on the LLM step.", buckets=_SECONDS, registry=self.registry
        )
        self.llm_readings = Counter(
            "psp_llm_readings",
            "Questions put to the LLM as a reader by what it chose, or why its choice was not used.",
            ["outcome"],
            registry=self.registry,
        )
        self.llm_reading_seconds = Histogram(
            "psp_llm_reading_seconds",
            "Seconds spent on reading by the LLM, for each part of a question.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.replica_reads = Counter(
            "psp_replica_reads",
            "Reads that a replica may serve by what came of it.",
            ["outcome"],
            registry=self.registry,
        )
        for read in OUTCOMES:
            self.read_on_replica(read, 0)
        for outcome in outcomes():
            self.llm_readings.labels(outcome)
        for outcome in LLM_OUTCOMES:  # from the start, so that an alarm sees the first failure
            self.llm_answers.labels(outcome)
        for verdict in LLM_VERDICTS:
            self.llm_sentences.labels(verdict)

    def rewritten(self, outcome: Outcome) -> None:
        """Count what the LLM step did to one answer."""
        self.llm_answers.labels(outcome.failure or ("reworded" if outcome.reworded else "kept")).inc()
        self.llm_sentences.labels("reworded").inc(outcome.reworded)
        for why in outcome.refused:
            self.llm_sentences.labels(why.replace(" ", "_")).inc()
        self.llm_seconds.observe(outcome.seconds)

    def read(self, read: Read) -> None:
        """Count what the LLM chose for one part of a question."""
        self.llm_readings.labels(read.outcome).inc()
        self.llm_reading_seconds.observe(read.seconds)

    def read_on_replica(self, outcome: ReadOutcome, times: int = 1) -> None:
        """Count a read that the replica was to serve."""
        self.replica_reads.labels(outcome.replace(" ", "_")).inc(times)

    def answered(self, reply: Reply) -> None:
        """Count a reply by status and reason."""
        self.questions.labels(reply.status, reply.reason or "", reply.engine).inc()
        self.question_seconds.observe(reply.timings_ms.get("total", 0.0) / 1000)

    def as_text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
