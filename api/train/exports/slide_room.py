"""How much a slide has room for, reckoned with the widths of Arial, in points.

Slides name Arial; where it is missing, programs put a typeface of the same widths in its place. Lines are
reckoned a little higher than they are drawn, so that what fits here fits in any of these programs.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

SIZES = (26, 24)  # points; the first is used where all fits
SMALLEST = SIZES[-1]
LEADING, BETWEEN = 1.2, 6.0  # of a line, in letter sizes; points below each paragraph
INDENT = 36.0  # of lines that bring a bullet or a number
BOLD = 1.12  # a bold line is at most so much wider than a plain one, but for single letters
# widths of the letters from blank to tilde and of some others, in thousandths of their size
_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = {chr(32 + at): int(width) for at, width in enumerate(_PLAIN.split())}
_WIDTHS |= dict.fromkeys("–£€", 556) | dict.fromkeys("“”", 333) | dict.fromkeys("‘’", 222)
_WIDEST = 1000


@dataclass(frozen=True)
class Room:
    """A box on a slide: width and height in points, what the edges take already taken off."""

    width: float
    height: float


def width(text: str, points: float) -> float:
    """How wide a text is on one line, in points.

    >>> width("Ask", 10)
    16.67
    """
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(_WIDTHS.get(letter, _WIDEST) for letter in letters) * points / 1000


@cache
def lines_of(text: str, points: float, room: float) -> int:
    """How many lines of `room` points a text takes; a word that is wider goes on in the next line."""
    count, used = 1, 0.0
    for word in text.split():
        wide = width(word, points)
        blank = width(" ", points) if used else 0.0
        if used and used + blank + wide > room:
            count, used, blank = count + 1, 0.0, 0.0
        further = int((used + blank + wide) // room) if wide > room else 0
        count, used = count + further, used + blank + wide - further * room
    return count


def height(lines: Sequence[str], points: float, room: Room) -> float:
    """How high paragraphs are, in points."""
    rows = sum(lines_of(line, points, room.width - INDENT) for line in lines)
    return rows * LEADING * points + max(0, len(lines) - 1) * BETWEEN


def size_for(lines: Sequence[str], room: Room) -> int:
    """The largest size in which paragraphs fit; the smallest where none does."""
    return next((size for size in SIZES if height(lines, size, room) <= room.height), SMALLEST)


def parts(lines: Sequence[str], room: Room) -> list[list[str]]:
    """Paragraphs cut into as few parts as fit the room, of even height; one too long for it is cut itself.

    >>> [len(part) for part in parts(["x"] * 12, Room(800, 350))]
    [6, 6]
    """
    whole = [piece for line in lines for piece in _pieces(line, room)]
    fewest = len(_cut(whole, room, room.height))
    row = LEADING * SMALLEST
    # the lowest height that needs no more parts: nothing is left alone on a last slide
    least = height(whole, SMALLEST, room) / fewest
    for limit in accumulate([row] * int((room.height - least) // row), initial=least):
        found = _cut(whole, room, limit)
        if len(found) == fewest:
            return found
    return _cut(whole, room, room.height)


def _cut(lines: Sequence[str], room: Room, limit: float) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if found[-1] and height([*found[-1], line], SMALLEST, room) > limit:
            found.append([])
        found[-1].append(line)
    return found


def _pieces(line: str, room: Room) -> list[str]:
    """A paragraph, cut between words where it alone is too long for the room."""
    if height([line], SMALLEST, room) <= room.height:
        return [line]
    words = line.split()
    taken = len(words)
    while taken > 1 and height([" ".join(words[:taken])], SMALLEST, room) > room.height:
        taken = min(taken - 1, taken * 9 // 10)
    if taken == len(words):  # one endless word
        half = len(line) // 2
        return [*_pieces(line[:half], room), *_pieces(line[half:], room)]
    return [" ".join(words[:taken]), *_pieces(" ".join(words[taken:]), room)]
