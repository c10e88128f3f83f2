"""The bill of materials is whole, and each licence of what serving needs was thought of."""

import json
import re

from click.testing import CliRunner

from api.commands.bom import bom
from api.materials import OURS, UNKNOWN, as_cyclonedx, materials

# Words of licences that let a public body run, change and hand on the whole under its own terms. LGPL and
# MPL bind the library itself alone; where several are offered, one of these is among them.
THOUGHT_OF = re.compile(r"MIT|BSD|Apache|PSF|Python Software|MPL|Mozilla|LGPL|ISC|Zlib|Unlicense")


def test_each_package_that_serving_needs_is_there_and_everything_hangs_together() -> None:
    found = materials()
    names = {material.name for material in found}
    assert {OURS, "fastapi", "starlette", "faiss-cpu", "sqlalchemy", "argon2-cffi-bindings"} <= names
    assert not names & {"pytest", "torch", "ruff", "schemathesis"}
    bill = json.loads(json.dumps(as_cyclonedx(found)))
    refs = [bill["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in bill["components"])]
    assert len(refs) == len(set(refs)) == len(found)
    assert {one["ref"] for one in bill["dependencies"]} == set(refs)
    assert all(set(one["dependsOn"]) <= set(refs) for one in bill["dependencies"])
    reached, waiting = set(), [refs[0]]
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    while waiting:
        if (ref := waiting.pop()) not in reached:
            reached.add(ref)
            waiting += needs[ref]
    assert reached == set(refs)


def test_an_extra_adds_what_it_needs() -> None:
    assert "schemathesis" in {material.name for material in materials(["dev"])}


def test_the_same_packages_give_the_same_bill() -> None:
    assert as_cyclonedx(materials()) == as_cyclonedx(materials())


def test_every_licence_is_stated_and_thought_of() -> None:
    strange = {m.name: m.licence for m in materials() if not THOUGHT_OF.search(m.licence)}
    assert strange == {}
    assert UNKNOWN not in {m.licence for m in materials()}


def test_the_command_prints_json_or_a_table() -> None:
    bill = json.loads(CliRunner().invoke(bom, []).output)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    table = CliRunner().invoke(bom, ["--licences"]).output.splitlines()
    assert len(table) == len(bill["components"]) + 1
    assert any(line.startswith("fastapi ") and line.endswith(": MIT") for line in table)
    listed = json.loads(CliRunner().invoke(bom, ["--licences", "--json"]).output)
    assert {"name", "version", "licence"} == set(listed[0])
