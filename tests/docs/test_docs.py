"""The documents say what is true: commands are named, links lead somewhere, nothing points at a machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from api.cli import COMMANDS
from api.settings import Settings
from kb.loader import load_corpus

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
    """A link takes the place of what stands there in every other checkout: one named .venv, of a whole folder."""
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
    corpus = load_corpus(REPOSITORY / "corpus")
    assert documents < len(corpus.documents) < documents + 100
    assert sources < len(corpus.sources) < sources + 100


@pytest.mark.parametrize("name", ["docs/security.md", "SECURITY.md", "docs/operations.md"])
def test_files_named_in_running_text_are_there(name: str) -> None:
    named = re.findall(r"`((?:tests|docs|api|deploy)/[\w./-]+\.\w+)`", (REPOSITORY / name).read_text())
    assert [path for path in named if not (REPOSITORY / path).exists()] == []


def test_each_section_of_the_security_standard_is_judged() -> None:
    text = (REPOSITORY / "docs" / "security.md").read_text()
    rows = re.findall(r"(?m)^\| (\d+\.\d+[^|]*) \| (\w[^|]*) \| (.{10,}) \|$", text)
    assert {int(section.split(".")[0]) for section, _, _ in rows} == set(range(1, 15))
    assert {state for _, state, _ in rows} == {"met", "partly", "none here"}
    unproved = [section for section, state, why in rows if state == "met" and "`" not in why]
    assert unproved == []
