import base64
import gzip
import hashlib
import html
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.doors.embed_frame import SHOWN, questions_on, theme_css
from api.partners.contrast import contrast
from api.partners.dark import dark_side
from api.partners.model import Limits, NewPartner, PartnerChange, Rates, Theme
from api.partners.tokens import VisitorTokens
from tests.doors.conftest import MakeClient

WIDGET = Path(__file__).parents[2] / "api" / "web" / "widget"
ORIGIN = "https://www.council.example"
QUESTION = {"question": "What is a PSP?"}
DARK = Theme(background="#101010", text="#ffffff", link="#a0d0ff", accent="#a0d0ff", accent_text="#000000")


@pytest.fixture
def app_client(make_client: MakeClient) -> TestClient:
    client = make_client(base_url="http://guide.example")
    registry = client.app.state.services.partners.registry
    registry.create(NewPartner(id="council", name="Council", origins=(ORIGIN,)))
    return client


def visitor(client: TestClient, partner: str = "council") -> dict[str, str]:
    token = client.app.state.services.partners.tokens.make(partner)
    return {"Authorization": f"Bearer {token}"}


def test_the_loader_is_small_and_its_hash_is_published(app_client: TestClient) -> None:
    response = app_client.get("/embed/v1/psp-guide.js")
    assert len(gzip.compress(response.content, 9)) <= 10_000
    digest = "sha384-" + base64.b64encode(hashlib.sha384(response.content).digest()).decode()
    published = app_client.get("/embed/v1/integrity.json").json()["files"]["/embed/v1/psp-guide.js"]
    assert published == {"url": "http://guide.example/embed/v1/psp-guide.js", "integrity": digest}
    assert response.headers["access-control-allow-origin"] == "*"
    assert "immutable" in response.headers["cache-control"]


def test_version_1_of_the_loader_never_changes_its_content() -> None:
    # the hash that partners put into their pages; a changed loader needs a new version and a new address
    released = json.loads((WIDGET / "released.json").read_text())
    digest = base64.b64encode(hashlib.sha384((WIDGET / "psp-guide.js").read_bytes()).digest()).decode()
    assert released == {"1": f"sha384-{digest}"}


def test_the_frame_app_is_small(app_client: TestClient) -> None:
    page = app_client.get("/embed/v1/frame?partner=council")
    assert (
        len(page.content) + sum((WIDGET / name).stat().st_size for name in ("frame.js", "frame.css"))
        <= 60_000
    )


def test_only_the_partners_sites_may_frame(app_client: TestClient) -> None:
    page = app_client.get("/embed/v1/frame", params={"partner": "council", "host": ORIGIN})
    assert page.status_code == 200
    assert f"frame-ancestors {ORIGIN}" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("query", "status", "ancestors"),
    [
        ("partner=nobody", 404, "*"),  # a mistyped id is told on the page that has it
        ("partner=", 404, "*"),
        ("partner=../x", 404, "*"),
        ("partner=empty", 403, "'none'"),
        ("partner=council&host=https://evil.example", 403, ORIGIN),
        ("partner=paused", 403, ORIGIN),
    ],
)
def test_a_frame_that_may_not_be_shown_is_refused_clearly(
    app_client: TestClient, query: str, status: int, ancestors: str
) -> None:
    registry = app_client.app.state.services.partners.registry
    registry.create(NewPartner(id="empty", name="No sites yet"))
    registry.create(NewPartner(id="paused", name="Paused", origins=(ORIGIN,)))
    registry.pause("paused", paused=True)
    page = app_client.get(f"/embed/v1/frame?{query}")
    assert page.status_code == status
    assert page.headers["content-security-policy"].endswith(f"frame-ancestors {ancestors}")
    assert "<form" not in page.text
    assert "data-token" not in page.text


def test_all_other_pages_stay_unframed(app_client: TestClient) -> None:
    for path in ("/", "/knowledge", "/embed/demo", "/v1/documents"):
        assert "frame-ancestors 'none'" in app_client.get(path).headers["content-security-policy"]


def test_without_script_the_frame_answers_and_goes_on_with_the_conversation(app_client: TestClient) -> None:
    page = app_client.get(
        "/embed/v1/frame", params={"partner": "council", "host": ORIGIN, "q": "What is a PSP?"}
    )
    assert 'aria-label="Source 1"' in page.text
    assert 'name="c" value=""' not in page.text
    assert f'name="host" value="{ORIGIN}"' in page.text


def test_a_question_with_markup_is_shown_as_text(app_client: TestClient) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    page = app_client.get("/embed/v1/frame", params={"partner": "council", "q": hostile, "c": '"><b>'})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    preset = app_client.get("/embed/v1/frame", params={"partner": "council", "question": "</textarea><b>x"})
    assert "</textarea><b>" not in preset.text


