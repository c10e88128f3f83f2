"""`psp bench` measures real servers, each in processes of its own, and says so in fixed names."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.bench.errors import BenchError
from api.bench.load import load
from api.bench.plain_server import PASSAGES, Plain, build
from api.bench.servers import System, running
from api.bench.sizes import installed_mb
from kb.embedding_model import find_model

RATIOS = {
    "http_p50_ratio_1", "http_qps_ratio_8", "first_http_answer_ratio", "cold_start_ratio",
    "busy_neighbour_ratio",
}  # fmt: skip
PROMISED = RATIOS | {"server_rss_mb", "index_s", "install_mb"}
# answers each POST with the status that its question names
STUB = """
import sys, json
from http.server import BaseHTTPRequestHandler, HTTPServer
class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["question"]
        self.send_response(int(question)); self.send_header("Content-Length", "2"); self.end_headers()
        self.wfile.write(b"{}")
    def log_message(self, *a): pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


def stub() -> System:
    return System("stub", (sys.executable, "-c", STUB, "{port}"), "/ask", {})


def test_a_quick_run_has_every_promised_figure(built: Path) -> None:
    line = [sys.executable, "-c", "from api.cli import main; main()", "bench", "--quick", "--json"]
    environment = os.environ | {"PSP_DATA_DIR": str(built)}
    told = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    report = json.loads(told.stdout)
    assert report.keys() >= PROMISED
    assert all(report[name] > 0 for name in RATIOS)
    assert report["quick"] is True
    assert report["index_s"] is None  # a quick run builds none, and says so instead of a figure


def test_a_server_is_weighed_asked_and_ended() -> None:
    with running(stub(), "200") as server:
        assert 0 < server.first_answer_s < 60
        if Path("/proc/self/status").exists():
            assert 1 < (server.rss_mb() or 0) < 500
        measured = load(server, ["200"] * 12, 3)
        assert len(measured.milliseconds) == 12
        assert 0 < measured.p50 <= measured.p95
        assert measured.per_second > 0
    assert server.process.poll() is not None


def test_an_answer_that_is_none_stops_the_measurement() -> None:
    with running(stub(), "200") as server, pytest.raises(BenchError, match="answered 429 to /ask"):
        load(server, ["200", "429"], 1)


def test_a_server_that_ends_at_once_is_named() -> None:
    broken = System("broken", (sys.executable, "-c", "raise SystemExit(3)"), "/ask", {})
    with pytest.raises(BenchError, match=r"'broken' did not start \(exit code 3\)"), running(broken, "200"):
        pass


def test_the_plain_system_finds_the_nearest_passage(tmp_path: Path) -> None:
    passages = ["Rain is expected in Falkirk.", "A consortium bids jointly.", "Sheep graze on hills."]
    (tmp_path / PASSAGES).write_text(json.dumps(passages))
    model = str(find_model(None))
    assert build(model, tmp_path) > 0
    found = Plain(model, tmp_path).search("joint bid of several organisations")
    assert found[0]["text"] == passages[1]
    assert [one["cosine"] for one in found] == sorted((one["cosine"] for one in found), reverse=True)


def test_install_size_counts_what_a_package_needs_and_its_extras() -> None:
    assert installed_mb(["uvicorn"]) > installed_mb(["h11"]) > 0
    assert installed_mb(["psp-guide[model]"]) > installed_mb(["psp-guide"])
    assert installed_mb(["no-such-package-here"]) == 0
    assert installed_mb(["h11", "h11"]) == installed_mb(["h11"])
