"""YAML read strictly: every string quoted, with the line of each key; a bare `No` cannot turn into false."""

from dataclasses import dataclass, field

import yaml

from kb.errors import Problem
from kb.safe_yaml import LOADER, values_in

# libyaml where PyYAML was built with it: the same reading, ten times as fast
MAX_BYTES = 2_000_000
_SAFE_PLAIN = {
    "tag:yaml.org,2002:int",
    "tag:yaml.org,2002:float",
    "tag:yaml.org,2002:null",
    "tag:yaml.org,2002:bool",
}


@dataclass
class Yaml:
    """A YAML text: its value, the line of each top-level key or list entry, and what is wrong with it."""

    value: object = None
    lines: dict[str | int, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_yaml(text: str, path: str, first_line: int = 1) -> Yaml:
    """Parse `text`; problems name `path` and lines counted from `first_line`.

    >>> read_yaml('title: "Yes"', "a.md").value
    {'title': 'Yes'}
    >>> [str(p) for p in read_yaml("title: No", "a.md").problems]
    ['a.md:1: the value No is not quoted: YAML reads it as false; write it in double quotes']
    """
    result = Yaml()
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        result.problems.append(Problem(path, first_line, f"the YAML is larger than {MAX_BYTES:,} bytes"))
        return result
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        line = first_line + getattr(getattr(error, "problem_mark", None), "line", 0)
        result.problems.append(Problem(path, line, f"broken YAML: {getattr(error, 'problem', error)}"))
        return result
    if node is None:
        return result
    _walk(node, path, first_line, result.problems)
    _keep_lines(node, first_line, result)
    if not result.problems:
        result.value = values_in(text)
    return result


def _walk(node: yaml.Node, path: str, first_line: int, problems: list[Problem]) -> None:
    line = first_line + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        if trap := _trap(node):
            problems.append(Problem(path, line, trap))
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _walk(child, path, first_line, problems)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                problems.append(
                    Problem(path, first_line + key.start_mark.line, f"the key {key.value!r} stands twice")
                )
            seen.add(str(key.value))
            _walk(value, path, first_line, problems)


def _trap(node: yaml.ScalarNode) -> str:
    if node.style:  # quoted or a block; plain is None or "" by parser
        return ""
    if node.tag in _SAFE_PLAIN and node.value.lower() not in ("yes", "no", "on", "off"):
        return ""
    reading = {"tag:yaml.org,2002:timestamp": "a date"}.get(node.tag)
    if node.tag == "tag:yaml.org,2002:bool":
        reading = "false" if node.value.lower() in ("no", "off") else "true"
    why = f": YAML reads it as {reading}" if reading else ""
    return f"the value {node.value} is not quoted{why}; write it in double quotes"


def _keep_lines(node: yaml.Node, first_line: int, result: Yaml) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            result.lines[str(key.value)] = first_line + key.start_mark.line
    elif isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value):
            result.lines[number] = first_line + child.start_mark.line
