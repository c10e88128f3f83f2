"""`psp bom`: what this installation is made of, for those who watch for faults and licences."""

import json

import click

from api.materials import as_cyclonedx, materials


@click.command()
@click.option("--licences", is_flag=True, help="A table of packages and licences instead.")
@click.option("--extra", "extras", multiple=True, help="With what an extra needs, such as model; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone, also with --licences.")
def bom(licences: bool, extras: tuple[str, ...], as_json: bool) -> None:
    """Print the bill of materials of what is installed, as CycloneDX 1.6."""
    found = materials(extras)
    if not licences:
        click.echo(json.dumps(as_cyclonedx(found), indent=1))
    elif as_json:
        click.echo(json.dumps([{"name": m.name, "version": m.version, "licence": m.licence} for m in found]))
    else:
        for material in found:
            click.echo(f"{material.name} {material.version}: {material.licence}")
