"""The API and the pages of trainings, as an outsider uses them."""

import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from api.assess.answers import Answer
from api.assess.records import Start
from api.assess.service import AssessmentService

BODY = {"audience": "council", "minutes": 90, "participants": 12, "delivery": "in-person"}
FORM = {
    **BODY,
    "minutes": "90",
    "participants": "12",
    "level": "introductory",
    "start": "09:30",
    "topics": ["funding"],
}
HTML = {"accept": "text/html"}


def assert_problem(response, status: int, pointer: str | None = None) -> dict:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    if pointer:
        assert pointer in [error["pointer"] for error in body["errors"]]
    return body


def test_a_training_is_planned_kept_and_read_again(client: TestClient) -> None:
    made = client.post("/v1/trainings", json=BODY | {"topics": ["funding"]})
    assert made.status_code == 201
    body = made.json()
    assert made.headers["location"] == f"/v1/trainings/{body['id']}"
    assert sum(item["minutes"] for item in body["agenda"]) == 90
    for item in body["agenda"]:
        assert {"start", "minutes", "activity", "objective", "materials", "notes", "citations"} <= set(item)
    assert body["objectives"]
    read = client.get(made.headers["location"])
    assert read.status_code == 200
    assert read.json() == body


def test_a_training_is_served_as_files(client: TestClient) -> None:
    made = client.post("/v1/trainings", json=BODY | {"minutes": 30, "topics": ["funding"]}).json()
    magic = {"md": b"#", "html": b"<!DOCTYPE", "docx": b"PK", "pptx": b"PK", "pdf": b"%PDF", "gift": b"//"}
    for ending, start in magic.items():
        file = client.get(f"/v1/trainings/{made['id']}.{ending}")
        assert file.status_code == 200
        assert file.content.startswith(start)
        assert "script-src" not in file.headers["content-security-policy"]


