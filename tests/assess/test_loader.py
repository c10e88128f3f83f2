import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from api.assess.checks import references_of
from api.assess.errors import QuestionnaireError, UnknownQuestionnaire
from api.assess.loader import Library, load_library, read_library, version_key
from api.assess.model import SECTORS, Question
from api.assess.trend import comparable
from kb.documents import Corpus
from kb.errors import Problem

HOME = Path(__file__).parents[2] / "corpus" / "questionnaires"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A questionnaire with one version."""
    folder = tmp_path / "questionnaires"
    (folder / "psp-readiness").mkdir(parents=True)
    for name in ("scales.yml", "1.0.yml"):
        shutil.copy(HOME / "psp-readiness" / name, folder / "psp-readiness")
    return folder


def change(folder: Path, old: str, new: str, name: str = "1.0.yml") -> int:
    """Replace the first `old`; gives its line."""
    path = folder / "psp-readiness" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_readiness_questionnaire_has_the_promised_shape(library: Library) -> None:
    readiness = library.get("psp-readiness")
    core = [question for question in readiness.questions if question.depth == "core"]
    assert len(readiness.dimensions) == 10
    assert 20 <= len(core) <= 30
    assert len(readiness.questions) > len(core)
    assert all(len(readiness.scale_of(question).levels) in (4, 5) for question in readiness.questions)
    assert sum(1 for question in readiness.questions if question.knock_out) >= 4


def test_every_question_of_the_readiness_questionnaire_names_criteria_for_its_top_steps(
    library: Library,
) -> None:
    for question in library.get("psp-readiness").questions:
        assert set(question.criteria) == {"in-place", "kept-up"}, question.id


def test_every_barrier_is_asked_about(library: Library, corpus: Corpus) -> None:
    asked = {barrier for question in library.get("psp-readiness").questions for barrier in question.barriers}
    assert asked == {str(entry["id"]) for entry in corpus.barriers}


def test_every_sector_is_asked_something_in_every_questionnaire(library: Library) -> None:
    for questionnaire in library.newest():
        for sector in SECTORS:
            assert any(sector in question.asked_of for question in questionnaire.questions)


def newest_questions(library: Library) -> list[Question]:
    return [question for questionnaire in library.newest() for question in questionnaire.questions]


def test_every_item_asks_one_thing(library: Library) -> None:
    """A question joined by "and" or "or" asks two; the phrases taken out name one body or one group."""
    one_thing = re.compile(r"council or health board|,? or people like you,?")
    for question in newest_questions(library):
        for text in (question.text, *question.wording.values()):
            assert not re.search(r"\b(and|or)\b", one_thing.sub("", text)), (
                question.id,
                text,
            )
            assert text.count("?") == 1, (question.id, text)


def test_a_step_never_stands_for_not_knowing(library: Library) -> None:
    """Who does not know chooses the answer that is worth nothing; a step of 0 would count against them."""
    unsure = re.compile(r"do(es)? not know|don't know|cannot say|not sure|perhaps", re.IGNORECASE)
    for question in newest_questions(library):
        for sector in (None, *question.anchors_for):
            for text in question.anchors_of(sector).values():
                assert not unsure.search(text), (question.id, text)


def test_each_step_of_an_item_says_something_else(library: Library) -> None:
    for question in newest_questions(library):
        for sector in (None, *question.anchors_for):
            assert len(set(question.anchors_of(sector).values())) == 4, question.id


def test_people_who_use_the_service_have_words_and_steps_of_their_own(library: Library) -> None:
    for question in newest_questions(library):
        if "service-user" in question.asked_of:
            assert "service-user" in question.wording, question.id
            assert "service-user" in question.anchors_for, question.id


@pytest.mark.parametrize("name", ["psp-readiness", "psp-options-check"])
def test_every_version_leads_to_the_next(library: Library, name: str) -> None:
    for earlier, later in pairwise(sorted(library.questionnaires[name], key=version_key)):
        assert comparable(library.mappings[name], earlier, later), (earlier, later)


def test_a_legal_must_have_is_core_and_asked_of_organisations(library: Library) -> None:
    """Nobody outside them can answer whether a duty is met, and an optional item could leave it unasked."""
    for question in library.get("psp-readiness").questions:
        if question.knock_out:
            assert question.depth == "core", question.id
            assert "service-user" not in question.asked_of, question.id


def test_words_for_a_sector_have_all_steps_and_a_reader(copy: Path) -> None:
    old = 'wording:\n          public: "Have you and your'
    steps = 'anchors_for:\n          service-user: {not-yet: "No one", started: "Some"}\n        '
    change(copy, old, steps + old)
    change(
        copy,
        '        asked_of: ["public", "third"',
        '        wording: {service-user: "Do you?"}\n        asked_of: ["public", "third"',
    )
    texts = [problem.text for problem in read_library(copy)[1]]
    assert any("the anchors for service-user have to be those of the scale" in text for text in texts)
    assert any("words for service-user, which is not asked" in text for text in texts)


def test_the_comparison_names_items_that_exist(library: Library) -> None:
    text = (HOME.parents[1] / "docs" / "assessment.md").read_text(encoding="utf-8")
    part = text.split("### Beside other instruments")[1].split("\n## ")[0]
    named = set(re.findall(r"`([a-z-]+)`", part)) - {"psp-readiness"}
    assert len(named) > 30
    assert named <= {question.id for question in library.get("psp-readiness").questions}


def test_the_counts_in_the_docs_are_true(library: Library) -> None:
    text = (HOME.parents[1] / "docs" / "assessment.md").read_text(encoding="utf-8")
    questions = library.get("psp-readiness").questions
    core = sum(question.depth == "core" for question in questions)
    assert f"{core} core questions and {len(questions) - core} deeper ones" in text
    assert f"(1.1) asks in {len(library.get('psp-options-check').questions)} questions" in text


def test_readiness_comes_first(library: Library) -> None:
    assert [questionnaire.id for questionnaire in library.newest()] == ["psp-readiness", "psp-options-check"]


@pytest.mark.parametrize(
    ("old", "new", "needle"),
    [
        (
            'barriers: ["weak-senior-buy-in"]',
            'barriers: ["weak-senior"]',
            "'weak-senior' in barriers does not exist",
        ),
        (
            'lessons: ["lessons/scale-and-scope"]',
            'lessons: ["lessons/no-such"]',
            "'lessons/no-such' in lessons",
        ),
        ('role: "senior-sponsor"', 'role: "king"', "'king' in first_actions does not exist"),
        ('before: "pilot"', 'before: "party"', "'party' in knock_out does not exist"),
        (
            'facts: ["sg-collab-short-term"]',
            'facts: ["rf-time"]',
            "comes from 'rrcf-final', not 'sg-collab-review'",
        ),
        ('- id: "agreed-outcomes"', '- id: "agreed-problem"', "'agreed-problem' stands twice"),
        ('knock_out:\n          below: "in-place"', 'knock_out:\n          below: "not-yet"', "can never be"),
        ('depth: "deeper"', 'depth: "deep"', "input should be 'core' or 'deeper'"),
        ("minutes: 30", "minutes: 0", "greater than or equal to 1"),
        ('title: "Is our partnership ready?"', "title: No", "not quoted"),
        ('summary: "Partners agree', 'colour: "red"\n    summary: "Partners agree', "extra inputs"),
        ("at_least: 0.4, floor: 0", "at_least: 0.9, floor: 0", "begin at 0 and rise"),
    ],
)
def test_each_fault_is_named_with_its_line(
    copy: Path, corpus: Corpus, old: str, new: str, needle: str
) -> None:
    line = change(copy, old, new)
    _, problems = read_library(copy, references_of(corpus))
    found = [problem for problem in problems if needle in problem.text]
    assert found, problems
    assert found[0].path == "questionnaires/psp-readiness/1.0.yml"
    assert abs(found[0].line - line) <= 4  # the line of the key that holds the fault


def test_all_faults_are_listed_at_once(copy: Path, corpus: Corpus) -> None:
    change(copy, 'barriers: ["weak-senior-buy-in"]', 'barriers: ["weak-senior"]')
    change(copy, 'role: "senior-sponsor"', 'role: "king"')
    with pytest.raises(QuestionnaireError) as caught:
        load_library(copy, references_of(corpus))
    assert len(caught.value.problems) == 2


def test_anchors_have_to_be_those_of_the_scale(copy: Path) -> None:
    change(copy, 'kept-up: "The commitment is binding', 'better: "The commitment is binding')
    _, problems = read_library(copy)
    assert any("not-yet, started, in-place, kept-up" in problem.text for problem in problems)


def test_values_of_a_scale_have_to_rise(copy: Path) -> None:
    change(copy, 'title: "Started", value: 1', 'title: "Started", value: 2', "scales.yml")
    assert any("have to rise" in problem.text for problem in read_library(copy)[1])


@pytest.mark.parametrize("data", [b"", b"- 1", b"\xff\xfe", b"id: [", b"{}" * 3])
def test_a_broken_file_is_a_problem_and_not_a_crash(copy: Path, data: bytes) -> None:
    (copy / "psp-readiness" / "1.0.yml").write_bytes(data)
    assert read_library(copy)[1]


def test_an_empty_folder_says_what_to_add(tmp_path: Path) -> None:
    assert "add <id>/scales.yml" in read_library(tmp_path)[1][0].text


def test_an_unknown_questionnaire_or_version_names_the_known_ones(library: Library) -> None:
    with pytest.raises(UnknownQuestionnaire, match="psp-readiness"):
        library.get("psp-redness")
    with pytest.raises(UnknownQuestionnaire, match=r"There are: 1\.0"):
        library.get("psp-readiness", "9.9")


@pytest.fixture
def second_version(copy: Path) -> Callable[[str], list[Problem]]:
    """Makes a version 1.1 in which `defined-scope` is split, and checks it with the changes given."""
    home = copy / "psp-readiness"
    text = (home / "1.0.yml").read_text(encoding="utf-8").replace('version: "1.0"', 'version: "1.1"')
    start, end = text.index('      - id: "defined-scope"'), text.index('      - id: "options-weighed"')
    part = text[start:end]
    halves = part.replace("defined-scope", "scope-people") + part.replace("defined-scope", "scope-area")
    (home / "1.1.yml").write_text(text[:start] + halves + text[end:], encoding="utf-8")
    ids = [q.id for q in load_library(copy).get("psp-readiness", "1.0").questions if q.id != "defined-scope"]
    same = "".join(f'  - {{kind: "same", from: ["{name}"], to: ["{name}"]}}\n' for name in ids)

    def check(extra: str) -> list[Problem]:
        mapping = f'from: "1.0"\nto: "1.1"\nchanges:\n{same}{extra}'
        (home / "1.0-to-1.1.yml").write_text(mapping, encoding="utf-8")
        return read_library(copy)[1]

    return check


def test_a_complete_mapping_passes(second_version: Callable[[str], list[Problem]]) -> None:
    assert (
        second_version('  - {kind: "split", from: ["defined-scope"], to: ["scope-people", "scope-area"]}\n')
        == []
    )


@pytest.mark.parametrize(
    ("extra", "needle"),
    [
        ("", "'defined-scope' of version 1.0 is in no change"),
        ('  - {kind: "split", from: ["defined-scope"], to: ["scope-people"]}\n', "cannot lead"),
        ('  - {kind: "new", from: [], to: ["scope-nowhere"]}\n', "has no question 'scope-nowhere'"),
        ('  - {kind: "dropped", from: ["agreed-problem"], to: []}\n', "is in several changes"),
    ],
)
def test_a_faulty_mapping_is_told(
    second_version: Callable[[str], list[Problem]], extra: str, needle: str
) -> None:
    assert any(needle in problem.text for problem in second_version(extra))


def test_an_id_that_was_dropped_is_not_used_again(copy: Path) -> None:
    home = copy / "psp-readiness"
    text = (home / "1.0.yml").read_text(encoding="utf-8")
    start, end = text.index('      - id: "defined-scope"'), text.index('      - id: "options-weighed"')
    (home / "1.1.yml").write_text((text[:start] + text[end:]).replace('"1.0"', '"1.1"', 1), encoding="utf-8")
    (home / "1.2.yml").write_text(text.replace('version: "1.0"', 'version: "1.2"'), encoding="utf-8")
    assert any("'defined-scope' was dropped before" in problem.text for problem in read_library(copy)[1])
