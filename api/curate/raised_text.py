"""Raised text of a Word document: runs that a style or their place raises are marked as such themselves.

mammoth sees a raised mark only where the run itself says so; without, a note 2 behind £50,000 reads £50,0002.
"""

from lxml import etree

from api.curate.word_styles import W, styles_that


def raising_styles(styles: etree._Element) -> frozenset[str]:
    """Ids of the styles of characters that raise their text, themselves or by what they are based on."""
    return styles_that(_raised, styles)


def _raised(look: etree._Element | None) -> bool | None:
    """Whether properties raise a text; None where they say nothing of it."""
    if look is None:
        return None
    aligned, place = look.find(f"{W}vertAlign"), look.find(f"{W}position")
    if aligned is not None:
        return bool(aligned.get(f"{W}val") == "superscript")
    return None if place is None else bool(place.get(f"{W}val", "0").lstrip("+0").isdigit())


def mark_raised(root: etree._Element, styles: frozenset[str]) -> None:
    """Let each run of `root` that is raised by its style or its place say so itself."""
    for run in root.iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        style = None if look is None else look.find(f"{W}rStyle")
        said = _raised(look)
        by_style = style is not None and style.get(f"{W}val", "") in styles
        if look is not None and look.find(f"{W}vertAlign") is None and (by_style if said is None else said):
            etree.SubElement(look, f"{W}vertAlign").set(f"{W}val", "superscript")
