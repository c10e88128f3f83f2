"""Which facts of the evidence base the corpus uses, which it leaves out and why, and which are missing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kb.documents import Corpus, Passage
from kb.errors import CorpusError, Problem
from kb.safe_yaml import values_in
from kb.strict import Strict
from kb.taxonomy import Fact
from kb.yaml_lines import lines_of

MAX_BYTES = 5_000_000
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_COUNTING = (
    "nil one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_WORDS = _COUNTING.split()
_PAGE = """# Coverage of the evidence base

The register `corpus/facts.yml` lists every fact that the editors collected, with the source that it comes
from. A citation names the facts that its words rest on, so the share of facts that found a place can be
counted. This page is made from the data by `kb.coverage.left_out_page`; a test compares the two.
`psp check --coverage FILE` counts the facts of another file in the same way.

- Facts in the register: {facts}
- Used in reviewed documents: {used} ({share})
- Left out with a reason: {left_out}
- Missing, without a reason: {missing}

A fact that is cited is not thereby told in full: which of its details a passage gives is an editor's choice.

## Left out, and why

{reasons}

## Missing

{gaps}
"""


class StatedFact(BaseModel):
    """An entry of a fact file; its other keys (kind, themes, year ...) are the file's own business."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(min_length=1, max_length=120)
    source: str = ""
    statement: str = ""


class Coverage(Strict):
    """How a list of facts is covered: `used` maps a fact to its passages, `left_out` to the reason.

    `without_figures` maps a used fact to numbers of its statement that no citing passage gives: a hint for
    the editor, not a fault, since "GBP 4,000,000" may well stand there as "£4 million".
    """

    name: str
    used: dict[str, tuple[str, ...]]
    left_out: dict[str, str]
    missing: tuple[str, ...]
    without_figures: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def facts(self) -> int:
        """How many facts the list holds."""
        return len(self.used) + len(self.left_out) + len(self.missing)

    @property
    def share(self) -> float | None:
        """Used facts over all facts, 0 to 1; None for an empty list, which has no share."""
        return len(self.used) / self.facts if self.facts else None

    @property
    def explained_share(self) -> float | None:
        """Facts that are used or left out with a reason, over all facts, 0 to 1; None for an empty list."""
        return 1 - len(self.missing) / self.facts if self.facts else None

    def as_json(self) -> dict[str, object]:
        """What `psp check --coverage FILE --json` prints: counts, shares from 0 to 1, then the lists."""
        return {
            "file": self.name,
            "of": self.facts,
            "used": len(self.used),
            "left_out": len(self.left_out),
            "missing": len(self.missing),
            "share": self.share,
            "explained_share": self.explained_share,
            "used_in": {fact: list(passages) for fact, passages in self.used.items()},
            "left_out_reasons": self.left_out,
            "missing_facts": list(self.missing),
            "figures_not_given": {fact: list(figures) for fact, figures in self.without_figures.items()},
        }


