"""The documents say what is true: commands are named, links lead somewhere, nothing points at a machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from api.cli import COMMANDS
from api.settings import Settings
from tests.reviewed import real_corpus

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = [*REPOSITORY.glob("*.md"), *sorted((REPOSITORY / "docs").rglob("*.md"))]


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_every_command_is_named_in_the_readme() -> None:
    text = (REPOSITORY / "README.md").read_text()
    missing = [name for name in COMMANDS if f"`{name}`" not in text and f"psp {name}" not in text]
    assert not missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text())
    inside = [t for t in targets if not t.startswith(("http", "mailto:", "/"))]
    lost = [t for t in inside if not (path.parent / t).exists()]
    assert not lost


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (REPOSITORY / "docs" / "adr").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_nothing_points_at_a_machine_or_a_registry(path: Path) -> None:
    outside = r"/work/|/tmp/|\.\./shared|pypi\.org|registry\.npmjs|files\.pythonhosted"
    assert not re.search(outside, path.read_text())


def test_no_link_to_somewhere_is_kept() -> None:
    """A link takes the place of what stands there in every other checkout: one named .venv of a folder."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "-C", str(REPOSITORY), "ls-files", "--stage"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(listed) > 500
    assert not [line for line in listed if line.startswith("120000")]


def test_the_version_stands_in_one_place_and_in_the_changelog() -> None:
    stated = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"(?m)^## \[(\d[^\]]*)\]", (REPOSITORY / "CHANGELOG.md").read_text())
    assert newest
    assert newest[1] == stated
    code = [path for room in ("kb", "graph", "api") for path in (REPOSITORY / room).rglob("*.py")]
    assert not [path for path in code if f'"{stated}"' in path.read_text()]


def test_the_readme_claims_no_more_than_the_corpus_holds() -> None:
    claim = r"more than (\d+) short documents from more than (\d+) published sources"
    documents, sources = map(int, re.search(claim, (REPOSITORY / "README.md").read_text()).groups())
    corpus = real_corpus()
    assert documents < len(corpus.documents) < documents + 100
    assert sources < len(corpus.sources) < sources + 100


@pytest.mark.parametrize("name", ["docs/security.md", "docs/asvs.md", "SECURITY.md", "docs/operations.md"])
def test_files_named_in_running_text_are_there(name: str) -> None:
    named = re.findall(r"`((?:tests|docs|api|deploy)/[\w./-]+\.\w+)`", (REPOSITORY / name).read_text())
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


# how many requirements each section of ASVS 4.0.3 has for level 2, by the numbers that are not these
ASVS = {
    "1.1": 7, "1.2": 4, "1.4": 5, "1.5": 4, "1.6": 4, "1.7": 2, "1.8": 2, "1.9": 2, "1.10": 1, "1.11": 2,
    "1.12": 2, "1.14": 6, "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 6, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7,
    "2.9": 3, "2.10": 4, "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1, "4.1": 5, "4.2": 2,
    "4.3": 3, "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4, "6.1": 3, "6.2": 6, "6.3": 2, "6.4": 2,
    "7.1": 4, "7.2": 2, "7.3": 4, "7.4": 3, "8.1": 4, "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "10.2": 2,
    "10.3": 3, "11.1": 8, "12.1": 3, "12.2": 1, "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1, "13.1": 5,
    "13.2": 6, "13.3": 2, "13.4": 2, "14.1": 4, "14.2": 6, "14.3": 3, "14.4": 7, "14.5": 4,
}  # fmt: skip
ASVS_GIVEN_UP = {
    "1.4.2", "1.4.3", "1.12.1", "4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1",
}  # fmt: skip
STATES = ("met", "partly", "not met", "operator", "none here")


def _asvs() -> dict[str, tuple[str, str]]:
    """State and reason of each requirement; a row may be for several."""
    judged: dict[str, tuple[str, str]] = {}
    text = (REPOSITORY / "docs" / "asvs.md").read_text()
    for named, state, why in re.findall(r"(?m)^\| (\d+\.\d+\.\d[^|]*) \|[^|]+\| ([^|]+) \| (.*)\|$", text):
        for part in named.split(", "):
            first, _, last = part.partition(" to ")
            section, number = first.rsplit(".", 1)
            for one in range(int(number), int((last or first).rsplit(".", 1)[1]) + 1):
                assert f"{section}.{one}" not in judged
                judged[f"{section}.{one}"] = state, why.strip()
    return judged


def test_each_requirement_of_the_security_standard_is_judged_once() -> None:
    wanted = {f"{section}.{one}" for section, last in ASVS.items() for one in range(1, last + 1)}
    assert set(_asvs()) == wanted - ASVS_GIVEN_UP


def test_what_is_met_says_where_and_what_is_not_says_why() -> None:
    judged = _asvs()
    assert {state for state, _ in judged.values()} == set(STATES)
    assert [one for one, (state, why) in judged.items() if state == "met" and "`" not in why] == []
    assert [one for one, (state, why) in judged.items() if state != "none here" and len(why) < 10] == []


def test_the_count_of_requirements_is_that_of_the_list() -> None:
    states = [state for state, _ in _asvs().values()]
    told = (
        f"of {len(states)} that the level asks for, {states.count('met')} are met, {states.count('partly')} "
        f"partly, {states.count('not met')} not, {states.count('operator')} are the operator's, and "
        f"{states.count('none here')} are about what the guide has not"
    )
    assert told in (REPOSITORY / "docs" / "security.md").read_text()
