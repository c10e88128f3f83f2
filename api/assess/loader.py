"""Reading questionnaires from their folder; every problem is listed with path and line."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from api.assess.checks import References, check_mapping, check_questionnaire, check_retired_ids
from api.assess.errors import QuestionnaireError, UnknownQuestionnaire
from api.assess.model import Mapping, Questionnaire, QuestionnaireFile, Scale
from kb.errors import Problem
from kb.frontmatter import read_yaml
from kb.yaml_lines import line_of

_T = TypeVar("_T", bound=BaseModel)


@dataclass
class Library:
    """Every questionnaire in every version, and how versions relate."""

    questionnaires: dict[str, dict[str, Questionnaire]] = field(default_factory=dict)
    mappings: dict[str, list[Mapping]] = field(default_factory=dict)

    def get(self, questionnaire_id: str, version: str | None = None) -> Questionnaire:
        """One questionnaire; without `version` the newest.

        Raises:
            UnknownQuestionnaire: there is none of that id or version.
        """
        versions = self.questionnaires.get(questionnaire_id)
        if not versions:
            known = ", ".join(sorted(self.questionnaires))
            raise UnknownQuestionnaire(f"There is no questionnaire “{questionnaire_id}”. There are: {known}.")
        chosen = version or max(versions, key=version_key)
        if chosen not in versions:
            known = ", ".join(sorted(versions, key=version_key))
            raise UnknownQuestionnaire(f"“{questionnaire_id}” has no version {chosen}. There are: {known}.")
        return versions[chosen]

    def newest(self) -> list[Questionnaire]:
        """The newest version of each questionnaire, the readiness questionnaire first."""
        ids = sorted(self.questionnaires, key=lambda name: (name != "psp-readiness", name))
        return [self.get(name) for name in ids]


def version_key(version: str) -> tuple[int, ...]:
    """Versions in order of number.

    >>> max(["1.2", "1.10"], key=version_key)
    '1.10'
    """
    return tuple(int(part) for part in version.split("."))


def load_library(folder: Path, references: References | None = None) -> Library:
    """The questionnaires of `folder`, checked against the corpus if `references` are given.

    Raises:
        QuestionnaireError: a file has a problem; lists all of them.
    """
    library, problems = read_library(folder, references)
    if problems:
        raise QuestionnaireError(tuple(problems))
    return library


def read_library(folder: Path, references: References | None = None) -> tuple[Library, list[Problem]]:
    """What can be read of `folder`, and every problem in it; paths are relative to the corpus."""
    library = Library()
    problems: list[Problem] = []
    for home in sorted(path for path in folder.glob("*") if path.is_dir()):
        _Reader(home, library, problems, references).read()
    if not library.questionnaires and not problems:
        problems.append(Problem(folder.name, 1, "no questionnaire; add <id>/scales.yml and <id>/1.0.yml"))
    return library, sorted(problems)


@dataclass
class _Reader:
    """Reads one questionnaire's folder."""

    home: Path
    library: Library
    problems: list[Problem]
    references: References | None

    def read(self) -> None:
        scales = self._scales()
        for path in sorted(self.home.glob("*.yml")):
            if path.name == "scales.yml":
                continue
            if "-to-" in path.stem:
                self._mapping(path)
            else:
                self._version(path, scales)
        versions = self.library.questionnaires.get(self.home.name, {})
        for mapping in self.library.mappings.get(self.home.name, []):
            name = self._name(self.home / f"{mapping.from_}-to-{mapping.to}.yml")
            self.problems += check_mapping(mapping, versions, name)
        self.problems += check_retired_ids(versions, self._name(self.home), version_key)

    def _scales(self) -> tuple[Scale, ...]:
        path = self.home / "scales.yml"
        if not path.is_file():
            self.problems.append(Problem(self._name(path), 1, "the file is missing"))
            return ()
        value, text = self._yaml(path)
        adapter = TypeAdapter(tuple[Scale, ...])
        try:
            return adapter.validate_json(json.dumps(value)) if text else ()
        except ValidationError as error:
            self._report(error, path, text or "")
            return ()

    def _version(self, path: Path, scales: tuple[Scale, ...]) -> None:
        file, text = self._parsed(path, QuestionnaireFile)
        if file is None:
            return
        if (file.id, file.version) != (self.home.name, path.stem):
            place = (
                f"id and version are {file.id} {file.version}, the place says {self.home.name} {path.stem}"
            )
            self.problems.append(Problem(self._name(path), 1, place))
        questionnaire = Questionnaire(
            **{name: getattr(file, name) for name in QuestionnaireFile.model_fields}, scales=scales
        )
        faults = check_questionnaire(questionnaire, self.references)
        self.problems += [
            Problem(self._name(path), line_of(text, fault.where), fault.text) for fault in faults
        ]
        self.library.questionnaires.setdefault(self.home.name, {})[file.version] = questionnaire

    def _mapping(self, path: Path) -> None:
        mapping, _ = self._parsed(path, Mapping)
        if mapping is not None:
            self.library.mappings.setdefault(self.home.name, []).append(mapping)

    def _parsed(self, path: Path, model: type[_T]) -> tuple[_T | None, str]:
        value, text = self._yaml(path)
        if text is None:
            return None, ""
        try:
            return model.model_validate_json(json.dumps(value)), text
        except ValidationError as error:
            self._report(error, path, text or "")
            return None, text

    def _yaml(self, path: Path) -> tuple[object, str | None]:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.problems.append(Problem(self._name(path), 1, "the file cannot be read as UTF-8 text"))
            return None, None
        read = read_yaml(text, self._name(path))
        self.problems += read.problems
        if read.problems:
            return None, None
        return read.value, text

    def _report(self, error: ValidationError, path: Path, text: str) -> None:
        for fault in error.errors(include_url=False, include_input=False):
            where = ".".join(map(str, fault["loc"])) or "file"
            line = line_of(text, fault["loc"])
            self.problems.append(Problem(self._name(path), line, f"{where}: {fault['msg'].lower()}"))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.home.parent.parent).as_posix()
