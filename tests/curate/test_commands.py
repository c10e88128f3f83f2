import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import psp
from api.commands.curate import page_numbers
from api.curate.errors import AlreadyThere, BadName, Refused, RevisionError

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(corpus: Path, tmp_path: Path) -> Callable[..., Result]:
    """Runs `psp` on the small corpus, with the model export of this checkout and an empty data folder."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "model").symlink_to(ROOT / "var/model")
    settings = {"PSP_CORPUS_DIR": str(corpus), "PSP_DATA_DIR": str(data)}

    def run(*arguments: str) -> Result:
        return CliRunner(env=settings).invoke(psp, list(arguments))

    return run


def test_new_writes_and_says_where(run: Callable[..., Result], corpus: Path) -> None:
    result = run("new", "lesson", "agree-first")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == str(corpus / "lessons/agree-first.md")
    assert isinstance(run("new", "lesson", "agree-first").exception, AlreadyThere)
    assert isinstance(run("new", "lesson", "Agree First").exception, BadName)
    assert run("new", "story", "x").exit_code == 2


def test_add_says_what_was_left_out(run: Callable[..., Result], corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.html").write_text("<h1>Notes</h1><p>Trust first.</p><img src=a><img src=b>", "utf-8")
    result = run("add", str(tmp_path / "notes.html"))
    assert result.exit_code == 0
    assert "left out: 2 pictures" in result.stdout
    assert (corpus / "drafts/notes.md").is_file()
    assert isinstance(run("add", str(tmp_path / "none.pdf")).exception, Refused)
    assert run("add", str(tmp_path / "notes.html"), "--leave-out", "two").exit_code == 2


@pytest.mark.parametrize(("text", "pages"), [("", []), ("3", [3]), (" 1, 5-7 ", [1, 5, 6, 7])])
def test_pages(text: str, pages: list[int]) -> None:
    assert sorted(page_numbers(text)) == pages


def test_diff_asks_the_product_itself(
    run: Callable[..., Result], corpus: Path, written: Callable[..., Path]
) -> None:
    for arguments in (["init", "-q"], ["add", "corpus"], ["commit", "-q", "-m", "first"]):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", str(corpus.parent), *identity, *arguments], check=True)
    questions = corpus.parent / "queries.yml"
    questions.write_text('- {id: "q-1", question: "What do partners in a PSP agree first?"}\n', "utf-8")
    assert json.loads(run("diff", "HEAD", "--questions", str(questions), "--json").stdout) == {
        "questions": 1,
        "changed": [],
    }
    written(corpus, "one", "two", "Partners in a PSP agree the problem first, and the money last.")
    found = json.loads(run("diff", "HEAD", "--questions", str(questions), "--json").stdout)
    assert [changed["id"] for changed in found["changed"]] == ["q-1"]
    assert any("the money last" in text for text in found["changed"][0]["after"]["statements"])
    assert not any("the money last" in text for text in found["changed"][0]["before"]["statements"])
    assert isinstance(run("diff", "nowhere", "--questions", str(questions)).exception, RevisionError)
