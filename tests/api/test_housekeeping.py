"""Retention is carried out: what is past its time is gone, what is in use stays."""

import datetime as dt
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from api.housekeeping import forget_unused
from api.services import Services
from api.settings import Settings
from api.storage.conversations import ConversationRow, Conversations
from api.storage.database import now
from api.storage.gaps import Gap, GapRow, Gaps
from tests.clock import steady_watch
from tests.eventually import eventually
from tests.sharing import share_loaded


def with_old_and_fresh(built: Path, folder: Path) -> Services:
    services = Services(Settings(data_dir=built, database_url=f"sqlite:///{folder / 'd.sqlite3'}"))
    services.clock_watch = steady_watch(folder)
    with services.database.writing() as session:
        for name in ("old", "fresh"):
            Conversations(session).add(name, f"turn of {name}", {})
        session.flush()
        session.get_one(ConversationRow, "old").used = now() - dt.timedelta(days=31)
    return services


def kept(services: Services) -> list[str]:
    with services.database.session() as session:
        return [name for name in ("old", "fresh") if Conversations(session).exists(name)]


def test_old_conversations_go_and_fresh_ones_stay(built: Path, tmp_path: Path) -> None:
    services = with_old_and_fresh(built, tmp_path)
    assert forget_unused(services) == 1
    assert kept(services) == ["fresh"]


def test_the_application_does_so_while_it_runs(built: Path, tmp_path: Path, services: Services) -> None:
    mine = with_old_and_fresh(built, tmp_path)
    app = create_app(mine.settings)
    share_loaded(app.state.services, services)
    app.state.services.clock_watch = mine.clock_watch
    with TestClient(app):
        eventually(lambda: "old" not in kept(mine), "the old conversation is gone")
    assert kept(mine) == ["fresh"]


def test_questions_kept_for_editors_go_when_nobody_asked_them_for_long(built: Path, tmp_path: Path) -> None:
    services = with_old_and_fresh(built, tmp_path)
    days = services.settings.retention_days
    with services.database.writing() as session:
        for age, question in ((days + 1, "long ago"), (days - 1, "nearly old"), (0, "today")):
            Gaps(session).add(Gap(question, question, "not_in_knowledge_base"))
            session.flush()
            row = session.query(GapRow).filter_by(question=question).one()
            row.last -= dt.timedelta(days=age)
    forget_unused(services)
    with services.database.session() as session:
        assert [row.question for row in Gaps(session).all()] == ["nearly old", "today"]
