"""Questions that the sources do not answer: counted up, bounded, without who asked, on both databases."""

import datetime as dt
import threading

import pytest
from sqlalchemy import inspect

from api.storage.database import Database, now
from api.storage.gaps import Gap, GapRow, Gaps

SILENT = "not_in_knowledge_base"


def add(database: Database, *questions: str, most: int = 100) -> None:
    for question in questions:
        with database.writing() as session:
            Gaps(session, most).add(Gap(question, question.lower().rstrip("?"), SILENT, ("law/a#b",)))


def kept(database: Database) -> dict[str, int]:
    with database.session() as session:
        return {row.question: row.asked for row in Gaps(session).all()}


def test_the_same_question_counts_up_and_keeps_its_first_words(database: Database) -> None:
    add(database, "Who pays?", "who PAYS", "Who leads?", "who pays")
    assert kept(database) == {"Who pays?": 3, "Who leads?": 1}


def test_only_the_day_is_kept_and_nothing_of_who_asked(database: Database) -> None:
    add(database, "Who pays?")
    with database.session() as session:
        [row] = Gaps(session).all()
    day = dt.datetime.combine(now().date(), dt.time(), dt.UTC)
    assert abs(row.first - day) <= dt.timedelta(days=1)  # midnight may have passed in between
    assert row.last.time() == row.first.time() == dt.time()
    assert (row.near, row.reason) == (["law/a#b"], SILENT)
    columns = {column["name"] for column in inspect(database.engine).get_columns("gaps")}
    assert columns == {"number", "same", "question", "reason", "near", "asked", "first", "last"}


def test_a_flood_keeps_no_more_rows_than_allowed_and_what_is_asked_often_stays(database: Database) -> None:
    add(database, "asked twice", "asked twice", most=5)
    add(database, *(f"flood {number}" for number in range(20)), most=5)
    assert kept(database) == {"asked twice": 2, **{f"flood {number}": 1 for number in range(16, 20)}}


def test_what_is_new_comes_in_though_all_others_were_asked_more_often(database: Database) -> None:
    add(database, *["a", "b"] * 2, most=2)
    add(database, "new", most=2)
    assert kept(database) == {"b": 2, "new": 1}


def test_a_number_is_never_given_twice(database: Database) -> None:
    add(database, "a", "b")
    with database.writing() as session:
        last = max(row.number for row in Gaps(session).all())
        assert Gaps(session).delete([last, last + 100]) == 1
    add(database, "c")
    with database.session() as session:
        assert max(row.number for row in Gaps(session).all()) > last


def test_what_nobody_asks_any_more_goes(database: Database) -> None:
    add(database, "old", "fresh")
    with database.writing() as session:
        session.query(GapRow).filter_by(question="old").one().last -= dt.timedelta(days=31)
        session.flush()
        Gaps(session).forget_old(30)
    assert kept(database) == {"fresh": 1}


def test_many_at_once_lose_no_count_and_keep_within_bounds(database: Database) -> None:
    faults: list[Exception] = []

    add(database, "shared", "shared", most=4)  # ahead of all others from the beginning

    def ask(name: int) -> None:
        try:
            add(database, *["shared", f"own {name}"] * 5, most=4)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=ask, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    add(database, "shared", most=4)
    add(database, "last", most=4)
    assert faults == []
    assert kept(database)["shared"] == 33
    assert len(kept(database)) <= 4


def test_what_is_asked_most_never_goes_in_the_place_of_what_another_is_counting(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("one writes at a time there")
    add(database, "often", "often", "seldom", most=2)
    with database.writing() as one, database.writing() as other:
        Gaps(one, 2).add(Gap("seldom", "seldom", SILENT))
        Gaps(other, 2).add(Gap("new", "new", SILENT))
    assert kept(database) == {"often": 2, "seldom": 2, "new": 1}
    add(database, "often", most=2)  # counting makes no room; the next new one does
    add(database, "last", most=2)
    assert kept(database) == {"often": 3, "last": 1}
