"""The line of every place in a YAML file, so that a problem can be found at once."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from kb.places import Place, nearest_line
from kb.safe_yaml import LOADER


def lines_of(text: str) -> dict[Place, int]:
    """The line (from 1) of every entry, key and list item of `text`; empty if it is no YAML.

    >>> lines_of('- id: "a"\\n  signs:\\n    - text: "b"\\n')[0, "signs", 0]
    3
    """
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        return {}
    lines: dict[Place, int] = {}
    if node is not None:
        _walk(node, (), lines)
    return lines


def lines_of_file(path: Path) -> dict[Place, int]:
    """The same for the file at `path`; empty if it cannot be read."""
    try:
        return lines_of(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}


def line_of(text: str, where: Sequence[str | int]) -> int:
    """The line (from 1) of the entry that `where` leads to, or of the nearest one above it.

    >>> text = "first: 0\\na:\\n  - {b: 1}\\n  - {b: 2}\\n"
    >>> line_of(text, ("a", 1, "b")), line_of(text, ("a", 7)), line_of("", ())
    (4, 2, 1)
    """
    return nearest_line(lines_of(text), where)


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int]) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[*place, str(key.value)] = key.start_mark.line + 1
            _walk(value, (*place, str(key.value)), lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            _walk(child, (*place, number), lines)
