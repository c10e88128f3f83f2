"""Short addresses: each leads to its document or source, as somebody types it from paper, and stays."""

import pytest
from fastapi.testclient import TestClient

from api.frame.short_address import ALPHABET, LENGTH, code_of
from api.services import Services
from api.web.pages_short import targets


def test_no_two_documents_or_sources_share_a_code(services: Services) -> None:
    known = services.knowledge
    assert len(targets(known)) == len(known.documents) + len(known.sources)
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in targets(known))


@pytest.mark.parametrize("typed", [str.lower, str.upper, lambda code: f" {code} "])
def test_a_document_is_reached_as_it_is_typed(client: TestClient, typed: object) -> None:
    code = code_of("process/how-to-start")
    reply = client.get(f"/s/{typed(code)}", follow_redirects=False)  # type: ignore[operator]
    assert (reply.status_code, reply.headers["location"]) == (302, "/knowledge/process/how-to-start")


def test_look_alikes_are_forgiven(client: TestClient, services: Services) -> None:
    for code, there in targets(services.knowledge).items():
        if set(code) & {"0", "1"} and there.startswith("/"):
            wrong = code.replace("0", "O").replace("1", "l")
            assert client.get(f"/s/{wrong}", follow_redirects=False).headers["location"] == there
            return
    raise AssertionError("no code with 0 or 1")


def test_sources_lead_to_their_publisher_or_to_what_is_known_of_them(
    client: TestClient, services: Services
) -> None:
    sources = services.knowledge.sources.values()
    for source in (next(s for s in sources if s.url), next(s for s in sources if not s.url)):
        reply = client.get(f"/s/{code_of(f'sources/{source.id}')}", follow_redirects=False)
        assert reply.headers["location"] == (source.url or f"/knowledge?source={source.id}")


def test_codes_that_were_printed_stay() -> None:
    # on paper they cannot be changed any more
    assert code_of("process/how-to-start") == "fvs60t"
    assert code_of("sources/equal-lessons-2007") == "fajveq"


def test_a_code_that_is_none_says_what_to_do(client: TestClient) -> None:
    reply = client.get("/s/zzzzzz", headers={"accept": "text/html"})
    assert reply.status_code == 404
    assert "Compare it with the paper" in reply.text
