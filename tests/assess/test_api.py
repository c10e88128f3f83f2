from collections.abc import Callable
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from api.assess.loader import Library, version_key
from kb.safe_yaml import values_in

Problem = Callable[..., dict[str, Any]]
Begin = Callable[..., Any]
QUESTIONNAIRES = Path(__file__).parents[2] / "corpus" / "questionnaires"


def questions_of(client: TestClient, name: str = "psp-readiness") -> list[dict[str, Any]]:
    body = client.get(f"/v1/questionnaires/{name}").json()
    return [question for dimension in body["dimensions"] for question in dimension["questions"]]


def test_questionnaires_are_listed_readiness_first_and_newest(client: TestClient, library: Library) -> None:
    listed = client.get("/v1/questionnaires").json()["questionnaires"]
    assert [entry["id"] for entry in listed] == ["psp-readiness", "psp-options-check"]
    for entry in listed:
        assert entry["version"] == max(entry["versions"], key=version_key)
        assert set(entry["versions"]) == set(library.questionnaires[entry["id"]])


def test_a_questionnaire_has_the_shape_of_the_contract(client: TestClient) -> None:
    body = client.get("/v1/questionnaires/psp-readiness").json()
    assert body["id"] == "psp-readiness"
    for question in questions_of(client):
        assert all({"id", "text", "value"} <= set(option) for option in question["options"])
        assert [option["value"] for option in question["options"]] == [0, 1, 2, 3, None, None]


def test_wording_fits_the_sector_and_leaves_out_what_is_not_asked(client: TestClient) -> None:
    body = client.get("/v1/questionnaires/psp-readiness", params={"sector": "service-user"}).json()
    asked = {q["id"]: q["text"] for d in body["dimensions"] for q in d["questions"]}
    assert asked["agreed-problem"] == "Do the organisations see the same problem that you see?"
    assert "bidders-information" not in asked


def test_people_who_use_the_service_read_steps_of_their_own(client: TestClient) -> None:
    """Neither steps nor criteria of the organisations reach them; all others read the common ones."""

    def options(sector: str) -> list[dict[str, Any]]:
        body = client.get("/v1/questionnaires/psp-readiness", params={"sector": sector}).json()
        found = next(q for d in body["dimensions"] for q in d["questions"] if q["id"] == "equal-say")
        return [option for option in found["options"] if option["kind"] == "level"]

    theirs, ours = options("service-user"), options("public")
    assert theirs[0]["text"] == "They decide; we hear of it."
    assert not any(option["criteria"] for option in theirs)
    assert ours[0]["text"] == "One partner decides."
    assert ours[2]["criteria"]
    assert [option["value"] for option in theirs] == [option["value"] for option in ours]


