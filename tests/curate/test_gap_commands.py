"""`psp curate` as a curator uses it, over the real corpus, on SQLite and PostgreSQL."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from api.ask import steps
from api.commands import gaps as commands
from api.curate.errors import AlreadyThere, GapsNotKept, NoSuchGap, NothingOpen
from api.curate.gap_groups import read_kept
from api.curate.gap_keeper import SILENT
from api.services import Services
from api.settings import Settings
from api.storage.database import Database
from api.storage.feedback import Feedback
from api.storage.gaps import Gap, Gaps
from tests.commands import run_psp
from tests.conftest import REPOSITORY
from tests.curate.gaps import silent
from tests.databases import everything_in
from tests.sharing import share_loaded

ANSWERED = "What is a PSP?"
Psp = Callable[..., Result]


@pytest.fixture(scope="module")
def questions(services: Services) -> list[str]:
    return silent(services.asker, 2)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real corpus in a folder in which drafts may be written."""
    folder = tmp_path_factory.mktemp("copied") / "corpus"
    shutil.copytree(REPOSITORY / "corpus", folder, ignore=shutil.ignore_patterns("drafts"))
    return folder


@pytest.fixture
def corpus(copied: Path) -> Iterator[Path]:
    yield copied
    shutil.rmtree(copied / "drafts", ignore_errors=True)


