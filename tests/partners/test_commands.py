import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from api.errors import Conflict, NotFound
from api.partners.keys import Hasher
from api.partners.model import NewPartner, Partner, Theme
from api.partners.registry import Registry
from api.storage.database import Database
from tests.commands import run_psp

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    environment = {"PSP_DATA_DIR": str(tmp_path), "PSP_BASE_URL": "https://guide.example"}
    return partial(run_psp, environment=environment)


def test_a_partner_on_the_command_line(run: Run, tmp_path: Path) -> None:
    made = run(
        "partner", "create", "council", "--name", "A Council", "--origin", "https://www.council.example"
    )
    assert made.exit_code == 0
    assert '<psp-guide partner="council"></psp-guide>' in made.output
    assert 'src="https://guide.example/embed/v1/psp-guide.js" integrity="sha384-' in made.output
    assert "running" in run("partner", "list").output
    assert "paused" in run("partner", "pause", "council").output
    assert "running" in run("partner", "resume", "council").output
    key = run("partner", "rotate", "council", "--scope", "ask").stdout.strip()
    registry = Registry(Database(f"sqlite:///{tmp_path / 'psp-guide.sqlite3'}"))
    assert registry.holder(key, "ask").id == "council"
    assert key not in run("partner", "show", "council").output
    changed = run("partner", "change", "council", "--accent", "#7a0f3c", "--no-origins")
    assert "sites: none" in changed.output
    listed = json.loads(run("partner", "list", "--json").stdout)["partners"]
    assert Partner.model_validate(listed[0]).theme == Theme(accent="#7a0f3c")
    assert run("partner", "delete", "council", typed="n\n").exit_code == 1
    assert run("partner", "delete", "council", "--yes").exit_code == 0
    assert "No partners yet" in run("partner", "list").output


def test_wrong_usage_names_what_is_wrong(run: Run) -> None:
    for words, told in (
        (("create", "council", "--name", "X Council", "--origin", "*.example"), "origins"),
        (("create", "Council!", "--name", "X Council"), "id"),
        (("create", "council", "--name", "X Council", "--accent", "#ffff00"), "contrast of"),
        (("rotate", "council", "--scope", "everything"), "scope"),
    ):
        refused = run("partner", *words)
        assert (refused.exit_code, told in refused.output) == (2, True), refused.output


def test_an_unknown_or_second_partner_is_one_clear_error(run: Run) -> None:
    assert isinstance(run("partner", "pause", "nobody").exception, NotFound)
    assert run("partner", "create", "council", "--name", "Council").exit_code == 0
    assert isinstance(run("partner", "create", "council", "--name", "Council").exception, Conflict)


def test_a_hashed_key_is_the_key_that_was_shown(run: Run) -> None:
    made = run("hash-key")
    key = re.search(r"keep it safe\): (\S+)", made.stderr)
    stored = re.fullmatch(r"PSP_ADMIN_KEY_HASH='(.+)'\n", made.stdout)
    assert key is not None
    assert stored is not None
    assert Hasher().is_right(key.group(1), stored.group(1))
    assert run("hash-key", "--stdin", typed="short\n").exit_code == 2


def test_an_id_fits_an_attribute_and_an_address_as_it_is() -> None:
    for name in ("my council", 'x"y', "x&y", "bücher", "x/y", "x.y"):
        with pytest.raises(ValueError, match="String should match pattern"):
            NewPartner(id=name, name="Council")
