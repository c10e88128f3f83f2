"""`psp` as it is typed, in this process."""

import os

from click.testing import CliRunner, Result

from api.cli import psp


def run_psp(*words: str, environment: dict[str, str], typed: str | None = None) -> Result:
    """Run `psp` with the settings of `environment` alone; `typed` is what it reads from its input."""
    # settings of whoever runs the tests must not count; an empty one is as good as none
    unset = {name: "" for name in os.environ if name.startswith("PSP_")}
    return CliRunner().invoke(psp, list(words), input=typed, env=unset | environment)
