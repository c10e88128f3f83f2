"""Bodies and addresses of very many parts are refused before anything parses them; full ones are taken."""

import json
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.assess import answers as looking
from api.assess.answers import LOOKED_THROUGH_AT_ONCE, MAX_COMMENT, Answer, personal_data
from api.assess.plan import MAX_ACTIONS
from api.assess.schemas import MAX_ANSWERS
from api.doors.guards import MOST_BYTES
from api.doors.many_parts import FORM, MOST_FIELDS, has_too_many_values
from api.drill.slow_bodies import Slow, slow_bodies
from tests.doors.conftest import ADMIN, MakeClient

JSON = "application/json"
MANY = [slow for slow in slow_bodies({}) if not slow.name.startswith("comments")]
# what has one part alone is parsed, which is quick, and then refused or not read
OF_ONE_PART = ("a number of many figures", "a form with a long field", "an address with a long field")


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client(rate_per_minute=1_000_000)


def values_in(value: Any) -> int:
    """Openings of lists and objects, and commas, in `value` as JSON."""
    if not isinstance(value, (list, dict)):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(0, len(value) - 1) + sum(map(values_in, inner))


@pytest.mark.parametrize("slow", MANY, ids=lambda slow: slow.name)
def test_many_parts_are_refused_at_every_door_that_takes_a_body(client: TestClient, slow: Slow) -> None:
    assert len(slow.body.content) <= MOST_BYTES  # else it would be refused for its size
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method in set(methods) & {"post", "put", "patch"}:
            address = re.sub(r"\{[^}]+\}", "x", path) + slow.query
            kind = {"content-type": slow.body.kind}
            reply = client.request(method, address, content=slow.body.content, headers=ADMIN | kind)
            if slow.name in OF_ONE_PART:
                assert reply.status_code < 500, (method, path)
            else:
                assert reply.status_code == 413, (method, path, reply.status_code)
                assert reply.json()["title"] == "Too large"


def test_an_address_of_many_fields_is_refused_where_it_is_only_read(client: TestClient) -> None:
    fits, too_many = ("?" + "&".join(["a"] * number) for number in (MOST_FIELDS, MOST_FIELDS + 1))
    for path in ("/v1/documents", "/", "/map"):
        assert [client.get(path + query).status_code for query in (fits, too_many)] == [200, 413]


def test_what_is_full_but_no_more_is_read(client: TestClient) -> None:
    text = ('," [{}]: \\' * MAX_COMMENT)[:700]
    full = {f"q{number}": {"option": "level-1", "comment": text} for number in range(MAX_ANSWERS)}
    actions = [
        {"text": text, "owner": text, "due": "2027-01-01", "measure": text, "barrier": text, "done": False}
    ] * MAX_ACTIONS
    for path, body in (
        ("/v1/assessments/x/respondents/y/answers", {"answers": full}),
        ("/v1/assessments/x/consensus", {"answers": full}),
        ("/v1/assessments/x/plan", {"actions": actions}),
    ):
        for content in (json.dumps(body), json.dumps(body, ensure_ascii=False)):
            reply = client.put(path, content=content[: MOST_BYTES - 1], headers={"content-type": JSON})
            assert reply.status_code != 413, path


def test_a_form_with_as_many_fields_as_it_may_have_is_read(client: TestClient) -> None:
    form = "&".join(f"a{number}=1" for number in range(MOST_FIELDS))
    reply = client.post("/assess/start", content=form, headers={"content-type": FORM})
    assert reply.status_code not in (413, 500)


@given(
    st.recursive(
        st.none() | st.integers() | st.text('ab,[]{}:"\\\n é', max_size=12),
        lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text('a,"[\\', max_size=4), inner),
        max_leaves=40,
    ),
    st.integers(1, 40),
    st.booleans(),
)
def test_values_are_counted_whatever_stands_in_texts(value: Any, most: int, is_ascii: bool) -> None:
    body = json.dumps(value, ensure_ascii=is_ascii).encode()
    assert has_too_many_values(body, most) == (values_in(value) > most)
    # of another encoding at least the values are counted, perhaps more
    assert has_too_many_values(json.dumps(value).encode("utf-16"), most) >= (values_in(value) > most)


def test_a_refusal_lists_no_more_faults_than_somebody_reads(client: TestClient) -> None:
    body = {"answers": {f"q{number}": 0 for number in range(MAX_ANSWERS)}}
    reply = client.put("/v1/assessments/x/respondents/y/answers", json=body)
    assert (reply.status_code, len(reply.json()["errors"])) == (422, 100)
    assert f"the first 100 of {MAX_ANSWERS}" in reply.json()["detail"]


def test_only_who_sends_very_much_waits_while_it_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    long = Answer(comment="a" * MAX_COMMENT)
    small = {str(number): long for number in range(LOOKED_THROUGH_AT_ONCE // MAX_COMMENT)}
    assert personal_data(small, confirmed=False) == []
    assert waited == []
    large = {str(number): long for number in range(64)} | {"last": Answer(comment="ring Mrs Baird")}
    assert [fault.pointer for fault in personal_data(large, confirmed=False)] == ["/answers/last/comment"]
    assert set(waited) == {looking.PAUSE_S}
    assert len(waited) >= 64 * MAX_COMMENT // LOOKED_THROUGH_AT_ONCE - 1
