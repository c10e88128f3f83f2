"""The documents of a training: plan, hand-outs without and with answers, checklist, evaluation form."""

from collections.abc import Callable, Sequence
from typing import Literal

from api.days import day
from api.frame.short_address import short_address
from api.train.exports.blocks import (
    Block,
    Codes,
    Document,
    Grid,
    Heading,
    Lines,
    Text,
    Writing,
    marked,
    numbers,
    renumbered,
)
from api.train.exports.sheet_blocks import sheet_blocks
from api.train.training import (
    AgendaItem,
    CaseCard,
    FormEntry,
    ObjectivePlan,
    QuizQuestion,
    Reading,
    Training,
)

Kind = Literal["plan", "handouts", "handouts-answers", "checklist", "evaluation"]
LETTERS = "abcdefgh"
# what the things of a checklist are, for whoever runs a training for the first time
READY = "Sheets and cards are in the hand-outs, ready to print; what all have to see is on the slides."
TO_TAKE = "To take along or to find in the room:"
FEW_OBJECTIVES = 3  # with more, each open question has a line less, so that the form stays one page
GOOD_ANSWER = "A good answer contains:"
LISTEN_FOR = "Listen for what the objective is about:"
AFTERWARDS = "For afterwards: in the training this objective is worked on in other ways."
TO_SEND = "To send out or to keep, then to do:"


def plan(training: Training) -> Document:
    """The trainer's plan: a table to run the day by, then notes for each item."""
    objectives = {o.id: number for number, o in enumerate(training.objectives, 1)}
    rows = tuple(_row(item, objectives) for item in training.agenda)
    headers = ("Time", "Min", "Activity", "Aim", "Materials", "Lead", "Notes")
    blocks: list[Block] = [
        Heading("Objectives"),
        Text("At the end of the training people can:"),
        Lines(
            tuple(f"{o.text} ({_checks(o)})" for o in training.objectives),
            ordered=True,
        ),
        Heading("Plan"),
        Grid("Plan of the training", headers, rows, (9, 5, 20, 6, 20, 11, 29)),
        *_left_out(training),
        Heading("What to know about this plan"),
        Lines(tuple(map(marked, training.advice))),
        Heading("Facilitator notes", page=True),
        *(block for item in training.agenda for block in _notes(item, training)),
        Heading("Before the day"),
        Lines(tuple(map(marked, training.before))),
        Heading("Follow-up"),
        Lines(tuple(map(marked, training.follow_up))),
    ]
    return Document(
        training.title, facts(training), tuple(renumbered(blocks, training.references)), wide=True
    )


def _checks(objective: ObjectivePlan) -> str:
    names = ", ".join(objective.checked_by)
    return f"checked by: {names}" if names else "nothing in the plan checks this"


def facts(training: Training) -> str:
    """What the training is, on one line."""
    request = training.request
    on = f"{day(request.date)}, " if request.date else ""
    when = f"{on}{training.start} to {training.end} ({training.minutes} minutes)"
    who = f"{request.participants} people, {request.delivery}, {training.audience}, {training.level}"
    return f"{when}, {who}"


def _row(item: AgendaItem, objectives: dict[str, int]) -> tuple[str, ...]:
    aim = str(objectives[item.objective_id]) if item.objective_id else ""
    note = "; ".join(filter(None, (item.groups, item.summary)))
    return (
        f"{item.start}-{item.end}",
        str(item.minutes),
        item.activity,
        aim,
        "; ".join(item.materials),
        item.lead,
        note,
    )


def _left_out(training: Training) -> list[Block]:
    if not training.left_out:
        return []
    grouped: dict[str, list[str]] = {}
    for entry in training.left_out:
        grouped.setdefault(entry.why, []).append(entry.what)
    found: list[Block] = [Heading("What was left out, and why")]
    for why, whats in grouped.items():
        found += [Text(why), Lines(tuple(whats))]
    return found


def _notes(item: AgendaItem, training: Training) -> list[Block]:
    if item.kind in ("break", "lunch"):
        return []
    heading = Heading(f"{item.start} {item.activity} ({item.minutes} min)", 3)
    if item.kind == "own":
        return [heading, Text(item.note or "A block of your own.")]
    return [heading, *_planned(item, training)]


