"""Opening the templates of a corpus."""

from pathlib import Path

from api.templates.checks import check_templates
from api.templates.errors import TemplateContentError
from api.templates.loader import FOLDER, load_templates
from api.templates.sheet import TemplateLibrary
from graph.build import Graph
from kb.documents import Corpus


def open_templates(corpus_dir: Path, corpus: Corpus, graph: Graph) -> TemplateLibrary:
    """The templates of `corpus_dir` over its corpus and graph; none where the folder is missing.

    Raises:
        TemplateContentError: a template has a problem, such as a citation that leads nowhere; lists all.
    """
    folder = corpus_dir / FOLDER
    templates = load_templates(folder)
    if problems := tuple(check_templates(folder, corpus)):
        raise TemplateContentError("the templates do not fit the corpus; run psp check", problems)
    return TemplateLibrary(templates, corpus, graph)
