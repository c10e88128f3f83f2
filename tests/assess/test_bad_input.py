"""Bad input to a self-assessment is named and changes nothing; each link opens its own thing alone."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.assess.answers import Answer
from api.assess.records import Start
from api.assess.service import AssessmentService
from api.storage.database import Database
from tests.databases import everything_in

Problem = Callable[..., dict[str, Any]]
Begin = Callable[..., Any]


@pytest.mark.parametrize(
    ("answers", "pointer", "words"),
    [
        ({"agreed-problem": {"option": "perhaps"}}, "/answers/agreed-problem/option", "no such option"),
        ({"agreed-problems": {"option": "started"}}, "/answers/agreed-problems", "There is no question"),
        ({"a/b~c": {"option": "started"}}, "/answers/a~1b~0c", "There is no question"),
        (
            {"agreed-problem": {"comment": "x" * 10_000}},
            "/answers/agreed-problem/comment",
            "shorten it to 2,000",
        ),
        (
            {"agreed-problem": {"comment": "ring 0141 496 0000"}},
            "/answers/agreed-problem/comment",
            "telephone",
        ),
        (
            {"agreed-problem": {"comment": "Fiona Baird of housing blocks this"}},
            "/answers/agreed-problem/comment",
            "name",
        ),
        (
            {"agreed-problem": {"option": "started", "colour": "red"}},
            "/answers/agreed-problem/colour",
            "xtra",
        ),
        ({"agreed-problem": {"option": 3}}, "/answers/agreed-problem/option", "string"),
    ],
)
def test_bad_answers_are_named_and_nothing_is_saved(
    begin: Begin, expect_problem: Problem, answers: dict[str, Any], pointer: str, words: str
) -> None:
    team = begin()
    person = team.invite()
    body = expect_problem(team.answer(person, answers={"equal-say": {"option": "started"}} | answers), 422)
    assert body["errors"][0]["pointer"] == pointer
    assert words in body["errors"][0]["detail"]
    assert team.report()["dimensions"][1]["terms"][1]["answered"] == 0


def test_personal_data_is_kept_once_confirmed(begin: Begin) -> None:
    team = begin()
    answers = {"agreed-problem": {"option": "started", "comment": "Mrs Baird of housing knows"}}
    person = team.invite()
    assert team.answer(person, answers=answers).status_code == 422
    assert team.answer(person, answers=answers, confirm_personal_data=True).status_code == 200


def test_a_label_is_a_role_and_no_name(begin: Begin, expect_problem: Problem) -> None:
    team = begin()
    body = {"sector": "public", "label": "Mr Baird"}
    assert (
        "Use a role"
        in expect_problem(team.client.post(f"{team.url}/respondents", json=body, headers=team.key), 422)[
            "detail"
        ]
    )


def test_a_question_of_another_version_is_told_so(service: AssessmentService) -> None:
    old = service.library.get("psp-readiness", "1.0")
    question = old.questions[0].model_copy(update={"id": "brand-new"})
    dimension = old.dimensions[0].model_copy(update={"questions": (question,)})
    newer = old.model_copy(update={"version": "1.1", "dimensions": (dimension,)})
    versions = {**service.library.questionnaires, "psp-readiness": {"1.0": old, "1.1": newer}}
    library = type(service.library)(versions, service.library.mappings)
    two = AssessmentService(service.database, library, service.guidance)
    assessment, token = two.start(Start("psp-readiness", version="1.0"))
    person, secret = two.invite(assessment, token, "public")
    with pytest.raises(Exception, match=r"It belongs to version 1\.1"):
        two.save(person, secret, {"brand-new": Answer(option="started")})


def test_html_in_a_comment_stays_text_everywhere(begin: Begin) -> None:
    team = begin(organisation='<img src=x onerror="a()">')
    hostile = '<script>alert(1)</script> =HYPERLINK("http://x")'
    person = team.invite()
    assert (
        team.answer(person, answers={"agreed-problem": {"option": "started", "comment": hostile}}).status_code
        == 200
    )
    page = team.client.get(f"{team.url}/report.html", headers=team.key)
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_after_closing_no_answer_is_taken(begin: Begin, expect_problem: Problem) -> None:
    team = begin()
    person = team.invite()
    team.client.patch(team.url, json={"closed": True}, headers=team.key)
    reply = team.answer(person, answers={"agreed-problem": {"option": "started"}})
    assert "closed" in expect_problem(reply, 409)["detail"]
    team.client.patch(team.url, json={"closed": False}, headers=team.key)
    assert team.answer(person, answers={"agreed-problem": {"option": "started"}}).status_code == 200


def test_a_revoked_link_opens_nothing_and_loses_nothing(begin: Begin, expect_problem: Problem) -> None:
    team = begin()
    person = team.invite()
    team.answer(person, answers={"agreed-problem": {"option": "started"}})
    assert team.client.delete(f"{team.url}/respondents/{person['id']}", headers=team.key).status_code == 204
    expect_problem(team.answer(person, answers={"agreed-problem": {"option": "kept-up"}}), 410)
    assert team.report()["dimensions"][0]["terms"][0]["value"] == 1.0
    renewed = team.client.post(f"{team.url}/respondents/{person['id']}/link", headers=team.key).json()
    expect_problem(team.answer(person, answers={}), 403)
    assert team.answer(renewed, answers={"agreed-problem": {"option": "kept-up"}}).status_code == 200


def test_tokens_open_their_own_thing_alone(begin: Begin, expect_problem: Problem) -> None:
    mine, theirs = begin(), begin()
    person, stranger = mine.invite(), theirs.invite()
    reads = ("", "/report", "/report.csv", "/plan", "/consensus", "/export")
    for key in (theirs.key, {"Authorization": f"Bearer {person['token']}"}, {"Authorization": "Bearer x"}):
        for path in reads:
            expect_problem(mine.client.get(f"{mine.url}{path}", headers=key), 403)
        expect_problem(mine.client.delete(mine.url, headers=key), 403)
        expect_problem(mine.client.put(f"{mine.url}/plan", json={"actions": []}, headers=key), 403)
    for path in reads:
        expect_problem(mine.client.get(f"{mine.url}{path}"), 401)
    answers = f"{mine.url}/respondents/{person['id']}/answers"
    for key in (mine.key, {"Authorization": f"Bearer {stranger['token']}"}):
        expect_problem(mine.client.put(answers, json={"answers": {}}, headers=key), 403)
    elsewhere = f"{theirs.url}/respondents/{person['id']}/answers"
    expect_problem(mine.client.get(elsewhere, headers={"Authorization": f"Bearer {person['token']}"}), 404)


def test_tokens_are_not_in_the_database(begin: Begin, database: Database) -> None:
    team = begin()
    person = team.invite()
    kept = everything_in(database.address)
    assert person["id"].encode() in kept
    assert person["token"].encode() not in kept
    assert team.token.encode() not in kept


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"actions": [{"action": ""}]}, "/actions/0/action"),
        ({"actions": [{"action": "x", "date": "31.12.2026"}]}, "/actions/0/date"),
        ({"actions": [{"action": "x" * 1001}]}, "/actions/0/action"),
        ({"actions": [{"action": "x"}] * 101}, "/actions"),
        ({"actions": [{"action": "x", "colour": "red"}]}, "/actions/0/colour"),
        ({}, "/actions"),
    ],
)
def test_a_bad_plan_says_where(
    begin: Begin, expect_problem: Problem, body: dict[str, Any], pointer: str
) -> None:
    team = begin()
    problem = expect_problem(team.client.put(f"{team.url}/plan", json=body, headers=team.key), 422)
    assert problem["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("tag", ["3", "W/3", '"x"', '"-1"', '"99999999999"'])
def test_an_odd_if_match_overwrites_nothing(begin: Begin, expect_problem: Problem, tag: str) -> None:
    team = begin()
    headers = team.key | {"If-Match": tag}
    expect_problem(
        team.client.put(f"{team.url}/plan", json={"actions": [{"action": "x"}]}, headers=headers), 412
    )


def test_an_unknown_stage_or_questionnaire_names_the_known_ones(
    client: TestClient, expect_problem: Problem
) -> None:
    assert (
        "psp-readiness"
        in expect_problem(client.post("/v1/assessments", json={"questionnaire_id": "x"}), 404)["detail"]
    )
    body = {"questionnaire_id": "psp-readiness", "stage": "party"}
    assert "prepare" in expect_problem(client.post("/v1/assessments", json=body), 422)["errors"][0]["detail"]
