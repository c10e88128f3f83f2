"""A further training of a series begins with what became of the actions from the one before."""

import re

import pytest
from fastapi.testclient import TestClient

from api.train.exports.deck import deck
from api.train.planner import Planner
from tests.train.conftest import wish

BACK = "activities/what-became"


@pytest.mark.parametrize("minutes", [30, 60, 210, 480])
@pytest.mark.parametrize("delivery", ["in-person", "online"])
@pytest.mark.parametrize("seed", [0, 1, 7, 23])
def test_a_training_that_continues_opens_with_the_actions(
    planner: Planner, minutes: int, delivery: str, seed: int
) -> None:
    for participants in (2, 3, 12, 55, 200):
        asked = {"minutes": minutes, "delivery": delivery, "seed": seed, "participants": participants}
        further = planner.plan(wish(**asked, continues=True), "x")
        assert further.agenda[0].activity_id == BACK
        assert any(further.agenda[0].task in slide.lines for slide in deck(further))
        first = planner.plan(wish(**asked), "x")
        assert BACK not in {item.activity_id for item in first.agenda}
        assert BACK not in {other.id for item in first.agenda for other in item.alternatives}


def test_only_the_first_of_a_series_opens_as_a_first_meeting(client: TestClient) -> None:
    body = {
        "audience": "mixed", "minutes": 420, "participants": 16, "delivery": "in-person", "trainings": 3,
        "first_date": "2027-02-01",
    }  # fmt: skip
    series = client.post("/v1/training-series", json=body).json()
    made = [client.get(f"/v1/trainings/{part['id']}").json() for part in series["trainings"]]
    assert [training["agenda"][0]["activity_id"] == BACK for training in made] == [False, True, True]
    # asked for anew from its page, it still continues the one before
    page = client.get(f"/train?around={made[1]['id']}").text
    assert 'name="continues" value="True"' in page
    assert 'name="continues"' not in client.get(f"/train?around={made[0]['id']}").text
    fields = {
        "audience": "mixed", "minutes": "300", "participants": "16", "delivery": "in-person",
        "start": "09:30", "level": "introductory", "continues": "True", "seed": "0",
    }  # fmt: skip
    reply = client.post("/train", data=fields, follow_redirects=False)
    assert reply.status_code == 303
    again = client.get("/v1/trainings/" + re.sub(r".*/train/", "", reply.headers["location"])).json()
    assert again["agenda"][0]["activity_id"] == BACK
