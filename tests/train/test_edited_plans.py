"""An edited plan promises what is left in it, and says where it no longer keeps what we plan by."""

import datetime as dt
import re

import pytest
from fastapi.testclient import TestClient

from api.train.editor import Editor
from api.train.edits import EditRequest, LineWish
from api.train.errors import EditRefused
from api.train.exports.blocks import reference_line, texts
from api.train.exports.deck import deck
from api.train.exports.documents import DOCUMENTS, document
from api.train.files import make_file, offered
from api.train.lines import stored_lines
from api.train.planner import Planner
from api.train.remarks import remarks
from api.train.training import Training
from tests.train.conftest import wish
from tests.train.wishes import USUAL

STAMP = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def half_day(planner: Planner) -> Training:
    return planner.plan(wish(minutes=210, participants=12, start="09:00", date="2027-01-14"), "half")


def without(training: Training, number: int) -> EditRequest:
    """The lines of a plan but those of the objective with that number."""
    kept = [at for at, line in enumerate(stored_lines(training)) if line.goal != number]
    return EditRequest(lines=tuple(LineWish(line=at) for at in kept))


def read(training: Training) -> str:
    """All words of all files that are not packed, and of the slides."""
    told = [text for kind in DOCUMENTS for text in texts(document(training, kind))]
    told += [text for s in deck(training) for text in (s.title, *s.lines, *s.right, s.notes)]
    names = [n for n in offered(training) if n.endswith((".gift", ".ics"))]
    told += [make_file(training, name, "https://x.example", STAMP).data.decode() for name in names]
    return "\n".join(told).replace("\r\n ", "")


def test_an_objective_of_which_nothing_is_left_is_promised_nowhere(
    planner: Planner, half_day: Training
) -> None:
    editor = Editor(planner)
    topics = [objective.topic for objective in half_day.objectives]
    alone = next(at for at, topic in enumerate(topics) if topics.count(topic) == 1)
    gone = half_day.objectives[alone]
    new = editor.edit(half_day, without(half_day, alone), "new")

    assert [o.id for o in new.objectives] == [o.id for o in half_day.objectives if o != gone]
    assert gone.topic not in {topic.id for topic in new.topics}
    assert gone.topic not in {question.topic for question in new.quiz}
    assert all(objective.checked_by for objective in new.objectives)
    said = [entry for entry in new.left_out if gone.text in entry.what]
    assert [entry.why for entry in said] == ["All that was planned for it was removed."]
    files = read(new.model_copy(update={"left_out": ()}))
    for words in (gone.text, gone.task, *(line.text for line in gone.look_for)):
        assert words in read(half_day)
        assert words not in files
    # what is left still serves the same objectives, and can be edited on
    before = [i.objective_id for i in half_day.agenda if i.objective_id != gone.id]
    assert [i.objective_id for i in new.agenda] == before
    again = editor.edit(new, EditRequest(lines=tuple(LineWish(line=n) for n in range(len(new.agenda)))), "x")
    assert again.agenda == new.agenda


def test_a_plan_without_any_objective_is_refused(planner: Planner, half_day: Training) -> None:
    lines = stored_lines(half_day)
    bare = tuple(LineWish(line=at) for at, line in enumerate(lines) if line.goal < 0)
    with pytest.raises(EditRefused, match="nothing is left of any of them"):
        Editor(planner).edit(half_day, EditRequest(lines=bare), "new")


def remarked(training: Training) -> str:
    return "\n".join(cited.text for cited in training.advice)


def test_a_plan_that_nobody_edited_has_no_remarks(half_day: Training, long_training: Training) -> None:
    for training in (half_day, long_training):
        for words in ("without a break", "move it to", "Nothing in the plan checks"):
            assert words not in remarked(training)


