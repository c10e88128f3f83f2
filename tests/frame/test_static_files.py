"""Static files: compressed, kept by browsers, and made from what is committed."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.frame.static_files import FOLDER, router, static

ASSETS = FOLDER.parent / "assets"


@pytest.fixture
def files() -> TestClient:
    from fastapi import FastAPI

    app = FastAPI()
    app.include_router(router)
    return TestClient(app, raise_server_exceptions=False)


def test_what_is_served_was_made_from_what_is_committed() -> None:
    record = json.loads((ASSETS / "digests.json").read_text())

    def changed(folder: Path, digests: dict[str, str]) -> list[str]:
        return [n for n, d in digests.items() if hashlib.sha256((folder / n).read_bytes()).hexdigest() != d]

    assert len(record["inputs"]) == 5
    assert changed(ASSETS, record["inputs"]) == [], "run: make assets"
    assert changed(FOLDER, record["made"]) == [], "made files are not edited by hand; run: make assets"


def test_a_named_file_is_kept_for_a_year_and_an_unnamed_one_asked_for_again(files: TestClient) -> None:
    named = files.get(static("design-system.css"))
    assert "immutable" in named.headers["cache-control"]
    assert files.get("/static/design-system.css").headers["cache-control"] == "no-cache"
    assert files.get("/static/design-system.css?v=other").headers["cache-control"] == "no-cache"
    again = files.get(
        "/static/site.css", headers={"if-none-match": files.get("/static/site.css").headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_files_are_compressed_for_those_who_take_it(files: TestClient) -> None:
    plain = files.get("/static/design-system.css", headers={"accept-encoding": "identity"})
    packed = files.get("/static/design-system.css", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 4
    assert packed.content == plain.content == gzip.decompress(gzip.compress(plain.content))


@pytest.mark.parametrize("name", ["..%2Fpages.py", "none.css", "%2Fetc%2Fpasswd", ".hidden", "site.css%00"])
def test_nothing_else_is_served(name: str, files: TestClient) -> None:
    assert files.get(f"/static/{name}").status_code in (404, 500)


def test_no_design_of_a_government_is_shipped() -> None:
    shipped = " ".join(path.name for path in FOLDER.iterdir()).lower()
    css = (FOLDER / "design-system.css").read_text().lower()
    for word in ("saltire", "crown", "logo"):
        assert word not in shipped
        assert f"{word}.svg" not in css


def test_the_dark_scheme_has_every_colour_of_the_light_one() -> None:
    css = (FOLDER / "design-system.css").read_text()
    light, dark = css.split("@media screen and (prefers-color-scheme:dark)")[:2]
    roles = {part.split(":")[0] for part in light.split("{")[1].split(";") if part.startswith("--psp-")}
    assert len(roles) > 25
    assert all(f"{role}:" in dark.split("}")[0] for role in roles)