def _planned(item: AgendaItem, training: Training) -> list[Block]:
    found: list[Block] = []
    if item.objective:
        found.append(Text(item.objective, "Objective: "))
    found.append(Text("; ".join(filter(None, (item.groups, item.rooms))), "People and room: "))
    found.append(
        Lines(tuple(f"{s.minutes} min: {marked(s.does)}" for s in item.steps if s.minutes), ordered=True)
    )
    if item.points:
        found += [Text("Key points:"), Lines(tuple(map(marked, item.points)))]
    found += _work(item, training)
    for case in (c for c in training.cases if c.id in item.cases):
        found.append(Text(case.title, "Case: "))
    if item.check:
        found.append(Text(item.check, "Check: "))
    for name, part in (
        ("Online", item.online),
        ("Accessibility", item.accessibility),
        ("What goes wrong", item.pitfalls),
    ):
        if part:
            found.append(Text(" ".join(map(marked, part)), f"{name}: "))
    return [*found, Text(" ".join(item.why), "Why this activity: ")]


def _work(item: AgendaItem, training: Training) -> list[Block]:
    """What people work on, and what to look for in it."""
    objective = next((o for o in training.objectives if o.id == item.objective_id), None)
    if objective is None or item.kind not in ("practise", "check"):
        return [Text(item.task, "Task: ")] if item.task else []
    asked = Text(LISTEN_FOR if item.task else GOOD_ANSWER)
    look = Lines(tuple(map(marked, objective.look_for)))
    return [Text(item.task or objective.task, "Task: "), asked, look]


def handouts(training: Training, answers: bool = False, base: str = "") -> Document:
    """What participants take home: lessons, tasks, cases, sheets and quiz, each with its sources.

    Sources are numbered in the order of use; `base` makes the addresses of the knowledge base whole.
    """
    used: set[int] = set()
    blocks: list[Block] = [
        Heading("What people can do at the end"),
        Lines(tuple(o.text for o in training.objectives), ordered=True),
        Heading("The lessons in short"),
    ]
    for topic in training.topics:
        used |= numbers(topic.points)
        blocks += [Heading(topic.title, 3), Lines(tuple(map(marked, topic.points)))]
        if topic.reading:
            blocks += _reading(topic.reading, base)
    worked = {i.objective_id for i in training.agenda if i.kind in ("practise", "check") and not i.task}
    blocks.append(Heading("Tasks", page=True))
    for number, objective in enumerate(training.objectives, 1):
        later = objective.id not in worked
        blocks += _task(objective, f"Task {number}: {objective.text}", (answers, later), used)
    for at, case in enumerate(training.cases):
        blocks += _case(case, answers, used, first=at == 0)
    blocks += sheet_blocks(training, answers, used)
    blocks += _quiz(training.quiz, answers, used)
    if not answers:
        blocks += [
            Heading("My first steps", page=True),
            Text("What, by when, and how others will see that it is done:"),
            Writing(8),
        ]
    blocks = renumbered(blocks, training.references, base)
    subtitle = "Hand-outs with answers" if answers else "Hand-outs"
    return Document(training.title, f"{subtitle}. {facts(training)}", tuple(blocks))


def _reading(reading: Sequence[Reading], base: str) -> list[Block]:
    """Where to read on: short addresses of the server at `base`; without one, the places in it."""
    named = ((r.title, short_address(base, r.id) if base else r.url) for r in reading)
    return [Text("", "Read on:"), Codes(tuple(named))]


def _task(objective: ObjectivePlan, title: str, how: tuple[bool, bool], used: set[int]) -> list[Block]:
    """A task; `how` says whether with its answer, and whether the training leaves it for afterwards."""
    answers, later = how
    found: list[Block] = [Heading(title, 3), *([Text(AFTERWARDS)] if later else []), Text(objective.task)]
    if not answers:
        return [*found, Writing(6)]
    used |= numbers(objective.look_for)
    return [*found, Text(GOOD_ANSWER), Lines(tuple(map(marked, objective.look_for)))]


