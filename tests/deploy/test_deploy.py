"""The files under deploy/ work: each is read by the program that it is for, where that is installed."""

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import crossplane
import httpx
import pytest

from api.app import create_app
from api.metrics import Metrics
from api.services import Services
from api.settings import Settings, read_settings
from tests.browser.site import serving
from tests.eventually import SECONDS, eventually
from tests.sharing import share_loaded

REPOSITORY = Path(__file__).resolve().parents[2]
DEPLOY = REPOSITORY / "deploy"
HADOLINT = Path(sys.executable).parent / "hadolint"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))


def variables(path: Path) -> dict[str, str]:
    lines = path.read_text().replace("# PSP_", "PSP_").splitlines()
    pairs = (line.split("=", 1) for line in lines if line.startswith("PSP_"))
    return {name: value.strip("'\"") for name, value in pairs}


def test_the_settings_in_the_example_are_taken() -> None:
    found = variables(DEPLOY / "psp-guide.env.example")
    assert len(found) >= 7
    settings = read_settings(found)
    assert (settings.base_url, settings.trusted_proxies) == ("https://guide.example", "127.0.0.1")


@pytest.mark.parametrize("name", UNITS)
def test_units_start_commands_that_there_are_and_may_not_do_much(name: str) -> None:
    text = (DEPLOY / name).read_text()
    for command in re.findall(r"/psp ([a-z-]+)", text):
        assert subprocess.run(
            [Path(sys.executable).parent / "psp", command, "--help"],
            capture_output=True, check=False,
        ).returncode == 0  # fmt: skip
    for line in ("User=psp-guide", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"):
        assert line in text.splitlines()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("name", [*UNITS, "psp-guide-backup.timer"])
def test_systemd_reads_the_units(name: str, tmp_path: Path) -> None:
    for path in DEPLOY.glob("psp-guide*"):  # programs that this machine has in place of those installed there
        text = re.sub(r"/opt/psp-guide/\.venv/bin/psp\b", "/bin/true", path.read_text())
        (tmp_path / path.name).write_text(
            re.sub(r"(?m)^(User|Group|EnvironmentFile|WorkingDirectory)=.*", "", text)
        )
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / name],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in told.stderr.splitlines() if "psp-guide" in line]
    assert (ours, told.returncode) == ([], 0)


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def nginx_in(folder: Path, upstream: str, port: int, plain_port: int) -> Path:
    """The configuration as it stands, with ports, certificate and upstream of this test."""
    text = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("server 127.0.0.1:8000;", f"server {upstream};"),
        ("    listen [::]:80;\n", ""), ("    listen [::]:443 ssl;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/psp-guide", str(folder)),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"pid {folder}/pid; error_log {folder}/errors; events {{}} http {{ {temporary}\n{text} }}\n"
    (folder / "nginx.conf").write_text(whole)
    return folder / "nginx.conf"


def started_nginx(folder: Path, upstream: str) -> tuple["subprocess.Popen[bytes]", int, int]:
    """An nginx that listens, and its two ports; begun again where somebody took one of them meanwhile."""
    for _ in range(10):
        port, plain_port = free_ports()
        place = nginx_in(folder, upstream, port, plain_port)
        running = subprocess.Popen(["nginx", "-c", place, "-p", folder, "-g", "daemon off;"])
        eventually(lambda: running.poll() is not None or is_open(port), "nginx listens or has ended")  # noqa: B023
        if running.poll() is None:
            return running, port, plain_port
    raise AssertionError((folder / "errors").read_text())


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_nginx_knows_every_directive(tmp_path: Path) -> None:
    found = crossplane.parse(str(nginx_in(tmp_path, "127.0.0.1:1", 9, 10)), check_ctx=True, check_args=True)
    assert (found["status"], found["errors"]) == ("ok", [])


@pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx is not installed")
def test_behind_nginx_addresses_are_public_and_everybody_has_limits_of_their_own(
    tmp_path: Path, built: Path, services: Services
) -> None:
    settings = read_settings(
        variables(DEPLOY / "psp-guide.env.example")
        | {
            "PSP_DATA_DIR": str(built), "PSP_DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
            "PSP_ADMIN_KEY_HASH": "", "PSP_RATE_PER_MINUTE": "2", "PSP_SEARCH": "memory",
            "PSP_LIMITS": "memory", "PSP_DATABASE_READ_URL": "",
        }
    )  # fmt: skip
    app = create_app(settings)
    share_loaded(app.state.services, services)
    app.state.services.partners.limiter.clock = lambda: 0.0
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=a.example",
         "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving(app, proxy_headers=True, forwarded_allow_ips=settings.trusted_proxies) as base:
        running, port, plain_port = started_nginx(tmp_path, base.removeprefix("http://"))
        try:
            client = httpx.Client(  # a busy machine may take its time
                timeout=SECONDS,
                base_url=f"https://127.0.0.1:{port}", verify=False, headers={"Host": "guide.example"},
            )  # fmt: skip
            made = client.post("/v1/assessments", json={"questionnaire_id": "psp-readiness"})
            assert made.json()["manage_url"].startswith("https://guide.example/assess/open/")
            form = client.post("/assess/start", data={"questionnaire_id": "psp-readiness"})
            assert "Secure" in form.headers.get("set-cookie", "Secure")
            forged = [
                client.post(
                    "/v1/ask",
                    json={"question": "What is a PSP?"},
                    headers={"X-Forwarded-For": f"192.0.2.{n}"},
                ).status_code
                for n in range(3)
            ]
            assert forged == [200, 200, 429]  # what a visitor says of its address does not count
            assert client.get("/metrics").status_code == 404
            plain = httpx.get(
                f"http://127.0.0.1:{plain_port}/knowledge", headers={"Host": "guide.example"}, timeout=SECONDS
            )
            assert plain.headers["location"] == "https://guide.example/knowledge"
            assert client.post("/v1/ask", content=b"x" * 300_000).status_code == 413
        finally:
            running.terminate()
            running.wait(SECONDS)


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed")
def test_caddy_reads_its_file() -> None:
    subprocess.run(
        ["caddy", "validate", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile"],
        check=True, capture_output=True,
    )  # fmt: skip


def test_the_container_file_keeps_to_what_linters_ask_for() -> None:
    text = re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text())
    lines = [line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#")]
    words = [word for word, _ in lines]
    assert {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "HEALTHCHECK", "CMD"} <= set(words)
    assert not {"ADD", "MAINTAINER", "SHELL"} & set(words)
    bases = [rest.split()[0] for word, rest in lines if word == "FROM"]
    assert all(re.fullmatch(r"[\w./-]+:\d[\w.-]+", base) for base in bases)  # a version, never "latest"
    assert [rest for word, rest in lines if word == "USER"] == ["10001"]
    assert words.index("USER") < words.index("CMD")
    for word, rest in lines:
        if word == "COPY" and "--from" not in rest:
            assert all((REPOSITORY / source).exists() for source in rest.split()[:-1]), rest
        if "apt-get install" in rest:
            packages = re.search(r"--no-install-recommends(.*?)&&", rest)
            assert packages
            assert all("=" in name for name in packages[1].split())
            assert "rm -rf /var/lib/apt/lists/*" in rest


@pytest.mark.skipif(not HADOLINT.is_file(), reason="hadolint is not installed")
def test_the_container_file_passes_hadolint() -> None:
    run = subprocess.run(
        [HADOLINT, "--no-color", DEPLOY / "Containerfile"], capture_output=True, text=True, check=False
    )
    assert (run.stdout, run.returncode) == ("", 0)


def test_the_dashboard_asks_for_figures_that_there_are() -> None:
    board: dict[str, Any] = json.loads((DEPLOY / "grafana.json").read_text())
    there: dict[str, set[str]] = {}
    for family in Metrics().registry.collect():
        for name in (family.name, f"{family.name}_total", f"{family.name}_bucket"):
            there[name] = set()
    labels = {"status", "reason", "engine", "route", "method", "limit", "outcome", "verdict", "le"}
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"]) >= 8
    for panel in board["panels"]:
        for target in panel["targets"]:
            assert set(re.findall(r"psp_\w+", target["expr"])) <= set(there), panel["title"]
            for by in re.findall(r"by \(([^)]*)\)", target["expr"]):
                assert set(by.replace(" ", "").split(",")) <= labels
            assert target["expr"].count("(") == target["expr"].count(")")


def test_every_file_is_told_of() -> None:
    told = (REPOSITORY / "docs" / "operations.md").read_text()
    missing = [path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in told]
    assert missing == []


def test_settings_are_those_of_this_program() -> None:
    assert {name.removeprefix("PSP_").lower() for name in variables(DEPLOY / "psp-guide.env.example")} <= set(
        Settings.model_fields
    )
