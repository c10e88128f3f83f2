"""`psp partner`: who may show the guide on their own sites."""

import json
from collections.abc import Callable
from typing import Any

import click
from pydantic import ValidationError

from api.doors.embed_snippets import snippets
from api.partners.model import SCOPES, NewPartner, Partner, PartnerChange, Theme
from api.partners.registry import KEY_DAYS, OVERLAP_HOURS, Registry
from api.services import Services
from api.settings import read_settings

COLOURS = ("accent", "accent_text", "background", "text", "link")


def _services() -> Services:
    return Services(read_settings())


def _registry() -> Registry:
    return Registry(_services().database)


def _theme_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for name in reversed(COLOURS):
        command = click.option(
            f"--{name.replace('_', '-')}", name, help="Colour as #rrggbb; contrast is checked."
        )(command)
    return command


@click.group()
def partner() -> None:
    """Register, change, pause and delete partners, and make their keys."""


@partner.command()
@click.argument("partner_id")
@click.option("--name", required=True, help="Name of the organisation.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    help="A site that may embed, as https://www.example.gov.uk; may be repeated.",
)
@_theme_options
def create(partner_id: str, name: str, origins: tuple[str, ...], **colours: str | None) -> None:
    """Register PARTNER_ID; without --origin nobody may embed yet."""
    theme = {key: value for key, value in colours.items() if value}
    new = _checked(
        lambda: NewPartner.model_validate(
            {"id": partner_id, "name": name, "origins": origins, "theme": theme}
        )
    )
    made = _registry().create(new)
    click.echo(
        f"Registered {made.id}. "
        f"Allowed sites: {', '.join(made.origins) or 'none yet; add one with psp partner change'}."
    )
    click.echo(snippets(made.id, read_settings().base_url or "https://GUIDE-ADDRESS"))


@partner.command()
@click.argument("partner_id")
@click.option("--name", help="New name.")
@click.option(
    "--origin",
    "origins",
    multiple=True,
    help="The sites that may embed, replacing all earlier ones; may be repeated.",
)
@click.option("--no-origins", is_flag=True, help="Let no site embed any more.")
@_theme_options
def change(
    partner_id: str, name: str | None, origins: tuple[str, ...], no_origins: bool, **colours: str | None
) -> None:
    """Change name, sites or colours of PARTNER_ID; what is left out stays."""
    registry = _registry()
    given: dict[str, object] = {"name": name} if name else {}
    if origins or no_origins:
        given["origins"] = () if no_origins else origins
    chosen = {key: value for key, value in colours.items() if value}
    if chosen:
        present = registry.get(partner_id).theme.model_dump()
        given["theme"] = _checked(lambda: Theme.model_validate({**present, **chosen}))
    _show(registry.change(partner_id, _checked(lambda: PartnerChange.model_validate(given))))


@partner.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(as_json: bool) -> None:
    """List all partners."""
    found = _registry().all()
    if as_json:
        click.echo(
            json.dumps({"partners": [p.model_dump(mode="json") for p in found]}, indent=1, ensure_ascii=False)
        )
        return
    for one in found:
        _show(one)
    if not found:
        click.echo("No partners yet; register one with: psp partner create ID --name NAME --origin https://…")


@partner.command()
@click.argument("partner_id")
def show(partner_id: str) -> None:
    """Show PARTNER_ID with its counts and the lines for its web team."""
    registry = _registry()
    _show(registry.get(partner_id))
    for key in registry.keys(partner_id):
        click.echo(f"key {key.id}  opens {', '.join(key.scopes)}  until {key.expires:%Y-%m-%d %H:%M} UTC")
    for use in registry.use(partner_id):
        click.echo(f"{use.day}  {use.door:<8} {use.outcome:<8} {use.count}")
    click.echo(snippets(partner_id, read_settings().base_url or "https://GUIDE-ADDRESS"))


@partner.command()
@click.argument("partner_id")
def pause(partner_id: str) -> None:
    """Stop the widget and the keys of PARTNER_ID at once."""
    _show(_registry().pause(partner_id, paused=True))


@partner.command()
@click.argument("partner_id")
def resume(partner_id: str) -> None:
    """Let PARTNER_ID go on."""
    _show(_registry().pause(partner_id, paused=False))


@partner.command()
@click.argument("partner_id")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    help="What the key opens; all if not given.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=KEY_DAYS,
    show_default=True,
    help="Days that the key lives.",
)
@click.option(
    "--overlap-hours",
    type=click.FloatRange(0, 2160),
    default=OVERLAP_HOURS,
    show_default=True,
    help="Hours that present keys go on.",
)
def rotate(partner_id: str, scopes: tuple[Any, ...], days: int, overlap_hours: float) -> None:
    """Make a new key for PARTNER_ID; it is printed this once."""
    made = _registry().rotate(partner_id, scopes or SCOPES, days, overlap_hours)
    click.echo(made.key)
    click.echo(
        f"Key {made.id} opens {', '.join(made.scopes)} until {made.expires:%Y-%m-%d %H:%M} UTC. "
        "It is not shown again.",
        err=True,
    )


@partner.command()
@click.argument("partner_id")
@click.option("--yes", is_flag=True, help="Do not ask back.")
def delete(partner_id: str, yes: bool) -> None:
    """Delete PARTNER_ID with its keys and counts."""
    if not yes:
        click.confirm(f"Delete {partner_id} with its keys and counts?", abort=True)
    _registry().delete(partner_id)
    click.echo(f"Deleted {partner_id}.")


def _show(one: Partner) -> None:
    state = "paused" if one.paused else "running"
    click.echo(f"{one.id}  {state}  {one.name}  sites: {', '.join(one.origins) or 'none'}")


def _checked(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in fault["loc"])
        raise click.UsageError(
            f"{where}: {fault['msg'].removeprefix('Value error, ')}".removeprefix(": ")
        ) from None
