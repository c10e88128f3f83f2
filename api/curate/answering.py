"""What the product answers from one state of the corpus, for comparing two states."""

import shutil
from pathlib import Path

from api.ask.opening import open_knowledge
from api.ask.pipeline import Asker
from api.ask.reply import Reply
from api.curate.difference import Answered, Answerer
from api.settings import Settings
from graph.build import Graph
from kb.embedding import OnnxEmbedder
from kb.embedding_model import ensure_export
from kb.index_building import Progress, build_index
from kb.loader import load_corpus
from kb.reranker_model import ensure_learned


def answerer(settings: Settings, corpus: Path, known: Path, work: Path, tell: Progress) -> Answerer:
    """Index `corpus` in `work` and answer from it, without an LLM and without keeping anything.

    Vectors are taken over from the index in `known`, if there is one: a small change is indexed in seconds.

    Raises:
        KbError: the corpus has problems (lists them), or the model cannot be used.
    """
    reviewed = load_corpus(corpus)
    export = ensure_export(settings.model, settings.model_dir)
    ensure_learned(corpus, settings.model, settings.model_dir, export.name)
    if known.is_dir():
        shutil.copytree(known, work)
    build_index(reviewed, OnnxEmbedder(export), export.name, work, tell)
    knowledge = open_knowledge(corpus, work, settings.model_dir)
    asker = Asker(knowledge, Graph.from_corpus(knowledge.index.corpus))
    return lambda question: answered(asker.ask(question))


def answered(reply: Reply) -> Answered:
    """The parts of `reply` that a reader would see change; scores and times are not among them."""
    return Answered(
        status=reply.status,
        reason=reply.reason,
        statements=tuple(statement.text for statement in reply.answer.statements),
        passages=tuple(citation.passage_id for citation in reply.citations),
    )