@pytest.fixture
def curate(
    database: Database, built: Path, corpus: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> Psp:
    """Runs `psp curate` on a database of its own; what is loaded is shared."""

    def opened(settings: Settings) -> Services:
        own = Services(settings)
        share_loaded(own, services)
        return own

    monkeypatch.setattr(commands, "Services", opened)
    environment = {
        "PSP_DATA_DIR": str(built), "PSP_CORPUS_DIR": str(corpus), "PSP_DATABASE_URL": database.address
    }  # fmt: skip

    def run(*words: str, typed: str | None = None, **more: str) -> Result:
        return run_psp("curate", *words, environment=environment | more, typed=typed)

    return run


def keep(database: Database, *questions: str) -> None:
    with database.writing() as session:
        for question in questions:
            Gaps(session).add(Gap(question, question, SILENT))


def numbers(database: Database) -> dict[str, int]:
    return {kept.question: kept.number for kept in read_kept(database)}


def test_where_it_is_off_the_error_says_how_and_what_that_means(curate: Psp) -> None:
    error = curate().exception
    assert isinstance(error, GapsNotKept)
    for word in ("PSP_KEEP_GAPS=1", "/privacy", "PSP_RETENTION_DAYS", "not who asked"):
        assert word in str(error)
    assert curate("--json").stdout == ""


def test_where_it_is_on_and_nothing_came_that_is_no_fault(curate: Psp) -> None:
    assert curate(PSP_KEEP_GAPS="1").exit_code == 0
    assert json.loads(curate("--json", PSP_KEEP_GAPS="1").stdout) == {
        "keeping": True, "questions": 0, "groups": [], "answered": [],
    }  # fmt: skip


def test_groups_come_most_asked_first_with_section_and_reason(
    curate: Psp, database: Database, questions: list[str]
) -> None:
    one, two = questions
    keep(database, one, two, two, f"so, {two}", ANSWERED)
    result = curate("--json", PSP_KEEP_GAPS="1")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [group["asked"] for group in found["groups"]] == [3, 1]
    first = found["groups"][0]
    assert [kept["question"] for kept in first["questions"]] == [two, f"so, {two}"]
    assert first["nearest"][0]["passage_id"].count("#") == 1
    assert first["why"]
    [answered] = found["answered"]
    assert answered["question"] == ANSWERED
    assert answered["passages"]
    said = curate(PSP_KEEP_GAPS="1").stdout
    assert said.index(two) < said.index(one)
    assert first["nearest"][0]["passage_id"] in said
    assert "psp curate done --answered" in said
    assert "groups more" in curate("--limit", "1", PSP_KEEP_GAPS="1").stdout


def test_lines_that_may_only_be_near_are_called_so_and_no_part(
    curate: Psp, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "LIKELY", 1.1)
    keep(database, "who keeps the minutes of a steering group")
    [group] = json.loads(curate("--json", PSP_KEEP_GAPS="1").stdout)["groups"]
    assert group["why"].startswith("its lines may only be near")
    assert "in part" not in group["why"]


def test_a_draft_is_written_shown_and_not_written_twice(
    curate: Psp, database: Database, corpus: Path, questions: list[str]
) -> None:
    keep(database, *questions)
    number = str(numbers(database)[questions[0]])
    made = json.loads(curate("draft", number, "--id", "what-it-costs", "--json").stdout)
    path = corpus / "drafts/what-it-costs.md"
    assert (made["path"], made["status"]) == (str(path), "draft")
    assert path.is_file()
    assert str(path) in curate().stdout
    assert isinstance(curate("draft", number, "--id", "what-it-costs").exception, AlreadyThere)
    assert curate("draft", number).exit_code == 0
    assert (corpus / f"drafts/gap-{number}.md").is_file()
    assert read_kept(database)  # a draft answers nobody yet


def test_done_removes_what_is_answered_and_keeps_the_rest(
    curate: Psp, database: Database, questions: list[str]
) -> None:
    keep(database, ANSWERED, *questions)
    named = numbers(database)
    left = curate("done", str(named[questions[0]]), str(named[ANSWERED]))
    assert left.exit_code == 1
    assert questions[0] in left.stdout
    assert set(numbers(database)) == set(questions)
    assert ANSWERED.encode() not in everything_in(database.address)
    keep(database, ANSWERED)
    number = str(numbers(database)[ANSWERED])
    assert isinstance(curate("draft", number).exception, NothingOpen)
    assert json.loads(curate("done", "--answered", "--json").stdout)["removed"] == [int(number)]
    assert set(numbers(database)) == set(questions)


def test_drop_asks_back_and_removes_a_group_or_all(
    curate: Psp, database: Database, questions: list[str]
) -> None:
    keep(database, *questions, f"so, {questions[0]}")
    number = str(numbers(database)[questions[0]])
    assert curate("drop", number, typed="n\n").exit_code == 1
    assert len(read_kept(database)) == 3
    assert curate("drop", number, typed="y\n").exit_code == 0
    assert set(numbers(database)) == {questions[1]}
    assert curate("drop", "--all", "--yes").exit_code == 0
    assert read_kept(database) == []
    assert isinstance(curate().exception, GapsNotKept)


def test_what_is_kept_is_shown_though_this_terminal_has_it_off(
    curate: Psp, database: Database, questions: list[str]
) -> None:
    keep(database, questions[0])
    result = curate()
    assert result.exit_code == 0
    assert questions[0] in result.stdout
    assert "psp curate drop --all" in result.stderr
    assert json.loads(curate("--json").stdout)["keeping"] is False


def test_feedback_is_shown_newest_first(curate: Psp, database: Database) -> None:
    assert "Nobody" in curate("feedback").stdout
    reply = {"understood_as": ANSWERED, "status": "answered", "reason": None, "corpus_version": "x"}
    for name, helpful in (("one", True), ("two", False)):
        with database.writing() as session:
            Feedback(session).keep({"id": name, **reply}, helpful, f"said of {name}")
    shown = curate("feedback").stdout
    assert shown.index("said of two") < shown.index("said of one")
    assert f"did not help  answered    {ANSWERED}  (/a/two)" in shown
    found = json.loads(curate("feedback", "--unhelpful", "--limit", "1", "--json").stdout)
    assert [(one["ask_id"], one["helpful"]) for one in found] == [("two", False)]


@pytest.mark.parametrize(
    "words",
    [
        ("draft",), ("draft", "x"), ("draft", "0"), ("done",), ("done", "1", "--answered"), ("drop",),
        ("drop", "1", "--all"), ("--json", "done", "1"), ("--limit", "0"), ("nothing",),
    ],
)  # fmt: skip
def test_wrong_usage_is_told(curate: Psp, words: tuple[str, ...]) -> None:
    assert curate(*words, PSP_KEEP_GAPS="1").exit_code == 2


@pytest.mark.parametrize("words", [("draft", "99"), ("done", "99"), ("drop", "99", "--yes")])
def test_a_number_that_nothing_has_is_told(curate: Psp, database: Database, words: tuple[str, ...]) -> None:
    keep(database, ANSWERED)
    assert isinstance(curate(*words).exception, NoSuchGap)
    assert len(read_kept(database)) == 1
