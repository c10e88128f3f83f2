"""Contrast between two colours as WCAG 2.2 defines it."""

import re

TEXT, CONTROL = 4.5, 3.0  # success criteria 1.4.3 (text) and 1.4.11 (what a control is recognised by)
_HEX = re.compile(r"^#[0-9a-f]{6}$")


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as #rrggbb in lower case."""
    return bool(_HEX.match(text))


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, from 0 (black) to 1 (white); WCAG 2.2, "relative luminance".

    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    >>> round(contrast("#767676", "#ffffff"), 2)
    4.54
    """
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return round((lighter + 0.05) / (darker + 0.05), 4)
