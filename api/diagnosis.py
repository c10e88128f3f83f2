"""What is commonly set wrong on a server: each found by looking, told in one line with its remedy."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from api.ask.answerable import MODEL_FILE
from api.ask.composing.recognising import WEIGHTS_FILE
from api.errors import ApiError
from api.settings import Settings
from api.storage.condition import Condition, condition_of, state_of_replica
from api.storage.database import DatabaseFault
from api.storage.search.opening import open_engine
from api.storage.search.versions import current_version
from api.tracing import require_exporter
from kb.embedding_model import check_export
from kb.errors import KbError
from kb.fingerprint import corpus_version
from kb.index import verify_index
from kb.learned import model_behind
from kb.learned_from import LEARNED
from kb.loader import read_corpus

LEAST_FREE_BYTES = 500 * 1024**2  # an index is built beside the old one, and a full disk stops every save
_LOCAL = ("localhost", "127.0.0.1", "::1")
Level = Literal["well", "advice", "fault"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it is, and what to do where that is not well."""

    about: str
    level: Level
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        """The finding as one line."""
        return f"{self.level:6} {self.about}: {self.text}" + (f"; {self.remedy}" if self.remedy else "")


def diagnose(settings: Settings, today: dt.date) -> list[Finding]:
    """Everything looked at, in the order in which it should be put right."""
    found = [*_disk(settings), *_reviews(settings, today), *_index_and_model(settings)]
    database = _looked_at(settings)
    return [
        *found,
        *_database(database),
        *_replica(settings),
        *_search(settings),
        *_traces(settings),
        *_address(settings),
        *_proxies(settings),
        *_gaps(settings, database),
        *_owner(settings),
        *_admin_key(settings),
    ]


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / ".doctor"
        trial.write_text("written")
        trial.unlink()
    except OSError as error:
        yield Finding(
            "disk", "fault", f"{folder} cannot be written ({error.strerror})",
            "give it to the user that runs the server, or set PSP_DATA_DIR to another folder",
        )  # fmt: skip
        return
    if free < LEAST_FREE_BYTES:
        yield Finding(
            "disk", "fault", f"{free // 1024**2} MB are free for {folder}",
            f"make {LEAST_FREE_BYTES // 1024**2} MB free, or nothing will be kept when it is full",
        )  # fmt: skip
        return
    yield Finding("disk", "well", f"{folder} can be written; {free // 1024**3} GB are free")


def _reviews(settings: Settings, today: dt.date) -> Iterator[Finding]:
    try:
        documents = read_corpus(settings.corpus_dir).corpus.documents
    except KbError as error:
        yield Finding("corpus", "fault", str(error))
        return
    late = sorted(d.front.id for d in documents if str(d.front.review_by) < today.isoformat())
    if late:
        yield Finding(
            "corpus", "advice", f"{len(late)} of {len(documents)} documents are past their review date",
            f"review them and set review_by, beginning with {late[0]}; psp check lists all",
        )  # fmt: skip
    else:
        yield Finding("corpus", "well", f"{len(documents)} documents, none past its review date")


def _index_and_model(settings: Settings) -> Iterator[Finding]:
    """Index and model tell their remedy themselves."""
    try:
        _, manifest = verify_index(settings.index_dir, corpus_version(settings.corpus_dir))
        yield Finding("index", "well", "whole, and built from this corpus")
    except KbError as error:
        yield Finding("index", "fault", str(error))
        return
    try:
        check_export(settings.model_dir / str(manifest.get("model")))
        yield Finding("model", "well", "whole, and the one that the index was built with")
        foreign = _learned_for_another(settings.corpus_dir, str(manifest.get("model")))
    except KbError as error:
        yield Finding("model", "fault", str(error))
        return
    if foreign:
        yield Finding(
            "learned", "advice", f"{', '.join(foreign)}: learned for another model, so answers are worse",
            "learn again: python -m api.evaluation.learning",
        )  # fmt: skip


def _learned_for_another(corpus_dir: Path, model: str) -> list[str]:
    """What was learned for another model than `model`; coefficients that name none are taken as ours."""
    behind = {name: model_behind(corpus_dir, name) for name in LEARNED}
    for name, path in (("answerability", MODEL_FILE), ("barriers", WEIGHTS_FILE)):
        behind[name] = json.loads(path.read_text(encoding="utf-8")).get("model")
    return [name for name, learned_for in behind.items() if learned_for not in (None, model)]


def _looked_at(settings: Settings) -> Condition | ApiError:
    """How the database is, or why that cannot be told."""
    try:
        return condition_of(settings.database)
    except ApiError as error:
        return error


def _database(found: Condition | ApiError) -> Iterator[Finding]:
    if isinstance(found, ApiError):
        yield Finding("database", "fault", found.detail)
        return
    if found.damage:
        yield Finding(
            "database", "fault", f"the SQLite file is damaged ({found.damage})",
            "stop the server, move the file away and bring a copy back with: psp restore FILE",
        )  # fmt: skip
    elif found.readable_by_others:
        yield Finding(
            "database", "fault", "other users of this machine can read the SQLite file",
            f"chmod 600 {found.place}",
        )  # fmt: skip
    elif found.version not in (None, found.wanted):
        yield Finding(
            "database", "advice", f"its tables are of version {found.version}, not {found.wanted}",
            "copy it with the program that it belongs to; the next start brings it up to date",
        )  # fmt: skip
    else:
        yield Finding("database", "well", f"{found.kind} answers" + ("" if found.version else "; it is new"))


