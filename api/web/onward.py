"""Where an answer leads on to: by the documents that it rests on, never by the words of the question."""

from collections.abc import Sequence

from api.ask.reply import CitationRef
from api.templates.sheet import TemplateLibrary
from kb.documents import Corpus

# documents that tell of the way as a whole, or of what stands in the way as a whole
ROAD = ("process/stages-of-a-psp", "process/the-psp-process-at-a-glance", "process/how-to-start",
        "process/timeline-before-the-tender")  # fmt: skip
BARRIERS = ("process/risks-and-objections",)
FORMS = ("methods/templates",)


def onward(citations: Sequence[CitationRef], corpus: Corpus) -> list[tuple[str, str]]:
    """Address and words of the pages that show more of what an answer rests on most; there may be none."""
    cited = {citation.document_id for citation in citations}
    found = []
    if cited.intersection(ROAD):
        found.append(("/start", "All stages of a PSP, with what to do in each"))
    else:
        found += [(f"/start/{stage}", f"The stage “{title}”") for stage, title in _one_stage(cited, corpus)]
    if cited.intersection(BARRIERS):
        found.append(("/map", "All barriers, and what helped against each"))
    if cited.intersection(FORMS):
        found.append(("/templates", "All templates, to download and fill in"))
    return found


def forms(citations: Sequence[CitationRef], templates: TemplateLibrary) -> list[tuple[str, str]]:
    """Address and words of the form that has a field on what an answer rests on; there may be none."""
    found = templates.resting_on(citation.passage_id for citation in citations)
    return [(f"/templates/{found.id}", f"A form to fill in: {found.title}")] if found else []


def _one_stage(cited: set[str], corpus: Corpus) -> list[tuple[str, str]]:
    """Id and title of the stage where everything cited tells of the process in that stage alone."""
    documents = [document for document in corpus.documents if document.id in cited]
    stages = {stage for document in documents for stage in document.front.stage}
    if len(stages) != 1 or any(document.front.kind != "process" for document in documents):
        return []
    return [(stage.id, stage.title) for stage in corpus.stages if stage.id in stages]
