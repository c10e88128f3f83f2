"""Styles of a Word document: which of them say something, themselves or by what they are based on."""

from collections.abc import Callable

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# what the properties of a run or a style say of it; None where they say nothing
Says = Callable[[etree._Element | None], bool | None]


def styles_that(say: Says, named: etree._Element) -> frozenset[str]:
    """Ids of the styles in `named` that `say` so; one that says nothing follows the one it is based on."""
    styles = {style.get(f"{W}styleId", ""): style for style in named.iter(f"{W}style")}
    return frozenset(name for name in styles if _says(say, name, styles))


def _says(say: Says, name: str, styles: dict[str, etree._Element]) -> bool:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        said = say(styles[name].find(f"{W}rPr"))
        if said is not None:
            return said
        base = styles[name].find(f"{W}basedOn")
        name = "" if base is None else base.get(f"{W}val", "")
    return False
