"""The growth of searching in PostgreSQL as a picture: one line a figure, both axes in powers of ten."""

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM, _LINE = 70, 470, 40, 310, 16
# figure, its name, and a dash of its own, so that colour alone tells nothing apart
LINES = (
    ("graph_build_s", "graph built, seconds", "none", "#1d4f91"),
    ("exact_ms_p50", "every row, ms", "8 4", "#8a2b06"),
    ("graph_ms_p50", "by the graph, ms", "2 3", "#3d6b1f"),
    ("vectors_mb", "size, MB", "12 3 2 3", "#5b3a8c"),
)


def picture(rows: Sequence[Mapping[str, float]]) -> str:
    """An SVG of `rows` as `grow` gives them, two sizes at least; recall stands under the sizes."""
    sizes = [row["passages"] for row in rows]
    values = [row[name] for row in rows for name, *_ in LINES if row[name] > 0]
    across, up = _powers(sizes), _powers(values)
    parts, ends = [_axes(rows, across, up)], []
    for name, told, dash, colour in LINES:
        points = [(_x(row["passages"], across), _y(row[name], up)) for row in rows if row[name] > 0]
        if not points:
            continue
        ends.append((points[-1][1], told, colour))
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"'
            f' stroke-dasharray="{dash}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    parts += _names(ends)
    said = "; ".join(_told(row) for row in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' font-family="sans-serif" font-size="12"><title>Searching in PostgreSQL as passages grow</title>'
        f"<desc>{escape(said)}</desc>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _told(row: Mapping[str, float]) -> str:
    figures = ", ".join(f"{told} {row[name]:g}" for name, told, *_ in LINES)
    return f"{row['passages']:,} passages: {figures}, recall of ten {row['recall_at_10']:g}"


def _names(ends: Sequence[tuple[float, str, str]]) -> list[str]:
    """The name of each line beside its end, none over another."""
    parts, free = [], 0.0
    for y, told, colour in sorted(ends):
        free = max(y + 4, free)
        parts.append(f'<text x="{_RIGHT + 10}" y="{free:.1f}" fill="{colour}">{told}</text>')
        free += _LINE
    return parts


def _powers(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten between which positive `values` lie, two different ones.

    >>> _powers([20, 5000]), _powers([10])
    ((1, 4), (1, 2))
    """
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _x(value: float, across: tuple[int, int]) -> float:
    low, high = across
    return _LEFT + (math.log10(value) - low) / (high - low) * (_RIGHT - _LEFT)


def _y(value: float, up: tuple[int, int]) -> float:
    low, high = up
    return _BOTTOM - (math.log10(value) - low) / (high - low) * (_BOTTOM - _TOP)


def _axes(rows: Sequence[Mapping[str, float]], across: tuple[int, int], up: tuple[int, int]) -> str:
    parts = []
    for power in range(up[0], up[1] + 1):
        y = _y(10.0**power, up)
        parts.append(f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ccc"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for row in rows:
        x = _x(row["passages"], across)
        parts.append(f'<text x="{x:.1f}" y="{_BOTTOM + 18}" text-anchor="middle">{row["passages"]:,}</text>')
        parts.append(
            f'<text x="{x:.1f}" y="{_BOTTOM + 36}" text-anchor="middle">recall {row["recall_at_10"]:g}</text>'
        )
    return "".join(parts)
