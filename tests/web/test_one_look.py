"""Buttons and fields have one look: each carries the class that the design system gives its kind."""

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from tests.assess.pages import Browser
from tests.browser.places import PLACES
from tests.train.visitor import FORM
from tests.web.test_pages import PAGE, get

WRITTEN = {"text", "search", "date", "time", "number", "password", "email"}
SPECIAL = {"radio": "ds_radio__input", "checkbox": "ds_checkbox__input"}


def wanted(field: Tag) -> str | None:
    """The class that a button or field of a page has to carry; None where nobody sees it."""
    kind = str(field.get("type", "text"))
    if field.name == "button":
        return "ds_button"
    if field.name == "select":
        return "ds_select"
    if field.name == "textarea" or kind in WRITTEN:
        return "ds_input"
    return SPECIAL.get(kind)


def other_looks(page: str) -> tuple[int, list[str]]:
    """How many buttons and fields a page has, and those that look in a way of their own."""
    fields = BeautifulSoup(page, "lxml").select("main button, main input, main select, main textarea")
    seen = [field for field in fields if "visually-hidden" not in field.get("class", [])]
    odd = [str(field) for field in seen if wanted(field) and wanted(field) not in field.get("class", [])]
    return len(seen), odd


@pytest.mark.parametrize("address", sorted({address for address, status in PLACES.values() if status == 200}))
def test_a_page_has_no_look_of_its_own(client: TestClient, address: str) -> None:
    assert other_looks(get(client, address).text)[1] == []


def test_planning_a_training_looks_like_the_rest(client: TestClient) -> None:
    plan = client.post("/train", data=FORM, headers=PAGE)
    faulty = client.post("/train", data={**FORM, "minutes": "7"}, headers=PAGE)
    pages = [plan.text, faulty.text, *(get(client, address).text for address in ("/train", "/train/series"))]
    assert [page.count("<h1>") for page in pages] == [1] * 4
    assert all(other_looks(page)[0] > 15 for page in pages)
    assert [odd for page in pages for odd in other_looks(page)[1]] == []


def test_assessing_looks_like_the_rest(client: TestClient) -> None:
    browser = Browser(client)
    home = browser.start()
    links = [browser.invite(home, sector) for sector in ("public", "third")]
    pages = [browser.get(address) for address in ("/assess", home, *links)]
    browser.close(home)
    pages += [browser.get(f"{home}/{step}") for step in ("compare", "consensus", "plan", "report")]
    looks = [other_looks(str(page)) for page in pages]
    assert sum(count for count, _ in looks) > 60
    assert [odd for _, odds in looks for odd in odds] == []


def test_another_look_is_found() -> None:
    page = "<main><button>a</button><input><input type=hidden><input type=radio class=ds_radio__input></main>"
    assert other_looks(page) == (4, ["<button>a</button>", "<input/>"])
