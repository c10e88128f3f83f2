import copy
from collections.abc import Callable
from typing import Any

import pytest

from graph.build import Graph
from kb.documents import FOLDERS, Corpus, Document, FrontMatter, Source
from kb.loader import Reading
from kb.markdown import parse_body
from kb.taxonomy import Term
from tests.reviewed import real_corpus, real_reading

BODIES = {
    "lessons/a": (
        "## One\nThe evaluation says one. [@ev, 1 | f-1]\n\n"
        "## Two\nThe guide says two. [@gu, 2]\n\n"
        "## Aside\nThe guide says it. [@gu, 2] The evaluation adds another thing. [@ev, 3]\n\n"
        "## Own\nWe conclude it. [@own, x]\n\n"
        "## Disputed\nOne says ten, another twelve. [@gu, 4] {contested}\n"
    ),
    "lessons/b": "## Three\nThe report says three. [@re, 1]\n",
    "pilots/p": "## Story\nThe pilot met it. [@gu, 3 | f-1]\n\n## Rest\nNothing more. [@re, 4]\n",
    "process/m": "## How\nDo it so. [@re, 2]\n",
}
KINDS = {"ev": "evaluation", "gu": "guidance", "re": "report", "own": "editorial"}
ONE, TWO, STORY, HOW = "lessons/a#one", "lessons/a#two", "pilots/p#story", "process/m#how"


def _document(name: str, body: str, **front: Any) -> Document:
    given: dict[str, Any] = {
        "id": name,
        "kind": FOLDERS[name.partition("/")[0]],
        "title": f"About {name}",
        "summary": f"What {name} says.",
        "stage": ("prepare",),
        "themes": ("talk",),
        "asked_as": ("q1", "q2", "q3", "q4"),
        "reviewed": "2026-11-22",
        "review_by": "2027-11-22",
        **front,
    }
    return Document(
        front=FrontMatter(**given),
        path=f"{name}.md",
        passages=tuple(parse_body(body, name, f"{name}.md").passages),
    )


def _source(name: str, kind: str) -> Source:
    data = {"id": name, "title": name, "publisher": "X", "year": 2020, "url": None, "kind": kind}
    return Source.model_validate({**data, "read": "full", "licence": "unknown", "accessed": "2026"})


BARRIERS: tuple[dict[str, Any], ...] = (
    {
        "id": "first",
        "title": "The first barrier",
        "summary": "Something stands in the way.",
        "felt_by": {"who": "both", "evidence": [ONE]},
        "signs": [
            {"text": "People stay away.", "evidence": [ONE]},
            {"text": "Nobody answers.", "evidence": ["lessons/a#own"]},
        ],
        "arises_in": [{"stage": "prepare", "evidence": [ONE]}],
        "mitigated_by": [
            {"mitigation": "cure", "evidence": [TWO, STORY], "tried_in": ["pilots/p"]},
            {"mitigation": "balm", "evidence": [ONE]},
        ],
        "causes": [{"barrier": "second", "how": "One thing leads to another.", "evidence": [TWO]}],
        "met_by": [{"pilot": "pilots/p", "led_to": "Nothing came of it.", "evidence": [STORY]}],
    },
    {
        "id": "second",
        "title": "The second barrier",
        "summary": "Something else stands in the way.",
        "felt_by": {"who": "users", "evidence": ["lessons/b#three"]},
        "signs": [
            {"text": "Users leave early.", "evidence": ["lessons/b#three"]},
            {"text": "Users do not come.", "evidence": ["lessons/b#three"]},
        ],
        "arises_in": [{"stage": "design", "evidence": [HOW]}],
        "mitigated_by": [
            {"mitigation": "balm", "evidence": [TWO]},
            {"mitigation": "cure", "evidence": [HOW]},
        ],
        "causes": [
            {"barrier": "first", "how": "The circle closes here.", "evidence": [ONE]},
            {"barrier": "third", "how": "It goes on from here.", "evidence": [ONE]},
        ],
    },
    {
        "id": "third",
        "title": "The third barrier",
        "summary": "A last thing stands in the way.",
        "felt_by": {"who": "public", "evidence": [HOW]},
        "signs": [
            {"text": "Papers pile up.", "evidence": [HOW]},
            {"text": "Nobody signs.", "evidence": [HOW]},
        ],
        "arises_in": [{"stage": "design", "evidence": [HOW]}],
        "mitigated_by": [
            {"mitigation": "cure", "evidence": [HOW]},
            {"mitigation": "balm", "evidence": [HOW]},
        ],
        "part_of": [{"of": "second", "evidence": [HOW]}],
    },
)
MITIGATIONS: tuple[dict[str, Any], ...] = (
    {
        "id": "cure",
        "title": "The cure",
        "summary": "Something that helps.",
        "evidence": [TWO],
        "first_action": {"text": "Begin with this.", "evidence": ["lessons/a#own"]},
        "effort": "small",
        "effect": {"text": "The cure helped once.", "evidence": [ONE]},
        "done_by": [{"role": "lead", "evidence": [HOW]}],
        "stages": [{"stage": "prepare", "evidence": [HOW]}],
    },
    {
        "id": "balm",
        "title": "The balm",
        "summary": "Something else that helps.",
        "evidence": [ONE],
        "first_action": {"text": "Begin with that.", "evidence": [ONE]},
        "stages": [{"stage": "prepare", "evidence": [ONE]}],
    },
)


@pytest.fixture
def small() -> Corpus:
    """Four documents, three barriers, two mitigations; every test gets its own."""
    more: dict[str, dict[str, Any]] = {
        "lessons/a": {"barriers": ("first",), "evidence": ("pilots/p", "lessons/b")},
        "lessons/b": {"barriers": ("second", "third"), "supersedes": ("lessons/a",)},
    }
    return Corpus(
        documents=tuple(_document(name, body, **more.get(name, {})) for name, body in BODIES.items()),
        sources=tuple(_source(name, kind) for name, kind in KINDS.items()),
        facts=(),
        stages=(Term(id="prepare", title="Prepare", order=1), Term(id="design", title="Design", order=2)),
        themes=(Term(id="talk", title="Talk"),),
        roles=(Term(id="lead", title="Lead"),),
        barriers=copy.deepcopy(BARRIERS),
        mitigations=copy.deepcopy(MITIGATIONS),
        version="test",
    )


@pytest.fixture
def graph(small: Corpus) -> Graph:
    return Graph.from_corpus(small)


Spoil = Callable[[Callable[[dict[str, Any], dict[str, Any]], object]], Corpus]


@pytest.fixture
def spoil(small: Corpus) -> Spoil:
    """Changes the first barrier and the first mitigation of the small corpus."""

    def change(how: Callable[[dict[str, Any], dict[str, Any]], object]) -> Corpus:
        how(small.barriers[0], small.mitigations[0])
        return small

    return change


@pytest.fixture(scope="session")
def reading() -> Reading:
    return real_reading()


@pytest.fixture(scope="session")
def reviewed() -> Corpus:
    return real_corpus()


@pytest.fixture(scope="session")
def real(reviewed: Corpus) -> Graph:
    return Graph.from_corpus(reviewed)
