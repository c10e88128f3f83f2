"""The command `psp`. Each command's module is imported when it runs, so that `psp ask` starts at once."""

import importlib
import sys
from collections.abc import Mapping

import click

from kb.uncollected import uncollected

# command -> module that holds a click command of that name (dashes become underscores)
COMMANDS: Mapping[str, str] = {
    "serve": "api.commands.serve",
    "ask": "api.commands.ask",
    "explain": "api.commands.explain",
    "search": "api.commands.search",
    "check": "api.commands.check",
    "index": "api.commands.index",
    "eval": "api.commands.evaluate",
    "bench": "api.commands.bench",
    "bench-search": "api.commands.bench",
    "bench-turns": "api.commands.bench",
    "drill": "api.commands.drill",
    "partner": "api.commands.partner",
    "hash-key": "api.commands.hash_key",
    "mcp": "api.commands.mcp",
    "doctor": "api.commands.doctor",
    "bom": "api.commands.bom",
    "backup": "api.commands.backup",
    "restore": "api.commands.backup",
    "export": "api.commands.export",
    "new": "api.commands.curate",
    "add": "api.commands.curate",
    "diff": "api.commands.curate",
    "curate": "api.commands.gaps",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with uncollected():
            module = importlib.import_module(COMMANDS[cmd_name])
        found = getattr(module, cmd_name.replace("-", "_"), None)
        return found if isinstance(found, click.Command) else module.command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="psp-guide", prog_name="psp")
def psp() -> None:
    """PSP Guide: cited guidance on Public Social Partnerships."""


def main() -> None:
    """Run the command; exit 0 done, 1 the work found problems, 2 wrong usage or settings."""
    from api.errors import ApiError
    from api.settings import SettingsError
    from graph.errors import GraphError
    from kb.errors import KbError

    try:
        psp(prog_name="psp")
    except SettingsError as error:
        click.echo(f"psp: {error}", err=True)
        sys.exit(2)
    except (KbError, GraphError, ApiError) as error:
        click.echo(f"psp: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        click.echo(f"psp: {error.strerror or error}{place}; check that PSP_DATA_DIR can be written", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
