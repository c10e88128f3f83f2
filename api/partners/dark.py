"""The dark side of a partner's colours, for a page around the guide that is dark itself."""

from api.partners.contrast import CONTROL, TEXT, contrast
from api.partners.model import Theme

GROUND, WORDS, LINK, ACCENT, ON_ACCENT = "#12191d", "#eeeeee", "#8ccbf0", "#8ccbf0", "#12191d"


def dark_side(theme: Theme) -> Theme:
    """The same theme on a dark ground: the partner's accent and links where they can be read there.

    A theme whose ground is dark already is its own dark side.

    >>> dark_side(Theme(accent="#d04a7c", accent_text="#000000")).accent
    '#d04a7c'
    >>> dark_side(Theme(accent="#7a0f3c")).accent
    '#8ccbf0'
    """
    if contrast(theme.background, "#ffffff") > contrast(theme.background, "#000000"):
        return theme
    kept = contrast(theme.accent, GROUND) >= CONTROL
    return Theme(
        accent=theme.accent if kept else ACCENT,
        accent_text=theme.accent_text if kept else ON_ACCENT,
        background=GROUND,
        text=WORDS,
        link=theme.link if contrast(theme.link, GROUND) >= TEXT else LINK,
        radius=theme.radius,
    )
