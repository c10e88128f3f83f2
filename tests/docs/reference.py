"""Writes the pages that are made from the code: `make reference`, which is `python -m tests.docs.reference`.

Commands come from `psp`, settings from `Settings`, addresses from the OpenAPI description, the list of
decisions from their files. `test_reference.py` fails where a page says something else.
"""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import annotated_types
import click
from pydantic.fields import FieldInfo

from api.app import create_app
from api.cli import COMMANDS, psp
from api.settings import PREFIX, REPOSITORY, Settings

DOCS = REPOSITORY / "docs"
MADE = "Made from the code by `make reference`; a test fails when the two differ.\n"
METHODS = ("get", "post", "put", "patch", "delete")
BOUNDS = (
    (annotated_types.Ge, "ge", "at least {}"),
    (annotated_types.Gt, "gt", "over {}"),
    (annotated_types.Le, "le", "at most {}"),
    (annotated_types.MaxLen, "max_length", "at most {} characters"),
)


def commands_page() -> str:
    """Every command with its help, word for word."""
    parts = [
        f"# Commands\n\n{MADE}\nExit codes: 0 done, 1 the work found problems, 2 wrong usage or settings.\n"
    ]
    parent = click.Context(psp, info_name="psp")
    for name in COMMANDS:
        command = psp.get_command(parent, name)
        assert command
        parts += _help(command, name, parent, depth=2)
    return "\n".join(parts)


def _help(command: click.Command, name: str, parent: click.Context, depth: int) -> Iterator[str]:
    # a set width, so that the page does not depend on the terminal
    command = copy.copy(command)
    command._help_option = None  # click keeps the one of the first call, whatever was asked of it there
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=100,
        max_content_width=100,
        color=False,
        help_option_names=["-h", "--help"],
    )
    yield f"{'#' * depth} {context.command_path}\n\n```text\n{command.get_help(context).strip()}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found
            yield from _help(found, below, context, depth + 1)


def settings_page() -> str:
    """Every setting with its default, its limits and what it does."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_default(name, field)} | {_bounds(field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    head = (
        "Environment variables, checked as a whole at the start. An unknown `PSP_` variable or a bad value "
        "stops the start with one line that names it.\n"
    )
    table = ["| variable | default | allowed | what |", "| --- | --- | --- | --- |", *rows]
    return f"# Settings\n\n{MADE}\n{head}\n" + "\n".join(table) + "\n"


def _default(name: str, field: FieldInfo) -> str:
    if name == "corpus_dir":
        return "`corpus/` of the project"
    if isinstance(field.default, bool):
        return f"`{'on' if field.default else 'off'}`"
    return "not set" if field.default in (None, "") else f"`{field.default}`"


def _bounds(field: FieldInfo) -> str:
    said = [
        words.format(format(getattr(bound, key), ","))
        for kind, key, words in BOUNDS
        for bound in field.metadata
        if isinstance(bound, kind)
    ]
    if field.annotation is bool:
        said.append("`on`, `off`")
    choices = getattr(field.annotation, "__args__", ())
    if choices and all(isinstance(choice, str) for choice in choices):
        said.append(", ".join(f"`{choice}`" for choice in choices))
    return "; ".join(said)


def http_page() -> str:
    """Every address that programs may call, by its tag."""
    described = create_app(Settings(data_dir=Path("var"))).openapi()
    by_tag: dict[str, list[str]] = {}
    for path, calls in described["paths"].items():
        for method in METHODS:
            if method in calls:
                call = calls[method]
                row = f"| `{method.upper()} {path}` | {_asks(call)} | {_answers(call)} | {_about(call)} |"
                by_tag.setdefault(call["tags"][0], []).append(row)
    head = (
        "Shapes of requests and replies: `/openapi.json`, shown at `/docs`. Errors are RFC 9457 "
        "`application/problem+json`; limits answer 429 with `Retry-After`. A name with a star is needed.\n"
    )
    parts = [f"# HTTP\n\n{MADE}\n{head}"]
    for tag, rows in by_tag.items():
        table = ["| call | takes | status | what |", "| --- | --- | --- | --- |", *rows]
        parts.append(f"## {tag.capitalize()}\n\n" + "\n".join(table) + "\n")
    return "\n".join(parts)


def _asks(call: Mapping[str, Any]) -> str:
    names = [
        f"`{one['name']}`{'*' if one.get('required') else ''}"
        for one in call.get("parameters", [])
        if one["in"] != "path"
    ]
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if name := body.get("$ref", "").rpartition("/")[2]:
        names.append(f"body `{name}`")
    return ", ".join(names)


def _answers(call: Mapping[str, Any]) -> str:
    return ", ".join(code for code in call["responses"] if code.startswith("2"))


def _about(call: Mapping[str, Any]) -> str:
    first: str = (call.get("description") or call["summary"]).split("\n\n")[0]
    return " ".join(first.split()).replace("|", "\\|")


def decisions_page() -> str:
    """Every decision with its status."""
    rows = []
    for path in sorted((DOCS / "adr").glob("[0-9]*.md")):
        number, title, status = decision(path)
        escaped = title.replace("|", "\\|")
        rows.append(f"| [{number}]({path.name}) | {escaped} | {status} |")
    head = (
        "A page for each choice that somebody might ask about: what was chosen, why, and what was refused. "
        "A new one takes the next free number, begins as the others do and stays under a page. A decision is "
        "never rewritten: a later one takes its place, and both say so in their status.\n"
    )
    table = ["| number | decision | status |", "| --- | --- | --- |", *rows]
    return f"# Decisions\n\n{MADE}\n{head}\n" + "\n".join(table) + "\n"


def decision(path: Path) -> tuple[int, str, str]:
    """Number, title and status of a decision's file.

    Raises:
        ValueError: the file does not begin with `# N. Title` and `**Status:** …`, or has another number.
    """
    found = re.match(r"# (\d+)\. (.+)\n\n\*\*Status:\*\* (.+)\n\n## ", path.read_text())
    if not found:
        raise ValueError(f"{path}: begins otherwise than '# N. Title', '**Status:** …', '## …'")
    number, title, status = found.groups()
    if int(number) != int(path.name[:4]):
        raise ValueError(f"{path}: its heading has number {number}")
    return int(number), title, status


PAGES: Mapping[Path, Callable[[], str]] = {
    DOCS / "reference" / "commands.md": commands_page,
    DOCS / "reference" / "settings.md": settings_page,
    DOCS / "reference" / "http.md": http_page,
    DOCS / "adr" / "README.md": decisions_page,
}


def main() -> None:
    """Write every page again."""
    for path, make in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make())
        print(f"Wrote {path.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
