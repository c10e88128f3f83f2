"""A typeface: how wide words are, how they are written in a PDF, and how it goes into the file."""

import io
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from api.train.exports.press.objects import Objects, ref

FONTS = Path(__file__).parents[1] / "fonts"
EM = 1000  # units of a PDF font in the size of its letters
NAMES = {400: "Roboto-Regular", 700: "Roboto-Bold"}
WEIGHTS = tuple(NAMES)
_SHOWING = {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep"}
_AT_ONCE = 100  # entries that a block of a character map may have


class Typeface:
    """One weight of the font that comes along. Sizes are in em, the size of the letters."""

    def __init__(self, weight: int) -> None:
        from fontTools.ttLib import TTFont

        self.name = NAMES[weight]
        self.key = f"F{weight}"
        font = TTFont(FONTS / f"roboto-latin-{weight}.ttf")
        self._unit = EM / font["head"].unitsPerEm
        self.ascent: float = font["hhea"].ascent * self._unit / EM
        self.descent: float = -font["hhea"].descent * self._unit / EM
        self._named: dict[int, str] = font.getBestCmap()
        self._glyphs = {name: number for number, name in enumerate(font.getGlyphOrder())}
        self._widths = {name: width * self._unit for name, (width, _) in font["hmtx"].metrics.items()}
        self._tables = _kerning_tables(font["GPOS"].table)
        self._kerns: dict[tuple[str, str], float] = {}
        self._words: dict[str, tuple[float, str]] = {}
        data = _for_showing(font)
        self._size, self._packed = len(data), zlib.compress(data, 9)

    def covers(self, text: str) -> bool:
        """Whether every letter of a text is in the font and stands for itself; blanks are.

        Marks that are set over other letters, and those that only steer how others are shown, do not.
        """
        return all(
            ord(letter) in self._named and unicodedata.category(letter) not in ("Mn", "Cf")
            for letter in set("".join(text.split()))
        )

    def word(self, word: str) -> tuple[float, str]:
        """How wide a word is, in em, and the inside of the array that shows it."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._set(word)
        return known

    def _set(self, word: str) -> tuple[float, str]:
        """Glyphs one behind the other, closer together where the font says so of a pair."""
        names = [self._named[ord(letter)] for letter in word]
        width, parts, before = 0.0, ["<"], ""
        for name in names:
            nearer = self._kern(before, name) if before else 0.0
            if nearer:
                parts.append(f">{-nearer:.0f}<")
            parts.append(f"{self._glyphs[name]:04X}")
            width += nearer + self._widths[name]
            before = name
        return width / EM, "".join([*parts, ">"])

    def _kern(self, first: str, second: str) -> float:
        pair = (first, second)
        if pair not in self._kerns:
            self._kerns[pair] = _kern(self._tables, first, second) * self._unit
        return self._kerns[pair]

    def embed(self, objects: Objects) -> int:
        """Put the whole font into a file; returns the number of the font object."""
        data = objects.stream(self._packed, f"/Length1 {self._size}", packed=True)
        box = "/FontBBox [-1000 -300 2000 1100] /ItalicAngle 0 /CapHeight 711 /StemV 80"
        described = objects.put(
            f"<< /Type /FontDescriptor /FontName /{self.name} /Flags 4 {box} "
            f"/Ascent {self.ascent * EM:.0f} /Descent {-self.descent * EM:.0f} /FontFile2 {ref(data)} >>"
        )
        widths = " ".join(f"{self._widths[name]:.0f}" for name in self._glyphs)
        system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        inner = objects.put(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{self.name} {system} /CIDToGIDMap /Identity "
            f"/FontDescriptor {ref(described)} /W [0 [{widths}]] >>"
        )
        letters = objects.stream(self._character_map().encode("ascii"))
        return objects.put(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{self.name} /Encoding /Identity-H "
            f"/DescendantFonts [{ref(inner)}] /ToUnicode {ref(letters)} >>"
        )

    def _character_map(self) -> str:
        """Which letter each glyph stands for, so that the text can be read, searched and copied."""
        letters: dict[int, int] = {}
        for code, name in sorted(self._named.items()):
            letters.setdefault(self._glyphs[name], code)
        lines = [f"<{glyph:04X}> <{code:04X}>" for glyph, code in sorted(letters.items())]
        blocks = [lines[at : at + _AT_ONCE] for at in range(0, len(lines), _AT_ONCE)]
        shown = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /Letters def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{shown}\nendcmap end end\n"
        )


@cache
def typeface(weight: int) -> Typeface:
    """The typeface of a weight, 400 or 700, read once."""
    return Typeface(weight)


def _for_showing(font: Any) -> bytes:
    """The font without what only serves to choose and place letters: a PDF says both itself."""
    for tag in set(font.keys()) - _SHOWING:
        if tag != "GlyphOrder":
            del font[tag]
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def _kerning_tables(table: Any) -> list[list[Any]]:
    """The pair tables of a font, one list a lookup: in each the first table that knows the pair counts."""
    wanted = {
        at
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for at in record.Feature.LookupListIndex
    }
    lookups = [table.LookupList.Lookup[at] for at in sorted(wanted)]
    return [list(lookup.SubTable) for lookup in lookups if lookup.LookupType == 2]


def _kern(lookups: list[list[Any]], first: str, second: str) -> float:
    return sum(_kern_of(tables, first, second) for tables in lookups)


def _kern_of(tables: list[Any], first: str, second: str) -> float:
    for table in tables:
        if first not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            pairs = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
            value = next((pair.Value1 for pair in pairs if pair.SecondGlyph == second), None)
            if value is None:
                continue
        else:
            left, right = table.ClassDef1.classDefs.get(first, 0), table.ClassDef2.classDefs.get(second, 0)
            value = table.Class1Record[left].Class2Record[right].Value1
        return float(getattr(value, "XAdvance", 0) or 0)
    return 0.0
