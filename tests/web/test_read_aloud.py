"""What a screen reader reads is clear and said once; found by listening (docs/accessibility.md)."""

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from tests.assess.pages import Browser
from tests.browser.places import PLACES
from tests.train.visitor import FORM
from tests.web.test_pages import PAGE, get


def hidden(node: Tag) -> bool:
    """Whether it, or what it is in, is kept from being read."""
    return any(one.get("aria-hidden") == "true" for one in [node, *node.parents] if isinstance(one, Tag))


def unclear(page: str) -> list[str]:
    """What would be read in pieces, twice or as a sign."""
    soup = BeautifulSoup(page, "lxml")
    # hidden words are a box of their own: "Source, link, [1], link"; the name of the link is read in one
    odd = [str(link) for link in soup.select("a:has(.visually-hidden, .sr-only)")]
    signs = soup.find_all(string=lambda text: (text or "").strip() == "·")
    odd += [str(sign.parent) for sign in signs if sign.parent and not hidden(sign.parent)]
    # what is drawn in a picture stands in its name already
    for picture in soup.select("[role=img]"):
        drawn = [one for one in picture.find_all(recursive=False) if one.name != "title"]
        odd += [str(one)[:100] for one in drawn if not hidden(one)]
        if not (picture.get("aria-label") or picture.find("title")):
            odd.append(str(picture)[:100])
    for field in soup.select("input[type=radio], input[type=checkbox]"):
        label = soup.find("label", attrs={"for": field["id"]})
        if label and label.select_one(".as-anchor"):
            parts = [soup.find(id=field.get(by)) for by in ("aria-labelledby", "aria-describedby")]
            if not all(parts) or "".join(p.text for p in parts if p).split() != label.text.split():
                odd.append(str(label))
    if len(soup.select("[autofocus]")) > 1:
        odd.append("two places want the focus")
    return odd


@pytest.mark.parametrize("address", sorted({address for address, _ in PLACES.values()}))
def test_a_page_is_read_in_whole_names(client: TestClient, address: str) -> None:
    assert unclear(client.get(address, headers=PAGE).text) == []


def test_the_faults_are_known() -> None:
    faults = (
        '<a href="#">Evidence<span class="visually-hidden"> for it</span></a>',
        "<p><a>One</a> · <a>Two</a></p>",
        '<svg role="img" aria-label="Two bars"><text>12</text></svg>',
        '<input type="radio" id="a"><label for="a">Step<span class="as-anchor">What it means</span></label>',
    )
    assert [len(unclear(fault)) for fault in faults] == [1] * len(faults)


def test_planning_a_training_is_read_in_whole_names(client: TestClient) -> None:
    plan = client.post("/train", data=FORM, headers=PAGE).text
    faulty = client.post("/train", data={**FORM, "minutes": "7"}, headers=PAGE).text
    assert [unclear(page) for page in (plan, faulty, get(client, "/train").text)] == [[], [], []]
    box = BeautifulSoup(faulty, "lxml").select_one(".train-errors")
    assert box
    assert box.has_attr("autofocus")
    assert box["tabindex"] == "-1"


def test_assessing_is_read_in_whole_names_and_begins_at_a_mistake(client: TestClient) -> None:
    browser = Browser(client)
    home = browser.start()
    link = browser.invite(home, "public")
    several = browser.post(browser.get(home), f"{home}/invite", 201, count__public="2", count__third="1")
    # the links themselves are not announced: they would be spelt out, letter by letter
    box = several.find(id="new-link")
    assert box.find("h2").has_attr("autofocus")
    assert not box.get("role")
    page = browser.get(link)
    steps = page.find("fieldset").select("input[aria-labelledby]")
    assert [page.find(id=step["aria-labelledby"]).text for step in steps] == [
        "Not yet", "Started", "In place", "In place and kept up",
    ]  # fmt: skip
    personal = browser.post(page, page.find("form", id="answers")["action"], 422,
                            **{"comment__agreed-problem": "ask Mrs Baird"})  # fmt: skip
    assert personal.find(class_="as-error").has_attr("autofocus")
    pages = [browser.get("/assess"), browser.get(home), several, page, personal]
    browser.close(home)
    assert "is closed" in browser.get(f"{home}?changed=true").find(autofocus=True).text
    assert "Saved" in browser.get(f"{home}/plan?saved=true").find(autofocus=True).text
    pages += [browser.get(f"{home}/{step}") for step in ("compare", "consensus", "plan", "report")]
    assert [unclear(str(one)) for one in pages] == [[]] * len(pages)
