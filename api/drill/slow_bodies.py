"""Requests made to be slow to read: texts for patterns to go over again, bodies of very many small parts."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.drill.calling import Raw

LONGEST = 2000  # characters of a comment
MOST_BYTES = 256 * 1024  # of a body, as the server takes it
_QUERY_BYTES = 60_000  # of an address; a server that reads HTTP/1.1 takes little more
_FORM = "application/x-www-form-urlencoded"
# what a pattern that looks for personal data might go over again and again
_UNITS = ("a", "a.", "a@", "1", "1 ", "0 ", "+44", "A1 ", "born ", "Mr ", "é", "\n", "-_.+")


@dataclass(frozen=True)
class Slow:
    """A request by the name of what is slow in it: what follows its address, and its body."""

    name: str
    body: Raw
    query: str = ""


def slow_bodies(options: Mapping[str, str]) -> list[Slow]:
    """Each kind once, as answers to the questions that are the keys of `options`."""
    return [*_long_comments(options), *_many_parts()]


def _long_comments(options: Mapping[str, str]) -> Iterator[Slow]:
    """Every comment as long as it may be."""
    for unit in _UNITS:
        text = (unit * LONGEST)[:LONGEST]
        answers = {name: {"option": option, "comment": text} for name, option in options.items()}
        content = json.dumps({"answers": answers}, ensure_ascii=False).encode()
        yield Slow(f"comments of {unit!r}", Raw(content))


def _many_parts() -> Iterator[Slow]:
    """As many parts as fit: each alone is nothing, and a reader does something for every one."""
    yield Slow("keys that nobody knows", Raw(_filled("{", '"{}":0', "}")))
    yield Slow("answers of a wrong kind", Raw(_filled('{"answers":{', '"{}":0', "}}")))
    yield Slow("answers with keys that nobody knows", Raw(_filled('{"answers":{', '"{}":{{"a":0}}', "}}")))
    yield Slow("a list of numbers", Raw(_filled('{"answers":[', "0", "]}")))
    yield Slow("a list of escaped letters", Raw(_filled('{"answers":[', r'"\u0041"', "]}")))
    yield Slow("a list of escaped things", Raw(_filled('{"answers":[', r'{{"a":"\u0041"}}', "]}")))
    yield Slow(
        "keys in another encoding",
        Raw(_filled("{", '"{}":0', "}", MOST_BYTES // 2).decode().encode("utf-16")),
    )
    yield Slow("brackets in brackets", Raw(b"[" * (MOST_BYTES - 1)))
    yield Slow("a number of many figures", Raw(b"1" * (MOST_BYTES - 1)))
    yield Slow("a form of empty fields", Raw(b"&".join([b"a"] * (MOST_BYTES // 2)), _FORM))
    yield Slow("a form with a long field", Raw(b"a=" + b"%41" * (MOST_BYTES // 3 - 2), _FORM))
    yield Slow("an address of empty fields", Raw(b"{}"), "?" + "&".join(["a"] * (_QUERY_BYTES // 2)))
    yield Slow("an address with a long field", Raw(b"{}"), "?a=" + "%41" * (_QUERY_BYTES // 3))


def _filled(head: str, unit: str, tail: str, most: int = MOST_BYTES) -> bytes:
    """`unit`, with a number in its place, as often as fits between `head` and `tail`."""
    parts: list[str] = []
    size = len(head) + len(tail)
    while size < most - 40:
        parts.append(unit.format(f"{len(parts):x}"))
        size += len(parts[-1]) + 1
    return (head + ",".join(parts) + tail).encode()
