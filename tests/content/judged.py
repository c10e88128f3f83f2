"""The public question set as typed data, read strictly, and what the corpus says beside it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kb.documents import Document, Passage
from kb.frontmatter import read_yaml
from tests.reviewed import real_corpus

HOME = Path(__file__).parents[2] / "corpus"
README = HOME / "judgements" / "README.md"
SIMILAR = 85  # per cent; above that a question copies one that the document lists itself
LONGEST_QUESTION = 1000
NAMES = ("queries", "unanswerable", "out-of-scope", "refusals", "conversations", "hostile")

Text = Annotated[str, StringConstraints(min_length=1)]
Style = Literal[
    "short",
    "lay",
    "typo",
    "shouting",
    "no-punctuation",
    "long-story",
    "scots",
    "abbreviation",
    "false-premise",
    "contested",
    "who",
    "when",
    "where",
    "what",
    "why",
    "how",
    "how-long",
    "how-many",
    "how-much",
    "list",
    "compare",
    "yes-no",
    "definition",
]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Annotated[str, StringConstraints(pattern=r"^[quorch]\d{3}$")]
    split: Literal["tune", "test"]


class Asked(Entry):
    question: Text


class Query(Asked):
    user: Literal["council", "third-sector", "trainer", "public", "intermediary"]
    tags: Annotated[list[Style], Field(min_length=1)]
    relevance: Annotated[dict[str, Literal[1, 2, 3]], Field(min_length=1)]
    must: Annotated[list[Text], Field(min_length=1)]


class Unanswerable(Asked):
    expects: Literal["money", "number", "date", "person", "contact", "place", "yes-no", "reason", "other"]


class OutOfScope(Asked):
    domain: Text


class Refusal(Asked):
    expected: Literal["needs_advice", "personal_data", "unsafe", "unclear", "answered"]
    passages: list[str] = []


class Conversation(Entry):
    kind: Literal["pronoun", "ellipsis", "ordinal", "topic-change", "correction", "return"]
    turns: Annotated[list[Text], Field(min_length=2, max_length=4)]
    passages: Annotated[list[str], Field(min_length=1)]
    must: Annotated[list[Text], Field(min_length=1)]


class Hostile(Asked):
    kind: Literal[
        "injection", "prompt-leak", "script", "sql", "control", "encoded", "role-play", "many", "long",
        "exfiltration", "template", "formula", "authority", "harm", "fabrication", "multi-turn",
    ]  # fmt: skip
    repeat: Annotated[int, Field(ge=1)] = 1
    expect: Literal["not-followed", "refused-as-too-long"]
    never: Annotated[list[Text], Field(min_length=1)]


E_ = TypeVar("E_", bound=Entry)


def read(name: str, kind: type[E_]) -> list[E_]:
    found = read_yaml((HOME / "judgements" / name).read_text(encoding="utf-8"), name)
    assert not found.problems, "\n".join(map(str, found.problems))
    assert isinstance(found.value, list)
    return [kind.model_validate(entry) for entry in found.value]


@cache
def queries() -> list[Query]:
    return read("queries.yml", Query)


@cache
def unanswerable() -> list[Unanswerable]:
    return read("unanswerable.yml", Unanswerable)


@cache
def out_of_scope() -> list[OutOfScope]:
    return read("out-of-scope.yml", OutOfScope)


@cache
def refusals() -> list[Refusal]:
    return read("refusals.yml", Refusal)


@cache
def conversations() -> list[Conversation]:
    return read("conversations.yml", Conversation)


@cache
def hostile() -> list[Hostile]:
    return read("hostile.yml", Hostile)


def files() -> dict[str, Sequence[Entry]]:
    lists: tuple[Sequence[Entry], ...] = (
        queries(),
        unanswerable(),
        out_of_scope(),
        refusals(),
        conversations(),
        hostile(),
    )
    return dict(zip(NAMES, lists, strict=True))


@cache
def documents() -> tuple[Document, ...]:
    return real_corpus().documents


@cache
def passages() -> dict[str, Passage]:
    return {passage.id: passage for document in documents() for passage in document.passages}


@cache
def asked_as() -> list[str]:
    return [plain(line) for document in documents() for line in document.front.asked_as]


def plain(question: str) -> str:
    """Lower case, without punctuation and without the heading slug of an `asked_as` line."""
    return " ".join(re.sub(r"[^a-z0-9 ]", "", question.lower().split(" #")[0]).split())


def said(ids: Iterable[str]) -> list[str]:
    return [f"{passages()[i].heading}. {passages()[i].text}" for i in ids if i in passages()]


def satisfied(must: list[str], text: str) -> bool:
    return all(re.search(expression, text, re.IGNORECASE) for expression in must)
