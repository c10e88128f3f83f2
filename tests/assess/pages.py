"""The pages of an assessment as somebody without script reads and sends them."""

import re
from typing import Any

from bs4 import BeautifulSoup
from starlette.testclient import TestClient

HTML = {"Accept": "text/html"}


def soup(reply: Any, status: int = 200) -> BeautifulSoup:
    assert reply.status_code == status, reply.text[:2000]
    assert reply.headers["referrer-policy"] == "no-referrer"
    return BeautifulSoup(reply.text, "lxml")


def form_of(page: BeautifulSoup, action: str) -> dict[str, str]:
    """What a browser would send from the form without a script."""
    form = page.find("form", action=action)
    assert form is not None, action
    sent: dict[Any, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        kind = field.get("type")
        if field.name == "textarea":
            sent[field["name"]] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            sent[field["name"]] = chosen["value"]
        elif kind not in ("radio", "checkbox") or field.has_attr("checked"):
            sent[field["name"]] = field.get("value", "")
    return sent


class Browser:
    """Walks through the pages as somebody without script does."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, address: str) -> BeautifulSoup:
        return soup(self.client.get(address, headers=HTML))

    def post(self, page: BeautifulSoup, action: str, status: int = 200, **fields: str) -> BeautifulSoup:
        sent = form_of(page, action) | {name.replace("__", "."): value for name, value in fields.items()}
        return soup(self.client.post(action, data=sent, headers=HTML), status)

    def start(self, questionnaire: str = "psp-readiness") -> str:
        """Begin an assessment; gives its address."""
        fields = {"organisation": "Strathmuir furniture", "questionnaire": questionnaire}
        before = set(self.client.cookies)  # a client that many tests share holds older assessments too
        self.post(self.get("/assess"), "/assess/start", **fields)
        return next(
            f"/assess/manage/{name[11:]}"
            for name in self.client.cookies
            if name.startswith("psp_assess_") and name not in before
        )

    def invite(self, home: str, sector: str) -> str:
        page = self.post(self.get(home), f"{home}/invite", 201, **{f"count__{sector}": "1"})
        return re.sub(r"^https?://[^/]+", "", page.find(id="new-link").find("code").text)

    def close(self, home: str) -> None:
        self.post(self.get(home), f"{home}/change", closed="yes")
