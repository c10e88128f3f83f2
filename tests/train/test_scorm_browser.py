"""The SCORM package on a platform: Chromium, and the run-time of scorm-again, which knows the rules."""

import functools
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from api.train.exports.scorm_file import scorm
from api.train.training import QuizQuestion, Training
from tests.browser.chromium import chromium

PLATFORM = Path(__file__).parent / "data" / "scorm-again"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def platform(training: Training, tmp_path: Path) -> Iterator[str]:
    """The address of a platform that has the package of the training."""
    zipfile.ZipFile(io.BytesIO(scorm(training))).extractall(tmp_path)
    for file in PLATFORM.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium("the SCORM package on a platform is") as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def launch(page: Page, platform: str) -> FrameLocator:
    page.goto(f"{platform}/platform.html")
    quiz = page.frame_locator("iframe")
    expect(quiz.locator("h1")).to_be_visible()
    return quiz


def leave(page: Page, platform: str) -> dict[str, Any]:
    """Go away without a word; gives what the platform has kept, all calls having been without error."""
    page.goto(f"{platform}/imsmanifest.xml")
    kept: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('kept')"))
    calls = json.loads(page.evaluate("localStorage.getItem('calls')"))
    assert [call for call in calls if call[-1] not in ("0", 0)] == []
    names = [call[0] for call in calls]
    assert (names[0], names[-1]) == ("LMSInitialize", "LMSFinish")
    assert names.count("LMSInitialize") == names.count("LMSFinish") == 1
    return kept


def choose(quiz: FrameLocator | Page, questions: tuple[QuizQuestion, ...], right: int) -> None:
    """Answer all questions, the first `right` of them rightly."""
    for number, question in enumerate(questions):
        option = question.right if number < right else (question.right + 1) % len(question.options)
        quiz.locator("fieldset").nth(number).locator("input").nth(option).check()


def test_score_status_and_answers_arrive(page: Page, platform: str, training: Training) -> None:
    quiz = launch(page, platform)
    choose(quiz, training.quiz, len(training.quiz))
    quiz.get_by_role("button", name="Check my answers").click()
    expect(quiz.locator("#result")).to_contain_text("(100%)")
    kept = leave(page, platform)
    assert kept["core"]["lesson_status"] == "passed"
    assert {name: kept["core"]["score"][name] for name in ("raw", "min", "max")} == {
        "raw": "100",
        "min": "0",
        "max": "100",
    }
    assert kept["core"]["exit"] == "suspend"
    assert json.loads(kept["suspend_data"]) == {
        "checked": True,
        "answers": [str(question.right) for question in training.quiz],
    }


def test_the_quiz_can_be_left_half_way_and_taken_up_again(
    page: Page, platform: str, training: Training
) -> None:
    quiz = launch(page, platform)
    first = training.quiz[0]
    quiz.locator("fieldset").nth(0).locator("input").nth(first.right).check()
    kept = leave(page, platform)
    assert kept["core"]["lesson_status"] == "incomplete"
    assert kept["core"]["score"]["raw"] == ""

    quiz = launch(page, platform)
    assert page.evaluate("API.LMSGetValue('cmi.core.entry')") == "resume"
    expect(quiz.locator("fieldset").nth(0).locator("input").nth(first.right)).to_be_checked()
    quiz.get_by_role("button", name="Check my answers").click()
    expect(quiz.locator("#result")).to_be_empty()  # the browser asks for the missing answers first
    choose(quiz, training.quiz, 1)
    quiz.get_by_role("button", name="Check my answers").click()
    kept = leave(page, platform)
    assert kept["core"]["lesson_status"] == "failed"
    assert kept["core"]["score"]["raw"] == str(round(100 / len(training.quiz)))


def test_a_result_stays_when_the_quiz_is_opened_again(page: Page, platform: str, training: Training) -> None:
    quiz = launch(page, platform)
    choose(quiz, training.quiz, len(training.quiz))
    quiz.get_by_role("button", name="Check my answers").click()
    before = leave(page, platform)

    quiz = launch(page, platform)
    expect(quiz.locator("#result")).to_contain_text("(100%)")
    expect(quiz.get_by_role("button", name="Check my answers")).to_be_hidden()
    expect(quiz.locator("input:enabled")).to_have_count(0)
    after = leave(page, platform)
    assert after["core"]["lesson_status"] == before["core"]["lesson_status"] == "passed"
    assert after["core"]["score"] == before["core"]["score"]
    assert after["suspend_data"] == before["suspend_data"]


def test_without_a_platform_the_quiz_checks_all_the_same(
    page: Page, platform: str, training: Training
) -> None:
    page.goto(f"{platform}/index.html")
    choose(page, training.quiz, len(training.quiz))
    page.get_by_role("button", name="Check my answers").click()
    expect(page.locator("#result")).to_contain_text("(100%)")
    expect(page.locator("#result")).to_be_focused()
    expect(page.get_by_role("button", name="Check my answers")).to_be_visible()