def test_an_unchanged_questionnaire_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/v1/questionnaires/psp-readiness")
    again = client.get("/v1/questionnaires/psp-readiness", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_published_schema_accepts_both_questionnaires_and_refuses_an_odd_key(client: TestClient) -> None:
    schema = client.get("/v1/questionnaires/schema").json()
    Draft202012Validator.check_schema(schema)
    for path in QUESTIONNAIRES.glob("*/[0-9].[0-9].yml"):
        data = values_in(path.read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(data)
        assert not Draft202012Validator(schema).is_valid(data | {"colour": "red"})


def test_five_members_from_start_to_report(client: TestClient, begin: Begin) -> None:
    team = begin(organisation="Strathmuir furniture")
    people = [team.invite(sector) for sector in ("public", "public", "third", "intermediary", "service-user")]
    questions = questions_of(client)
    for number, person in enumerate(people):
        answers = {q["id"]: {"option": q["options"][(number + n) % 4]["id"]} for n, q in enumerate(questions)}
        assert team.answer(person, answers=answers).status_code == 200
    report = team.report()
    assert len(report["dimensions"]) == 10
    for dimension in report["dimensions"]:
        assert {"id", "score", "of", "terms", "spread"} <= set(dimension)
        assert abs(dimension["score"] - sum(term["value"] for term in dimension["terms"])) < 1e-9
    ranges = [spread["range"] for spread in report["spread"]]
    assert ranges == sorted(ranges, reverse=True)
    assert {"question", "reason"} <= set(report["knock_outs"][0])
    for item in report["priorities"]:
        assert {"barrier", "mitigation", "first_action", "citations"} <= set(item)
        assert item["citations"], item["question"]
    assert report["plan"]["actions"][0]["action"] == report["priorities"][0]["first_action"]


def test_every_citation_of_a_priority_names_a_passage_that_exists(
    begin: Begin, client: TestClient, corpus: Any
) -> None:
    team = begin()
    lowest = {q["id"]: {"option": "not-yet"} for q in questions_of(client)}
    team.answer(team.invite(), answers=lowest)
    texts = {passage.id: passage.text for passage in corpus.passages}
    cited = [cite for item in team.report()["priorities"] for cite in item["citations"]]
    assert len(team.report()["priorities"]) == len(lowest)
    for cite in cited:
        assert cite["quote"] in texts[cite["passage_id"]]
        assert cite["url"] == f"/knowledge/{cite['passage_id']}"


def test_the_highest_answers_leave_nothing_to_do(begin: Begin, client: TestClient) -> None:
    team = begin()
    team.answer(team.invite(), answers={q["id"]: {"option": "kept-up"} for q in questions_of(client)})
    report = team.report()
    assert (report["knock_outs"], report["knock_outs_open"], report["priorities"]) == ([], [], [])
    assert all(d["score"] == d["of"] for d in report["dimensions"])


def test_the_second_questionnaire_needs_no_code(client: TestClient, begin: Begin) -> None:
    team = begin("psp-options-check")
    questions = questions_of(client, "psp-options-check")
    team.answer(team.invite("public"), answers={q["id"]: {"option": "for"} for q in questions})
    team.answer(team.invite("third"), answers={q["id"]: {"option": "against"} for q in questions})
    report = team.report()
    asked = client.get("/v1/questionnaires/psp-options-check").json()["dimensions"]
    halves = [1.5 * len(dimension["questions"]) for dimension in asked]  # the mean of 3 and 0, a question
    assert [d["score"] for d in report["dimensions"]] == halves
    assert all(item["citations"] for item in report["priorities"])
    for kind in ("html", "docx", "xlsx", "csv"):
        assert client.get(f"{team.url}/report.{kind}", headers=team.key).status_code == 200


def test_saves_are_partial_and_idempotent(begin: Begin) -> None:
    team = begin()
    person = team.invite()
    first = team.answer(person, answers={"agreed-problem": {"option": "started"}})
    again = team.answer(person, answers={"agreed-problem": {"option": "started"}})
    more = team.answer(person, answers={"equal-say": {"option": "in-place", "comment": "since May"}})
    assert (first.headers["etag"], again.headers["etag"], more.headers["etag"]) == ('"1"', '"1"', '"2"')
    assert set(more.json()["answers"]) == {"agreed-problem", "equal-say"}
    gone = team.answer(person, answers={"equal-say": {"option": None}})
    assert set(gone.json()["answers"]) == {"agreed-problem"}


def test_not_applicable_without_a_reason_is_kept_and_warned_of(begin: Begin) -> None:
    team = begin()
    reply = team.answer(team.invite(), answers={"agreed-problem": {"option": "not-applicable"}}).json()
    assert reply["warnings"][0]["pointer"] == "/answers/agreed-problem/comment"
    assert reply["answers"]["agreed-problem"]["option"] == "not-applicable"


def test_each_sees_their_own_result_and_the_whole_only_after_closing(
    begin: Begin, expect_problem: Problem
) -> None:
    team = begin()
    person, other = team.invite(), team.invite("third")
    team.answer(person, answers={"agreed-problem": {"option": "kept-up"}})
    team.answer(other, answers={"agreed-problem": {"option": "not-yet"}})
    key = {"Authorization": f"Bearer {person['token']}"}
    own = team.client.get(f"{team.url}/respondents/{person['id']}/report", headers=key).json()
    assert own["dimensions"][0]["terms"][0]["value"] == 3.0
    expect_problem(team.client.get(f"{team.url}/report", headers=key), 403)
    team.client.patch(team.url, json={"closed": True}, headers=team.key)
    whole = team.client.get(f"{team.url}/report", headers=key).json()
    assert whole["dimensions"][0]["terms"][0]["value"] == 1.5  # (3 + 0) / 2


def test_agreed_answers_take_the_place_of_means(begin: Begin) -> None:
    team = begin()
    for sector, option in (("public", "kept-up"), ("third", "not-yet")):
        team.answer(team.invite(sector), answers={"agreed-problem": {"option": option}})
    agreed = {"answers": {"agreed-problem": {"option": "started", "comment": "only half is written"}}}
    assert team.client.put(f"{team.url}/consensus", json=agreed, headers=team.key).status_code == 200
    report = team.report()
    assert (report["dimensions"][0]["terms"][0]["value"], report["dimensions"][0]["terms"][0]["basis"]) == (
        1.0,
        "agreed",
    )
    assert report["consensus"][0]["comment"] == "only half is written"


def test_the_second_of_two_editors_is_told(begin: Begin, expect_problem: Problem) -> None:
    team = begin()
    plan = f"{team.url}/plan"
    seen = team.client.get(plan, headers=team.key).headers["etag"]
    mine = {
        "actions": [
            {
                "action": "Write the memorandum",
                "owner": "Intermediary",
                "date": "2027-02-01",
                "measure": "signed",
            }
        ]
    }
    first = team.client.put(plan, json=mine, headers=team.key | {"If-Match": seen})
    assert (first.status_code, first.headers["etag"]) == (200, '"1"')
    theirs = {"actions": [{"action": "Something else"}]}
    expect_problem(team.client.put(plan, json=theirs, headers=team.key | {"If-Match": seen}), 412)
    expect_problem(team.client.put(plan, json=theirs, headers=team.key), 428)
    assert (
        team.client.put(plan, json=mine, headers=team.key).headers["etag"] == '"1"'
    )  # the same again is no overwrite
    assert team.report()["plan"]["actions"][0]["action"] == "Write the memorandum"
    assert team.client.put(plan, json=theirs, headers=team.key | {"If-Match": '"1"'}).status_code == 200


def test_a_later_assessment_is_compared_with_the_earlier_one(client: TestClient, begin: Begin) -> None:
    before = begin()
    before.answer(
        before.invite(), answers={"agreed-problem": {"option": "not-yet"}, "equal-say": {"option": "started"}}
    )
    body = {"questionnaire_id": "psp-readiness", "follows": before.id}
    started = client.post("/v1/assessments", json=body, headers=before.key)
    assert started.status_code == 201
    after = begin()
    after.id, after.url = started.json()["id"], f"/v1/assessments/{started.json()['id']}"
    after.key = {"Authorization": f"Bearer {started.json()['manage_token']}"}
    after.answer(after.invite(), answers={"agreed-problem": {"option": "in-place"}})
    trend = after.report()["trend"]
    assert [(d["id"], d["before"], d["after"]) for d in trend["dimensions"]] == [("shared-problem", 0.0, 2.0)]
    assert trend["not_comparable"]["equal-say"] == "No step was chosen, then or now."


def test_an_earlier_assessment_needs_its_own_token(
    client: TestClient, begin: Begin, expect_problem: Problem
) -> None:
    stranger = begin()
    body = {"questionnaire_id": "psp-readiness", "follows": begin().id}
    expect_problem(client.post("/v1/assessments", json=body, headers=stranger.key), 403)


def test_the_benchmark_shows_nothing_below_five(client: TestClient, begin: Begin) -> None:
    address = "/v1/questionnaires/psp-readiness/benchmark"
    for number in range(5):
        assert client.get(address).json()["figures"] == []
        team = begin(share_benchmark=True, organisation=f"Secret {number}")
        # one question of four would be too few for a share
        given = {"option": "kept-up" if number else "not-yet"}
        team.answer(team.invite(), answers=dict.fromkeys(("agreed-problem", "agreed-outcomes"), given))
        client.patch(team.url, json={"closed": True}, headers=team.key)
    reply = client.get(address)
    # shares 0, 1, 1, 1, 1: mean 0.8
    assert reply.json()["figures"] == [
        {"dimension": "shared-problem", "group": "all", "mean_share": 0.8, "n": 5}
    ]
    assert "Secret" not in reply.text


def test_everything_can_be_taken_along_and_deleted(begin: Begin, expect_problem: Problem) -> None:
    team = begin(organisation="Strathmuir")
    person = team.invite("third", "housing")
    team.answer(person, answers={"agreed-problem": {"option": "started", "comment": "since May"}})
    everything = team.client.get(f"{team.url}/export", headers=team.key)
    assert everything.json()["responses"][0]["answers"]["agreed-problem"]["comment"] == "since May"
    assert person["token"] not in everything.text
    assert team.token not in everything.text
    assert team.client.delete(team.url, headers=team.key).status_code == 204
    expect_problem(team.client.get(f"{team.url}/report", headers=team.key), 404)
    expect_problem(team.answer(person, answers={"agreed-problem": {"option": "started"}}), 404)
