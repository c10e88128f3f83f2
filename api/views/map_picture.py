"""A picture of barriers and what helps: boxes that are links, so that mouse, keyboard and paper all work.

It takes its colours from the page, so that it has a dark side, and is as wide as the page gives it room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from markupsafe import Markup

from api.frame.marking import node_address
from graph.barriers import Barrier
from graph.queries import Help

WIDTH, LEFT, RIGHT_AT = 960, 380, 560
RIGHT = WIDTH - RIGHT_AT
LINE, PAD, GAP, CHARACTERS = 20, 10, 10, 42


@dataclass(frozen=True)
class Pair:
    """A barrier, a few words below it (or none), and what helps against it."""

    barrier: Barrier
    below: str
    helps: tuple[Help, ...]


@dataclass(frozen=True)
class _Box:
    name: str
    address: str
    lines: tuple[str, ...]
    below: str
    said: str  # the name of its link: also what the lines between the boxes show

    @property
    def height(self) -> int:
        """With room for every line."""
        return (len(self.lines) + bool(self.below)) * LINE + 2 * PAD


def picture(pairs: Sequence[Pair], title: str) -> Markup:
    """The barriers on the left, what helps on the right; thicker lines are better backed."""
    left = [_barrier(pair) for pair in pairs]
    right = _right(pairs)
    height = max(_height(left), _height(right))
    at_left, at_right = _spread(left, height), _spread(right, height)
    lines = Markup("").join(
        _line(pair.barrier.id, h, at_left[pair.barrier.id], at_right[h.mitigation.id])
        for pair in pairs
        for h in pair.helps
    )
    boxes = Markup("").join(
        [
            *(_drawn(box, 0, at_left[box.name], LEFT, "barrier") for box in left),
            *(_drawn(box, RIGHT_AT, at_right[box.name], RIGHT, "helps") for box in right),
        ]
    )
    opening = Markup(
        '<svg class="pm" viewBox="0 0 {} {}" role="group" aria-label="{}" xmlns="http://www.w3.org/2000/svg">'
    )
    return opening.format(WIDTH, height, title) + lines + boxes + Markup("</svg>")


def _barrier(pair: Pair) -> _Box:
    title, helps = pair.barrier.title, "; ".join(h.mitigation.title for h in pair.helps)
    said = (f"{title}, {pair.below}" if pair.below else title) + (f". What helps: {helps}" if helps else "")
    return _box(pair.barrier.id, title, "barriers", said, pair.below)


def _box(name: str, title: str, room: Literal["barriers", "helps"], said: str, below: str = "") -> _Box:
    return _Box(name, node_address(name, room), tuple(wrap(title, CHARACTERS)), below, said)


def _right(pairs: Sequence[Pair]) -> list[_Box]:
    """What helps, each once, near the middle of the barriers that it helps against."""
    places: dict[str, list[int]] = {}
    titles: dict[str, str] = {}
    for at, pair in enumerate(pairs):
        for h in pair.helps:
            places.setdefault(h.mitigation.id, []).append(at)
            titles[h.mitigation.id] = h.mitigation.title
    ordered = sorted(places, key=lambda name: (sum(places[name]) / len(places[name]), titles[name]))
    against = {name: "; ".join(pairs[at].barrier.title for at in places[name]) for name in ordered}
    return [
        _box(name, titles[name], "helps", f"{titles[name]}. Helps against: {against[name]}")
        for name in ordered
    ]


def _height(boxes: Sequence[_Box]) -> int:
    return sum(box.height for box in boxes) + GAP * max(0, len(boxes) - 1)


def _spread(boxes: Sequence[_Box], height: int) -> dict[str, tuple[int, int]]:
    """The top and the height of each box, spread evenly over the whole height."""
    spare = height - sum(box.height for box in boxes)
    gap = spare / max(1, len(boxes) - 1) if len(boxes) > 1 else 0
    at = spare / 2 if len(boxes) == 1 else 0.0
    found = {}
    for box in boxes:
        found[box.name] = (round(at), box.height)
        at += box.height + gap
    return found


def _line(barrier: str, h: Help, start: tuple[int, int], end: tuple[int, int]) -> Markup:
    y1, y2 = start[0] + start[1] // 2, end[0] + end[1] // 2
    middle = (LEFT + RIGHT_AT) // 2
    way = f"M{LEFT} {y1}C{middle} {y1} {middle} {y2} {RIGHT_AT} {y2}"
    opening = Markup('<path class="pm-line pm-line--{}" data-ends="{} {}" d="{}"/>')
    return opening.format(h.edge.strength.replace(" ", "-"), barrier, h.mitigation.id, way)


def _drawn(box: _Box, x: int, place: tuple[int, int], width: int, kind: str) -> Markup:
    y, height = place
    link = Markup('<a class="pm-box pm-box--{}" href="{}" data-node="{}" aria-label="{}">').format(
        kind, box.address, box.name, box.said
    )
    frame = Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(x + 1, y + 1, width - 2, height - 2)
    parts = [link, frame]
    for number, line in enumerate([*box.lines, *([box.below] if box.below else [])]):
        small = " pm-small" if box.below and number == len(box.lines) else ""
        parts.append(
            Markup('<text class="pm-text{}" x="{}" y="{}">{} </text>').format(
                small, x + 14, y + PAD + LINE * number + 15, line
            )
        )
    return Markup("").join(parts) + Markup("</a>")
