"""The slides as plain data: what stands on each, what the trainer says, where it comes from.

A slide holds what fits in 24 points, so that it can be read from the back of a room.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from api.train.exports.blocks import marked, reference_line
from api.train.exports.documents import GOOD_ANSWER, LETTERS, LISTEN_FOR, facts
from api.train.exports.slide_room import SMALLEST, Room, height, parts
from api.train.references import Marks
from api.train.training import AgendaItem, Cited, QuizQuestion, Reference, Sheet, Training

BODY, COLUMN = Room(856, 355), Room(411, 355)
MOST_OF_ONE_COLUMN = 9  # items of the day; more stand in two
SOURCE_CHARACTERS = 130
SEE_NOTES = "Source: see notes"
OWN = "Source: PSP Guide, own design of this training"


@dataclass(frozen=True)
class Slide:
    """One slide: title, lines, notes and its sources in short; `bar` asks for the time bar.

    With the layout `columns` the lines stand on the left and those of `right` beside them.
    """

    title: str
    lines: tuple[str, ...]
    notes: str
    source: str
    layout: str = "content"
    bar: bool = False
    right: tuple[str, ...] = ()


def deck(training: Training) -> list[Slide]:
    """Every slide of the training, in the order of use."""
    own = OWN
    goals = [f"{number}. {objective.text}" for number, objective in enumerate(training.objectives, 1)]
    advice = "\n".join(map(marked, training.advice))
    slides = [
        Slide(training.title, (facts(training),), f"{facts(training)}\n\n{advice}", own, layout="title"),
        *_split("At the end you can", goals, "Read the objectives aloud; they come back at the end.", own),
        *_agenda(training, own),
    ]
    for item in training.agenda:
        slides += _item(item, training, own)
    return _in_order(slides, training)


def _agenda(training: Training, own: str) -> list[Slide]:
    lines = [f"{item.start}  {item.activity}" for item in training.agenda]
    notes = "\n".join(f"{i.start}-{i.end} {i.activity} ({i.minutes} min)" for i in training.agenda)
    title = "Plan of the day"
    if len(lines) <= MOST_OF_ONE_COLUMN:
        return [Slide(title, tuple(lines), notes, own, bar=True)]
    pages = _in_columns(lines)
    return [
        Slide(f"{title}{_of(number, pages)}", tuple(left), notes, own, "columns", True, tuple(right))
        for number, (left, right) in enumerate(pages, 1)
    ]


def _in_columns(lines: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """The lines in two columns of even length, on as few slides as they fit."""
    for count in range(2, 2 * len(lines) + 1, 2):
        ends = [len(lines) * number // count for number in range(count + 1)]
        columns = [lines[start:end] for start, end in pairwise(ends)]
        if all(height(column, SMALLEST, COLUMN) <= COLUMN.height for column in columns):
            break
    return list(zip(columns[::2], columns[1::2], strict=True))


def _item(item: AgendaItem, training: Training, own: str) -> list[Slide]:
    if item.kind == "own":
        lines = (item.note or "Own block", f"{item.minutes} minutes, until {item.end}")
        return _split(item.activity, lines, item.note, own)
    if item.slot is None:
        return [Slide(item.activity, (f"Back at {item.end}",), f"{item.minutes} minutes.", own)]
    slides = _points(item, training) if item.kind == "teach" else []
    slides += [slide for case in item.cases for slide in _case(case, training)]
    slides += _task(item, training, own)
    slides += [
        slide for sheet in item.sheets if is_asked(sheet, training) for slide in _asked(sheet, training)
    ]
    for question_id in item.questions:
        slides += _question(next(q for q in training.quiz if q.id == question_id), training)
    return slides


def is_asked(sheet: Sheet, training: Training) -> bool:
    """Whether a sheet holds questions that are put to the room, which has to see them.

    The tasks of objectives do not count: each is on a slide of its own.
    """
    tasks = {objective.task for objective in training.objectives}
    asked = [card.front.text for card in sheet.cards if card.front.text not in tasks]
    return (sheet.shown or "question" in sheet.title.lower()) and bool(asked)


def _asked(sheet: Sheet, training: Training) -> list[Slide]:
    """The questions of a sheet; what is right of them is in the notes."""
    if sheet.shown:
        return _one_by_one(sheet, training)
    lines = [card.front.text for card in sheet.cards]
    known = [card.back for card in sheet.cards if card.back]
    notes = "\n".join(
        [sheet.lead, *(f"{card.front.text} {marked(card.back)}" for card in sheet.cards if card.back)]
    )
    source = _short(known, training) if known else OWN
    return _split(
        sheet.title, lines, f"{notes}\n\n{_listed(known, training)}".strip() or "Read them aloud.", source
    )


def _one_by_one(sheet: Sheet, training: Training) -> list[Slide]:
    """A slide for each card of a sheet, with what there is to vote for; the answer is in the notes."""
    slides = []
    for number, card in enumerate(sheet.cards, 1):
        known = [card.back] if card.back else []
        notes = "\n\n".join([sheet.lead, *map(marked, known), _listed(known, training)]).strip()
        # no source bears out a sentence that may be a myth: it stands with the answer
        source = SEE_NOTES if sheet.votes else _short(known, training) if known else OWN
        title = f"{sheet.title}{_of(number, sheet.cards)}"
        slides += _split(title, [card.front.text, *sheet.votes], notes or "Read it aloud.", source)
    return slides


def _points(item: AgendaItem, training: Training) -> list[Slide]:
    theme = next(o.topic for o in training.objectives if o.id == item.objective_id)
    topic = next(t for t in training.topics if t.id == theme)
    return _cited(topic.title, item.points, training, item.notes)


def _case(case_id: str, training: Training) -> list[Slide]:
    case = next(c for c in training.cases if c.id == case_id)
    answers = "\n".join(f"{q.question} {marked(q.answer)}" for q in case.questions)
    slides = _cited(
        f"Case: {case.title}",
        case.story,
        training,
        f"Not known: {marked(case.unknown)}\n\nModel answers:\n{answers}",
    )
    cited = [q.answer for q in case.questions]
    asked = [f"{n}. {q.question}" for n, q in enumerate(case.questions, 1)]
    return slides + _split(
        f"Questions: {case.title}", asked, f"Model answers:\n{answers}", _short(cited, training)
    )


def _task(item: AgendaItem, training: Training, own: str) -> list[Slide]:
    objective = next((o for o in training.objectives if o.id == item.objective_id), None)
    lines = [item.task or item.summary]
    # the task of an objective is given once: what comes back to it says what is done with it
    own_task = bool(item.task)
    if objective and not own_task and item is _first(training, objective.id):
        lines = [objective.task]
    elif objective and item.kind in ("practise", "check"):
        lines.append(f"On: {objective.text}")
    if item.kind == "teach" and item.exercise_minutes == 0:
        return []  # the points are on their slides
    lines.append(f"{item.minutes} minutes, until {item.end}; {item.groups}")
    look = "\n".join(map(marked, objective.look_for)) if objective else ""
    asked = LISTEN_FOR if own_task else GOOD_ANSWER
    parts = (item.notes, f"{asked}\n{look}" if look else "", _full(item))
    notes = "\n\n".join(filter(None, parts))
    source = _short(objective.look_for, training) if objective and not own_task else own
    return _split(item.activity, lines, notes, source)


def _first(training: Training, objective_id: str) -> AgendaItem | None:
    """The item in which people first work on the task of an objective."""
    working = (i for i in training.agenda if i.objective_id == objective_id and not i.task)
    return next((i for i in working if i.kind in ("practise", "check")), None)


def _question(question: QuizQuestion, training: Training) -> list[Slide]:
    lines = [question.question, *(f"{LETTERS[i]}) {option}" for i, option in enumerate(question.options))]
    why = question.cited
    against = "".join(f"\nNot {LETTERS[n]}: {marked(reason)}" for n, reason in question.others)
    notes = f"Right: {LETTERS[question.right]}. {marked(why[0])}{against}\n\n{_listed(why, training)}"
    return _split("What do you think?", lines, notes, _short([question.explanation], training))


def _cited(title: str, statements: Sequence[Cited], training: Training, notes: str) -> list[Slide]:
    """Slides for statements, each with the sources of what stands on it."""
    slides, taken = [], 0
    said = [" ".join([s.text, *(f"({c})" for c in s.cautions)]) for s in statements]
    found = parts(said, BODY)
    whole = sum(map(len, found)) == len(said)  # else one is so long that it was cut, and all are named
    for number, part in enumerate(found, 1):
        here = statements[taken : taken + len(part)] if whole else statements
        taken += len(part)
        full = f"{notes}\n\nSources of this slide:\n{_listed(here, training)}"
        slides.append(Slide(f"{title}{_of(number, found)}", tuple(part), full, _short(here, training)))
    return slides


def _split(title: str, lines: Sequence[str], notes: str, source: str) -> list[Slide]:
    found = parts(lines, BODY)
    return [Slide(f"{title}{_of(n, found)}", tuple(part), notes, source) for n, part in enumerate(found, 1)]


def _of(number: int, pages: Sequence[object]) -> str:
    return f" ({number} of {len(pages)})" if len(pages) > 1 else ""


def _short(statements: Sequence[Cited], training: Training) -> str:
    """The sources in a few words that fit one line of the slide."""
    found = [training.references[n - 1] for s in statements for n in s.citations]
    names = list(dict.fromkeys((r.source.publisher, r.source.year) for r in found))
    if not names:
        return SEE_NOTES
    publisher, year = names[0]
    publisher = publisher if len(publisher) <= 40 else publisher[:39].rsplit(" ", 1)[0] + "…"
    return f"Source: {publisher}, {year}" + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _listed(statements: Sequence[Cited], training: Training) -> str:
    numbers = sorted({n for s in statements for n in s.citations})
    return "\n".join(reference_line(training.references[n - 1]) for n in numbers)


def _full(item: AgendaItem) -> str:
    return "\n".join(reference_line(reference) for reference in item.citations)


def _in_order(slides: Sequence[Slide], training: Training) -> list[Slide]:
    """The slides with the marks in their notes numbered in the order of use, and the sources of these."""
    marks = Marks(training.references)
    told = [replace(slide, notes=marks.anew(slide.notes)) for slide in slides]
    return [*told, *_sources(marks.shown)]


def _sources(references: Sequence[Reference]) -> list[Slide]:
    """Works, each once; where in the work is in the notes."""
    works = dict.fromkeys(f"{r.source.title} ({r.source.year})" for r in references)
    lines = [
        w if len(w) <= SOURCE_CHARACTERS else w[: SOURCE_CHARACTERS - 2].rsplit(" ", 1)[0] + " …"
        for w in works
    ]
    notes = "\n".join(map(reference_line, references))
    return _split("Sources", lines, notes, "Source: list of all works cited, places in the notes")
