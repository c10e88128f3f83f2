"""The picture of how searching grows: every figure is in it, and no name lies over another."""

import re
from itertools import pairwise
from xml.etree import ElementTree

from api.bench.growth_picture import LINES, picture

ROWS = [
    {"passages": 10_000, "graph_build_s": 0.0, "exact_ms_p50": 20.0, "graph_ms_p50": 20.0, "vectors_mb": 20,
     "recall_at_10": 0.995},
    {"passages": 1_000_000, "graph_build_s": 800.0, "exact_ms_p50": 800.0, "graph_ms_p50": 80.0,
     "vectors_mb": 1955, "recall_at_10": 0.97},
]  # fmt: skip


def texts(svg: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("text")]


def test_each_figure_has_a_line_a_name_and_its_place_in_words() -> None:
    svg = picture(ROWS)
    named = {one.text for one in texts(svg)}
    assert named >= {told for _, told, *_ in LINES} | {"10,000", "1,000,000", "recall 0.97"}
    assert svg.count("<polyline") == len(LINES)
    [said] = re.findall("<desc>(.*)</desc>", svg)
    assert "1,000,000 passages: graph built, seconds 800, every row, ms 800" in said


def test_names_of_lines_that_end_at_one_place_stand_apart() -> None:
    names = {told for _, told, *_ in LINES}
    places = sorted(float(one.attrib["y"]) for one in texts(picture(ROWS)) if one.text in names)
    assert all(below - above >= 16 for above, below in pairwise(places))


def test_what_grows_goes_up() -> None:
    svg = picture(ROWS)
    lines = re.findall(r'<polyline points="([^"]+)"', svg)
    drawn = [[tuple(map(float, point.split(","))) for point in line.split()] for line in lines]
    assert all(second[0] > first[0] and second[1] < first[1] for first, second in (
        (line[0], line[-1]) for line in drawn if len(line) > 1
    ))  # fmt: skip
    assert [len(line) for line in drawn] == [1, 2, 2, 2]  # nothing was built at the first size
