"""Reliability diagrams as SVG: predicted probability against the share that was true, a dot a bin."""

from collections.abc import Mapping, Sequence
from html import escape

_SIDE, _MARGIN = 240, 40


def reliability_svg(models: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    """One square a model, side by side; a dot's area shows how many questions stand behind it.

    >>> reliability_svg({"scope": [{"n": 4, "predicted": 0.5, "true": 0.5}]}).startswith("<svg")
    True
    """
    width = len(models) * (_SIDE + 2 * _MARGIN)
    squares = "".join(
        f'<g transform="translate({number * (_SIDE + 2 * _MARGIN) + _MARGIN},{_MARGIN})">'
        f"{_square(name, bins)}</g>"
        for number, (name, bins) in enumerate(models.items())
    )
    words = "; ".join(
        f"{name}: " + ", ".join(f"{b['predicted']:.2f} predicted, {b['true']:.2f} true" for b in bins)
        for name, bins in models.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_SIDE + 2 * _MARGIN}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>Reliability</title><desc>{escape(words)}</desc>'
        f'<rect width="100%" height="100%" fill="white"/>{squares}</svg>\n'
    )


def _square(name: str, bins: Sequence[Mapping[str, float]]) -> str:
    dots = "".join(
        f'<circle cx="{_SIDE * b["predicted"]:.0f}" cy="{_SIDE * (1 - b["true"]):.0f}" '
        f'r="{2 + b["n"] ** 0.5:.1f}" fill="#0065bd" fill-opacity="0.7"/>'
        for b in bins
    )
    return (
        f'<rect width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#333"/>'
        f'<line x1="0" y1="{_SIDE}" x2="{_SIDE}" y2="0" stroke="#999" stroke-dasharray="4"/>{dots}'
        f'<text x="0" y="-10" font-weight="bold">{escape(name)}</text>'
        f'<text x="{_SIDE / 2}" y="{_SIDE + 20}" text-anchor="middle">predicted probability</text>'
        f'<text x="-10" y="{_SIDE / 2}" text-anchor="middle" '
        f'transform="rotate(-90 -10 {_SIDE / 2})">share true</text>'
    )
