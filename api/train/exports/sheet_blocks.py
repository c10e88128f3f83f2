"""The sheets of a training in its hand-outs: each once, on its own page, with answers for the trainer."""

from api.train.exports.blocks import Block, Grid, Heading, Lines, Text, Writing, marked, numbers
from api.train.training import Card, Sheet, Training
from kb.cited import ended

LINES_TO_WRITE = 4


def sheet_blocks(training: Training, answers: bool, used: set[int]) -> list[Block]:
    """All sheets in the order of use; the numbers of the references that they show are added to `used`."""
    seen: set[Sheet] = set()
    found: list[Block] = []
    for item in training.agenda:
        for sheet in item.sheets:
            if sheet not in seen and (not answers or _has_answers(sheet)):
                seen.add(sheet)
                found += [
                    Heading(sheet.title, 2, page=True),
                    Text(f"{item.start} {ended(item.activity)} {sheet.lead}".strip()),
                    *_sheet(sheet, answers, used),
                ]
    return found


def _has_answers(sheet: Sheet) -> bool:
    return any(card.back for card in sheet.cards)


def _sheet(sheet: Sheet, answers: bool, used: set[int]) -> list[Block]:
    found: list[Block] = []
    if sheet.cards:
        found.append(_cards(sheet, answers, used))
    if answers:
        return found
    for field in sheet.fields:
        found += [Text("", f"{field}:"), Writing(LINES_TO_WRITE)]
    if sheet.columns:
        share = 100 // len(sheet.columns)
        found.append(Grid(sheet.title, sheet.columns, sheet.rows, (share,) * len(sheet.columns), tall=True))
    return found


def _cards(sheet: Sheet, answers: bool, used: set[int]) -> Block:
    for card in sheet.cards:
        used |= numbers([card.front, *([card.back] if card.back and answers else [])])
    if answers:
        rows = tuple((marked(card.front), marked(card.back) if card.back else "") for card in sheet.cards)
        return Grid(sheet.title, ("Card", "Answer"), rows, (50, 50))
    if len(sheet.cards) == 1:
        return Lines((marked(sheet.cards[0].front),))
    return Grid(
        sheet.title, ("Cut along the lines",), tuple(map(_cell, sheet.cards)), (100,), tall=True, large=True
    )


def _cell(card: Card) -> tuple[str, ...]:
    return (marked(card.front),)
