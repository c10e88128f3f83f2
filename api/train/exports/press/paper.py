"""Pages to write on from the top down: what is drawn, what it means, and both as a tagged PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from api.train.exports.press.objects import Objects, ref, string
from api.train.exports.press.typeface import WEIGHTS, Typeface, typeface

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
SIDE, TOP, BOTTOM = 15 * MM, 16 * MM, 18 * MM
_NUMBER_SIZE = 8.5


@dataclass
class Node:
    """A part of the document's structure: its role, its parts, and marked places on pages."""

    role: str
    entries: str = ""
    parts: "list[Node | tuple[int, int]]" = field(default_factory=list)

    def add(self, role: str, entries: str = "") -> "Node":
        """A new part at the end."""
        part = Node(role, entries)
        self.parts.append(part)
        return part


@dataclass
class _Page:
    drawn: list[str] = field(default_factory=list)
    meant: list[Node] = field(default_factory=list)


class Paper:
    """The pages of a document; `y` is how far down the current one is used, in points from its top edge."""

    def __init__(self, title: str, wide: bool = False) -> None:
        self.title = title
        self.width, self.height = (A4[1], A4[0]) if wide else A4
        self.left, self.right = SIDE, self.width - SIDE
        self.root = Node("Document")
        self.pages: list[_Page] = []
        self._marks: list[tuple[int, str, int, float]] = []
        self.turn()

    @property
    def room(self) -> float:
        """Points left on the page."""
        return self.height - BOTTOM - self.y

    @property
    def body(self) -> float:
        """Points that a whole page has."""
        return self.height - BOTTOM - TOP

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == TOP

    def turn(self) -> None:
        """Go to a new page."""
        self.pages.append(_Page())
        self.y = TOP

    def draw(self, operators: str) -> None:
        """Draw something that means nothing: a line, a ground."""
        self.pages[-1].drawn.append(f"/Artifact BMC {operators} EMC")

    def say(self, node: Node, operators: str) -> None:
        """Draw something that belongs to a part of the structure."""
        page = self.pages[-1]
        node.parts.append((len(self.pages) - 1, len(page.meant)))
        page.drawn.append(f"/{node.role} << /MCID {len(page.meant)} >> BDC {operators} EMC")
        page.meant.append(node)

    def at(self, x: float, down: float, line: str, grey: str) -> str:
        """The operators of a line of text, `down` points below the top edge of the page."""
        return f"{grey} BT 1 0 0 1 {x:.2f} {self.height - down:.2f} Tm {line} ET"

    def box(self, x: float, down: float, wide: float, high: float) -> str:
        """The operators of a rectangle whose upper left corner is given."""
        return f"{x:.2f} {self.height - down - high:.2f} {wide:.2f} {high:.2f} re"

    def bookmark(self, level: int, text: str) -> None:
        """Let the reader jump to here."""
        self._marks.append((level, text, len(self.pages) - 1, self.height - self.y))

    def pdf(self) -> bytes:
        """The whole file."""
        objects = Objects()
        self._number_pages()
        fonts = " ".join(f"/{f.key} {ref(f.embed(objects))}" for f in map(typeface, WEIGHTS))
        tree, parents = objects.reserve(), objects.reserve()
        holder, numbers = objects.reserve(), [objects.reserve() for _ in self.pages]
        for at, page in enumerate(self.pages):
            content = objects.stream("\n".join(page.drawn).encode("ascii"))
            objects.put(
                f"<< /Type /Page /Parent {ref(holder)} /MediaBox [0 0 {self.width:.2f} {self.height:.2f}] "
                f"/Resources << /Font << {fonts} >> >> /Contents {ref(content)} "
                f"/StructParents {at} /Tabs /S >>",
                numbers[at],
            )
        kids = " ".join(map(ref, numbers))
        objects.put(f"<< /Type /Pages /Count {len(numbers)} /Kids [{kids}] >>", holder)
        self._structure(objects, tree, parents, numbers)
        outline = self._outline(objects, numbers)
        root = objects.put(
            f"<< /Type /Catalog /Pages {ref(holder)} /Lang (en-GB) /MarkInfo << /Marked true >> "
            f"/StructTreeRoot {ref(tree)} /Outlines {ref(outline)} "
            "/ViewerPreferences << /DisplayDocTitle true >> >>"
        )
        return objects.file(root, objects.put(f"<< /Title {string(self.title)} /Producer (PSP Guide) >>"))

    def _number_pages(self) -> None:
        face = typeface(400)
        for number, page in enumerate(self.pages, 1):
            words = [face.word(word) for word in (str(number), " ", "/", " ", str(len(self.pages)))]
            x = self.right - sum(width for width, _ in words) * _NUMBER_SIZE
            shown = f"/{face.key} {_NUMBER_SIZE} Tf [{''.join(shown for _, shown in words)}]TJ"
            operators = self.at(x, self.height - BOTTOM / 2, shown, "0 g")
            page.drawn.append(f"/Artifact << /Type /Pagination >> BDC {operators} EMC")

    def _structure(self, objects: Objects, tree: int, parents: int, pages: list[int]) -> None:
        """The parts of the document as objects, and for each mark on a page the part that it belongs to."""
        numbers: dict[int, int] = {}
        _keep(self.root, tree, (objects, pages, numbers))
        rows = (
            f"{at} [{' '.join(ref(numbers[id(node)]) for node in page.meant)}]"
            for at, page in enumerate(self.pages)
        )
        objects.put(f"<< /Nums [{' '.join(rows)}] >>", parents)
        objects.put(
            f"<< /Type /StructTreeRoot /K {ref(numbers[id(self.root)])} /ParentTree {ref(parents)} "
            f"/ParentTreeNextKey {len(self.pages)} >>",
            tree,
        )

    def _outline(self, objects: Objects, pages: list[int]) -> int:
        """The bookmarks, each below the last of a higher level."""
        top = _Mark(0, objects.reserve())
        path = [top]
        for level, text, page, up in self._marks:
            place = f"/Title {string(text)} /Dest [{ref(pages[page])} /XYZ 0 {up:.2f} null]"
            while path[-1].level >= level:
                path.pop()
            mark = _Mark(level, objects.reserve(), place)
            path[-1].below.append(mark)
            path.append(mark)
        for mark, entries in _linked(top):
            objects.put(f"<< {mark.place} {entries} >>", mark.number)
        return top.number


