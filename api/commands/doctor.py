"""`psp doctor`: what is set wrong, each in one line with its remedy."""

import dataclasses
import datetime as dt
import json

import click

from api.diagnosis import Finding, diagnose
from api.settings import SettingsError, read_settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def doctor(as_json: bool) -> None:
    """Look at settings, disk, corpus, index, model, database, address, proxies, kept questions,
    owner and admin key.

    Changes nothing. Exit 1 on a fault; advice does not count.
    """
    try:
        findings = diagnose(read_settings(), dt.datetime.now(dt.UTC).date())
    except SettingsError as error:
        findings = [Finding("settings", "fault", str(error))]
    if as_json:
        click.echo(json.dumps({"findings": [dataclasses.asdict(finding) for finding in findings]}, indent=1))
    else:
        for finding in findings:
            click.echo(str(finding))
    raise SystemExit(1 if any(finding.level == "fault" for finding in findings) else 0)
