"""`psp drill`: what is promised of a running server, tried on servers of its own."""

import json
import sys
from collections.abc import Callable, Sequence

import click

from api.drill.calling import FAILURES
from api.drill.endurance import drill_endurance
from api.drill.errors import DrillError
from api.drill.failover import drill_failover
from api.drill.figures import Figure
from api.drill.ground import ground
from api.drill.hostile import drill_hostile
from api.drill.keys import drill_keys
from api.drill.kills import drill_kills
from api.drill.replica import drill_replica
from api.partners.keys import Hasher
from api.services import Services
from api.settings import read_settings
from kb.fingerprint import corpus_version
from kb.index import verify_index

_on_postgres = click.option(
    "--postgres", is_flag=True, help="On a PostgreSQL that is started for it, instead of SQLite."
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


@click.group()
def drill() -> None:
    """Kill, flood and starve servers made for it, and count what is lost; exit 1 where a promise is not kept.

    Each runs servers on free ports of this machine, on a database of its own that is gone afterwards. The
    index in PSP_DATA_DIR is read and not changed. Waiting times are those of the machine as it is: for
    figures to quote, leave it alone meanwhile.
    """


@drill.command()
@click.option("--kills", type=click.IntRange(1, 1000), default=20, show_default=True, help="How often.")
@click.option(
    "--writes", type=click.IntRange(1, 1_000_000), default=1500, show_default=True,
    help="Acknowledged writes in all, at least.",
)  # fmt: skip
@_on_postgres
@_as_json
def kills(kills: int, writes: int, postgres: bool, as_json: bool) -> None:
    """Kill a server while clients write; everything acknowledged has to be there afterwards."""

    def held() -> list[Figure]:
        with ground(postgres) as place:
            return drill_kills(place, kills, writes)

    _tell(held, as_json)


@drill.command()
@click.option(
    "--tries", type=click.IntRange(1, 1000), default=100, show_default=True, help="Wrong keys at once."
)
@_as_json
def keys(tries: int, as_json: bool) -> None:
    """Send wrong admin keys at once: 30 MB more at most, and readiness within a second."""
    right = "the-right-key-of-this-drill"

    def held() -> list[Figure]:
        with ground(False, {"PSP_ADMIN_KEY_HASH": Hasher().hash(right)}) as place:
            return drill_keys(place, right, tries)

    _tell(held, as_json)


@drill.command()
@click.option("--rounds", type=click.IntRange(1, 1000), default=5, show_default=True, help="Pairs of rounds.")
@_on_postgres
@_as_json
def hostile(rounds: int, postgres: bool, as_json: bool) -> None:
    """Send bodies made to be slow to read: no other save waits 100 ms longer."""

    def held() -> list[Figure]:
        with ground(postgres) as place:
            return drill_hostile(place, rounds)

    _tell(held, as_json)


@drill.command()
@click.option(
    "--clients", type=click.IntRange(1, 1000), default=32, show_default=True, help="Clients at once."
)
@click.option("--seconds", type=click.FloatRange(5, 86_400), default=300, show_default=True, help="How long.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Server processes.")
@_on_postgres
@_as_json
def endurance(clients: int, seconds: float, workers: int, postgres: bool, as_json: bool) -> None:
    """Many clients for minutes: no error, p95 under ten times p50, memory growing by less than 5 %."""

    def held() -> list[Figure]:
        corpus = Services(read_settings()).corpus
        questions = [variant.question for document in corpus.documents for variant in document.variants][::7]
        with ground(postgres) as place:
            return drill_endurance(place, questions, clients, seconds, workers)

    _tell(held, as_json)


@drill.command()
@click.option(
    "--seconds", type=click.FloatRange(1, 3600), default=10, show_default=True,
    help="Of writing, before the kill and after it.",
)  # fmt: skip
@_as_json
def failover(seconds: float, as_json: bool) -> None:
    """Kill a PostgreSQL whose standby confirms each commit, promote the standby, and write on."""
    _tell(lambda: drill_failover(seconds), as_json)


@drill.command()
@click.option(
    "--seconds", type=click.FloatRange(1, 3600), default=10, show_default=True,
    help="With the standby in step, with one that falls behind, and with none, each.",
)  # fmt: skip
@_as_json
def replica(seconds: float, as_json: bool) -> None:
    """Read from a standby, let it fall behind, kill it: everybody finds what they saved, no answer fails."""
    _tell(lambda: drill_replica(seconds), as_json)


def _tell(held: Callable[[], Sequence[Figure]], as_json: bool) -> None:
    """Print the figures; exit 1 where one does not keep its bounds."""
    settings = read_settings()
    verify_index(
        settings.index_dir, corpus_version(settings.corpus_dir)
    )  # which every server does without words
    try:
        figures = held()
    except DrillError as error:
        raise click.UsageError(str(error)) from error
    except FAILURES as error:  # said here: a broken pipe would end the command without a word
        said = f"the drill broke off, since a server gave no whole answer ({type(error).__name__}: {error})"
        raise click.ClickException(said) from error
    if as_json:
        click.echo(json.dumps({one.name: one.value for one in figures}, indent=1))
    else:
        for one in figures:
            click.echo(one.line())
    if not all(one.holds for one in figures):
        sys.exit(1)
