"""`psp hash-key`: the hash of an admin key for PSP_ADMIN_KEY_HASH."""

import secrets
import sys

import click

from api.partners.keys import Hasher

SHORTEST = 20


@click.command()
@click.option(
    "--stdin", "from_stdin", is_flag=True, help="Hash the key on standard input instead of making one."
)
def hash_key(from_stdin: bool) -> None:
    """Make an admin key, or hash your own; prints what PSP_ADMIN_KEY_HASH has to be."""
    key = sys.stdin.readline().strip() if from_stdin else secrets.token_urlsafe(32)
    if len(key) < SHORTEST:
        raise click.UsageError(f"the key has to have {SHORTEST} characters or more")
    if not from_stdin:
        click.echo(f"Admin key (shown this once; keep it safe): {key}", err=True)
    click.echo(f"PSP_ADMIN_KEY_HASH='{Hasher().hash(key)}'")
