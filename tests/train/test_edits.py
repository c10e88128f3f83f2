"""Editing a plan: minutes add up whatever is done, and what cannot be done is refused with its place."""

import itertools
from datetime import datetime

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.train.edit_form import read_edit
from api.train.editor import Editor
from api.train.edits import EditRequest, LineWish
from api.train.errors import EditRefused
from api.train.exports.documents import DOCUMENTS
from api.train.exports.pptx_file import pptx_bytes
from api.train.lines import stored_lines
from api.train.planner import Planner
from api.train.training import Training
from tests.train.conftest import wish
from tests.train.visitor import BODY, assert_problem


@pytest.fixture(scope="module")
def editor(planner: Planner) -> Editor:
    return Editor(planner)


def keep(training: Training, **changes: object) -> list[LineWish]:
    """Every line as it is."""
    return [LineWish.model_validate({"line": at} | changes) for at in range(len(training.agenda))]


def sound(training: Training) -> None:
    """Each line begins where the one before ends, steps fill their item, slots are numbered in order."""
    clock = [
        (datetime.strptime(i.start, "%H:%M"), datetime.strptime(i.end, "%H:%M"), i) for i in training.agenda
    ]
    for (_, end, _), (start, _, _) in itertools.pairwise(clock):
        assert end == start
    for start, end, item in clock:
        assert (end - start).seconds == item.minutes * 60
        assert not item.steps or sum(step.minutes for step in item.steps) == item.minutes
    assert training.minutes == sum(item.minutes for item in training.agenda)
    slots = [item.slot for item in training.agenda if item.slot is not None]
    assert slots == list(range(len(slots)))


def test_saying_nothing_new_changes_no_line(editor: Editor, training: Training) -> None:
    same = editor.edit(training, EditRequest(lines=tuple(keep(training))), "new")
    assert [(i.start, i.activity, i.minutes) for i in same.agenda] == [
        (i.start, i.activity, i.minutes) for i in training.agenda
    ]
    assert same.earlier[-1].id == training.id
    assert same.earlier[-1].change == "nothing"


def test_a_line_that_is_moved_is_named_and_no_other(editor: Editor, training: Training) -> None:
    names, lines = [item.activity for item in training.agenda], keep(training)

    def change(*order: int) -> str:
        said = editor.edit(training, EditRequest(lines=tuple(lines[at] for at in order)), "new")
        return said.earlier[-1].change

    rest = range(len(lines))
    assert change(*rest[1:], 0) == f"moved “{names[0]}”"
    assert change(rest[-1], *rest[:-1]) == f"moved “{names[-1]}”"
    # of two neighbours nobody can tell which one was moved
    assert change(0, 2, 1, *rest[3:]) == f"“{names[1]}” and “{names[2]}” changed places"
    assert change(*rest[:2], *rest[3:]) == f"removed “{names[2]}”"


