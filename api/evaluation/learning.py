"""Learns, in order, all that is learned from the corpus: `python -m api.evaluation.learning`.

1. The question map, from asked-as and everyday questions (`fit_question_map`; torch, about a minute on two
   cores).
2. The re-ranker, from judged and asked-as questions (`fit_reranker`; torch, half an hour on two cores).
3. The kinds of question, from the reviewed examples (`fit_kinds`).
4. What sets unanswered questions apart from answered ones (`fit_contrast`), and the two answerability
   models, from the tuning half of our own sets (`fit_answerability`), whose features rest on the others.
5. What speaks for each barrier in a told problem, from labelled stories (`fit_barriers`).

Run it after many questions or examples changed. It needs the index, and the extras `model` and `dev`.
"""

import json
from dataclasses import asdict
from pathlib import Path

import click

from api.ask.answerable import MODEL_FILE
from api.evaluation import fit_barriers
from api.evaluation.diagram import reliability_svg
from api.evaluation.fit_answerability import train
from api.evaluation.fit_contrast import Embedded, embedded
from api.evaluation.fit_kinds import examples_of, fit_kinds
from api.evaluation.fit_question_map import Material, learn
from api.evaluation.fit_reranker import learn_reranker
from api.evaluation.judged import read_judged
from api.evaluation.left_out import askers_without
from api.evaluation.reranker_examples import examples_from
from api.progress import bar
from api.services import Services
from api.settings import Settings, read_settings
from kb.embedding_model import find_model
from kb.index import load_rows
from kb.learned_from import contrast_marks, kind_examples, map_examples
from kb.loader import load_corpus
from kb.question_map import QuestionMap
from kb.reranker_model import ensure_learned, write_learned


@click.command()
@click.option(
    "--only",
    type=click.Choice(["map", "reranker", "kinds", "answerability", "barriers"]),
    help="This step alone; all if left out.",
)
@click.option(
    "--diagram",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw the reliability diagram here.",
)
def main(only: str | None, diagram: Path | None) -> None:
    """Learn, write what was learned, and print what the test half says of the answerability models."""
    settings = read_settings()
    if only in (None, "map"):
        learn_map(settings)
    if only in (None, "reranker"):
        learn_the_reranker(settings)
    if only in (None, "kinds"):
        learn_kinds(settings)
    if only in (None, "answerability"):
        learn_answerability(settings, learn_contrast(settings), diagram)
    if only in (None, "barriers"):
        learn_barriers(settings)


def learn_map(settings: Settings) -> None:
    """Fit the question map to the current index and keep it with the corpus."""
    index = Services(settings).knowledge.index
    examples = map_examples(load_corpus(settings.corpus_dir))
    material = Material(*load_rows(settings.index_dir), passages=len(index.passages))
    with bar("Learning the question map") as tell:
        learned = QuestionMap(learn(material, tell))
    click.echo(f"Wrote {learned.write(settings.corpus_dir, index.model, examples)}")


def learn_the_reranker(settings: Settings) -> None:
    """Fit the re-ranker to the judged questions, keep it and export it for use."""
    knowledge = Services(settings).knowledge
    judged = read_judged(settings.corpus_dir / "judgements", "tune")
    with bar("Learning the re-ranker") as tell:
        learned = learn_reranker(find_model(settings.model), examples_from(knowledge, judged), tell)
    behind = map_examples(load_corpus(settings.corpus_dir))
    click.echo(f"Wrote {write_learned(settings.corpus_dir, knowledge.index.model, learned, behind)}")
    ensure_learned(settings.corpus_dir, settings.model, settings.model_dir, knowledge.index.model)


def learn_kinds(settings: Settings) -> None:
    """Fit the kinds of question to the examples of the corpus and keep them with it."""
    knowledge = Services(settings).knowledge
    corpus = load_corpus(settings.corpus_dir)
    learned = fit_kinds(examples_of(corpus), knowledge.embedder)
    path = learned.write(settings.corpus_dir, knowledge.index.model, kind_examples(corpus))
    click.echo(f"Wrote {path}")


def learn_contrast(settings: Settings) -> Embedded:
    """Fit what sets unanswered questions apart from answered ones and keep it; returns what it rests on."""
    knowledge = Services(settings).knowledge
    corpus = load_corpus(settings.corpus_dir)
    examples = embedded(corpus, knowledge.embedder)
    marks = contrast_marks(corpus)
    click.echo(f"Wrote {examples.fit().write(settings.corpus_dir, knowledge.index.model, marks)}")
    return examples


def learn_barriers(settings: Settings) -> None:
    """Fit what speaks for a barrier, and print how often it is right on stories left out of the fit."""
    services = Services(settings)
    stories = fit_barriers.read_stories(settings.corpus_dir / fit_barriers.STORIES)
    seen = fit_barriers.examples(stories, services.asker)
    for line in fit_barriers.table(fit_barriers.held_out(seen)):
        click.echo(line)
    fit_barriers.write(fit_barriers.fit(seen), services.knowledge.index.model)


def learn_answerability(settings: Settings, examples: Embedded, diagram: Path | None) -> None:
    """Fit the answerability models, keep the coefficients, print calibration and the one-cosine baseline."""
    services = Services(settings)
    askers = askers_without(services.asker, settings.index_dir, examples.fit)
    models, report = train(services.asker, settings.corpus_dir / "judgements", askers)
    data = {
        "model": services.knowledge.index.model,
        "type_missing_threshold": report["type_missing_threshold"],
    } | {n: asdict(m) for n, m in models.items()}
    MODEL_FILE.write_text(json.dumps(data, indent=1) + "\n")
    if diagram:
        diagram.write_text(reliability_svg({name: report[name]["reliability"] for name in models}))
    click.echo(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