def test_a_topic_brings_its_own_questions_and_an_unknown_one_is_left_aside(app_client: TestClient) -> None:
    topic = app_client.get("/embed/v1/frame?partner=council&topic=culture-change").text
    plain = app_client.get("/embed/v1/frame?partner=council&topic=no-such-topic").text
    assert "<strong>Culture change</strong>" in topic
    assert "culture change in a PSP" in topic
    assert "data-amiss" not in topic
    assert "For example:" in plain
    warned = html.unescape(plain.partition('data-amiss="')[2].partition('"')[0])
    assert warned.startswith("there is no topic 'no-such-topic', so general questions are shown.")
    assert "culture-change, " in warned
    other = app_client.get("/embed/v1/frame?partner=council&audience=nurses&scheme=green").text
    warned = html.unescape(other.partition('data-amiss="')[2].partition('"')[0])
    assert warned.splitlines() == [
        "there is no audience 'nurses'; it can be council, third-sector, trainer.",
        "there is no scheme 'green'; it can be light, dark, auto.",
    ]


def test_what_is_offered_on_a_topic_is_of_it_and_well_written(app_client: TestClient) -> None:
    corpus = app_client.app.state.services.corpus
    asked = {variant.question: document for document in corpus.documents for variant in document.variants}
    for topic in (term.id for term in (*corpus.themes, *corpus.stages)):
        offered = questions_on(topic, corpus.documents)
        assert len(set(offered)) == SHOWN, topic
        own = [d for d in corpus.documents if d.id.endswith(f"/{topic}") and topic in d.front.themes]
        for text in offered:
            front = asked[text].front
            assert topic in (*front.themes, *front.barriers, *front.stage)
            assert text[0].isupper()
            assert text.endswith("?")
        if own:  # what has a page of its own is asked about from there first
            assert asked[offered[0]] == own[0]
    on_culture = questions_on("culture-change", corpus.documents)
    assert {asked[text].id for text in on_culture} == {"lessons/culture-change"}


def test_a_question_that_is_too_long_is_told_so_and_kept(app_client: TestClient) -> None:
    ending = "and may we bid in the end?"
    question = "x" * 2000 + ending
    page = app_client.get("/embed/v1/frame", params={"partner": "council", "q": question})
    assert page.status_code == 422
    assert "The question has 2,026 characters; shorten it to 1,000 or fewer." in page.text
    assert ending in page.text
    assert "<article" not in page.text
    fits = app_client.get("/embed/v1/frame", params={"partner": "council", "q": "What is a PSP? " * 66})
    assert fits.status_code == 200
    assert "maxlength" not in fits.text  # it would cut the end off without a word


def test_a_visitor_asks_with_a_token_and_gets_the_same_object_as_everywhere(app_client: TestClient) -> None:
    reply = app_client.post(
        "/embed/v1/ask?partner=council", json=QUESTION, headers=visitor(app_client)
    ).json()
    assert (reply["status"], bool(reply["citations"])) == ("answered", True)
    shown = app_client.post(
        "/embed/v1/ask?partner=council", json={**QUESTION, "as_html": True}, headers=visitor(app_client)
    )
    assert reply["answer"]["statements"][0]["text"].partition("'")[0] in shown.json()["html"]


@pytest.mark.parametrize("token", ["", "nonsense", "1.council.v.9999999999.forged", "of another server"])
def test_no_token_or_a_forged_one_is_refused(app_client: TestClient, token: str) -> None:
    if token == "of another server":
        token = VisitorTokens(b"another server's secret").make("council")
    response = app_client.post(
        "/embed/v1/ask?partner=council", json=QUESTION, headers={"Authorization": f"Bearer {token}"}
    )
    assert (response.status_code, response.headers["content-type"]) == (401, "application/problem+json")


def test_an_expired_token_is_refused_and_renewed_for_the_same_visitor(app_client: TestClient) -> None:
    tokens = app_client.app.state.services.partners.tokens
    old = VisitorTokens(tokens.secret, clock=lambda: tokens.clock() - 3600).make("council", "somebody")
    late = {"Authorization": f"Bearer {old}"}
    assert app_client.post("/embed/v1/ask?partner=council", json=QUESTION, headers=late).status_code == 401
    renewed = app_client.post("/embed/v1/token?partner=council", headers=late).json()["token"]
    assert tokens.read(renewed).id == "somebody"


def test_a_token_of_one_partner_opens_no_other(app_client: TestClient) -> None:
    app_client.app.state.services.partners.registry.create(
        NewPartner(id="other", name="Other", origins=(ORIGIN,))
    )
    response = app_client.post("/embed/v1/ask?partner=other", json=QUESTION, headers=visitor(app_client))
    assert response.status_code == 401
    assert app_client.post("/embed/v1/token?partner=other", headers=visitor(app_client)).status_code == 401