def test_a_name_that_is_typed_as_it_was_is_no_new_name(editor: Editor, training: Training) -> None:
    lines = [
        wish.model_copy(update={"title": item.activity})
        for wish, item in zip(keep(training), training.agenda, strict=True)
    ]
    same = editor.edit(training, EditRequest(lines=tuple(lines)), "new")
    assert same.earlier[-1].change == "nothing"


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_row_of_edits_keeps_the_plan_sound(
    editor: Editor, training: Training, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        lines = keep(training)
        desk, stored = editor.desk(training), stored_lines(training)
        order = data.draw(st.permutations(range(len(lines))))
        lines = [lines[at] for at in order][: data.draw(st.integers(3, len(lines)))]
        lines = [
            w.model_copy(update={"minutes": data.draw(st.integers(*desk.bounds(stored[w.line or 0])))})
            for w in lines
        ]
        if data.draw(st.booleans()):
            chosen = data.draw(st.sampled_from(desk.addable()))
            lines.insert(data.draw(st.integers(0, len(lines))), LineWish(activity_id=chosen[0]))
        if data.draw(st.booleans()):
            lines.append(LineWish(kind="own", title="Ours", minutes=data.draw(st.integers(1, 240))))
        if all(stored[w.line].goal < 0 for w in lines if w.line is not None):
            continue  # nothing is left of any objective, which is refused
        training = editor.edit(training, EditRequest(lines=tuple(lines)), "new")
        sound(training)
    for document in DOCUMENTS.values():
        document(training)
    assert pptx_bytes(training)


def test_sharing_out_keeps_what_is_locked(editor: Editor, training: Training) -> None:
    lines = keep(training)
    at = next(n for n, item in enumerate(training.agenda) if item.kind == "practise")
    low, high = editor.desk(training).bounds(stored_lines(training)[at])
    lines[at] = LineWish(line=at, minutes=low if training.agenda[at].minutes != low else high, locked=True)
    lines.insert(1, LineWish(kind="own", title="Words of the chair", minutes=9))
    fitted = editor.edit(training, EditRequest(lines=tuple(lines), fit=True), "new")
    assert fitted.minutes == training.request.minutes
    assert fitted.agenda[at + 1].minutes == lines[at + 1].minutes
    assert fitted.agenda[1].minutes == 9
    sound(fitted)


def test_a_plan_that_cannot_fit_says_by_how_much(editor: Editor, training: Training) -> None:
    lines = [*keep(training), *[LineWish(kind="own", title=f"Block {n}", minutes=200) for n in range(2)]]
    with pytest.raises(EditRefused, match=r"cannot be made to fit \d+ minutes: \d+ are breaks"):
        editor.edit(training, EditRequest(lines=tuple(lines), fit=True), "new")


def test_an_edited_plan_swaps_without_moving_anything_else(editor: Editor, training: Training) -> None:
    edited = editor.edit(training, EditRequest(lines=tuple(keep(training))), "one")
    item = next(i for i in edited.agenda if i.alternatives)
    assert item.slot is not None
    swapped = editor.swap(edited, item.slot, item.alternatives[0].id, "two")
    assert [i.start for i in swapped.agenda] == [i.start for i in edited.agenda]
    assert swapped.agenda[edited.agenda.index(item)].activity_id == item.alternatives[0].id
    sound(swapped)


def test_a_training_from_before_there_were_lines_can_be_edited(editor: Editor, training: Training) -> None:
    outline = training.outline.model_copy(update={"lines": ()})
    old = training.model_copy(update={"outline": outline})
    assert stored_lines(old) == training.outline.lines
    sound(editor.edit(old, EditRequest(lines=tuple(keep(old))), "new"))


@pytest.mark.parametrize("changes", [{"minutes": 60}, {"participants": 6}, {"delivery": "online"}])
def test_a_new_plan_keeps_what_is_locked_or_says_that_it_does_not(
    editor: Editor, training: Training, changes: dict[str, object]
) -> None:
    locked = editor.edit(training, EditRequest(lines=tuple(keep(training, locked=True))), "one")
    request = wish(**(training.request.model_dump() | changes))
    new = editor.anew(locked, request, "two", ())
    sound(new)
    kept = {i.activity for i in new.agenda if i.locked}
    lost = {entry.what for entry in new.left_out if entry.why.startswith("It was locked")}
    assert kept
    assert {i.activity for i in locked.agenda} == kept | lost


def test_another_start_or_day_moves_an_edited_plan_as_it_is(editor: Editor, training: Training) -> None:
    lines = [*keep(training), LineWish(kind="own", title="Ours", minutes=12)]
    lines[0] = LineWish(line=0, title="Welcome by the chair")
    edited = editor.edit(training, EditRequest(lines=tuple(lines)), "one")
    later = EditRequest.model_validate({"start": "13:00", "date": "2027-02-01"})
    moved = editor.edit(edited, later, "two")
    sound(moved)
    assert [(i.activity, i.minutes) for i in moved.agenda] == [(i.activity, i.minutes) for i in edited.agenda]
    assert (moved.start, str(moved.request.date)) == ("13:00", "2027-02-01")
    assert moved.earlier[-1].change == "start 09:30 to 13:00; day 1 February 2027"
    # asking for the same anew at another time is no other wish, whether or not the form names the topics
    for topics in (edited.request.topics, tuple(reversed(edited.request.topics))):
        request = wish(start="13:00", date="2027-02-01", topics=topics)
        again = editor.anew(edited, request, "three", ())
        assert again.agenda == moved.agenda
    dateless = editor.edit(moved, EditRequest.model_validate({"date": None}), "four")
    assert dateless.request.date is None
    assert dateless.agenda == moved.agenda


def test_start_and_day_can_be_changed_where_the_lines_are(client: TestClient) -> None:
    first = client.post("/v1/trainings", json=BODY).json()
    count = len(first["agenda"])
    form = {"do": "own", "own_title": "Ours", "own_minutes": "9", "start": "14:00", "date": "2027-01-29"}
    sent = client.post(f"/train/{first['id']}/edit", data=form, follow_redirects=False)
    page = client.get(sent.headers["location"]).text
    assert 'name="start" type="time" value="14:00"' in page
    assert 'name="date" type="date" value="2027-01-29"' in page
    made = client.get(f"/v1/trainings/{sent.headers['location'].split('/')[-1].split('#')[0]}").json()
    assert (len(made["agenda"]), made["start"]) == (count + 1, "14:00")
    wrong = client.post(f"/train/{first['id']}/edit", data=form | {"start": "soon"})
    assert wrong.status_code == 422
    assert "such as 09:30" in wrong.text
    assert 'value="Ours"' in wrong.text


def test_the_form_for_another_start_keeps_the_edited_plan(client: TestClient) -> None:
    first = client.post("/v1/trainings", json=BODY).json()
    lines = [{"line": n} for n in range(len(first["agenda"]))] + [
        {"kind": "own", "title": "Ours", "minutes": 5}
    ]
    edited = client.post(f"/v1/trainings/{first['id']}/edits", json={"lines": lines}).json()
    # the form names the topics that were suggested
    topics = [topic["id"] for topic in edited["topics"]]
    form = {name: str(value) for name, value in BODY.items()} | {
        "level": "introductory", "seed": "0", "start": "11:00", "around": edited["id"], "topics": topics,
    }  # fmt: skip
    assert "Ours" in client.post("/train/preview", data=form).text
    sent = client.post("/train", data=form, follow_redirects=False)
    made = client.get("/v1" + sent.headers["location"].replace("/train/", "/trainings/")).json()
    assert [i["activity"] for i in made["agenda"]] == [i["activity"] for i in edited["agenda"]]
    assert made["start"] == "11:00"
    form["minutes"] = "120"  # another wish: planned anew
    sent = client.post("/train", data=form, follow_redirects=False)
    assert "Ours" not in client.get(sent.headers["location"]).text.partition("Versions (")[0]


def test_the_api_edits_under_a_new_address(client: TestClient) -> None:
    first = client.post("/v1/trainings", json=BODY).json()
    count = len(first["agenda"])
    lines = [{"line": n} for n in range(count) if n != 1] + [{"kind": "own", "title": "Ours", "minutes": 5}]
    reply = client.post(f"/v1/trainings/{first['id']}/edits", json={"lines": lines})
    assert reply.status_code == 201
    assert reply.headers["location"] != f"/v1/trainings/{first['id']}"
    assert reply.json()["agenda"][-1]["activity"] == "Ours"
    assert reply.json()["earlier"][-1]["id"] == first["id"]
    assert client.get(f"/v1/trainings/{first['id']}").json()["agenda"] == first["agenda"]


@pytest.mark.parametrize(
    ("lines", "pointer"),
    [
        ([{"line": 0}, {"line": 0}], "/lines"),
        ([{"line": 59}], "/lines/0/line"),
        ([{"line": 0, "minutes": 400}], "/lines/0/minutes"),
        ([{"line": 0}, {"activity_id": "activities/none"}], "/lines/1/activity_id"),
        ([{"line": 0}, {"kind": "own"}], "/lines/1/title"),
        ([{"kind": "own", "title": "Ours"}], "/lines"),
    ],
)
def test_the_api_says_what_is_wrong_and_where(
    client: TestClient, lines: list[dict[str, object]], pointer: str
) -> None:
    first = client.post("/v1/trainings", json=BODY).json()
    assert_problem(client.post(f"/v1/trainings/{first['id']}/edits", json={"lines": lines}), 422, pointer)


@pytest.mark.parametrize(
    "lines", [[], [{}], [{"line": 0, "kind": "own"}], [{"line": -1}], [{"line": 0, "minutes": 0}], "x"]
)
def test_a_body_of_another_shape_is_refused(client: TestClient, lines: object) -> None:
    first = client.post("/v1/trainings", json=BODY).json()
    assert client.post(f"/v1/trainings/{first['id']}/edits", json={"lines": lines}).status_code == 422
    assert client.post(f"/v1/trainings/{first['id']}/edits", json={}).status_code == 422


@pytest.mark.parametrize(
    ("line", "place", "order"),
    [
        ("1", "3", [0, 2, 3, 1, 4]),
        ("3", "0", [3, 0, 1, 2, 4]),
        ("2", "99", [0, 1, 3, 4, 2]),
        ("2", "", [0, 1, 2, 3, 4]),
        ("2", "-1", [0, 1, 2, 3, 4]),
        ("99", "1", [0, 1, 2, 3, 4]),
    ],
)
def test_a_dragged_line_goes_to_its_place_and_odd_places_do_no_harm(
    line: str, place: str, order: list[int]
) -> None:
    wish, at = read_edit({"do": f"to:{line}", "to": place}, 5)
    assert [wished.line for wished in wish.lines] == order
    assert 0 <= at < 5


@pytest.mark.parametrize("pressed", ["remove:-1", "remove:5", "remove:", "remove:x", "up:9", "down:-3"])
def test_a_button_of_a_line_that_is_not_there_changes_no_line(pressed: str) -> None:
    wish, _ = read_edit({"do": pressed, "title.1": "Typed"}, 5)
    assert [wished.line for wished in wish.lines] == [0, 1, 2, 3, 4]
    assert wish.lines[1].title == "Typed"
