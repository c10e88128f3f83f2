"""Numbers of lists in HTML: each item keeps the number that a reader sees, wherever its list begins."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MARK = "psp-number-"  # how the id of a bookmark begins that tells the number of its paragraph
_PLAIN = re.compile(r"(\d{1,9})[.)]?", re.ASCII)
_WHOLE = re.compile(r"\s*([+-]?\d{1,9})", re.ASCII)
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def figure(number: int, form: str) -> str | None:
    """`number` in a form as Word names it; None where the form is not known or has no such number.

    >>> figure(3, "decimal"), figure(28, "upperLetter"), figure(14, "lowerRoman"), figure(3, "hebrew1")
    ('3', 'BB', 'xiv', None)
    """
    if form in ("decimal", "decimalZero"):
        return f"{number:02d}" if form == "decimalZero" else str(number)
    if not 0 < number < 4000:
        return None
    if form.endswith("Letter"):  # Word writes the letter as often as it came round
        shown = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form.endswith("Roman"):
        shown, left = "", number
        for value, letters in _ROMAN:
            shown, left = shown + letters * (left // value), left % value
    else:
        return None
    return shown.upper() if form.startswith("upper") else shown


def tell_marked(soup: "BeautifulSoup") -> None:
    """Give the paragraphs of `soup` the numbers that its bookmarks tell: as an item's, else as text."""
    for mark in soup.find_all("a", id=lambda name: bool(name) and name.startswith(MARK)):
        label = str(mark["id"]).removeprefix(MARK)
        item = mark.parent if mark.parent is not None and mark.parent.name == "li" else None
        plain = _PLAIN.fullmatch(label)
        if item is not None and plain:
            item["value"] = plain[1]
        elif item is not None:
            item["data-label"] = label
        else:
            mark.insert_before(f"{label} ")
        mark.decompose()


def keep_numbers(soup: "BeautifulSoup", body: "Tag") -> None:
    """Part the numbered lists of `body` where their numbers do not go on by one.

    Items with letters, Roman or other numbers, which Markdown does not know, become plain ones that begin
    with what was shown.
    """
    _close_items(body)
    for whole in body.find_all("ol"):
        parts = _parts(soup, whole)
        if len(parts) == 1:
            whole.name, whole.attrs = parts[0].name, parts[0].attrs
            whole.extend(list(parts[0].contents))
        elif parts:
            whole.name, whole.attrs = "div", {}
            whole.extend(parts)


def _close_items(body: "Tag") -> None:
    """Take items out of the item before them, in which they stand where its end tag is missing."""
    near: dict[int, Tag | None] = {}  # the list or item that each part is in
    first: dict[int, Tag] = {}  # of each item, the one that stands in the list itself
    inside: list[Tag] = []
    for tag in body.find_all(True):
        parent = tag.parent
        around = parent if parent is not None and parent.name in ("li", "ol", "ul") else near.get(id(parent))
        near[id(tag)] = around
        if tag.name == "li" and around is not None:
            first[id(tag)] = first.get(id(around), around) if around.name == "li" else tag
            inside += [tag] * (around.name == "li")
    after: dict[int, list[Tag]] = {}
    for item in inside:
        after.setdefault(id(first[id(item)]), []).append(item)
    lists = {id(first[id(item)].parent): first[id(item)].parent for item in inside}
    for item in reversed(inside):  # the last first: each holds all that follow it
        item.extract()
    for whole in filter(None, lists.values()):
        for node in list(whole.contents):
            for one in (node, *after.get(id(node), ())):
                whole.append(one)


def _parts(soup: "BeautifulSoup", whole: "Tag") -> list["Tag"]:
    """The items of the list `whole` in lists of their own, in each of which the numbers go on by one."""
    import bs4

    items = whole.find_all("li", recursive=False)
    step = -1 if whole.has_attr("reversed") else 1
    number = _whole(whole.get("start"), len(items) if step < 0 else 1)
    form = _TYPES.get(str(whole.get("type", "")), "decimal")
    parts: list[Tag] = []
    goes_on = 0
    for node in list(whole.contents):
        if isinstance(node, bs4.Tag) and node.name == "li":
            number = _whole(node.get("value"), number)
            label = str(node.get("data-label", "")) or _label(number, form)
            kind = "ul" if label else "ol"
            if not parts or kind != parts[-1].name or (not label and number != goes_on):
                parts.append(soup.new_tag(kind, attrs={} if label else {"start": str(number)}))
            if label:
                _begin(node, label)
            goes_on = number + 1
            number += step
        if parts:
            parts[-1].append(node)
    return parts


def _begin(item: "Tag", label: str) -> None:
    """Write `label` before the text of `item`, inside its first paragraph if it begins with one."""
    import bs4

    first = next((one for one in item.contents if str(one).strip()), None)
    block = first if isinstance(first, bs4.Tag) and first.name in ("p", "div") else item
    block.insert(0, f"{label} ")


def _label(number: int, form: str) -> str:
    """What to write before an item as text; empty where Markdown has such a number itself."""
    if form == "decimal" and number >= 0:
        return ""
    if form.endswith("Letter") and number > 26:  # browsers go on with aa, ab
        return f"{figure((number - 1) // 26, form)}{figure((number - 1) % 26 + 1, form)}."
    return f"{figure(number, form) or number}."


def _whole(said: object, otherwise: int) -> int:
    number = _WHOLE.match(str(said))
    return int(number[1]) if number else otherwise
