"""The description of the API is kept: schemathesis tries every operation in it, with all its checks."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.services import Services
from api.settings import Settings
from tests.browser.site import serving
from tests.doors.conftest import ADMIN_KEY
from tests.quick import QUICK
from tests.sharing import share_loaded

SECONDS, EXAMPLES = 1800, 4  # 150 seconds were too few on a busy machine
# of one request: a report as PDF took 12 on a busy machine, and how long something takes is not tried here
ANSWER_SECONDS = 60
# What no schema can say, such as an id that the corpus has to hold, is refused with 422 and its place.
REFUSING = "/v1/(chat|trainings|training-series|assessments$|ask|feedback)|/embed/v1/ask"
CONFIG = """
# closing the answers would close them for all that is tried after it
[[operations]]
include-name = "PUT /v1/admin/answers"
enabled = false

[[operations]]
include-path-regex = "^({refusing})"
checks.positive_data_acceptance.expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "410", "422"]

[[operations]]
include-path-regex = "^/v1/admin"
headers = {{ Authorization = "Bearer {admin}" }}
checks.positive_data_acceptance.expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "422"]

[[operations]]
include-path-regex = "^/v1/assessments/"
exclude-method = "DELETE"
headers = {{ Authorization = "Bearer {token}" }}
parameters = {{ "path.assessment_id" = "{assessment}" }}
checks.positive_data_acceptance.expected-statuses = ["2xx", "401", "403", "404", "409", "412", "422", "428"]
"""


@dataclass(frozen=True)
class Described:
    """A server whose limits are out of the way, and an assessment on it."""

    base: str
    config: str


@pytest.fixture(scope="module")
def described(
    built: Path, services: Services, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Described]:
    folder = tmp_path_factory.mktemp("described")
    app = create_app(
        Settings(
            data_dir=built,
            database_url=f"sqlite:///{folder / 'own.sqlite3'}",
            admin_key_hash=QUICK.hash(ADMIN_KEY),
            rate_per_minute=1_000_000,
        )
    )
    share_loaded(app.state.services, services)
    app.state.services.partners.limiter.clock = count(0, 60).__next__  # a minute between any two calls
    with serving(app) as base:
        made = httpx.post(
            f"{base}/v1/assessments", json={"questionnaire_id": "psp-readiness"}, timeout=60
        ).json()
        yield Described(
            base,
            CONFIG.format(
                refusing=REFUSING, admin=ADMIN_KEY, token=made["manage_token"], assessment=made["id"]
            ),
        )


def test_every_operation_keeps_to_its_description(described: Described, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(described.config)
    run = subprocess.run(
        [
            Path(sys.executable).parent / "schemathesis", "--config-file", "schemathesis.toml",
            "run", f"{described.base}/openapi.json", "--checks", "all", "--seed", "1", "--no-color",
            "--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES),
            "--request-timeout", str(ANSWER_SECONDS), "--max-response-time", str(ANSWER_SECONDS),
            "--suppress-health-check", "all",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    told = run.stdout + run.stderr
    assert run.returncode == 0, told
    assert "Failures" not in told
    tested = [line.split()[-1] for line in told.splitlines() if line.strip().startswith("Tested:")]
    wanted = httpx.get(f"{described.base}/openapi.json", timeout=60).json()["paths"]
    assert tested == [str(sum(len(methods) for methods in wanted.values()) - 1)]  # all but the kill switch


def test_each_problem_and_key_is_described(described: Described) -> None:
    found: dict[str, Any] = httpx.get(f"{described.base}/openapi.json", timeout=60).json()
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            told = operation["responses"]["default"]["content"]
            assert "application/problem+json" in told, (method, path)
            assert ("security" in operation) == path.startswith(
                ("/v1/admin/", "/v1/assessments/", "/v1/partner")
            )
    assert "HTTPValidationError" not in json.dumps(found)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/v1/admin/partners", {"GET", "HEAD", "POST"}),
        ("/v1/assessments/x", {"GET", "HEAD", "PATCH", "DELETE"}),
        ("/v1/ask", {"POST"}),
        ("/v1/trainings/x/edits", {"POST"}),
    ],
)
def test_a_method_that_is_not_there_is_told_all_that_are(
    described: Described, address: str, allowed: set[str]
) -> None:
    told = httpx.request("OPTIONS", described.base + address, timeout=60)
    assert told.status_code == 405
    assert set(told.headers["allow"].split(", ")) == allowed
