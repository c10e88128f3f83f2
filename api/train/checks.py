"""The contract of the activities: cross-references and coverage. `psp check` calls `check_activities`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from api.train.content import KINDS, Question, Topic
from api.train.loader import LibraryReading, read_library
from kb.documents import Corpus, Item
from kb.errors import Problem

LENGTH_APART = 1.25  # the longest option of a question beside its shortest, in characters


def check_activities(folder: Path, corpus: Corpus) -> list[Problem]:
    """Every problem of the activities in `folder`, with path and line, sorted.

    Raises:
        ContentError: the folder is missing.
    """
    reading = read_library(folder, corpus)
    return sorted({*reading.problems, *_Check(reading, corpus).run()})


class _Check:
    def __init__(self, reading: LibraryReading, corpus: Corpus) -> None:
        self.reading, self.library, self.corpus = reading, reading.library, corpus
        self.themes = {theme.id for theme in corpus.themes}
        self.facts = {fact.id: fact for fact in corpus.facts}
        self.sources = {source.id for source in corpus.sources}

    def run(self) -> Iterator[Problem]:
        for step in (self.citations, self.topics, self.quiz, self.cases, self.activities, self.audiences):
            yield from step()

    def citations(self) -> Iterator[Problem]:
        """Unknown sources and facts, facts cited with another's source, undated law and status."""
        for path, items in self.reading.items.items():
            for item in items:
                yield from self._item(path, item)

    def _item(self, path: str, item: Item) -> Iterator[Problem]:
        dated = any(mark.kind in ("law", "status") for mark in item.marks)
        for citation in {c for s in item.sentences for c in s.citations}:
            if citation.source not in self.sources:
                yield Problem(path, item.line, f"unknown source '{citation.source}'; add it to sources.yml")
            for fact_id in citation.facts:
                fact = self.facts.get(fact_id)
                if fact is None:
                    yield Problem(path, item.line, f"unknown fact '{fact_id}'")
                elif fact.source != citation.source:
                    yield Problem(
                        path,
                        item.line,
                        f"the fact '{fact_id}' comes from '{fact.source}', not '{citation.source}'",
                    )
                elif fact.time_sensitive and not dated:
                    yield Problem(
                        path, item.line, f"the fact '{fact_id}' changes with time; mark it {{law YEAR}}"
                    )

    def topics(self) -> Iterator[Problem]:
        """Each theme once, with an objective of each kind and known cases."""
        path = "activities/topics.yml"
        counts = Counter(topic.theme for topic in self.library.topics)
        for theme in sorted(self.themes | set(counts)):
            if counts[theme] != 1 or theme not in self.themes:
                text = f"the theme '{theme}' has {counts[theme]} topics; every theme of the taxonomy has one"
                yield Problem(path, 1, text)
        for number, topic in enumerate(self.library.topics):
            for text in (*_topic_faults(topic), *self._case_faults(topic)):
                yield Problem(path, self._line(path, number), f"'{topic.theme}' {text}")

    def _case_faults(self, topic: Topic) -> Iterator[str]:
        known = {case.id for case in self.library.cases}
        for case in topic.cases:
            if case not in known:
                yield f"names the unknown case '{case}'"
        if len(topic.cases) < 2:
            yield "needs two cases"

    def quiz(self) -> Iterator[Problem]:
        """Three questions for each theme, ids once, answers that differ and that no length gives away."""
        path = "activities/quiz.yml"
        counts = Counter(question.theme for question in self.library.questions)
        for theme in sorted(self.themes | set(counts)):
            if counts[theme] < 3 or theme not in self.themes:
                yield Problem(
                    path,
                    1,
                    f"'{theme}' has {counts[theme]} questions; every theme has at least three",
                )
        ids = Counter(question.id for question in self.library.questions)
        for number, question in enumerate(self.library.questions):
            if ids[question.id] > 1:
                yield Problem(path, self._line(path, number), f"the id '{question.id}' stands twice")
            for text in _question_faults(question):
                yield Problem(path, self._line(path, number), f"'{question.id}' {text}")
        yield from (Problem(path, 1, text) for text in told_by_length(self.library.questions))

    def cases(self) -> Iterator[Problem]:
        """Each case points at a document of the corpus and is used."""
        path, documents = "activities/cases.yml", {document.id for document in self.corpus.documents}
        used = {case for topic in self.library.topics for case in topic.cases}
        for number, case in enumerate(self.library.cases):
            if case.document not in documents:
                yield Problem(
                    path,
                    self._line(path, number),
                    f"'{case.id}' points at '{case.document}', which is no document",
                )
            if case.id not in used:
                yield Problem(path, self._line(path, number), f"no topic uses the case '{case.id}'")

    def activities(self) -> Iterator[Problem]:
        """Topics of activities are themes, objectives are those of topics."""
        known = {objective.id for topic in self.library.topics for objective in topic.objectives}
        for activity in self.library.activities:
            path = f"{activity.head.id}.md"
            for topic in activity.head.topics:
                if topic != "any" and topic not in self.themes:
                    yield Problem(path, self._line(path, "topics"), f"unknown topic '{topic}'")
            for objective in activity.head.objectives:
                if objective not in known:
                    yield Problem(path, self._line(path, "objectives"), f"unknown objective '{objective}'")

    def audiences(self) -> Iterator[Problem]:
        """Default topics of audiences are themes."""
        path = "activities/audiences.yml"
        for number, audience in enumerate(self.library.audiences):
            for topic in audience.topics:
                if topic not in self.themes:
                    yield Problem(path, self._line(path, number), f"unknown topic '{topic}'")

    def _line(self, path: str, key: str | int) -> int:
        return self.reading.lines.get(path, {}).get(key, 1)


def _question_faults(question: Question) -> Iterator[str]:
    """What is wrong with one question, without looking elsewhere."""
    options = question.options
    if len(options) < 3 or len(set(options)) != len(options):
        yield "needs two wrong answers that differ from the right one"
    longest, shortest = max(map(len, options)), min(map(len, options))
    if longest > LENGTH_APART * shortest:
        yield f"has options of {shortest} to {longest} characters; the longest is at most a quarter longer"


def told_by_length(questions: Sequence[Question]) -> Iterator[str]:
    """Whether somebody who picks the longest option, or the shortest, does better than chance."""
    chance = sum(1 / len(question.options) for question in questions)
    for name, far in (("longest", max), ("shortest", min)):
        right = sum(_alone(question, far(map(len, question.options))) for question in questions)
        if right > chance:
            yield (
                f"the right answer is the {name} in {right} of {len(questions)} questions, "
                f"more than the {chance:.0f} of chance; change the lengths of some"
            )


def _alone(question: Question, length: int) -> bool:
    """Whether the right answer, and no other, has this length."""
    return len(question.right) == length and [len(option) for option in question.options].count(length) == 1


def _topic_faults(topic: Topic) -> Iterator[str]:
    """What a topic lacks, without looking elsewhere."""
    if tuple(objective.kind for objective in topic.objectives) != KINDS:
        yield "needs three objectives: explain, judge, make"
    if len(topic.points) < 3 or any(len(objective.look_for) < 2 for objective in topic.objectives):
        yield "needs three points, and two look_for for each objective"
    for objective in topic.objectives:
        if objective.text.split()[0] != objective.verb:
            yield f"has the objective '{objective.id}', which has to begin with its verb '{objective.verb}'"
