"""What the learned files of a corpus were learned from, and whether it changed since."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.documents import Corpus, Variant
from kb.errors import ModelError, Problem
from kb.learned import FOLDER, marks_behind, marks_of

AGAIN = "python -m api.evaluation.learning"


def map_examples(corpus: Corpus) -> Iterator[str]:
    """What the question map is learned from: questions with the passage that answers, and everyday ones."""
    for variant in _asked(corpus):
        yield f"{variant.passage_id}\t{variant.question}"
    yield from (f"\t{question}" for subject in corpus.outside for question in subject.questions)


def kind_examples(corpus: Corpus) -> Iterator[str]:
    """What the kinds of question are learned from: each question with its kind."""
    for kind, questions in questions_by_kind(corpus).items():
        yield from (f"{kind}\t{question}" for question in questions)


def questions_by_kind(corpus: Corpus) -> dict[str, list[str]]:
    """The questions of each kind; those of the subject are the asked-as questions and its look-alikes.

    Typed questions are none: some tell of a case that a section answers in general, others are measured, and
    those written in contrast made the reasons of a refusal less sure.
    """
    found: dict[str, list[str]] = {"ordinary": [], "outside": []}
    found["ordinary"] += [variant.question for document in corpus.documents for variant in document.variants]
    found["outside"] += [question for subject in corpus.outside for question in subject.questions]
    for group in corpus.examples:
        if not group.contrast:
            found.setdefault(group.kind, []).extend(group.questions)
    return found


@dataclass(frozen=True)
class Sided:
    """A question that something answers, or nothing; `contrast`: beside near ones of the other side."""

    question: str
    answered: bool
    contrast: bool


def contrast_examples(corpus: Corpus) -> Iterator[Sided]:
    """What sets answered and unanswered questions apart: those in contrast, asked-as and reviewed ones."""
    for document in corpus.documents:
        yield from (Sided(variant.question, True, False) for variant in document.variants)
    for group in corpus.examples:
        if group.kind == "unanswered" or group.contrast:
            answered = group.kind == "ordinary"
            yield from (Sided(question, answered, group.contrast) for question in group.questions)


def contrast_marks(corpus: Corpus) -> Iterator[str]:
    """What `contrast_examples` gives, each a line to be remembered by."""
    yield from (f"{one.answered}\t{one.question}" for one in contrast_examples(corpus))


def _asked(corpus: Corpus) -> Iterator[Variant]:
    """Asked-as questions and typed ones."""
    yield from (variant for document in corpus.documents for variant in document.variants)
    yield from corpus.typed


LEARNED: dict[str, Callable[[Corpus], Iterator[str]]] = {
    "question-map": map_examples,
    "reranker": map_examples,
    "kinds": kind_examples,
    "contrast": contrast_marks,
}


def check_learned(corpus: Corpus, folder: Path) -> Iterator[Problem]:
    """A warning for each learned file whose examples changed since; a damaged file is a problem."""
    for name, examples_of in LEARNED.items():
        place = f"{FOLDER}/{name}.npz"
        try:
            behind = marks_behind(folder, name)
        except ModelError as error:
            yield Problem(place, 1, str(error))
            continue
        if behind is None:
            continue
        if not behind:
            yield Problem(
                place, 1, f"does not say what it was learned from; learn again: {AGAIN}", warning=True
            )
            continue
        marks = marks_of(examples_of(corpus))
        added, gone = len(marks - behind), len(behind - marks)
        if added or gone:
            yield Problem(
                place,
                1,
                f"of its {len(behind):,} examples {gone:,} are gone or changed and {added:,} are new; "
                f"when many are, learn again: {AGAIN}",
                warning=True,
            )
