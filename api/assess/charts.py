"""Small pictures of answers as SVG, beside a table of the same numbers. Shapes differ, not only colours."""

from collections import Counter

from markupsafe import Markup, escape

from api.assess.model import SECTOR_TITLES, Scale, Sector
from api.assess.spread import Spread

WIDTH, LEFT, ROW = 640, 200, 34
FOOT, LINE = 46, 17  # below the rows: the titles of the steps, in two lines at most
ONE_LINE = 12  # characters
# the name of a picture says what is in it; some screen readers read the letters drawn in it once more
_HIDDEN = Markup('<g aria-hidden="true">')
COLOURS: dict[Sector, str] = {
    "public": "#0065bd",
    "third": "#9c3300",
    "intermediary": "#5a5a5a",
    "service-user": "#006435",
}


def bar(share: float | None) -> Markup:
    """A bar that is filled to `share` (0 to 1); an empty frame where there is no figure."""
    opening = Markup(
        '<svg class="as-track" viewBox="0 0 100 8" preserveAspectRatio="none" width="100%" height="18" '
        'aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><title>{}</title>'
        '<rect class="as-ground" x="0" y="0" width="100" height="8" fill="#fff" '
        'stroke="#5a5a5a" stroke-width="0.6"/>'
    )
    said = "no figure" if share is None else f"{share:.0%} of the most possible"
    filled = Markup('<rect class="as-now" x="0" y="0" width="{}" height="8" fill="#0065bd"/>').format(
        round((share or 0) * 100, 1)
    )
    return opening.format(said) + filled + Markup("</svg>")


def pair(before: float, after: float) -> Markup:
    """Two bars, one over the other: how far it was then (lighter) and is now (darker), each 0 to 1."""
    return Markup(
        '<svg class="as-pair" viewBox="0 0 100 20" preserveAspectRatio="none" width="90" height="20" '
        'aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><title>then {:.0%}, now {:.0%}</title>'
        '<rect class="as-ground" x="0" y="0" width="100" height="20" fill="#fff"/>'
        '<rect x="0" y="1" width="{}" height="7" fill="#8aa9c4"/>'
        '<rect class="as-now" x="0" y="10" width="{}" height="9" fill="#0b4f6c"/></svg>'
    ).format(before, after, round(before * 100, 1), round(after * 100, 1))


def dots(spread: Spread, scale: Scale) -> Markup:
    """One row for each sector, a mark for each step chosen, with a number where several people chose it."""
    steps = [level.title for level in scale.levels]
    height = ROW * len(spread.by_sector) + FOOT
    parts = [_axis(steps, height)]
    for row, sector in enumerate(spread.by_sector):
        y = row * ROW + ROW // 2 + 4
        title = escape(SECTOR_TITLES[sector.sector])
        parts.append(Markup('<text x="0" y="{}" font-size="15">{}</text>').format(y + 5, title))
        for value, count in sorted(Counter(sector.values).items()):
            parts.append(_mark(sector.sector, _x(value, len(steps)), y, count))
    # a title of its own: PDF takes the alternative text from there and from no attribute
    label = f"How people answered: {describe(spread, scale)}"
    opening = Markup(
        '<svg class="as-dots" role="img" viewBox="0 0 {} {}" width="{}" height="{}" '
        'xmlns="http://www.w3.org/2000/svg" font-family="Liberation Sans, Arial, sans-serif">'
        "<title>{}</title>"
    )
    drawn = _HIDDEN + Markup("").join(parts) + Markup("</g></svg>")
    return opening.format(WIDTH, height, WIDTH, height, label) + drawn


def describe(spread: Spread, scale: Scale) -> str:
    """The same in words, for those who do not see the picture."""
    return "; ".join(_rows(spread, scale)) + "."


def told(spread: Spread, scale: Scale) -> Markup:
    """The same as a list, which stands in place of the picture where its letters would be too small."""
    rows = Markup("").join(Markup("<li>{}</li>").format(row) for row in _rows(spread, scale))
    return Markup('<ul class="as-told">{}</ul>').format(rows)


def _rows(spread: Spread, scale: Scale) -> list[str]:
    titles = {level.value: level.title for level in scale.levels}
    rows = []
    for sector in spread.by_sector:
        counts = sorted(Counter(sector.values).items())
        said = ", ".join(f"{count} × “{titles[value]}”" for value, count in counts)
        rows.append(f"{SECTOR_TITLES[sector.sector]}: {said}")
    return rows


def _x(value: int, steps: int) -> int:
    return LEFT + 60 + round(value * (WIDTH - LEFT - 130) / max(1, steps - 1))


def _axis(steps: list[str], height: int) -> Markup:
    parts = []
    for value, title in enumerate(steps):
        x = _x(value, len(steps))
        parts.append(
            Markup(
                '<line x1="{0}" x2="{0}" y1="2" y2="{1}" stroke="#b3b3b3" stroke-dasharray="3 3"/>'
            ).format(x, height - FOOT + 8)
        )
        for number, line in enumerate(_lines(title)):
            y = height - FOOT + 8 + LINE * (number + 1)
            parts.append(
                Markup('<text x="{}" y="{}" font-size="15" text-anchor="middle">{}</text>').format(x, y, line)
            )
    return Markup("").join(parts)


def _lines(title: str) -> list[str]:
    """A title in one line, or in two as even as its words allow."""
    words = title.split()
    if len(title) <= ONE_LINE or len(words) == 1:
        return [title]
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(halves, key=lambda half: max(map(len, half))))


def _mark(sector: Sector, x: int, y: int, count: int) -> Markup:
    shapes = {
        "public": f'<circle cx="{x}" cy="{y}" r="11"',
        "third": f'<rect x="{x - 10}" y="{y - 10}" width="20" height="20"',
        "intermediary": f'<polygon points="{x},{y - 13} {x + 13},{y} {x},{y + 13} {x - 13},{y}"',
        "service-user": f'<polygon points="{x},{y - 13} {x + 13},{y + 10} {x - 13},{y + 10}"',
    }
    shape = Markup(shapes[sector] + f' class="as-mark as-mark--{sector}" fill="{COLOURS[sector]}"/>')  # noqa: S704 -- numbers and our own colours
    if count == 1:
        return shape
    number = Markup(
        '<text x="{}" y="{}" class="as-number" font-size="14" text-anchor="middle" fill="#fff" '
        'font-weight="bold">{}</text>'
    )
    return shape + number.format(x, y + 5, count)
