"""The numbers that Word shows before paragraphs: they stand in no text, and mammoth begins each list anew.

Each number is counted as Word does and left in the document as a bookmark, which mammoth passes on.
"""

from collections.abc import Iterator

from lxml import etree

from api.curate.list_numbers import MARK, figure
from api.curate.word_styles import W

_LEVELS = 9
_LONGEST = 60  # characters of a label; what is longer is no number


def mark_numbers(document: etree._Element, numbering: etree._Element, styles: etree._Element) -> int:
    """Put a bookmark with its number into each numbered paragraph of `document`.

    Returns:
        How many numbers cannot be told, since they are written in a way that is not known here.
    """
    for old in list(document.iter(f"{W}bookmarkStart")):
        if old.get(f"{W}name", "").startswith(MARK):
            old.set(f"{W}name", "")  # it would be taken for a number
    lists, linked = _Lists(numbering, styles), _linked(styles)
    unknown = 0
    for paragraph in document.iter(f"{W}p"):
        look = paragraph.find(f"{W}pPr")
        if look is None or _is_gone(look) or next(paragraph.iterancestors(_CHOICE), None) is not None:
            continue
        number, level = _numbered(look, linked, lists)
        label = lists.next_label(number, level) if number else ""
        if label is None:
            unknown += 1
        elif label:
            mark = etree.Element(f"{W}bookmarkStart")
            mark.set(f"{W}name", f"{MARK}{label}")
            look.addnext(mark)
    return unknown


_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"  # said again in its Fallback


def _is_gone(look: etree._Element) -> bool:
    """Whether the paragraph's end is hidden or deleted, so that it has no number of its own."""
    hidden = look.find(f"{W}rPr/{W}vanish")
    return look.find(f"{W}rPr/{W}del") is not None or (
        hidden is not None and hidden.get(f"{W}val", "1").lower() not in ("0", "false", "off")
    )


def _value(parent: etree._Element | None, path: str) -> str:
    found = None if parent is None else parent.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def _linked(styles: etree._Element) -> dict[str, tuple[str, str]]:
    """The list and the level that styles give their paragraphs, themselves or by what they are based on."""
    all_styles = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    found: dict[str, tuple[str, str]] = {}
    for name in all_styles:
        number = level = ""
        for style in _and_bases(name, all_styles):
            number = number or _value(style, "pPr/numPr/numId")
            level = level or _value(style, "pPr/numPr/ilvl")
        found[name] = (number, level)
    return found


def _and_bases(name: str, styles: dict[str, etree._Element]) -> Iterator[etree._Element]:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        yield styles[name]
        name = _value(styles[name], "basedOn")


def _numbered(look: etree._Element, linked: dict[str, tuple[str, str]], lists: "_Lists") -> tuple[str, int]:
    style = _value(look, "pStyle")
    by_style, its_level = linked.get(style, ("", ""))
    number = _value(look, "numPr/numId") or by_style
    said = _value(look, "numPr/ilvl") or its_level or lists.level_of_style(number, style)
    return number, int(said) if said in map(str, range(_LEVELS)) else 0


class _Lists:
    """The lists of a document, and how far each was counted."""

    def __init__(self, numbering: etree._Element, styles: etree._Element) -> None:
        self._numbers = {one.get(f"{W}numId", ""): one for one in numbering.iter(f"{W}num")}
        self._kinds = {one.get(f"{W}abstractNumId", ""): one for one in numbering.iter(f"{W}abstractNum")}
        self._styles = {
            style.get(f"{W}styleId", ""): _value(style, "pPr/numPr/numId")
            for style in styles.iter(f"{W}style")
        }
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def _kind(self, number: str) -> str:
        kind = _value(self._numbers.get(number), "abstractNumId")
        link = _value(self._kinds.get(kind), "numStyleLink")
        other = _value(self._numbers.get(self._styles.get(link, "")), "abstractNumId")
        return other if link and other else kind

    def level_of_style(self, number: str, style: str) -> str:
        """The level that says it belongs to `style`; empty where none does."""
        kind = self._kinds.get(self._kind(number))
        levels = [] if kind is None or not style else kind.findall(f"{W}lvl")
        return next((one.get(f"{W}ilvl", "") for one in levels if _value(one, "pStyle") == style), "")

    def _own(self, number: str, level: int) -> etree._Element | None:
        """What a list says of its own of a level, other than its kind."""
        one = self._numbers.get(number)
        found = [] if one is None else one.findall(f"{W}lvlOverride")
        return next((own for own in found if own.get(f"{W}ilvl") == str(level)), None)

    def _level(self, number: str, level: int) -> etree._Element | None:
        own, kind = self._own(number, level), self._kinds.get(self._kind(number))
        new = None if own is None else own.find(f"{W}lvl")
        levels = [] if kind is None else kind.findall(f"{W}lvl")
        return (
            new
            if new is not None
            else next((x for x in levels if x.get(f"{W}ilvl", "0") == str(level)), None)
        )

    def _start(self, number: str, level: int) -> int:
        said = _value(self._own(number, level), "startOverride") or _value(
            self._level(number, level), "start"
        )
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0 if said else 1

    def next_label(self, number: str, level: int) -> str | None:
        """Count on; the label as it is shown: empty for bullets and none, None where it cannot be told."""
        its = self._level(number, level)
        if its is None:
            return ""
        counts = self._counts.setdefault(self._kind(number), {})
        anew = _value(self._own(number, level), "startOverride") and (number, level) not in self._begun
        self._begun.add((number, level))
        if level in counts and not anew:
            counts[level] += 1
        else:
            counts[level] = self._start(number, level)
        for deeper in [one for one in counts if one > level]:
            after = _value(self._level(number, deeper), "lvlRestart")
            if not after or (after.isdigit() and level < int(after)):
                del counts[deeper]
        return self._label(number, its, counts)

    def _label(self, number: str, its: etree._Element, counts: dict[int, int]) -> str | None:
        if _value(its, "numFmt") in ("bullet", "none"):
            return ""
        label = _value(its, "lvlText")
        for at in range(_LEVELS):
            if f"%{at + 1}" not in label:
                continue
            form = (
                "decimal" if its.find(f"{W}isLgl") is not None else _value(self._level(number, at), "numFmt")
            )
            shown = figure(counts.get(at, self._start(number, at)), form or "decimal")
            if shown is None:
                return None
            label = label.replace(f"%{at + 1}", shown)
        return label.strip() if len(label) <= _LONGEST else None
