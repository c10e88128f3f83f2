"""The line of every place in a YAML file, so that a problem can be found at once."""

from pathlib import Path

import yaml

Place = tuple[str | int, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def lines_of(path: Path) -> dict[Place, int]:
    """The line of every entry, key and list item of the file at `path`; empty if it cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "x.yml")
    ...     _ = file.write_text('- id: "a"\\n  signs:\\n    - text: "b"\\n')
    ...     lines_of(file)[0, "signs", 0]
    3
    """
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    lines: dict[Place, int] = {}
    if node is not None:
        _walk(node, (), lines)
    return lines


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int]) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[*place, str(key.value)] = key.start_mark.line + 1
            _walk(value, (*place, str(key.value)), lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            _walk(child, (*place, number), lines)
