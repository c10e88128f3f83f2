"""Reading the corpus folder into typed data, listing every problem instead of stopping at the first."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kb import taxonomy
from kb.documents import FOLDERS, Corpus, Document, FrontMatter, Passage, Source, Variant
from kb.errors import CorpusError, Problem
from kb.fingerprint import GRAPH_FILES, TAXONOMIES, corpus_version
from kb.frontmatter import MAX_BYTES, read_yaml
from kb.markdown import parse_body
from kb.typed import typed_in
from kb.uncollected import uncollected
from kb.variants import parse_asked

_T = TypeVar("_T", bound=BaseModel)
TERMS = "taxonomy/terms.yml"


@dataclass
class Reading:
    """What was read, where the lines are, and what is wrong with it."""

    corpus: Corpus
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, dict[str | int, int]] = field(default_factory=dict)


def load_corpus(folder: Path) -> Corpus:
    """The reviewed corpus of `folder`.

    Raises:
        CorpusError: the folder is missing or empty, or a file of it cannot be used; lists every problem.
    """
    return reviewed_only(read_corpus(folder), folder)


def reviewed_only(reading: Reading, folder: Path) -> Corpus:
    """The reviewed part of what was read in `folder`.

    Raises:
        CorpusError: a file of it cannot be used; lists every problem.
    """
    faults = tuple(problem for problem in reading.problems if not problem.warning)
    if faults:
        raise CorpusError(
            f"the corpus in {folder} has {len(faults)} problems; correct them, then run psp check", faults
        )
    reviewed = tuple(d for d in reading.corpus.documents if d.front.status == "reviewed")
    return reading.corpus.model_copy(update={"documents": reviewed})


@uncollected()
def read_corpus(folder: Path) -> Reading:
    """Read every file of `folder`, drafts included.

    Raises:
        CorpusError: the folder is missing or holds no document.
    """
    if not folder.is_dir():
        raise CorpusError(
            f"the corpus folder {folder} is missing; set PSP_CORPUS_DIR to the folder that holds sources.yml"
        )
    paths = [path for name in FOLDERS for path in sorted((folder / name).glob("*.md"))]
    if not paths:
        raise CorpusError(f"the corpus folder {folder} holds no document (looked in {', '.join(FOLDERS)})")
    shelf = _Shelf(folder)
    documents = [document for path in paths if (document := shelf.document(path))]
    terms = shelf.mapping(TERMS)
    typed = typed_in(folder)
    shelf.problems += typed.problems
    corpus = Corpus(
        documents=tuple(documents),
        sources=shelf.entries("sources.yml", Source),
        facts=shelf.entries("facts.yml", taxonomy.Fact),
        **{name: shelf.entries(f"taxonomy/{name}.yml", taxonomy.Term) for name in TAXONOMIES},
        names=shelf.helpers("names", taxonomy.Name),
        abbreviations=shelf.helpers("abbreviations", taxonomy.Abbreviation),
        spellings=shelf.helpers("spellings", taxonomy.Spelling),
        outside=shelf.helpers("outside", taxonomy.Outside),
        compared=shelf.listed(terms, TERMS, "terms", taxonomy.Compared),
        pairs=shelf.listed(terms, TERMS, "pairs", taxonomy.Pair),
        premises=shelf.helpers("premises", taxonomy.Premise),
        aspects=shelf.helpers("aspects", taxonomy.Aspect),
        moves=shelf.helpers("moves", taxonomy.Move),
        things=shelf.helpers("things", taxonomy.Thing),
        examples=(
            *shelf.helpers("refused", taxonomy.Examples),
            *shelf.helpers("unanswered", taxonomy.Examples),
            *typed.contrasts,
        ),
        typed=typed.variants,
        **{name: shelf.raw(f"taxonomy/{name}.yml") for name in GRAPH_FILES},
        version=corpus_version(folder),
    )
    return Reading(corpus, sorted(shelf.problems), shelf.lines)


class _Shelf:
    """Reads the files of one folder and remembers problems and lines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.lines: dict[str, dict[str | int, int]] = {}

    def text(self, path: Path) -> str:
        name = path.relative_to(self.folder).as_posix()
        try:
            data = path.read_bytes()
        except OSError as error:
            self.problems.append(Problem(name, 1, f"cannot be read: {error.strerror}"))
            return ""
        if len(data) > MAX_BYTES:
            self.problems.append(Problem(name, 1, f"the file is larger than {MAX_BYTES:,} bytes"))
            return ""
        try:
            return data.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.problems.append(Problem(name, line, "the file is not UTF-8 text; save it as UTF-8"))
            return ""

    def document(self, path: Path) -> Document | None:
        name = path.relative_to(self.folder).as_posix()
        text = self.text(path)
        if not text:
            return None
        head, body, body_line = _split(text)
        if head is None:
            self.problems.append(
                Problem(name, 1, "no front matter; begin with a line '---' and close it with another")
            )
            return None
        yaml = read_yaml(head, name, 2)
        self.problems += yaml.problems
        self.lines[name] = yaml.lines
        parsed = parse_body(body, name.removesuffix(".md"), name, body_line)
        self.problems += parsed.problems
        front = None if yaml.problems else self._validated(FrontMatter, yaml.value, name, yaml.lines)
        if front is None:
            return None
        self._check_place(front, name)
        return Document(
            front=front,
            path=name,
            passages=tuple(parsed.passages),
            variants=self._variants(front, parsed.passages, name),
        )

    def _check_place(self, front: FrontMatter, name: str) -> None:
        lines = self.lines[name]
        if front.id != name.removesuffix(".md"):
            self.problems.append(
                Problem(
                    name,
                    lines.get("id", 1),
                    f"the id '{front.id}' is not the file's place '{name.removesuffix('.md')}'",
                )
            )
        if FOLDERS[name.split("/", maxsplit=1)[0]] != front.kind:
            self.problems.append(
                Problem(name, lines.get("kind", 1), f"the kind '{front.kind}' does not match the folder")
            )

    def _variants(self, front: FrontMatter, passages: list[Passage], name: str) -> tuple[Variant, ...]:
        found = [self._variant(asked, front.id, passages, name) for asked in front.asked_as]
        return tuple(variant for variant in found if variant)

    def _variant(self, asked: str, document: str, passages: list[Passage], name: str) -> Variant | None:
        try:
            question, slug, verdict = parse_asked(asked)
            target = f"{document}#{slug}" if slug else (passages[0].id if passages else "")
            if target not in {passage.id for passage in passages}:
                raise ValueError(f"asked_as points at '#{slug}', which is no heading of this document")
        except ValueError as error:
            self.problems.append(Problem(name, self.lines[name].get("asked_as", 1), str(error)))
            return None
        return Variant(question=question, passage_id=target, verdict=verdict)

    def helpers(self, name: str, model: type[_T]) -> tuple[_T, ...]:
        """What helps to understand questions; a corpus may do without."""
        path = f"taxonomy/{name}.yml"
        return self.entries(path, model) if (self.folder / path).is_file() else ()

    def mapping(self, name: str) -> object:
        """A file of several lists that a corpus may do without."""
        if not (self.folder / name).is_file():
            return {}
        yaml = read_yaml(self.text(self.folder / name), name)
        self.problems += yaml.problems
        self.lines[name] = yaml.lines
        return yaml.value

    def listed(self, mapping: object, name: str, key: str, model: type[_T]) -> tuple[_T, ...]:
        """The entries under one key of the file `name`, of which `mapping` was read."""
        listed = mapping.get(key, ()) if isinstance(mapping, dict) else None
        if not isinstance(listed, list | tuple):
            self.problems.append(Problem(name, 1, f"the file needs a list under '{key}:'"))
            return ()
        return self._each(listed, name, model)

    def entries(self, name: str, model: type[_T]) -> tuple[_T, ...]:
        return self._each(self.raw(name), name, model)

    def _each(self, values: Iterable[object], name: str, model: type[_T]) -> tuple[_T, ...]:
        entries = []
        for number, value in enumerate(values):
            line = self.lines.get(name, {}).get(number, 1)
            entry = self._validated(model, value, name, {"": line})
            if entry is not None:
                entries.append(entry)
        return tuple(entries)

    def _validated(self, model: type[_T], value: object, name: str, lines: dict[Any, int]) -> _T | None:
        try:
            # JSON mode turns lists into tuples and keeps numbers from passing for strings
            return model.model_validate_json(json.dumps(value))
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False):
                key = str(fault["loc"][0]) if fault["loc"] else ""
                where = ".".join(map(str, fault["loc"]))
                line = lines.get(key, lines.get("", 2))
                self.problems.append(
                    Problem(name, line, f"{where or 'front matter'}: {fault['msg'].lower()}")
                )
            return None

    def raw(self, name: str) -> tuple[dict[str, Any], ...]:
        path = self.folder / name
        if not path.is_file():
            self.problems.append(Problem(name, 1, "the file is missing"))
            return ()
        yaml = read_yaml(self.text(path), name)
        self.problems += yaml.problems
        self.lines[name] = yaml.lines
        if yaml.problems:
            return ()
        if not isinstance(yaml.value, list) or not all(isinstance(entry, dict) for entry in yaml.value):
            self.problems.append(Problem(name, 1, "the file has to be a list of entries, each '- id: ...'"))
            return ()
        return tuple(yaml.value)


def _split(text: str) -> tuple[str | None, str, int]:
    """Front matter, body, and the line on which the body starts."""
    if not text.startswith("---\n"):
        return None, text, 1
    end = text.find("\n---\n", 3)
    if end < 0:
        return None, text, 1
    head = text[4 : end + 1]
    return head, text[end + 5 :], text[: end + 5].count("\n") + 1
