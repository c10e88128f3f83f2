"""Markdown: a template as text that any editor opens, with empty places to fill in."""

import re
from collections.abc import Iterable, Iterator

from api.templates.risks import COLUMNS, OWN_COLUMNS, Risk
from api.templates.sheet import CARE, Backing, Sheet, SheetField

EMPTY_ROWS = 4
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(sheet: Sheet, base: str) -> str:
    """The template as Markdown; `base` is the address of this server, for links to passages."""
    template = sheet.template
    parts = [
        f"# {plain(template.title)}",
        plain(template.summary),
        f"**Who fills it in:** {plain(template.for_)}",
        plain(CARE),
    ]
    if sheet.only:
        parts.append(f"**Only for the stage:** {plain(sheet.only.title)}")
    for section in sheet.sections:
        parts.append(f"## {plain(section.title)}")
        for field in section.fields:
            parts += _field(field, base)
    parts.append(f"From PSP Guide, {base}/templates/{template.id}. The text is under CC BY 4.0.")
    return "\n\n".join(parts) + "\n"


def _field(shown: SheetField, base: str) -> Iterator[str]:
    field = shown.field
    yield f"### {plain(field.label)}"
    yield plain(field.help)
    if field.example:
        yield f"*Made-up example:* {plain(field.example)}"
    yield "Read: " + "; ".join(_link(backing, base) for backing in shown.backing)
    if field.kind == "from-graph":
        yield _table((*COLUMNS, *OWN_COLUMNS), map(_cells, shown.risks))
    elif field.kind == "table":
        yield _table(field.columns, [("",) * len(field.columns)] * EMPTY_ROWS)
    elif field.kind == "list":
        yield "\n".join(["- …"] * EMPTY_ROWS)
    else:
        yield "> …"


def _cells(risk: Risk) -> tuple[str, ...]:
    helps = (f"{node.title}: {node.first_action}" for node in risk.helps)
    told = (risk.barrier.title, " ".join(risk.signs), " ".join(helps), ", ".join(risk.who))
    return (*told, *("" for _ in OWN_COLUMNS))


def _link(backing: Backing, base: str) -> str:
    return f"[{plain(backing.heading)}]({base}{backing.address}) ({plain(backing.document)})"


def _table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(headers)
    lines = [_row(map(plain, heads)), _row("---" for _ in heads)]
    lines += [_row(map(plain, row)) for row in rows]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    """Text with what Markdown would read as markup escaped.

    >>> plain("a <b> [1] *c*")
    'a \\\\<b\\\\> \\\\[1\\\\] \\\\*c\\\\*'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