def _replica(settings: Settings) -> Iterator[Finding]:
    if not settings.replica:
        return
    state = state_of_replica(settings.database, settings.replica)
    if state == "in step":
        yield Finding("replica", "well", "it keeps up with the database")
    elif state == "behind":
        yield Finding(
            "replica", "advice", "it is behind the database, so reads go there and not to it",
            "see pg_stat_replication on the primary, and whether its disk or network is too slow",
        )  # fmt: skip
    elif state == "away":
        yield Finding(
            "replica", "fault", "it does not answer; reads go to the primary",
            "start it, or take PSP_DATABASE_READ_URL away",
        )  # fmt: skip
    else:
        yield Finding(
            "replica", "fault", "PSP_DATABASE_READ_URL names no standby of this database; it is not read",
            "name the same database on a server that follows the primary (pg_basebackup -R)",
        )  # fmt: skip


def _search(settings: Settings) -> Iterator[Finding]:
    if settings.search == "memory":
        return
    engine = open_engine(settings.database)
    try:
        with engine.connect() as connection:
            found = current_version(connection)
        check_export(settings.model_dir / found.model)
    except KbError as error:
        yield Finding("search", "fault", str(error))
        return
    except DatabaseFault:
        yield Finding("search", "fault", "PostgreSQL does not answer", "see database, above")
        return
    finally:
        engine.dispose()
    if found.corpus == corpus_version(settings.corpus_dir):
        yield Finding("search", "well", "PostgreSQL holds the passages of this corpus")
    else:
        yield Finding(
            "search", "advice", "PostgreSQL holds the passages of another corpus than this machine",
            "psp index --to-postgres where the newer corpus lies",
        )  # fmt: skip


def _traces(settings: Settings) -> Iterator[Finding]:
    if not settings.traces_url:
        return
    try:
        require_exporter()
    except ApiError as error:
        yield Finding("traces", "fault", error.detail)
    else:
        yield Finding("traces", "well", "traces are sent, without words or addresses")


def _address(settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(settings.base_url)
    if not settings.base_url:
        yield Finding(
            "address", "advice", "PSP_BASE_URL is not set: private links carry whatever Host is sent",
            "set PSP_BASE_URL=https://… to the public address",
        )  # fmt: skip
    elif parts.scheme != "https" and parts.hostname not in _LOCAL:
        yield Finding(
            "address", "fault", "PSP_BASE_URL is http://, so private links travel unencrypted",
            "put a proxy with TLS in front and set PSP_BASE_URL=https://…",
        )  # fmt: skip
    else:
        yield Finding("address", "well", settings.base_url)


def _proxies(settings: Settings) -> Iterator[Finding]:
    if settings.trusted_proxies:
        yield Finding("proxies", "well", f"{settings.trusted_proxies} may say whom they speak for")
    elif settings.base_url.startswith("https://"):
        yield Finding(
            "proxies", "fault",
            "the address is https://, but no proxy may say whom it speaks for: all visitors share one limit",
            "set PSP_TRUSTED_PROXIES to the proxy's address, as 127.0.0.1",
        )  # fmt: skip
    else:
        yield Finding("proxies", "well", "none; the server is reached directly")


def _gaps(settings: Settings, database: Condition | ApiError) -> Iterator[Finding]:
    """Whether questions are kept, and whether any are left from when they were."""
    if isinstance(database, ApiError):
        return  # told of the database above
    left = database.gaps
    if settings.keep_gaps:
        yield Finding(
            "gaps", "well",
            f"questions that the sources do not answer are kept ({left} now), not who asked: see /privacy",
        )  # fmt: skip
    elif left:
        yield Finding(
            "gaps", "advice", f"PSP_KEEP_GAPS is off, and {left} questions are left from when it was on",
            "remove them with: psp curate drop --all, or set PSP_KEEP_GAPS=1",
        )  # fmt: skip


def _owner(settings: Settings) -> Iterator[Finding]:
    missing = [
        name
        for name, value in (("PSP_OWNER", settings.owner), ("PSP_CONTACT", settings.contact))
        if value in ("", "not set")
    ]
    if missing:
        yield Finding(
            "owner", "advice", f"{' and '.join(missing)} not set, so pages cannot say who is responsible",
            "set the organisation that runs this server and how to reach it",
        )  # fmt: skip
    else:
        yield Finding("owner", "well", settings.owner)


def _admin_key(settings: Settings) -> Iterator[Finding]:
    given = settings.admin_key_hash.get_secret_value() if settings.admin_key_hash else ""
    if not given:
        yield Finding(
            "admin key", "advice", "not set: /v1/admin is closed, answers cannot be switched off there",
            "make one with: psp hash-key",
        )  # fmt: skip
    elif not given.startswith("$argon2"):
        yield Finding(
            "admin key", "fault", "PSP_ADMIN_KEY_HASH is no argon2 hash (a shell may have taken its $)",
            "make one with: psp hash-key, and put it in single quotes",
        )  # fmt: skip
    else:
        yield Finding("admin key", "well", "set")
