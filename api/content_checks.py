"""Every check of everything that people write: corpus, graph, questionnaires, activities."""

from pathlib import Path

from api.assess.checks import references_of
from api.assess.loader import read_library
from api.curate.draft_head import check_drafts
from api.templates.checks import check_templates
from api.train.checks import check_activities
from graph.checks import check_graph
from kb.checks import check_corpus
from kb.coverage import coverage, read_facts
from kb.errors import Problem
from kb.learned_from import check_learned
from kb.loader import read_corpus


def content_problems(corpus_dir: Path) -> list[Problem]:
    """All problems and warnings, sorted by path and line.

    Raises:
        CorpusError: the folder is missing or holds no document.
    """
    reading, problems = check_corpus(corpus_dir)
    found = {
        *problems,
        *check_learned(reading.corpus, corpus_dir),
        *check_graph(reading, corpus_dir),
        *check_drafts(corpus_dir),
        *read_library(corpus_dir / "questionnaires", references_of(reading.corpus))[1],
        *check_activities(corpus_dir / "activities", reading.corpus),
        *check_templates(corpus_dir / "templates", reading.corpus),
    }
    return sorted(found)


def coverage_reports(corpus_dir: Path, files: tuple[Path, ...]) -> list[dict[str, object]]:
    """How the facts of each file are covered by the corpus; see `kb.coverage.Coverage`."""
    corpus = read_corpus(corpus_dir).corpus
    return [coverage(corpus, read_facts(path), path.name).as_json() for path in files]
