"""Reading `corpus/activities/` into typed data, listing every problem instead of stopping at the first."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from api.train.content import (
    Activity,
    ActivityHead,
    AudienceEntry,
    Case,
    FormQuestion,
    Guidance,
    Question,
    Statement,
    Step,
    Topic,
)
from api.train.errors import ContentError
from api.train.stock import Stock, stock_of
from kb.documents import Corpus, Item, Mark, MarkKind, Passage, Source
from kb.errors import Problem
from kb.frontmatter import read_yaml
from kb.markdown import cited_sentences, parse_body

_T = TypeVar("_T", bound=BaseModel)
_MARK = re.compile(r"\{(law|status|contested|self-reported)(?:\s+([\d-]+))?\}")
_STEP = re.compile(r"\((\d+) (teaching|exercise)\) ")
SECTIONS = ("Purpose", "Steps", "Online", "Accessibility", "What goes wrong")
_CITED = {"points", "look_for", "explanation", "because", "story", "answer", "unknown", "text"}


@dataclass(frozen=True)
class Library:
    """Everything that trainings are built from, and the bibliography behind it."""

    activities: tuple[Activity, ...]
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    cases: tuple[Case, ...]
    audiences: tuple[AudienceEntry, ...]
    guidance: tuple[Guidance, ...]
    evaluation: tuple[FormQuestion, ...]
    sources: tuple[Source, ...]
    stock: Stock
    version: str

    def title_of(self, activity_id: str) -> str:
        """What an activity of the library is called."""
        return next(one.head.title for one in self.activities if one.head.id == activity_id)


@dataclass
class LibraryReading:
    """What was read and what is wrong with it, lines included."""

    library: Library
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, dict[str | int, int]] = field(default_factory=dict)
    items: dict[str, list[Item]] = field(default_factory=dict)


def load_library(folder: Path, corpus: Corpus) -> Library:
    """The activities of `folder` (the `activities` folder of a corpus).

    Raises:
        ContentError: the folder is missing, or a file of it cannot be used; lists every problem.
    """
    reading = read_library(folder, corpus)
    if reading.problems:
        raise ContentError(
            f"the activities in {folder} have {len(reading.problems)} problems; "
            "correct them and run psp check",
            tuple(reading.problems),
        )
    return reading.library


def read_library(folder: Path, corpus: Corpus) -> LibraryReading:
    """Read every file of `folder`; `corpus` gives the titles of themes and the bibliography.

    Raises:
        ContentError: the folder is missing.
    """
    if not folder.is_dir():
        raise ContentError(
            f"the activities folder {folder} is missing; the corpus needs a folder 'activities'"
        )
    return _Reader(folder, corpus).read()


class _Reader:
    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.folder = folder
        self.titles = {theme.id: theme.title for theme in corpus.themes}
        self.sources = corpus.sources
        self.stock = stock_of(corpus)
        self.digest = hashlib.sha256()
        self.problems: list[Problem] = []
        self.lines: dict[str, dict[str | int, int]] = {}
        self.items: dict[str, list[Item]] = {}

    def read(self) -> LibraryReading:
        paths = sorted(p for p in self.folder.glob("*.md") if p.name != "README.md")
        activities = tuple(a for path in paths if (a := self._activity(path)))
        library = Library(
            activities=activities,
            topics=self._entries("topics.yml", Topic),
            questions=self._entries("quiz.yml", Question),
            cases=self._entries("cases.yml", Case),
            audiences=self._entries("audiences.yml", AudienceEntry),
            guidance=self._entries("guidance.yml", Guidance),
            evaluation=self._entries("evaluation.yml", FormQuestion),
            sources=self.sources,
            stock=self.stock,
            version=self.digest.hexdigest()[:16],
        )
        return LibraryReading(library, sorted(self.problems), self.lines, self.items)

    def _text(self, name: str) -> str:
        try:
            data = (self.folder / name).read_bytes()
            self.digest.update(name.encode() + b"\0" + data + b"\0")
            return data.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Problem(f"activities/{name}", 1, f"cannot be read as UTF-8 text: {error}"))
            return ""

    def _activity(self, path: Path) -> Activity | None:
        name = f"activities/{path.name}"
        match = re.match(r"---\n(.*?\n)---\n(.*)", self._text(path.name), re.S)
        if not match:
            self.problems.append(
                Problem(name, 1, "no front matter; begin with a line '---' and close it with another")
            )
            return None
        yaml = read_yaml(match[1], name, 2)
        body = parse_body(match[2], name.removesuffix(".md"), name, match[1].count("\n") + 3)
        self.problems += [*yaml.problems, *body.problems]
        self.lines[name] = yaml.lines
        head = None if yaml.problems else self._validated(ActivityHead, yaml.value, name, yaml.lines)
        if head is None:
            return None
        if head.id != name.removesuffix(".md"):
            self.problems.append(
                Problem(name, yaml.lines.get("id", 1), f"the id '{head.id}' is not the file's place")
            )
        return self._with_body(head, tuple(body.passages), name)

    def _with_body(self, head: ActivityHead, passages: tuple[Passage, ...], name: str) -> Activity | None:
        if tuple(passage.heading for passage in passages) != SECTIONS:
            self.problems.append(Problem(name, 2, f"the sections have to be: {', '.join(SECTIONS)}"))
            return None
        self.items[name] = [item for passage in passages for item in passage.items]
        steps = self._steps(passages[1], name)
        sums = {part: sum(s.minutes for s in steps if s.part == part) for part in ("teaching", "exercise")}
        if steps and (sums["teaching"], sums["exercise"]) != (head.teaching[0], head.exercise[0]):
            text = f"the steps take {sums['teaching']} + {sums['exercise']} minutes, the front matter says "
            self.problems.append(
                Problem(name, passages[1].line_start, text + f"{head.teaching[0]} + {head.exercise[0]}")
            )
        texts = [tuple(Statement.of(item) for item in passage.items) for passage in passages]
        return Activity(
            head=head,
            purpose=texts[0],
            steps=steps,
            online=texts[2],
            accessibility=texts[3],
            pitfalls=texts[4],
        )

    def _steps(self, passage: Passage, name: str) -> tuple[Step, ...]:
        steps = []
        for item in passage.items:
            statement = Statement.of(item)
            match = _STEP.match(statement.text)
            if not match:
                self.problems.append(
                    Problem(name, item.line, "a step begins with its minutes: '(5 teaching) …'")
                )
                continue
            does = statement.model_copy(update={"text": statement.text[match.end() :]})
            steps.append(Step.model_validate({"minutes": int(match[1]), "part": match[2], "does": does}))
        return tuple(steps)

    def _entries(self, file: str, model: type[_T]) -> tuple[_T, ...]:
        name = f"activities/{file}"
        yaml = read_yaml(self._text(file), name)
        self.problems += yaml.problems
        self.lines[name] = yaml.lines
        if not isinstance(yaml.value, list):
            self.problems.append(Problem(name, 1, "the file has to be a list of entries"))
            return ()
        entries = []
        for number, value in enumerate(yaml.value):
            line = yaml.lines.get(number, 1)
            raw = self._parsed(value, name, line)
            if model is Topic and isinstance(raw, dict):
                raw["title"] = self.titles.get(str(raw.get("theme")), str(raw.get("theme")))
            entry = self._validated(model, raw, name, {"": line})
            if entry is not None:
                entries.append(entry)
        return tuple(entries)

    def _parsed(self, value: Any, name: str, line: int, key: str = "") -> Any:
        """`value` with every cited string turned into a statement."""
        if isinstance(value, dict):
            return {k: self._parsed(v, name, line, str(k)) for k, v in value.items()}
        if isinstance(value, list):
            return [self._parsed(v, name, line, key) for v in value]
        cited = key in _CITED and isinstance(value, str) and (key, name) != ("text", "activities/topics.yml")
        return self._cited(value, name, line) if cited else value

    def _cited(self, text: str, name: str, line: int) -> dict[str, Any]:
        marks = tuple(Mark(kind=cast(MarkKind, m[1]), date=m[2]) for m in _MARK.finditer(text))
        sentences = tuple(cited_sentences(_MARK.sub("", text).strip()))
        item = Item(line=line, sentences=sentences, marks=marks)
        self.items.setdefault(name, []).append(item)
        if not sentences or not all(sentence.citations for sentence in sentences):
            self.problems.append(Problem(name, line, f"no citation at the end of '{item.text[:60]}'"))
        return Statement.of(item).model_dump()

    def _validated(self, model: type[_T], value: object, name: str, lines: dict[Any, int]) -> _T | None:
        try:
            return model.model_validate_json(json.dumps(value))
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False):
                where = ".".join(map(str, fault["loc"]))
                line = lines.get(str(fault["loc"][0]) if fault["loc"] else "", lines.get("", 2))
                self.problems.append(
                    Problem(name, line, f"{where or 'front matter'}: {fault['msg'].lower()}")
                )
            return None
