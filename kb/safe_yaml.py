"""YAML as it is read here: plain values alone, by the reader in C, six times as quick, where there is one."""

from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def values_in(text: str) -> Any:
    """The values in `text`; None where it holds none.

    Raises:
        yaml.YAMLError: it is no YAML.

    >>> values_in('- {id: "a", of: 2}')
    [{'id': 'a', 'of': 2}]
    """
    return yaml.load(text, Loader=LOADER)  # noqa: S506 -- a safe loader
