"""Every source under an answer has its mark in the answer, or says which marked sentence it backs."""

import re

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from tests.web.test_pages import get

ASKED = (
    "What is a PSP?",
    "What is the difference between a PSP and a grant?",
    "What is a PSP and who pays for the pilot?",
    "How do we start a PSP?",
    "What barriers are there?",
    "Can a social enterprise bid after helping design the service?",
)


@pytest.mark.parametrize("question", ASKED)
def test_a_source_is_marked_or_says_what_it_backs(client: TestClient, question: str) -> None:
    page = BeautifulSoup(get(client, f"/?q={question.replace(' ', '+').rstrip('?')}%3F").text, "lxml")
    answer = page.select_one(".psp-answer")
    assert answer
    marks = {int(mark["href"].rpartition("-")[2]) for mark in answer.select(".psp-cite")}
    listed = {int(entry["id"].rpartition("-")[2]): entry.text for entry in page.select("[id^=source-]")}
    assert marks
    assert marks <= set(listed)
    copied = page.select_one("#copy-text")
    assert copied
    for number in set(listed) - marks:
        backs = re.search(r"for the same sentence as \[(\d+)\]", listed[number])
        if backs is None:  # then it backs the line that opens a list, which bears no mark
            assert answer.select_one("caption, p + ol, p + ul")
            continue
        assert int(backs[1]) in marks
        assert re.search(rf"\[{number}\][^\n]*\({re.escape(backs[0])}\)", copied.text)


def test_some_answers_have_sources_without_a_mark(client: TestClient) -> None:
    """So that the test above looks at something."""
    assert "for the same sentence as [1]" in get(client, "/?q=What+is+a+PSP%3F").text
