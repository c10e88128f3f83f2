"""`psp bench` measures real servers, each in processes of its own, and says so in fixed names."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from api.bench.errors import BenchError
from api.bench.load import Load, load
from api.bench.plain_server import PASSAGES, Plain, build, series
from api.bench.servers import System, running
from api.bench.sizes import installed_mb
from api.commands.bench import report_of
from kb.embedding_model import find_model
from tests.commands import run_psp

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


def test_the_report_has_every_promised_figure_and_sets_rounds_against_each_other() -> None:
    names = [f"{name}_{load}" for name in ("ours", "plain") for load in ("1", "8", "busy")]
    loads = {name: [Load((10.0,), 10.0)] for name in (*names, "workers_1", "workers_8")}
    loads["ours_1"] = [Load((5.0, 5.0, 90.0), 20.0), Load((30.0,), 4.0), Load((4.0,), 25.0)]
    loads["plain_1"] = [Load((10.0,), 10.0), Load((30.0,), 10.0), Load((40.0,), 10.0)]
    loads["ours_busy"] = [Load((10.0,), 10.0), Load((30.0,), 4.0), Load((12.0,), 25.0)]
    loads["plain_busy"] = loads["workers_1"] = loads["plain_1"]
    started = {"http": [1.0, 4.0], "plain_http": [4.0, 8.0], "once": [1.0], "plain_once": [10.0]}
    report = report_of(
        loads, started, {"ours_rss_mb": 210.04, "ours_mb": None}, {"install_mb": 500.0, "index_s": None}
    )
    assert report.keys() >= PROMISED
    assert report["http_p50_ratio_1"] == 0.5  # the middle of 5/10, 30/30 and 4/40
    assert report["busy_neighbour_ratio"] == 2.0  # of 10/5, 30/30 and 12/4
    assert report["first_http_answer_ratio"] == 0.375  # between 1/4 and 4/8
    assert report["cold_start_ratio"] == 0.1
    assert report["http_qps_ratio_8"] == 1.0
    assert (report["server_rss_mb"], report["index_s"]) == (210.0, None)


def test_txtai_stands_beside_plain_where_it_was_measured() -> None:
    names = [f"{name}_{load}" for name in ("ours", "plain") for load in ("1", "8", "busy")]
    loads = {name: [Load((10.0,), 10.0)] for name in (*names, "workers_1", "workers_8")}
    loads |= {"txtai_1": [Load((20.0,), 5.0)], "txtai_8": [Load((20.0,), 5.0)]}
    started = {name: [2.0] for name in ("http", "plain_http", "once", "plain_once")} | {"txtai_http": [8.0]}
    report = report_of(loads, started, {"ours_rss_mb": 1.0}, {})
    beside = [
        report[name] for name in ("txtai_p50_ratio_1", "txtai_qps_ratio_8", "txtai_first_http_answer_ratio")
    ]
    assert beside == [0.5, 2.0, 0.25]


@pytest.mark.skipif(find_spec("txtai") is not None, reason="txtai is installed here")
def test_a_system_that_is_not_installed_is_named_with_what_to_do() -> None:
    result = run_psp("bench", "--with", "txtai", "--quick", environment={})
    assert result.exit_code == 2
    assert "pip install txtai" in result.output


def test_a_series_in_process_gives_the_time_of_each_question(tmp_path: Path) -> None:
    (tmp_path / PASSAGES).write_text(json.dumps(["Rain is expected.", "A consortium bids jointly."]))
    (tmp_path / "asked.json").write_text(json.dumps(["joint bids", "rain", "sheep"]))
    model = str(find_model(None))
    build(model, tmp_path)
    taken = series(model, tmp_path, tmp_path / "asked.json")
    assert len(taken) == 3
    assert min(taken) > 0


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
    assert installed_mb(["h11"], alone=["uvicorn"]) < installed_mb(["h11", "uvicorn"])
    assert installed_mb(["h11", "h11"]) == installed_mb(["h11"])