def test_what_an_edit_upsets_is_told_in_the_plan(planner: Planner, half_day: Training) -> None:
    editor, lines = Editor(planner), stored_lines(half_day)
    work = [at for at, line in enumerate(lines) if line.kind != "break"]
    unbroken = editor.edit(half_day, EditRequest(lines=tuple(LineWish(line=at) for at in work)), "new")
    assert f"people work for {unbroken.minutes} minutes without a break" in remarked(unbroken)
    assert "no stretch of more than 90" in remarked(unbroken)

    early = [0, len(lines) - 1, *range(1, len(lines) - 1)]
    moved = editor.edit(half_day, EditRequest(lines=tuple(LineWish(line=at) for at in early)), "new")
    assert f"The evaluation “{moved.agenda[1].activity}” at {moved.agenda[1].start} comes before" in remarked(
        moved
    )
    late = [*range(1, len(lines)), 0]
    moved = editor.edit(half_day, EditRequest(lines=tuple(LineWish(line=at) for at in late)), "new")
    assert f"The opening “{moved.agenda[-1].activity}”" in remarked(moved)

    checks = [
        at for at, line in enumerate(lines) if not (line.goal == 0 and line.kind in ("practise", "check"))
    ]
    told = editor.edit(half_day, EditRequest(lines=tuple(LineWish(line=at) for at in checks)), "new")
    assert f"Nothing in the plan checks this objective: {told.objectives[0].text}." in remarked(told)
    assert "(checked by: )" not in read(told)
    assert any(remarked(told).splitlines()[0] in text for text in texts(document(told, "plan")))


def test_where_nothing_is_taught_an_opening_is_out_of_no_place(half_day: Training) -> None:
    ends = [item for item in half_day.agenda if item.kind in ("open", "close", "evaluate")]
    assert remarks(ends[::-1], (), 90) == []


def test_what_was_left_out_speaks_of_the_minutes_that_were_asked_for(
    planner: Planner, half_day: Training
) -> None:
    new = Editor(planner).edit(half_day, without(half_day, 0), "new")
    why = next(entry.why for entry in new.left_out if "minutes" in entry.why)
    assert new.minutes != 210
    assert why.startswith("The 210 minutes that were asked for had room for ")


def marks_in(words: str) -> list[int]:
    return list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", words)))


def test_a_plan_lists_what_it_cites_in_the_order_of_use(half_day: Training, long_training: Training) -> None:
    for training in (half_day, long_training):
        for kind in DOCUMENTS:
            told = "\n".join(texts(document(training, kind)))
            body, _, listed = told.rpartition("\nSources\n")
            assert marks_in(body) == marks_in(listed) == list(range(1, len(marks_in(listed)) + 1))


def test_slides_list_what_they_cite_in_the_order_of_use(half_day: Training) -> None:
    slides = deck(half_day)
    used = "\n".join(slide.notes for slide in slides if not slide.title.startswith("Sources"))
    listed = next(slide.notes for slide in slides if slide.title.startswith("Sources"))
    assert marks_in(used) == marks_in(listed) == list(range(1, len(marks_in(listed)) + 1))


def test_the_page_lists_what_it_cites_in_the_order_of_use(client: TestClient) -> None:
    made = client.post("/v1/trainings", json=USUAL).json()
    page = client.get(f"/train/{made['id']}").text
    used = list(dict.fromkeys(re.findall(r'href="#reference-(\d+)"', page)))
    listed = re.findall(r'id="reference-(\d+)"', page)
    assert used == listed == [str(n) for n in range(1, len(listed) + 1)]


def test_a_number_in_brackets_that_somebody_typed_stays(planner: Planner, half_day: Training) -> None:
    lines = tuple(LineWish(line=at) for at in range(len(half_day.agenda)))
    own = LineWish(kind="own", title="Room [9999]", note="see [9999]")
    new = Editor(planner).edit(half_day, EditRequest(lines=(*lines, own)), "new")
    assert "see [9999]" in "\n".join(texts(document(new, "plan")))
    assert "see [9999]" in "\n".join(slide.notes for slide in deck(new))


def test_no_full_stop_follows_a_question_mark(planner: Planner, half_day: Training) -> None:
    lines = [LineWish(line=at) for at in range(len(half_day.agenda))]
    at = next(n for n, item in enumerate(half_day.agenda) if item.sheets)
    lines[at] = LineWish(line=at, title="What now?")
    new = Editor(planner).edit(half_day, EditRequest(lines=tuple(lines)), "new")
    assert f"{new.agenda[at].start} What now? " in read(new)
    asked = new.references[0].model_copy(
        update={"source": new.references[0].source.model_copy(update={"title": "What is a PSP?"})}
    )
    assert "What is a PSP? " in reference_line(asked)
    assert not re.search(r"[?!]\.(?!\.)", read(new))
