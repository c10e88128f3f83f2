"""What is usually asked of the builder in tests and timings."""

from typing import Any

USUAL: dict[str, Any] = {
    "audience": "council",
    "minutes": 180,
    "participants": 20,
    "delivery": "in-person",
    "topics": ("problem-definition", "procurement"),
    "date": "2027-01-14",
}
# a whole day on six topics: the largest files
LONG = USUAL | {"audience": "mixed", "minutes": 480, "participants": 40, "topics": ()}
