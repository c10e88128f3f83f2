"""A PDF file as a list of numbered objects; how texts and references are written in it."""

import struct
import zlib

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROW = struct.Struct(">BIH")


def ref(number: int) -> str:
    """A reference to an object.

    >>> ref(3)
    '3 0 R'
    """
    return f"{number} 0 R"


def string(text: str) -> str:
    """A text for people, in any script.

    >>> string("A£")
    '<FEFF004100A3>'
    """
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class Objects:
    """The objects of a file, numbered from 1 in the order in which they were asked for."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []
        self._streams: set[int] = set()

    def reserve(self) -> int:
        """The number of an object whose body comes later."""
        self._bodies.append(b"")
        return len(self._bodies)

    def put(self, body: str, number: int | None = None) -> int:
        """Keep a body, under a number that was reserved or a new one; returns the number."""
        return self._keep(body.encode("ascii"), number)

    def stream(self, data: bytes, entries: str = "", packed: bool = False) -> int:
        """Keep a stream, compressed unless it is `packed` already; returns its number."""
        body = data if packed else zlib.compress(data)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(body)} >>\nstream\n".encode("ascii")
        number = self._keep(head + body + b"\nendstream", None)
        self._streams.add(number)
        return number

    def file(self, root: int, info: int) -> bytes:
        """The whole file; `root` is its catalogue, `info` what it says of itself.

        All but streams lie in one compressed stream, which makes a tagged file half as large.
        """
        inside = [number for number in range(1, len(self._bodies) + 1) if number not in self._streams]
        holder = self._gather(inside)
        places = {number: (2, holder, at) for at, number in enumerate(inside)}
        parts, at = [_HEAD], len(_HEAD)
        for number in sorted(self._streams):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, self._bodies[number - 1])
            places[number] = (1, at, 0)
            parts.append(part)
            at += len(part)
        table = self._table(places, at, f"/Root {ref(root)} /Info {ref(info)}")
        return b"".join([*parts, table, f"startxref\n{at}\n%%EOF\n".encode("ascii")])

    def _gather(self, numbers: list[int]) -> int:
        """Put the objects with these numbers into one stream; returns its number."""
        at, index, bodies = 0, [], []
        for number in numbers:
            body = self._bodies[number - 1] + b"\n"
            index.append(f"{number} {at}")
            bodies.append(body)
            at += len(body)
        head = " ".join(index).encode("ascii") + b"\n"
        return self.stream(head + b"".join(bodies), f"/Type /ObjStm /N {len(numbers)} /First {len(head)}")

    def _table(self, places: dict[int, tuple[int, int, int]], at: int, entries: str) -> bytes:
        """Where each object lies: its own entry is the last."""
        number = len(self._bodies) + 1
        rows = [_ROW.pack(0, 0, 65535), *(_ROW.pack(*places[n]) for n in range(1, number))]
        data = zlib.compress(b"".join([*rows, _ROW.pack(1, at, 0)]))
        size = f"/Type /XRef /Size {number + 1} /W [1 4 2] {entries} /Filter /FlateDecode /Length {len(data)}"
        return b"%d 0 obj\n<< %b >>\nstream\n%b\nendstream\nendobj\n" % (number, size.encode("ascii"), data)

    def _keep(self, body: bytes, number: int | None) -> int:
        number = number or self.reserve()
        self._bodies[number - 1] = body
        return number
