"""The API of trainings, as an outsider uses it."""

import re
from datetime import date, timedelta

import icalendar
import pytest
from fastapi.testclient import TestClient

from api.assess.service import AssessmentService
from api.train.request import TrainingRequest
from tests.train.visitor import BODY, assert_problem, assessed


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
def test_a_wrong_wish_gets_one_clear_refusal(
    client: TestClient, wrong: dict[str, object], pointer: str
) -> None:
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


def test_the_description_allows_each_day_and_no_other() -> None:
    pattern = TrainingRequest.model_json_schema()["properties"]["date"]["anyOf"][0]["pattern"]
    day = date(2000, 1, 1)
    while day.year < 2100:
        assert re.search(pattern, day.isoformat()), day
        day += timedelta(days=1)
    for none in (
        "2027-02-29",
        "2027-04-31",
        "2027-13-01",
        "2027-01-00",
        "2027-01-32",
        "1999-12-31",
        "27-1-1",
    ):
        assert not re.search(pattern, none), none


def _events(calendar: str) -> dict[str, icalendar.Event]:
    return {str(e["UID"]): e for e in icalendar.Calendar.from_ical(calendar).walk("VEVENT")}


def test_a_series_follows_the_changes_of_its_trainings(client: TestClient) -> None:
    wish = BODY | {"trainings": 2, "weeks_between": 1, "first_date": "2027-01-14"}
    series = client.post("/v1/training-series", json=wish).json()
    day = series["trainings"][0]
    first = client.get(f"/v1/trainings/{day['id']}").json()
    assert first["series"] == {"id": series["id"], "number": 1}
    calendar = client.get(series["links"]["calendar.ics"])
    assert calendar.headers["cache-control"] == "private, no-cache"
    before = _events(calendar.text)
    lines = [*({"line": n} for n in range(len(first["agenda"]))), {"kind": "own", "title": "A", "minutes": 7}]
    edits = f"/v1/trainings/{day['id']}/edits"
    new = client.post(edits, json={"lines": lines, "date": "2027-01-15"}).json()
    now = client.get(new["links"]["series"]).json()
    assert [part["id"] for part in now["trainings"]] == [new["id"], series["trainings"][1]["id"]]
    assert now["trainings"][0]["date"] == "2027-01-15"
    after = _events(client.get(series["links"]["calendar.ics"]).text)
    assert after.keys() == before.keys()  # the same events, one of them changed
    uid = f"{day['id']}@psp-guide"
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
    assert after[uid].start.isoformat().startswith("2027-01-15")
    assert after[uid].duration - before[uid].duration == timedelta(minutes=7)
    assert f"/train/{new['id']}" in after[uid]["DESCRIPTION"]
    assert f"/train/series/{series['id']}" in client.get(f"/train/{new['id']}").text
    assert f'href="/train/{new["id"]}"' in client.get(f"/train/series/{series['id']}").text
    # an edit of the version before is a version of its own, and now the last
    other = client.post(edits, json={"start": "11:00"}).json()
    assert client.get(new["links"]["series"]).json()["trainings"][0]["id"] == other["id"]


def test_a_series_whose_trainings_have_lost_their_days_has_no_calendar(client: TestClient) -> None:
    wish = BODY | {"trainings": 2, "weeks_between": 1, "first_date": "2027-01-14"}
    series = client.post("/v1/training-series", json=wish).json()
    for part in series["trainings"]:
        assert client.post(f"/v1/trainings/{part['id']}/edits", json={"date": None}).status_code == 201
    assert_problem(client.get(series["links"]["calendar.ics"]), 404)
    assert "No day yet" in client.get(f"/train/series/{series['id']}").text


def test_all_versions_of_a_training_are_one_event(client: TestClient) -> None:
    made = client.post("/v1/trainings", json=BODY | {"date": "2027-01-14"}).json()
    uids, first = set(), made["id"]
    for start in ("10:00", "10:30"):
        made = client.post(f"/v1/trainings/{made['id']}/edits", json={"start": start}).json()
        uids |= set(_events(client.get(made["links"]["calendar.ics"]).text))
    assert uids == {f"{first}@psp-guide", f"{first}-follow-up@psp-guide"}


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


def test_topics_come_from_the_priorities_of_an_assessment(
    client: TestClient, assessments: AssessmentService
) -> None:
    identity, token = assessed(assessments, 0)
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
    identity, token = assessed(assessments, 0)
    empty, empty_token = assessed(assessments, None)
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


def test_old_trainings_are_forgotten(client: TestClient) -> None:
    made = client.post("/v1/trainings", json=BODY).json()
    service = client.app.state.services.trainings
    assert service.forget_older(1) == 0
    assert service.forget_older(0) == 1
    assert_problem(client.get(f"/v1/trainings/{made['id']}"), 404)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1999-12-31", "2100-01-01"])
def test_days_that_no_calendar_can_go_round_are_refused(client: TestClient, day: str) -> None:
    assert_problem(client.post("/v1/trainings", json=BODY | {"date": day}), 422, "/date")
    wish = {name: BODY[name] for name in ("audience", "minutes", "participants", "delivery")}
    series = wish | {"trainings": 12, "weeks_between": 13, "first_date": day}
    told = client.post("/v1/training-series", json=series)
    assert_problem(told, 422, "/first_date")
    assert "datetime" not in told.text


@pytest.mark.parametrize("day", ["2000-01-01", "2099-12-31"])
def test_every_file_can_be_made_for_the_first_and_the_last_day(client: TestClient, day: str) -> None:
    made = client.post("/v1/trainings", json=BODY | {"date": day}).json()
    assert client.get(f"/v1/trainings/{made['id']}/calendar.ics").status_code == 200
    wish = {name: BODY[name] for name in ("audience", "minutes", "participants", "delivery")}
    first = min(day, "2096-12-31")
    series = client.post(
        "/v1/training-series", json=wish | {"trainings": 12, "weeks_between": 13, "first_date": first}
    ).json()
    assert client.get(f"/v1/training-series/{series['id']}/calendar.ics").status_code == 200


@pytest.mark.parametrize("slot", ["9" * 5000, "-1", "1e3", "", "٣" * 5000])
def test_a_slot_that_is_no_number_of_ours_is_no_fault(client: TestClient, slot: str) -> None:
    made = client.post("/v1/trainings", json=BODY).json()
    told = client.post(f"/train/{made['id']}/swap", data={"slot": slot, "activity_id": "x"})
    assert told.status_code == 422
