"""Which version of a collection is current, who reads which, and what may go.

A version's rows never change. Each lies in tables of its own, so that letting go of it is dropping them. The
collection of the guide itself has the empty name.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.storage.database import DatabaseFault
from api.storage.search.opening import transaction
from kb.errors import IndexMissing
from kb.passage_search import PARTS

KEPT_MINUTES = 10  # how long a replaced version stays at least, and after a reader was last seen
SCHEMA = (
    "CREATE EXTENSION IF NOT EXISTS vector",
    "CREATE SCHEMA IF NOT EXISTS psp_search",
    """CREATE TABLE IF NOT EXISTS psp_search.versions (
        id serial PRIMARY KEY, collection text NOT NULL, digest text NOT NULL, corpus text NOT NULL,
        model text NOT NULL, made timestamptz NOT NULL DEFAULT now(), replaced timestamptz)""",
    """CREATE TABLE IF NOT EXISTS psp_search.current (
        collection text PRIMARY KEY, version int NOT NULL REFERENCES psp_search.versions)""",
    """CREATE TABLE IF NOT EXISTS psp_search.files (
        version int NOT NULL REFERENCES psp_search.versions ON DELETE CASCADE,
        name text NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (version, name))""",
    """CREATE TABLE IF NOT EXISTS psp_search.readers (
        version int NOT NULL REFERENCES psp_search.versions ON DELETE CASCADE,
        reader text NOT NULL, seen timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (version, reader))""",
)
PUBLISHING = 7283542  # the advisory lock of who writes a version


@dataclass(frozen=True)
class Version:
    """A version of a collection: its number, the digest of its index, and the corpus and model behind it."""

    id: int
    digest: str
    corpus: str
    model: str


def prepare(engine: Engine) -> None:
    """Make the extension and the tables that searching needs, where they are missing.

    Raises:
        IndexMissing: the server has no pgvector.
    """
    with engine.connect() as connection:
        offered = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"
        if not connection.exec_driver_sql(offered).scalar():
            raise IndexMissing(
                "this PostgreSQL has no pgvector; install it (Debian: postgresql-NN-pgvector, 0.8 or newer), "
                "or leave PSP_SEARCH at memory"
            )
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({PUBLISHING})")  # IF NOT EXISTS alone can race
        try:
            for statement in SCHEMA:
                connection.exec_driver_sql(statement)
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({PUBLISHING})")


def current_version(connection: Connection, collection: str = "") -> Version:
    """The version in use.

    Raises:
        IndexMissing: there is none.
    """
    missing = "PostgreSQL holds no passages yet; run: psp index --to-postgres"
    if not connection.exec_driver_sql("SELECT to_regclass('psp_search.current')").scalar():
        raise IndexMissing(missing)
    query = (
        "SELECT v.id, v.digest, v.corpus, v.model FROM psp_search.current c "
        "JOIN psp_search.versions v ON v.id = c.version WHERE c.collection = %(collection)s"
    )
    row = connection.exec_driver_sql(query, {"collection": collection}).first()
    if row is None:
        raise IndexMissing(missing)
    return Version(*row)


def put(connection: Connection, collection: str, version: int) -> None:
    """Make `version` the one in use; the transaction of `connection` decides when."""
    named = {"collection": collection, "version": version}
    connection.exec_driver_sql(
        "UPDATE psp_search.versions SET replaced = now() WHERE id = "
        "(SELECT version FROM psp_search.current WHERE collection = %(collection)s)",
        named,
    )
    connection.exec_driver_sql(
        "INSERT INTO psp_search.current VALUES (%(collection)s, %(version)s) "
        "ON CONFLICT (collection) DO UPDATE SET version = excluded.version",
        named,
    )


def say_reading(connection: Connection, reader: str, version: int) -> None:
    """Say that `reader` answers from `version` now, so that it stays."""
    connection.exec_driver_sql(
        "INSERT INTO psp_search.readers (version, reader) VALUES (%(version)s, %(reader)s) "
        "ON CONFLICT (version, reader) DO UPDATE SET seen = now()",
        {"reader": reader, "version": version},
    )


def sweep(engine: Engine) -> int:
    """Drop the versions that were replaced and that nobody reads any more; returns how many."""
    unread = f"""SELECT id FROM psp_search.versions v
        WHERE replaced < now() - interval '{KEPT_MINUTES} minutes'
        AND NOT EXISTS (SELECT 1 FROM psp_search.current c WHERE c.version = v.id)
        AND NOT EXISTS (SELECT 1 FROM psp_search.readers r WHERE r.version = v.id
                        AND r.seen > now() - interval '{KEPT_MINUTES} minutes')"""  # noqa: S608
    with engine.connect() as connection:
        ids = list(connection.exec_driver_sql(unread).scalars())
    return sum(_drop(engine, one) for one in ids)


def _drop(engine: Engine, version: int) -> bool:
    try:
        with transaction(engine) as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 2000")
            for name in (*PARTS, "words"):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS psp_search.{name}_{version}")
            connection.exec_driver_sql(f"DELETE FROM psp_search.versions WHERE id = {version}")  # noqa: S608
    except DatabaseFault:  # somebody is at it; it goes next time
        return False
    return True
