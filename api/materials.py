"""What this installation is made of: each package with version, licence and what it needs (CycloneDX 1.6)."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution

from packaging.requirements import Requirement

from api.packages import with_needs

OURS = "psp-guide"
UNKNOWN = "not stated"
_CLASSIFIER = re.compile(r"^License :: (?:OSI Approved :: )?(.+)$")


@dataclass(frozen=True)
class Material:
    """A package: its licence as its maker states it, and the names of what it needs."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its address among all packages."""
        return f"pkg:pypi/{self.name}@{self.version}"


def materials(extras: Iterable[str] = ()) -> list[Material]:
    """The project and all that it needs with `extras`, as installed, by name; what is absent is left out.

    >>> [one.name for one in materials()][:2]
    ['alembic', 'annotated-doc']
    """
    asked = Requirement(OURS)
    asked.extras.update(extras)
    found = [
        Material(name, one.distribution.version, _licence(one.distribution), tuple(sorted(one.needs)))
        for name, one in with_needs([asked]).items()
    ]
    return sorted(found, key=lambda material: material.name)


def _licence(package: Distribution) -> str:
    card = package.metadata
    stated = _first(card.get_all("License-Expression"))
    classified = [m[1] for c in card.get_all("Classifier") or () if (m := _CLASSIFIER.match(c))]
    free = _first(card.get_all("License")).strip().splitlines()
    return stated or "; ".join(classified) or (free[0][:120] if free else "") or UNKNOWN


def _first(values: list[str] | None) -> str:
    return values[0] if values else ""


def as_cyclonedx(found: Iterable[Material]) -> dict[str, object]:
    """The bill of materials; the same packages always give the same bill."""
    listed = list(found)
    by_name: Mapping[str, Material] = {material.name: material for material in listed}
    ours = by_name[OURS]
    number = uuid.uuid5(uuid.NAMESPACE_URL, " ".join(sorted(m.purl for m in listed)))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": _component(ours, "application")},
        "components": [_component(m, "library") for m in listed if m is not ours],
        "dependencies": [
            {"ref": m.purl, "dependsOn": sorted(by_name[n].purl for n in m.needs if n in by_name)}
            for m in listed
        ],
    }


def _component(material: Material, kind: str) -> dict[str, object]:
    component: dict[str, object] = {
        "type": kind, "bom-ref": material.purl, "name": material.name, "version": material.version,
        "purl": material.purl,
    }  # fmt: skip
    if material.licence != UNKNOWN:
        component["licenses"] = [{"license": {"name": material.licence}}]
    return component
