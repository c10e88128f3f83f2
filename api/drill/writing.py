"""Clients that write without a pause and note what was acknowledged, to look for it afterwards."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.drill.calling import Caller, Client, working
from api.drill.ground import QUESTION

QUESTIONNAIRE = "psp-readiness"
_PAUSE_S = 0.05  # after a failure, so that a server that is down is not flooded


@dataclass(frozen=True)
class Sheet:
    """Somebody's answers to a questionnaire: where they lie, the token that opens them, the comments kept."""

    path: str
    token: str
    comments: dict[str, str] = field(default_factory=dict)


@dataclass
class Book:
    """What was acknowledged: addresses of answers, sheets, and for each write the seconds it took."""

    answers: list[str] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)  # of each acknowledgement, on the monotonic clock
    refused: int = 0  # answered, and not with 2xx

    @property
    def acknowledged(self) -> int:
        """How many writes."""
        return len(self.answers) + sum(len(sheet.comments) for sheet in self.sheets)


def new_sheet(client: Client) -> Sheet | None:
    """A new assessment with one person to answer it; None where the server refuses."""
    made = client.call("POST", "/v1/assessments", {"questionnaire_id": QUESTIONNAIRE})
    if not made.is_well:
        return None
    place = f"/v1/assessments/{made.body['id']}/respondents"
    person = client.call("POST", place, {"sector": "public"}, made.body["manage_token"])
    return Sheet(f"{place}/{person.body['id']}/answers", person.body["token"]) if person.is_well else None


def questions_of(client: Client) -> dict[str, str]:
    """The questions of the questionnaire, each with its first option."""
    found = client.call("GET", f"/v1/questionnaires/{QUESTIONNAIRE}").body
    asked = [one for part in found["dimensions"] for one in part["questions"] if "public" in one["asked_of"]]
    return {one["id"]: one["options"][0]["id"] for one in asked}


class Writer(Caller):
    """Saves one answer of a sheet after the other and asks a question now and then; `book` tells of it."""

    def __init__(self, port: int, questions: dict[str, str], asks_each: int = 5) -> None:
        super().__init__(port)
        self.book, self._questions, self._asks_each = Book(), questions, asks_each

    def _failed(self, error: Exception) -> None:
        """A failure is no acknowledgement; the next write is tried soon."""
        self._over.wait(_PAUSE_S)

    def _turn(self, client: Client) -> None:
        """One sheet from its first question to its last."""
        sheet = new_sheet(client)
        if sheet is None:
            self._note_refusal()
            return
        self.book.sheets.append(sheet)
        for number, (question, option) in enumerate(self._questions.items()):
            if self._over.is_set():
                return
            comment = f"kept {number}"
            given = {"answers": {question: {"option": option, "comment": comment}}}
            if client.call("PUT", sheet.path, given, sheet.token).is_well:
                sheet.comments[question] = comment
                self.book.moments.append(time.monotonic())
            else:
                self._note_refusal()
            if number % self._asks_each == 0:
                self._ask(client)

    def _ask(self, client: Client) -> None:
        reply = client.call("POST", "/v1/ask", {"question": QUESTION})
        if reply.is_well:
            self.book.answers.append(reply.body["id"])
            self.book.moments.append(time.monotonic())
        else:
            self._note_refusal()

    def _note_refusal(self) -> None:
        self.book.refused += 1
        self._over.wait(_PAUSE_S)


@contextmanager
def writers(port: int, count: int) -> Iterator[list[Writer]]:
    """`count` writers at work; all have ended when the block has."""
    with Client(port) as client:
        questions = questions_of(client)
    with working([Writer(port, questions) for _ in range(count)]) as started:
        yield started


def lost(port: int, books: list[Book]) -> int:
    """How many of the acknowledged writes the server does not give back."""
    missing = 0
    with Client(port) as client:
        for book in books:
            missing += sum(not client.call("GET", f"/v1/answers/{one}").is_well for one in book.answers)
            missing += sum(_missing(client, sheet) for sheet in book.sheets)
    return missing


def _missing(client: Client, sheet: Sheet) -> int:
    if not sheet.comments:
        return 0
    reply = client.call("GET", sheet.path, token=sheet.token)
    kept = reply.body["answers"] if reply.is_well else {}
    return sum(kept.get(name, {}).get("comment") != comment for name, comment in sheet.comments.items())
