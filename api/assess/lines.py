"""Where in a YAML text something stands."""

import yaml


def line_of(text: str, where: tuple[str | int, ...]) -> int:
    """The line (from 1) of the entry that `where` leads to, or of the nearest one above it.

    >>> text = "first: 0\\na:\\n  - {b: 1}\\n  - {b: 2}\\n"
    >>> line_of(text, ("a", 1, "b")), line_of(text, ("a", 7)), line_of("", ())
    (4, 2, 1)
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for step in where:
        child = _child(node, step)
        if child is None:
            break
        line, node = child
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return int(key.start_mark.line) + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        entry = node.value[step]
        return int(entry.start_mark.line) + 1, entry
    return None