def test_hand_outs_and_quiz_have_their_own_addresses(client: TestClient) -> None:
    here = f"/v1/trainings/{client.post('/v1/trainings', json=BODY).json()['id']}"
    assert client.get(f"{here}/handouts").content.startswith(b"PK")
    assert "handouts.docx" in client.get(f"{here}/handouts").headers["content-disposition"]
    assert client.get(f"{here}/handouts-answers.md").text.count("Right:") > 0
    assert client.get(f"{here}/quiz").text.startswith("//")
    assert_problem(client.get(f"{here}/nothing"), 404)
    assert_problem(client.get(f"{here}.exe"), 404)
    assert_problem(client.get("/v1/trainings/none"), 404)
    assert_problem(client.get("/v1/trainings/none.docx"), 404)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"minutes": 3}, "/minutes"),
        ({"minutes": 481}, "/minutes"),
        ({"minutes": "90"}, "/minutes"),
        ({"minutes": True}, "/minutes"),
        ({"participants": 0}, "/participants"),
        ({"participants": 201}, "/participants"),
        ({"audience": "trainer"}, "/audience"),
        ({"delivery": "by-post"}, "/delivery"),
        ({"topics": ["cooking"]}, "/topics/0"),
        ({"topics": ["../etc"]}, "/topics/0"),
        ({"topics": ["funding"] * 18}, "/topics"),
        ({"level": "expert"}, "/level"),
        ({"start": "25:00"}, "/start"),
        ({"date": "tomorrow"}, "/date"),
        ({"seed": -1}, "/seed"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_wrong_wish_gets_one_clear_refusal(client: TestClient, wrong: dict, pointer: str) -> None:
    assert_problem(client.post("/v1/trainings", json=BODY | wrong), 422, pointer)


def test_missing_and_broken_bodies_are_refused(client: TestClient) -> None:
    assert_problem(client.post("/v1/trainings", json={}), 422, "/minutes")
    assert_problem(
        client.post("/v1/trainings", content=b"{", headers={"content-type": "application/json"}), 422
    )


def test_an_impossible_wish_gets_what_fits_and_what_was_left_out(client: TestClient) -> None:
    topics = [t["id"] for t in client.get("/v1/training-topics").json()["topics"]][:8]
    wish = {"audience": "mixed", "minutes": 45, "participants": 200, "delivery": "online", "topics": topics}
    body = client.post("/v1/trainings", json=wish).json()
    assert sum(item["minutes"] for item in body["agenda"]) == 45
    assert len([entry for entry in body["left_out"] if entry["what"].startswith("Topic")]) == 7


def test_a_swap_makes_a_new_training_and_leaves_the_old(client: TestClient) -> None:
    old = client.post("/v1/trainings", json=BODY | {"topics": ["funding"]}).json()
    item = next(i for i in old["agenda"] if i["alternatives"])
    wish = {"slot": item["slot"], "activity_id": item["alternatives"][0]["id"]}
    new = client.post(f"/v1/trainings/{old['id']}/swaps", json=wish)
    assert new.status_code == 201
    assert new.json()["id"] != old["id"] == new.json()["swapped_from"]
    assert client.get(f"/v1/trainings/{old['id']}").json() == old
    assert_problem(client.post(f"/v1/trainings/{old['id']}/swaps", json=wish | {"slot": 98}), 422, "/slot")
    wrong = wish | {"activity_id": "activities/none"}
    assert_problem(client.post(f"/v1/trainings/{old['id']}/swaps", json=wrong), 422, "/activity_id")


def test_ids_cannot_be_guessed_and_differ(client: TestClient) -> None:
    ids = {client.post("/v1/trainings", json=BODY).json()["id"] for _ in range(3)}
    assert len(ids) == 3
    assert all(len(found) >= 22 for found in ids)


def test_a_series_spreads_topics_over_weeks(client: TestClient) -> None:
    wish = BODY | {
        "trainings": 3,
        "weeks_between": 2,
        "first_date": "2027-01-14",
        "topics": ["funding", "piloting"],
    }
    made = client.post("/v1/training-series", json=wish)
    assert made.status_code == 201
    body = made.json()
    assert [part["date"] for part in body["trainings"]] == ["2027-01-14", "2027-01-28", "2027-02-11"]
    assert [part["level"] for part in body["trainings"]] == ["introductory", "introductory", "practitioner"]
    assert client.get(made.headers["location"]).json() == body
    for part in body["trainings"]:
        assert client.get(f"/v1/trainings/{part['id']}").status_code == 200
    calendar = client.get(body["links"]["calendar.ics"])
    assert calendar.text.count("BEGIN:VEVENT") == 4
    assert_problem(client.post("/v1/training-series", json=wish | {"trainings": 1}), 422, "/trainings")
    assert_problem(client.get("/v1/training-series/none"), 404)


def _assessed(assessments: AssessmentService, option: int | None) -> tuple[str, str]:
    """An assessment with one respondent, who chose the option of that number everywhere, or nothing."""
    identity, token = assessments.start(Start(questionnaire_id="psp-readiness"))
    person, secret = assessments.invite(identity, token, "public")
    if option is not None:
        questionnaire = assessments.overview(identity, token).questionnaire
        answers = {q.id: Answer(option=list(q.anchors)[option]) for q in questionnaire.questions}
        assessments.save(person, secret, answers)
    return identity, token


def test_topics_come_from_the_priorities_of_an_assessment(
    client: TestClient, assessments: AssessmentService
) -> None:
    identity, token = _assessed(assessments, 0)
    wish = BODY | {"minutes": 240, "assessment_id": identity}
    made = client.post("/v1/trainings", json=wish, headers={"Authorization": f"Bearer {token}"})
    assert made.status_code == 201, made.text
    body = made.json()
    assert len(body["topics"]) >= 2
    assert any("self-assessment" in line["text"] for line in body["advice"])
    assert token not in made.text
    item = next(i for i in body["agenda"] if i["alternatives"])
    swap = {"slot": item["slot"], "activity_id": item["alternatives"][0]["id"]}
    assert client.post(f"/v1/trainings/{body['id']}/swaps", json=swap).status_code == 201


def test_an_assessment_is_refused_without_token_with_anothers_and_without_answers(
    client: TestClient, assessments: AssessmentService
) -> None:
    identity, token = _assessed(assessments, 0)
    empty, empty_token = _assessed(assessments, None)
    wish = BODY | {"assessment_id": identity}
    assert_problem(client.post("/v1/trainings", json=wish), 401)
    assert_problem(
        client.post("/v1/trainings", json=wish, headers={"Authorization": f"Bearer {empty_token}"}), 403
    )
    assert_problem(
        client.post(
            "/v1/trainings", json=BODY | {"assessment_id": "none"}, headers={"Authorization": "Bearer x"}
        ),
        404,
    )
    refused = client.post(
        "/v1/trainings",
        json=BODY | {"assessment_id": empty},
        headers={"Authorization": f"Bearer {empty_token}"},
    )
    assert "no answers yet" in assert_problem(refused, 409)["detail"]
    assert token


class _Page(HTMLParser):
    """What a page holds: labels, fields, forms, headings, inline scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: set[str] = set()
        self.labels: set[str] = set()
        self.wrapped = 0
        self.inline = 0
        self.headings: list[int] = []
        self._in_label = 0

    def handle_starttag(self, tag: str, attrs) -> None:
        values = dict(attrs)
        self.inline += (
            (tag == "script" and "src" not in values)
            + (tag == "style")
            + ("style" in values)
            + ("onclick" in values)
        )
        if tag == "label":
            self._in_label += 1
            self.labels.add(values.get("for", ""))
        if tag in ("input", "select") and values.get("type") != "hidden" and not self._in_label:
            self.fields.add(values.get("id", "?"))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self._in_label -= tag == "label"


def _sound(text: str) -> None:
    page = _Page()
    page.feed(text)
    assert page.fields <= page.labels, page.fields - page.labels
    assert page.inline == 0
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))


def test_the_form_leads_to_a_private_plan_without_script(client: TestClient) -> None:
    form = client.get("/train", headers=HTML)
    assert form.status_code == 200
    _sound(form.text)
    sent = client.post("/train", data=FORM, headers=HTML, follow_redirects=False)
    assert sent.status_code == 303
    plan = client.get(sent.headers["location"], headers=HTML)
    assert plan.status_code == 200
    _sound(plan.text)
    assert "Funding and costs" in plan.text
    assert plan.text.count("<rect") == plan.text.count('class="train-item ') + plan.text.count(
        'class="train-pause"'
    )
    for link in set(re.findall(r'href="(/v1/trainings/[^"]+)"', plan.text)):
        if "pdf" not in link and "everything" not in link:
            assert client.get(link).status_code == 200, link


def test_a_swap_on_the_page_leads_to_the_new_plan(client: TestClient) -> None:
    address = client.post("/train", data=FORM, follow_redirects=False).headers["location"]
    page = client.get(address, headers=HTML).text
    slot = re.search(r'name="slot" value="(\d+)"', page)
    activity = re.search(r'<option value="(activities/[^"]+)"', page)
    assert slot
    assert activity
    sent = client.post(
        f"{address}/swap", data={"slot": slot[1], "activity_id": activity[1]}, follow_redirects=False
    )
    assert sent.status_code == 303
    new = client.get(sent.headers["location"].partition("#")[0], headers=HTML)
    assert f'href="{address}"' in new.text
    wrong = client.post(f"{address}/swap", data={"slot": "x", "activity_id": activity[1]}, headers=HTML)
    assert wrong.status_code == 422


def test_a_form_with_faults_comes_back_with_what_was_typed(client: TestClient) -> None:
    sent = client.post(
        "/train", data=FORM | {"minutes": "3", "participants": "many", "start": "25:99"}, headers=HTML
    )
    assert sent.status_code == 422
    _sound(sent.text)
    assert "from 30 to 480" in sent.text
    assert "from 2 to 200" in sent.text
    assert 'value="many"' in sent.text
    assert re.search(r'value="funding" checked', sent.text)
    unknown = client.post("/train", data=FORM | {"topics": ["<script>"]}, headers=HTML)
    assert unknown.status_code == 422
    assert "<script>" not in unknown.text.replace('<script src="/static/', "")


def test_the_form_refuses_an_assessment_without_its_token(
    client: TestClient, assessments: AssessmentService
) -> None:
    identity, token = _assessed(assessments, 0)
    refused = client.post("/train", data=FORM | {"assessment_id": identity, "token": "wrong"}, headers=HTML)
    assert refused.status_code == 422
    assert "wrong" not in refused.text
    sent = client.post(
        "/train",
        data=FORM | {"assessment_id": identity, "token": token, "topics": []},
        follow_redirects=False,
    )
    assert sent.status_code == 303


def test_the_preview_shows_the_plan_and_keeps_nothing(client: TestClient) -> None:
    shown = client.post("/train/preview", data=FORM)
    assert shown.status_code == 200
    assert "<rect" in shown.text
    assert "/train/preview" not in shown.text
    faulty = client.post("/train/preview", data=FORM | {"minutes": "3"})
    assert faulty.status_code == 422
    assert "from 30 to 480" in faulty.text


def test_a_series_on_the_page(client: TestClient) -> None:
    _sound(client.get("/train/series", headers=HTML).text)
    data = FORM | {"trainings": "2", "weeks_between": "1", "first_date": "2027-01-14"}
    sent = client.post("/train/series", data=data, follow_redirects=False)
    assert sent.status_code == 303
    page = client.get(sent.headers["location"], headers=HTML)
    _sound(page.text)
    assert page.text.count('href="/train/') >= 2
    wrong = client.post("/train/series", data=data | {"first_date": "soon"}, headers=HTML)
    assert wrong.status_code == 422
    assert "first training, such as" in wrong.text


def test_old_trainings_are_forgotten(client: TestClient) -> None:
    made = client.post("/v1/trainings", json=BODY).json()
    service = client.app.state.services.trainings
    assert service.forget_older(1) == 0
    assert service.forget_older(0) == 1
    assert_problem(client.get(f"/v1/trainings/{made['id']}"), 404)