def read_facts(path: Path) -> tuple[StatedFact, ...]:
    """The facts of a YAML file: a list of entries with at least `id`.

    Raises:
        CorpusError: the file is missing, too large, broken, or an entry has no id or one that stands twice.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CorpusError(f"{path}:1: the fact file is larger than {MAX_BYTES:,} bytes; split it")
        text = path.read_text("utf-8")
        entries = values_in(text)
    except OSError as error:
        raise CorpusError(
            f"{path}:1: the fact file cannot be read: {error.strerror}; check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}:1: the fact file is not UTF-8 text; save it as UTF-8") from error
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise CorpusError(
            f"{path}:{line}: broken YAML: {getattr(error, 'problem', error)}; correct the file"
        ) from error
    if not isinstance(entries, list) or not entries:
        raise CorpusError(f"{path}:1: a fact file is a list of entries, each '- id: ...'")
    return _entries(entries, text, str(path))


def _entries(entries: list[Any], text: str, path: str) -> tuple[StatedFact, ...]:
    lines = lines_of(text)
    facts: dict[str, StatedFact] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(entries):
        line = lines[number,]
        try:
            fact = StatedFact.model_validate(entry)
        except ValidationError as error:
            fault = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, fault["loc"])) or "entry"
            problems.append(Problem(path, line, f"{where}: {fault['msg'].lower()}"))
            continue
        if fact.id in facts:
            problems.append(Problem(path, line, f"the fact '{fact.id}' stands twice"))
        facts[fact.id] = fact
    if problems:
        raise CorpusError(f"the fact file has {len(problems)} problems; correct them", tuple(problems))
    return tuple(facts.values())


def coverage(corpus: Corpus, facts: Sequence[Fact | StatedFact], name: str) -> Coverage:
    """Count `facts` in the citations of the reviewed documents of `corpus`; drafts do not count.

    A fact counts as used when a passage cites it, whatever reason for leaving it out the register holds.
    """
    cited = _cited(corpus)
    reasons = {fact.id: fact.left_out for fact in corpus.facts if fact.left_out}
    used: dict[str, tuple[str, ...]] = {}
    figures: dict[str, tuple[str, ...]] = {}
    missing: list[str] = []
    for fact in facts:
        passages = cited.get(fact.id, [])
        if passages:
            used[fact.id] = tuple(passage.id for passage in passages)
            if lacking := _lacking(getattr(fact, "statement", ""), passages):
                figures[fact.id] = lacking
        elif fact.id not in reasons:
            missing.append(fact.id)
    left_out = {fact.id: reasons[fact.id] for fact in facts if fact.id in reasons and fact.id not in used}
    return Coverage(name=name, used=used, left_out=left_out, missing=tuple(missing), without_figures=figures)


def _cited(corpus: Corpus) -> dict[str, list[Passage]]:
    cited: dict[str, dict[str, Passage]] = defaultdict(dict)
    for document in corpus.documents:
        if document.front.status != "reviewed":
            continue
        for passage in document.passages:
            for fact in _fact_ids(passage):
                cited[fact][passage.id] = passage
    return {fact: list(passages.values()) for fact, passages in cited.items()}


def _fact_ids(passage: Passage) -> Iterator[str]:
    for item in passage.items:
        for sentence in item.sentences:
            for citation in sentence.citations:
                yield from citation.facts


def _lacking(statement: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The numbers of `statement` that none of `passages` gives, as digits or as a word up to twenty.

    >>> from kb.markdown import parse_body
    >>> body = parse_body("## In 2011\\nTen of 1200 came. [@a, b]", "x", "x.md")
    >>> _lacking("10 of 1,200 came in 2011, 7% late.", body.passages)
    ('7',)
    """
    text = " ".join(f"{passage.heading} {passage.text}" for passage in passages).lower().replace(",", "")
    found = set(_NUMBER.findall(text)) | {str(_WORDS.index(word)) for word in text.split() if word in _WORDS}
    numbers = [number.rstrip(",").replace(",", "") for number in _NUMBER.findall(statement)]
    return tuple(dict.fromkeys(number for number in numbers if number not in found))


def left_out_page(corpus: Corpus) -> str:
    """The page docs/coverage.md: how the register of facts is covered, and why facts are left out."""
    count = coverage(corpus, corpus.facts, "corpus/facts.yml")
    share = "no facts" if count.share is None else f"{count.share:.1%}"
    return _PAGE.format(
        facts=count.facts,
        used=len(count.used),
        share=share,
        left_out=len(count.left_out),
        missing=len(count.missing),
        reasons=_listed([f"`{fact}`: {reason}" for fact, reason in count.left_out.items()], "left out"),
        gaps=_listed([f"`{fact}`" for fact in count.missing], "missing"),
    )


def _listed(entries: list[str], state: str) -> str:
    return "\n".join(f"- {entry}" for entry in entries) or f"No fact is {state}."