@dataclass
class _Mark:
    level: int
    number: int
    place: str = "/Type /Outlines"
    below: "list[_Mark]" = field(default_factory=list)


def _linked(mark: _Mark, entries: str = "") -> Iterator[tuple[_Mark, str]]:
    """Each bookmark with its neighbours; all are shown folded."""
    if mark.below:
        first, last = mark.below[0].number, mark.below[-1].number
        count = len(mark.below) if mark.level == 0 else -len(mark.below)
        yield mark, f"{entries} /First {ref(first)} /Last {ref(last)} /Count {count}"
    else:
        yield mark, entries
    for at, one in enumerate(mark.below):
        beside = f"/Parent {ref(mark.number)}"
        beside += f" /Prev {ref(mark.below[at - 1].number)}" if at else ""
        beside += f" /Next {ref(mark.below[at + 1].number)}" if at + 1 < len(mark.below) else ""
        yield from _linked(one, beside)


def _keep(node: Node, parent: int, means: tuple[Objects, list[int], dict[int, int]]) -> int:
    """Keep a part with all that is in it; returns its number."""
    objects, pages, numbers = means
    number = numbers[id(node)] = objects.reserve()
    kids = [
        ref(_keep(part, number, means))
        if isinstance(part, Node)
        else f"<< /Type /MCR /Pg {ref(pages[part[0]])} /MCID {part[1]} >>"
        for part in node.parts
    ]
    objects.put(
        f"<< /Type /StructElem /S /{node.role} /P {ref(parent)} {node.entries} /K [{' '.join(kids)}] >>",
        number,
    )
    return number


def plain(face: Typeface, size: float, leading: float) -> float:
    """How far below the top of a line its letters stand, in points."""
    return (leading - (face.ascent + face.descent) * size) / 2 + face.ascent * size
