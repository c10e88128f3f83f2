"""The archives of a release: built from what is tracked, installed in a clean environment, and used there.

Takes some minutes and installs from the network: `pytest -n 0 -m release tests/release`; of several processes
each would do it all.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.release
REPOSITORY = Path(__file__).resolve().parents[2]
INSTALLED = ("api/", "graph/", "kb/", "corpus/")
NOT_INSTALLED = ("api/web/assets/", "api/storage/migrations/README")


def _run(*command: str | Path, where: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PSP_", "PYTHON"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=where,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    listed = _run("git", "ls-files", where=REPOSITORY)
    if listed.returncode:
        pytest.skip("a release is built from a git checkout")
    return [name for name in listed.stdout.splitlines() if (REPOSITORY / name).is_file()]


@pytest.fixture(scope="module")
def archives(tracked: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Source archive and wheel; the wheel is made from the source archive, which so proves to be whole."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in tracked:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, copy / name)
    built = _run(sys.executable, "-m", "build", "--outdir", out, ".", where=copy)
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    [source], [wheel] = out.glob("*.tar.gz"), out.glob("*.whl")
    return source, wheel


@pytest.fixture(scope="module")
def psp(archives: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the wheel, installed with what it needs and nothing of this checkout."""
    place = tmp_path_factory.mktemp("clean")
    _run(sys.executable, "-m", "venv", place, where=place)
    constraints = REPOSITORY / "constraints.txt"
    done = _run(place / "bin/pip", "install", "-q", "-c", constraints, archives[1], where=place)
    assert done.returncode == 0, done.stderr[-2000:]
    return place / "bin/psp"


def test_the_wheel_holds_all_that_is_used_and_the_source_archive_everything(
    archives: tuple[Path, Path], tracked: list[str]
) -> None:
    used = {name for name in tracked if name.startswith(INSTALLED) and not name.startswith(NOT_INSTALLED)}
    assert used - set(zipfile.ZipFile(archives[1]).namelist()) == set()
    with tarfile.open(archives[0]) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    left_out = {".gitignore", ".ci/run", ".gitattributes"}
    assert set(tracked) - held - left_out == set()


def test_the_version_is_that_of_the_changelog(psp: Path) -> None:
    said = _run(psp, "--version", where=psp.parent).stdout.split()[-1]
    assert f"\n## [{said}]" in (REPOSITORY / "CHANGELOG.md").read_text()


def test_the_installed_corpus_is_checked(psp: Path, tmp_path: Path) -> None:
    said = _run(psp, "check", where=tmp_path)
    assert said.returncode == 0, said.stdout[-500:] + said.stderr
    assert "0 problems" in said.stdout


def test_without_an_index_the_command_says_what_to_do(psp: Path, tmp_path: Path) -> None:
    said = _run(psp, "ask", "How do we start a PSP?", where=tmp_path)
    assert said.returncode == 1
    assert said.stderr.strip().endswith("psp index")


def test_with_an_index_it_answers(psp: Path, built: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(built, data, ignore=shutil.ignore_patterns("*.sqlite3*"))
    said = _run(psp, "ask", "How do we start a PSP?", where=tmp_path, PSP_DATA_DIR=str(data))
    assert said.returncode == 0, said.stderr
    assert "[1]" in said.stdout