def test_pages_of_the_partner_may_call_from_script_and_strangers_may_not(app_client: TestClient) -> None:
    asked = "/embed/v1/ask?partner=council"
    ours = app_client.options(asked, headers={"Origin": ORIGIN, "Access-Control-Request-Method": "POST"})
    assert (ours.status_code, ours.headers["access-control-allow-origin"]) == (204, ORIGIN)
    for origin in ("https://evil.example", "null", ORIGIN + ".evil.example", ORIGIN.replace("https", "http")):
        stranger = app_client.options(asked, headers={"Origin": origin})
        posted = app_client.post(asked, json=QUESTION, headers={"Origin": origin, **visitor(app_client)})
        assert (stranger.status_code, posted.status_code) == (403, 403)
        assert "access-control-allow-origin" not in {*stranger.headers, *posted.headers}
    answered = app_client.post(asked, json=QUESTION, headers={"Origin": ORIGIN, **visitor(app_client)})
    assert (answered.status_code, answered.headers["access-control-allow-origin"]) == (200, ORIGIN)
    assert "access-control-allow-credentials" not in answered.headers


def test_a_refusal_can_be_read_by_the_partners_page(app_client: TestClient) -> None:
    response = app_client.post("/embed/v1/ask?partner=council", json=QUESTION, headers={"Origin": ORIGIN})
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (401, ORIGIN)


def test_one_partners_flood_leaves_the_other_and_is_counted_without_questions(app_client: TestClient) -> None:
    registry = app_client.app.state.services.partners.registry
    few = Limits(ask=Rates(partner=3, visitor=2, address=100))
    registry.change("council", PartnerChange(limits=few))
    registry.create(NewPartner(id="calm", name="Calm", origins=(ORIGIN,), limits=few))
    statuses = [
        app_client.post("/embed/v1/ask?partner=council", json=QUESTION, headers=visitor(app_client))
        for _ in range(4)
    ]
    assert [response.status_code for response in statuses] == [200, 200, 200, 429]
    assert int(statuses[-1].headers["retry-after"]) >= 1
    calm = app_client.post("/embed/v1/ask?partner=calm", json=QUESTION, headers=visitor(app_client, "calm"))
    assert calm.status_code == 200
    assert {(u.outcome, u.count) for u in registry.use("council")} == {("asked", 3), ("limited", 1)}


@pytest.mark.parametrize(
    "theme", [Theme(), Theme(accent="#7a0f3c"), Theme(accent="#b5651d", accent_text="#000000"), DARK]
)
def test_the_dark_side_of_a_theme_can_be_read(theme: Theme) -> None:
    dark = dark_side(theme)  # as a theme it checks the contrast of its pairs itself
    assert contrast(dark.background, "#ffffff") > 10
    assert dark_side(dark) == dark
    # what can be read on the dark ground stays the partner's
    assert (dark.accent == theme.accent) == (contrast(theme.accent, dark.background) >= 3)
    assert f"--background:{dark.background};" in theme_css(theme).partition("prefers-color-scheme:dark")[2]


@pytest.mark.parametrize(
    ("wished", "is_"),
    [("", "light"), ("light", "light"), ("dark", "dark"), ("auto", "auto"), ("'><b>", "light")],
)
def test_the_frame_takes_the_scheme_and_hands_it_on(app_client: TestClient, wished: str, is_: str) -> None:
    page = app_client.get("/embed/v1/frame", params={"partner": "council", "scheme": wished}).text
    assert f'<html lang="en-GB" data-scheme="{is_}">' in page
    # without script the next page is asked for by these
    assert (f'<input type="hidden" name="scheme" value="{is_}">' in page) == (is_ != "light")
    assert (f"scheme={is_}&amp;" in page) == (is_ != "light")


def test_the_theme_reaches_the_frame(app_client: TestClient) -> None:
    theme = Theme(accent="#7a0f3c", radius=0)
    app_client.app.state.services.partners.registry.change("council", PartnerChange(theme=theme))
    css = app_client.get("/embed/v1/theme.css?partner=council").text
    assert "--accent:#7a0f3c;" in css
    assert "--radius:0px" in css


def test_no_file_outside_the_widget_is_served(app_client: TestClient) -> None:
    for name in ("frame.html", "..%2f..%2fapp.py", "released.json"):
        assert app_client.get(f"/embed/v1/{name}").status_code == 404


def test_the_demonstration_names_every_attribute_of_the_widget(app_client: TestClient) -> None:
    script = (WIDGET / "psp-guide.js").read_text("utf-8")
    read = set(re.findall(r'getAttribute\("([a-z-]+)"\)', script))
    read |= set(re.findall(r'"([a-z-]+)"', re.search(r"PASSED_ON = \[(.*?)\]", script)[1]))
    read |= set(re.findall(r":host\(\[([a-z]+)=", script))
    assert len(read) > 8
    page = app_client.get("/embed/demo").text
    heads = "".join(re.findall(r'<th scope="row">.*?</th>', page))
    assert set(re.findall(r"<code>([a-z-]+)</code>", heads)) | {"partner"} == read
