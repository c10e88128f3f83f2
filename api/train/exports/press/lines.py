"""Breaks words into lines and writes each as the operators that show it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.train.exports.press.typeface import Typeface

# after these a long word may go on in the next line
_PIECES = re.compile(r"[^-/–—]*[-/–—]+(?=[^-/–—])|.+")


@dataclass(frozen=True)
class Run:
    """Words in one typeface; `whole` ones are never broken, unless nothing else fits."""

    face: Typeface
    text: str
    whole: bool = False


@dataclass(frozen=True)
class _Piece:
    face: Typeface
    width: float
    shown: str
    text: str
    spaced: bool


def set_lines(runs: Sequence[Run], size: float, width: float, hang: float = 0.0) -> list[str]:
    """Break `runs` into lines of `width` points, all but the first shorter by `hang`.

    Returns:
        For each line the operators that show it in `size` points from where the text stands.
    """
    lines: list[list[_Piece]] = [[]]
    room = width
    for piece in _pieces(runs, size, width - hang):
        space = piece.face.word(" ")[0] * size if piece.spaced and lines[-1] else 0.0
        if lines[-1] and space + piece.width > room:
            lines.append([])
            room, space = width - hang, 0.0
        lines[-1].append(piece)
        room -= space + piece.width
    return [_shown(line, size, at < len(lines) - 1) for at, line in enumerate(lines)]


def width_of(run: Run, size: float) -> float:
    """How wide words are on one line, in points."""
    words = re.split(r"[ \t\r\n\f]+", run.text)
    blank = run.face.word(" ")[0]
    return (sum(run.face.word(word)[0] for word in words) + blank * (len(words) - 1)) * size


def _pieces(runs: Sequence[Run], size: float, width: float) -> Iterator[_Piece]:
    """The parts between which a line may end; a part that is wider than a line is cut up."""
    for run in runs:
        for word in re.split(r"[ \t\r\n\f]+", run.text):
            parts = [word] if run.whole else _PIECES.findall(word)
            for at, part in enumerate(parts):
                yield from _cut(run.face, part, at == 0, size, width)


def _cut(face: Typeface, part: str, spaced: bool, size: float, width: float) -> Iterator[_Piece]:
    wide, shown = face.word(part)
    if wide * size <= width or len(part) == 1:
        yield _Piece(face, wide * size, shown, part, spaced)
        return
    half = len(part) // 2
    yield from _cut(face, part[:half], spaced, size, width)
    yield from _cut(face, part[half:], False, size, width)


def _shown(line: Sequence[_Piece], size: float, goes_on: bool) -> str:
    """The operators of a line; one that goes on ends with a blank: read aloud, no words run together."""
    found, face = [], None
    for at, piece in enumerate(line):
        if piece.face is not face:
            found.append(f"{']TJ ' if face else ''}/{piece.face.key} {size:g} Tf [")
            face = piece.face
        if piece.spaced and at:
            found.append(face.word(" ")[1])
        found.append(piece.shown)
    if face is None:
        return ""
    if goes_on and not line[-1].text.endswith(("-", "/")):
        found.append(face.word(" ")[1])
    return "".join(found) + "]TJ"
