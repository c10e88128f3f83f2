"""What the sentences of the graph have to fulfil, since answers quote them one by one."""

from collections.abc import Iterable, Iterator

from graph.barriers import Barrier, Mitigation
from kb.places import Place
from kb.short_answers import opening_fault

MOST_WORDS = 30  # of a first action: one thing to do, said in one breath
FEWEST_HELPS = 2  # with a single mitigation a barrier leaves no choice

Finding = tuple[Place, str]


def wording(entry: Barrier | Mitigation) -> Iterator[Finding]:
    """What is wrong with the sentences of one entry: place and text."""
    for place, sentence in _sentences(entry):
        if fault := opening_fault(sentence):
            yield place, f"{place[0]} {fault}"
    if isinstance(entry, Mitigation):
        count = len(entry.first_action.text.split())
        if count > MOST_WORDS:
            yield ("first_action", "text"), f"first_action has {count} words; at most {MOST_WORDS}"
    elif len(entry.mitigated_by) < FEWEST_HELPS:
        yield (
            ("mitigated_by",),
            f"fewer than {FEWEST_HELPS} things help; find another or drop the barrier",
        )


def told_twice(barriers: Iterable[Barrier]) -> Iterator[tuple[str, Finding]]:
    """Ways of telling that stand twice, under one barrier or two: the id, the place and the text.

    What is told of two barriers tells of neither.
    """
    seen: dict[str, str] = {}
    for barrier in barriers:
        for number, line in enumerate(barrier.noticed_as):
            words = " ".join(line.casefold().split())
            if words in seen:
                text = f"noticed_as '{line}' stands under '{seen[words]}' too"
                yield barrier.id, (("noticed_as", number), text)
            seen.setdefault(words, barrier.id)


def _sentences(entry: Barrier | Mitigation) -> Iterator[tuple[Place, str]]:
    yield ("summary",), entry.summary
    if isinstance(entry, Mitigation):
        if entry.effect:
            yield ("effect", "text"), entry.effect.text
        return
    for number, sign in enumerate(entry.signs):
        yield ("signs", number, "text"), sign.text
    for number, met in enumerate(entry.met_by):
        yield ("met_by", number, "led_to"), met.led_to
