"""The command line as people use it: help, exit codes, one clear line for what is wrong."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import COMMANDS
from tests.commands import run_psp


def psp(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "from api.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_help_names_every_command() -> None:
    said = psp("--help")
    assert said.returncode == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in said.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    said = run_psp(command, "--help", environment={})
    assert said.exit_code == 0
    assert f"Usage: psp {command}" in said.stdout


def test_json_is_alone_on_standard_output(built: Path) -> None:
    said = psp("ask", "What is a PSP?", "--json", PSP_DATA_DIR=str(built))
    assert json.loads(said.stdout)["status"] == "answered"


def test_a_missing_index_names_the_command_that_mends_it(tmp_path: Path) -> None:
    said = psp("ask", "What is a PSP?", PSP_DATA_DIR=str(tmp_path))
    assert (said.returncode, said.stdout) == (1, "")
    assert "run: psp index" in said.stderr


def test_an_unknown_setting_is_wrong_usage() -> None:
    said = psp("ask", "What is a PSP?", PSP_COLOUR="red")
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert "PSP_COLOUR" in said.stderr


@pytest.mark.parametrize("question", ["", "   ", "x" * 1001])
def test_an_empty_or_endless_question_is_wrong_usage(question: str) -> None:
    assert run_psp("ask", question, environment={}).exit_code == 2


def test_a_port_in_use_is_named(built: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = psp("serve", "--port", str(taken.getsockname()[1]), PSP_DATA_DIR=str(built))
    assert said.returncode == 2
    assert "is in use" in said.stderr


def test_a_data_folder_that_cannot_be_written_is_named() -> None:
    said = psp("index", PSP_DATA_DIR="/proc/psp-guide")
    assert said.returncode == 1
    assert "PSP_DATA_DIR" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("place", ["/nowhere", "/proc"])
def test_a_corpus_that_is_not_there_is_named(place: str) -> None:
    said = psp("check", PSP_CORPUS_DIR=place)
    assert said.returncode == 1
    assert "corpus folder" in said.stderr
