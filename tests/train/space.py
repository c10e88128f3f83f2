"""The whole space of wishes: every length in steps of five, delivery, audience, topic and pair of topics.

Run by itself (`python -m tests.train.space`) it prints how many plans were checked in how many seconds.
"""

import itertools
import os
import resource
import sys
from concurrent.futures import ProcessPoolExecutor

from api.train.builder import Wish, build
from api.train.content import ActivityHead
from api.train.loader import Library, load_library
from api.train.planner import goals_of
from api.train.pool import Goal, Pool
from tests.reviewed import CORPUS, real_reading
from tests.train.rules import broken_rules

LENGTHS = range(30, 481, 5)
GROUPS = (2, 3, 7, 12, 23, 60, 200)


def library() -> Library:
    return load_library(CORPUS / "activities", real_reading().corpus)


def topic_choices(themes: list[str]) -> list[tuple[str, ...]]:
    """Each topic and each pair of topics."""
    return [*((t,) for t in themes), *itertools.combinations(themes, 2)]


def check_group(case: tuple[str, int]) -> tuple[int, list[str]]:
    """All plans for one delivery; the group sizes take turns over lengths and topics."""
    delivery, part = case
    books = library()
    heads = {a.head.id: a.head for a in books.activities}
    pools = {n: Pool(heads.values(), n, delivery) for n in GROUPS}
    choices = topic_choices([t.theme for t in books.topics])
    seen: dict[tuple[object, ...], bool] = {}
    count, faults = 0, []
    for audience in books.audiences:
        topics = [goals_of(books, audience.id, "introductory", themes) for themes in choices]
        for number, minutes in itertools.product(range(part, len(choices), 2), LENGTHS):
            people = GROUPS[(number + minutes // 5) % len(GROUPS)]
            count += 1
            key = (topics[number], minutes, people)
            if key in seen:  # audiences with the same objectives get the same plan
                continue
            seen[key] = True
            faults += _faults(
                pools[people], topics[number], Wish(minutes, delivery, "introductory", 0), people, heads
            )
    return count, faults


def _faults(
    pool: Pool, topics: tuple[tuple[Goal, ...], ...], wish: Wish, people: int, heads: dict[str, ActivityHead]
) -> list[str]:
    outline = build(pool, topics, wish)
    if outline is None:
        return [f"no plan: {wish} {people} people {topics}"]
    return [
        f"{rule}: {wish} {people} people {[g.id for g in outline.goals]}"
        for rule in broken_rules(outline, wish, people, heads)
    ]


def _processor_seconds() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def check_everything() -> tuple[int, list[str], float]:
    """Plans checked, rules broken, seconds of the processors: a busy machine counts for nothing."""
    before = _processor_seconds()
    cases = list(itertools.product(("in-person", "online"), (0, 1)))
    with ProcessPoolExecutor(min(len(cases), os.cpu_count() or 1)) as workers:
        results = list(workers.map(check_group, cases))
    used = _processor_seconds() - before
    return sum(n for n, _ in results), [f for _, found in results for f in found], used


if __name__ == "__main__":
    plans, broken, seconds = check_everything()
    print(f"{plans} plans checked in {seconds:.1f} s of the processors, {len(broken)} rules broken")
    print("\n".join(broken[:20]))
    sys.exit(bool(broken))