def _case(case: CaseCard, answers: bool, used: set[int], first: bool) -> list[Block]:
    used |= numbers(case.story)
    found: list[Block] = [Heading("Case cards", page=True)] if first else []
    found += [Heading(f"{case.title} ({case.year})", 3), Lines(tuple(map(marked, case.story)))]
    for number, question in enumerate(case.questions, 1):
        found.append(Text(question.question, f"Question {number}: "))
        if answers:
            used |= numbers([question.answer])
            found.append(Text(marked(question.answer), "Answer: "))
        else:
            found.append(Writing(3))
    if answers:
        used |= numbers([case.unknown])
        found.append(Text(marked(case.unknown), "What no source tells: "))
    return found


def _quiz(quiz: tuple[QuizQuestion, ...], answers: bool, used: set[int]) -> list[Block]:
    found: list[Block] = [Heading("Quiz", page=True)]
    for number, question in enumerate(quiz, 1):
        found.append(Text(question.question, f"{number}. "))
        found.append(
            Lines(
                tuple(f"{LETTERS[i]}) {option}" for i, option in enumerate(question.options)),
                boxes=not answers,
            )
        )
        if answers:
            used |= numbers(question.cited)
            found.append(Text(f"{LETTERS[question.right]}. {marked(question.explanation)}", "Right: "))
            found.append(Lines(tuple(f"Not {LETTERS[n]}: {marked(reason)}" for n, reason in question.others)))
    return found


def checklist(training: Training, base: str = "") -> Document:
    """What to get ready before, on and after the day; `base` as for hand-outs."""
    before, after = (tuple(map(marked, lines)) for lines in (training.before, training.follow_up))
    blocks: list[Block] = []
    for name, lead, things, deeds in (
        ("Before the day", READY, training.checklist.before, before),
        ("On the day", TO_TAKE, training.checklist.on_the_day, ()),
        ("After the day", TO_SEND, training.checklist.after, after),
    ):
        if things:
            blocks += [Heading(name), Text(lead), Lines((*things, *deeds), boxes=True)]
        elif deeds:
            blocks += [Heading(name), Lines(deeds, boxes=True)]
    told = renumbered(blocks, training.references, base)
    return Document(training.title, f"Checklist. {facts(training)}", tuple(told))


def evaluation(training: Training) -> Document:
    """The form that is filled in before people leave; it asks for no name."""
    blocks: list[Block] = [
        Text("Please leave your name off. The form stays with the people who ran the training.")
    ]
    for number, entry in enumerate(training.evaluation, 1):
        blocks += _asked(entry, number, training)
    return Document(training.title, f"Evaluation form. {facts(training)}", tuple(blocks))


def _asked(entry: FormEntry, number: int, training: Training) -> list[Block]:
    """A question of the form with room for its answer; one on the objectives is asked of each."""
    if "objective" in entry.question.lower() and entry.options:
        rows = tuple((o.text, *("" for _ in entry.options)) for o in training.objectives)
        widths = (60, *(40 // len(entry.options) for _ in entry.options))
        return [
            Text(entry.question, f"{number}. "),
            Grid("Tick one box in each row.", ("Objective", *entry.options), rows, widths),
        ]
    lines = 3 if len(training.objectives) <= FEW_OBJECTIVES else 2
    answer: Block = Lines(entry.options, boxes=True, row=True) if entry.options else Writing(lines)
    return [Text(entry.question, f"{number}. "), answer]


DOCUMENTS: dict[Kind, Callable[[Training], Document]] = {
    "plan": plan,
    "handouts": handouts,
    "handouts-answers": lambda training: handouts(training, answers=True),
    "checklist": checklist,
    "evaluation": evaluation,
}


def document(training: Training, kind: Kind, base: str = "") -> Document:
    """A document of a training; `base` makes the addresses in it whole, for paper."""
    if kind in ("handouts", "handouts-answers"):
        return handouts(training, kind == "handouts-answers", base)
    if kind == "checklist":
        return checklist(training, base)
    return DOCUMENTS[kind](training)
