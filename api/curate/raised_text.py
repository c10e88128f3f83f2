"""Raised text of a Word document: runs that a style or their place raises are marked as such themselves.

mammoth sees a raised mark only where the run itself says so; without, a note 2 behind £50,000 reads £50,0002.
"""

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def raising_styles(styles: etree._Element) -> frozenset[str]:
    """Ids of the styles of characters that raise their text, themselves or by what they are based on."""
    known = {style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")}
    return frozenset(name for name in known if _style_raises(name, known))


def _style_raises(name: str, known: dict[str, etree._Element]) -> bool:
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        said = _raised(known[name].find(f"{_W}rPr"))
        if said is not None:
            return said
        base = known[name].find(f"{_W}basedOn")
        name = "" if base is None else base.get(f"{_W}val", "")
    return False


def _raised(look: etree._Element | None) -> bool | None:
    """Whether properties raise a text; None where they say nothing of it."""
    if look is None:
        return None
    aligned, place = look.find(f"{_W}vertAlign"), look.find(f"{_W}position")
    if aligned is not None:
        return bool(aligned.get(f"{_W}val") == "superscript")
    return None if place is None else bool(place.get(f"{_W}val", "0").lstrip("+0").isdigit())


def mark_raised(root: etree._Element, styles: frozenset[str]) -> None:
    """Let each run of `root` that is raised by its style or its place say so itself."""
    for run in root.iter(f"{_W}r"):
        look = run.find(f"{_W}rPr")
        style = None if look is None else look.find(f"{_W}rStyle")
        said = _raised(look)
        by_style = style is not None and style.get(f"{_W}val", "") in styles
        if look is not None and look.find(f"{_W}vertAlign") is None and (by_style if said is None else said):
            etree.SubElement(look, f"{_W}vertAlign").set(f"{_W}val", "superscript")
