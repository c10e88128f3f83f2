"""`psp curate`: kept questions in groups, asked again: which are answered now, and why the others are not."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.ask.features import features
from api.ask.knowledge import Shelf
from api.ask.pipeline import Asker
from api.ask.refusals import refusals
from api.ask.reply import Reply
from api.curate.errors import NoSuchGap
from api.curate.gap_groups import Group, Kept, grouped
from api.curate.gap_keeper import SILENT, why_open
from api.numbers import counted
from kb.variants import as_asked

SHOWN_QUESTIONS, SHOWN_SECTIONS = 4, 3
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Near:
    """A section that is nearest to a question."""

    passage_id: str
    title: str
    heading: str


@dataclass(frozen=True)
class Looked:
    """A group today: what is answered and what is not, what lies nearest and why it is not enough."""

    group: Group
    open: tuple[Kept, ...]
    answered: tuple[tuple[Kept, tuple[str, ...]], ...]  # each with the sections that answer it
    nearest: tuple[Near, ...] = ()
    why: str = ""


def groups_of(kept: Sequence[Kept], asker: Asker, tell: Tell) -> list[Group]:
    """The groups of `kept`; `tell` is told how many of all questions are embedded."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        tell(done, len(kept))

    texts = [as_asked(one.question) for one in kept]
    return grouped(kept, asker.knowledge.embedder.embed(texts, count))


def named(groups: Sequence[Group], numbers: Sequence[int]) -> list[Group]:
    """The groups that hold the questions of these numbers, each once.

    Raises:
        NoSuchGap: there is no kept question of a number.
    """
    of = {number: group for group in groups for number in group.numbers}
    if missing := [number for number in numbers if number not in of]:
        raise NoSuchGap(f"there is no kept question {missing[0]}; psp curate lists them with their numbers")
    return list(dict.fromkeys(of[number] for number in numbers))


def look(groups: Sequence[Group], asker: Asker, tell: Tell = lambda done, total: None) -> list[Looked]:
    """Ask every question of `groups` again, of the corpus as it is now and without an LLM.

    Nothing is kept of it. `tell` is told how many of all questions are asked.
    """
    total, done, looked = sum(len(group.questions) for group in groups), 0, []
    for group in groups:
        replies = []
        for kept in group.questions:
            replies.append((kept, asker.plain.ask(kept.question)))
            done += 1
            tell(done, total)
        looked.append(_looked(group, replies, asker))
    return looked


def _looked(group: Group, replies: Sequence[tuple[Kept, Reply]], asker: Asker) -> Looked:
    answered = [(kept, _passages(reply)) for kept, reply in replies if reply.status == "answered"]
    still = [(kept, reply) for kept, reply in replies if reply.status != "answered"]
    if not still:
        return Looked(group, (), tuple(answered))
    first, reply = still[0]
    nearest, why = _why(first.question, reply, asker)
    return Looked(group, tuple(kept for kept, _ in still), tuple(answered), nearest, why)


def _passages(reply: Reply) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.passage_id for citation in reply.citations))


def _why(question: str, reply: Reply, asker: Asker) -> tuple[tuple[Near, ...], str]:
    """The sections nearest to a question, and in words why they do not answer it."""
    found = asker.found(question)
    shelves = [hit.shelf for hit in found.hits[:SHOWN_SECTIONS]]
    nearest = tuple(Near(s.passage.id, s.document.front.title, s.passage.heading) for s in shelves)
    if reply.status == "partial" and not reply.only_near:
        return nearest, "it is answered in part"
    if not why_open(reply):
        return nearest, f"asked again, it is refused for another reason now: {reply.reason}"
    model, seen = asker.answerability, features(found, asker.knowledge)
    judgement = model.judge(seen)
    if reply.only_near:
        return nearest, f"its lines may only be near (that they answer is {judgement.answer:.0%} likely)"
    if judgement.enough:
        return nearest, reply.note or "the sources do not answer it"
    needed = model.type_missing_threshold if seen["sharp_missing"] else model.answer.threshold
    chance = f"that it answers is {judgement.answer:.0%} likely, and {needed:.0%} are needed"
    return nearest, f"{_missing(reply, shelves)} ({chance})"


def _missing(reply: Reply, shelves: Sequence[Shelf]) -> str:
    if reply.note and reply.note != refusals()[SILENT].text:
        return reply.note.rstrip(".")  # the kind of thing that is asked for stands in no source
    if shelves and shelves[0].unknown:
        return "the nearest section says itself that something is not known"
    return "the nearest section is too far from it"


def as_text(looked: Sequence[Looked], drafts: dict[int, str], most: int) -> str:
    """What a curator reads: groups that are open, most asked first, then what is answered now."""
    still = [one for one in looked if one.open]
    lines = [_head(still)]
    for one in still[:most]:
        lines += ["", *_group_lines(one, drafts)]
    if len(still) > most:
        lines += ["", f"and {len(still) - most} groups more; psp curate --limit {len(still)} shows all"]
    answered = [pair for one in looked for pair in one.answered]
    if answered:
        lines += ["", f"Answered by the corpus as it is now: {counted(len(answered), 'question')}"]
        lines += [f"{kept.number:>5}  {kept.question} -> {', '.join(where)}" for kept, where in answered]
        lines.append("Look whether the answers are good, then remove these with: psp curate done --answered")
    if still:
        number = still[0].group.number
        lines += [
            "",
            f"Next: psp curate draft {number} (begins a draft), psp curate drop {number} (removes it)",
        ]
    return "\n".join(lines)


def _head(still: Sequence[Looked]) -> str:
    questions = sum(len(one.open) for one in still)
    asked = sum(map(_asked, still))
    if not still:
        return "No kept question is without an answer."
    return (
        f"{counted(questions, 'question')} that the sources do not answer, or only nearly, "
        f"asked {counted(asked, 'time')}, in {counted(len(still), 'group')}, the most asked first"
    )


def _asked(one: Looked) -> int:
    return sum(kept.asked for kept in one.open)


def _group_lines(one: Looked, drafts: dict[int, str]) -> list[str]:
    group, shown, asked = one.group, one.open[:SHOWN_QUESTIONS], _asked(one)
    lines = [f"{group.number:>5}  asked {counted(asked, 'time')}, last on {group.days[1]}"]
    lines += [f"       {kept.question}" + (f" ({kept.asked})" if len(one.open) > 1 else "") for kept in shown]
    if more := len(one.open) - len(shown):
        lines.append(f"       and {counted(more, 'question')} more like it")
    if one.nearest:
        near = one.nearest[0]
        lines.append(f"       nearest: {near.passage_id} ({near.heading})")
    lines.append(f"       why not: {one.why}")
    waiting = dict.fromkeys(drafts[number] for number in group.numbers if number in drafts)
    return lines + [f"       draft: {path}" for path in waiting]


def as_json(looked: Sequence[Looked], drafts: dict[int, str]) -> dict[str, Any]:
    """The same as plain JSON data, whole."""
    return {
        "groups": [
            {
                "number": one.group.number, "asked": _asked(one),
                "first": one.group.days[0], "last": one.group.days[1],
                "questions": [asdict(kept) for kept in one.open],
                "nearest": [asdict(near) for near in one.nearest], "why": one.why,
                "drafts": list(dict.fromkeys(drafts[n] for n in one.group.numbers if n in drafts)),
            }
            for one in looked
            if one.open
        ],
        "answered": [
            {**asdict(kept), "passages": list(where)} for one in looked for kept, where in one.answered
        ],
    }  # fmt: skip
