"""Templates over HTTP and as pages."""

import io
import re
from typing import cast

import docx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.templates.sheet import CARE

IDS = ("exit-plan", "memorandum-of-understanding", "risk-register")


def test_the_list_names_every_template_and_its_files(client: TestClient) -> None:
    found = client.get("/v1/templates").json()["templates"]
    assert [one["title"] for one in found] == sorted(one["title"] for one in found)
    for one in found:
        assert {"id", "title", "summary", "stage", "for", "minutes", "url", "files"} == set(one)
        for address in (one["url"], *one["files"].values()):
            assert client.get(address).status_code == 200, address


def test_the_list_can_be_narrowed_to_a_stage(client: TestClient) -> None:
    found = client.get("/v1/templates", params={"stage": "decide"}).json()["templates"]
    assert found
    assert all("decide" in one["stage"] for one in found)
    assert client.get("/v1/templates", params={"stage": "dreaming"}).json() == {"templates": []}


@pytest.mark.parametrize("template_id", IDS)
def test_a_template_as_data_names_passages_that_exist(client: TestClient, template_id: str) -> None:
    body = client.get(f"/v1/templates/{template_id}").json()
    assert body["care"] == CARE
    for section in body["sections"]:
        for field in section["fields"]:
            assert field["citations"]
            assert bool(field["rows"]) == (field["kind"] == "from-graph")
            for citation in field["citations"]:
                document, _, heading = citation["passage_id"].partition("#")
                passages = client.get(f"/v1/documents/{document}").json()["passages"]
                assert citation["heading"] in [p["heading"] for p in passages if p["id"].endswith(heading)]


def test_files_come_with_their_type_and_name(client: TestClient) -> None:
    word = client.get("/v1/templates/exit-plan.docx")
    assert word.headers["content-type"].endswith("wordprocessingml.document")
    assert 'filename="exit-plan.docx"' in word.headers["content-disposition"]
    assert docx.Document(io.BytesIO(word.content)).paragraphs[0].text == "Exit plan"
    text = client.get("/v1/templates/exit-plan.md")
    assert text.headers["content-type"] == "text/markdown; charset=utf-8"
    assert text.text.startswith("# Exit plan\n")


@pytest.mark.parametrize("ending", ["", ".docx", ".md"])
def test_a_template_that_is_not_there_is_a_problem_with_advice(client: TestClient, ending: str) -> None:
    answer = client.get(f"/v1/templates/love-letter{ending}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/templates lists them" in answer.json()["detail"]


@pytest.mark.parametrize("template_id", IDS)
def test_a_page_explains_each_field_and_links_what_backs_it(client: TestClient, template_id: str) -> None:
    body = client.get(f"/v1/templates/{template_id}").json()
    page = client.get(f"/templates/{template_id}").text
    assert page.count("Made-up example:") == sum(
        field["example"] is not None for section in body["sections"] for field in section["fields"]
    )
    for section in body["sections"]:
        for field in section["fields"]:
            assert f'id="{field["id"]}"' in page
            for citation in field["citations"]:
                assert f'href="{citation["url"]}"' in page


def test_the_page_of_the_risk_register_narrows_page_and_files(client: TestClient) -> None:
    page = client.get("/templates/risk-register", params={"stage": "procure"}).text
    assert 'href="/v1/templates/risk-register.docx?stage=procure"' in page
    shown = re.search(r"<caption>(\d+) barriers of the stage", page)
    rows = client.get("/v1/templates/risk-register", params={"stage": "procure"}).json()["sections"][0]
    assert shown
    assert int(shown[1]) == len(rows["fields"][0]["rows"]) > 0


def test_a_stage_offers_its_templates(client: TestClient) -> None:
    for one in client.get("/v1/templates").json()["templates"]:
        for stage in ("decide", "prepare", "design", "pilot", "procure", "sustain"):
            linked = f'href="/templates/{one["id"]}"' in client.get(f"/start/{stage}").text
            assert linked == (stage in one["stage"]), (one["id"], stage)


def test_templates_are_found_from_the_start_and_from_the_knowledge(client: TestClient) -> None:
    for page in ("/start", "/knowledge"):
        assert 'href="/templates"' in client.get(page).text


def test_who_asks_for_a_template_is_told_of_it_or_led_to_its_subject(client: TestClient) -> None:
    """Each template lists how people ask for it; those wordings are not in the document that tells of it."""
    library = cast(FastAPI, client.app).state.services.templates
    desk = cast(FastAPI, client.app).state.services.desk
    asked = [(template, question) for template in library.templates for question in template.asked_as]
    told, led = [], []
    for template, question in asked:
        cited = [citation.passage_id for citation in desk.ask(question, None, None).citations]
        told.append(bool(cited) and cited[0].startswith("methods/templates#"))
        form = library.resting_on(cited)
        led.append(told[-1] or (form is not None and form.id == template.id))
    assert len(asked) >= 64
    assert sum(told) >= 0.7 * len(asked)
    assert sum(led) >= 0.85 * len(asked)
