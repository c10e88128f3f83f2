"""The whole map as one drawing that fits a window or a sheet: every barrier and what helps, by stage.

Each box has a number and a link to its page. Barriers name the numbers of what helps, and of what they can
lead to, so that the drawing says everything on paper too; with mouse or keyboard `map.js` shows the ties.
Colours come from the page, or from the light ones for a file (`as_file`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Literal

from markupsafe import Markup, escape

from api.frame.marking import node_address
from api.views.map_view import Row
from graph.build import Graph
from graph.records import Node

Kind = Literal["barrier", "helps"]
COLUMN, ALLEY = 200, 8  # the width of a column, and the room between two
SHAPE = 1.6  # width to height, as of a window or a sheet on its side
LINE, SMALL, PAD, GAP, HEAD = 13, 12, 3, 4, 12  # HEAD: room around a heading
CHARACTERS, CHARACTERS_SMALL, CHARACTERS_BOLD = 29, 32, 29
LEAST = 320  # a column is filled so far before the next begins
NAMES = {"barrier": "what stands in the way", "helps": "what helps"}
LIGHT = (
    "<style>text{font:11px Roboto,Helvetica,Arial,sans-serif;fill:#1a1a1a}rect{fill:#fff;stroke-width:1.5}"
    ".pm-box--barrier rect{stroke:#8a3b12}.pm-box--helps rect{stroke:#1a6b3a}.pm-small{font-size:10px}"
    ".pm-head,.pm-number{font-weight:bold}</style><rect width='100%' height='100%'/>"
)


@dataclass(frozen=True)
class Box:
    """One barrier, or one thing that helps, with the ties that it has in this drawing."""

    node: str
    kind: Kind
    title: str
    number: str
    ties: tuple[str, ...] = ()  # nodes that help, each with its strength: "id|several"
    leads: tuple[str, ...] = ()  # barriers that can follow
    below: str = ""

    @property
    def lines(self) -> list[str]:
        """The number and the title, broken to the width of the box."""
        return wrap(f"{self.number} {self.title}", CHARACTERS)

    @property
    def small(self) -> list[str]:
        """The numbers of its ties, broken to the width."""
        return wrap(self.below, CHARACTERS_SMALL)

    @property
    def height(self) -> int:
        """With room for every line."""
        return len(self.lines) * LINE + len(self.small) * SMALL + 2 * PAD


@dataclass
class _Column:
    boxes: list[tuple[int, Box | str]] = field(default_factory=list)
    filled: int = 0

    def add(self, entry: Box | str) -> None:
        self.boxes.append((self.filled, entry))
        self.filled += _tall(entry)


def _tall(entry: Box | str) -> int:
    """The height that a box, or a heading, takes in its column."""
    return len(_heading(entry)) * LINE + HEAD if isinstance(entry, str) else entry.height + GAP


def _heading(text: str) -> list[str]:
    return wrap(text, CHARACTERS_BOLD)


def whole_map(shown: Sequence[Row], graph: Graph) -> Markup:
    """The drawing of the rows shown, as SVG that takes its colours from the page."""
    columns = _columns(_entries(shown, graph))
    wide = len(columns) * (COLUMN + ALLEY) - ALLEY
    tall = max((column.filled for column in columns), default=0)
    label = f"Drawing of {len(shown)} barriers and what helps against them, by stage; the table says the same"
    opening = Markup(
        '<svg class="pm pm--whole" viewBox="0 0 {} {}" role="group" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg">'
    ).format(wide, tall, label)
    drawn = (
        _drawn(entry, at * (COLUMN + ALLEY), y)
        for at, column in enumerate(columns)
        for y, entry in column.boxes
    )
    return opening + Markup("").join(drawn) + Markup('<g class="pm-ties"></g></svg>')


def as_file(drawing: Markup, base: str) -> str:
    """The drawing as a file of its own: with light colours, and links that lead to the guide at `base`."""
    head, end, rest = str(drawing).replace('href="/', f'href="{escape(base)}/').partition(">")
    return head + end + LIGHT + rest


def _entries(shown: Sequence[Row], graph: Graph) -> Iterator[tuple[str, list[Box]]]:
    """A heading and its boxes for each stage and kind, in the order of the stages."""
    helping = {h.mitigation.id: h.mitigation for row in shown for h in row.helps}
    stage_of = {row.entry.id: row.stages[0].id for row in shown}
    stage_of |= {name: graph.edges_from(name, "used_in")[0].target for name in helping}
    groups: list[tuple[Node, Kind, list[str]]] = []
    for stage in graph.of_kind("stage"):
        here = sorted((n for n in stage_of if stage_of[n] == stage.id), key=lambda n: graph.node(n).title)
        groups.append((stage, "barrier", [n for n in here if n not in helping]))
        groups.append((stage, "helps", [n for n in here if n in helping]))
    numbers = dict(_numbered(n for _, kind, names in groups if kind == "barrier" for n in names))
    numbers |= dict(_numbered((n for _, kind, names in groups if kind == "helps" for n in names), "H"))
    rows = {row.entry.id: row for row in shown}
    for stage, kind, names in groups:
        boxes = [
            _barrier(rows[name], graph, numbers)
            if kind == "barrier"
            else Box(name, "helps", helping[name].title, numbers[name])
            for name in names
        ]
        if boxes:
            yield f"{stage.title.partition(':')[0]}: {NAMES[kind]}", boxes


def _numbered(names: Iterable[str], letter: str = "B") -> Iterator[tuple[str, str]]:
    return ((name, f"{letter}{at}") for at, name in enumerate(names, 1))


def _barrier(row: Row, graph: Graph, numbers: dict[str, str]) -> Box:
    leads = tuple(e.target for e in graph.edges_from(row.entry.id, "causes") if e.target in numbers)
    ties = tuple(f"{h.mitigation.id}|{h.edge.strength.replace(' ', '-')}" for h in row.helps)
    below = " ".join(numbers[h.mitigation.id] for h in row.helps)
    if leads:
        below += " → " + " ".join(numbers[name] for name in leads)
    return Box(row.entry.id, "barrier", row.entry.title, numbers[row.entry.id], ties, leads, below)


def _columns(groups: Iterable[tuple[str, list[Box]]]) -> list[_Column]:
    """The boxes in columns of much the same height, like a newspaper: as low as can be."""
    entries = [(heading, box) for heading, boxes in groups for box in boxes]
    if not entries:
        return []
    whole = sum(_tall(box) for _, box in entries)
    height = max(LEAST, int((whole * (COLUMN + ALLEY) / SHAPE) ** 0.5))
    # repeated headings take room too: a little higher until the shape is right
    while len(columns := _filled(entries, height)) * (COLUMN + ALLEY) > SHAPE * height and height > LEAST:
        height += LINE
    return columns


def _filled(entries: Sequence[tuple[str, Box]], height: int) -> list[_Column]:
    """Columns no higher than `height`; a heading stays with its first box and comes again in a new column."""
    columns, last = [_Column()], ""
    for heading, box in entries:
        need = _tall(box) + (_tall(heading) if heading != last else 0)
        full = bool(columns[-1].boxes) and columns[-1].filled + need > height
        if full:
            columns.append(_Column())
        if full or heading != last:
            columns[-1].add(f"{heading} (more)" if heading == last else heading)
        columns[-1].add(box)
        last = heading
    return columns


def _drawn(entry: Box | str, x: int, y: int) -> Markup:
    if isinstance(entry, str):
        one = Markup('<text class="pm-head" x="{}" y="{}">{} </text>')
        words = _heading(entry)
        return Markup("").join(
            one.format(x + 2, y + HEAD + 5 + LINE * at, line) for at, line in enumerate(words)
        )
    opening = Markup(
        '<a class="pm-box pm-box--{}" href="{}" data-node="{}" data-title="{title}" aria-label="{title}"'
    ).format(
        entry.kind,
        node_address(entry.node, "barriers" if entry.kind == "barrier" else "helps"),
        entry.node,
        title=f"{entry.number} {entry.title}",
    )
    if entry.kind == "barrier":
        opening += Markup(' data-ties="{}" data-leads="{}"').format(
            " ".join(entry.ties), " ".join(entry.leads)
        )
    frame = Markup('><rect x="{}" y="{}" width="{}" height="{}"/>').format(
        x + 1, y + 1, COLUMN - 2, entry.height - 2
    )
    lines = Markup("").join(
        _text(line, x + 7, y + PAD + LINE * at + 10, entry.number if at == 0 else "")
        for at, line in enumerate(entry.lines)
    )
    start = y + PAD + LINE * len(entry.lines)
    small = Markup("").join(
        Markup('<text class="pm-small" x="{}" y="{}">{} </text>').format(x + 7, start + SMALL * at + 9, line)
        for at, line in enumerate(entry.small)
    )
    return opening + frame + lines + small + Markup("</a>")


def _text(line: str, x: int, y: int, number: str) -> Markup:
    if not number:
        return Markup('<text x="{}" y="{}">{} </text>').format(x, y, line)
    rest = line.removeprefix(number)
    bold = Markup('<tspan class="pm-number">{}</tspan>').format(number)
    return Markup('<text x="{}" y="{}">{}{} </text>').format(x, y, bold, rest)
