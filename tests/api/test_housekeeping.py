"""Retention is carried out: what is past its time is gone, what is in use stays."""

import datetime as dt
from pathlib import Path

from api.housekeeping import forget_unused
from api.services import Services
from api.settings import Settings
from api.storage.conversations import ConversationRow, Conversations
from api.storage.database import now


def test_old_conversations_go_and_fresh_ones_stay(built: Path, tmp_path: Path) -> None:
    services = Services(Settings(data_dir=built, database_url=f"sqlite:///{tmp_path / 'd.sqlite3'}"))
    with services.database.writing() as session:
        for name in ("old", "fresh"):
            Conversations(session).add(name, f"turn of {name}", {})
        session.flush()
        session.get_one(ConversationRow, "old").used = now() - dt.timedelta(days=31)
    assert forget_unused(services) == 1
    with services.database.session() as session:
        assert not Conversations(session).exists("old")
        assert Conversations(session).exists("fresh")
