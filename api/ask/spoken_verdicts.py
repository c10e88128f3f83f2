"""Yes, no or it depends, said in front of the statement that it is on."""

from collections.abc import Sequence

from api.ask.orders import is_an_order, orders_it
from api.ask.part import Settled
from api.ask.reply import SAID, WHAT_TO_DO, Statement


def with_verdicts(said: Sequence[Statement], answered: Sequence[Settled]) -> list[Statement]:
    """Each verdict said in front of its statement; the words after it stand in the quote.

    Before an order a word says that it is what to do, unless the order is to do just what is asked.
    """
    asked = {one.chosen[0].line.text: one.text for one in answered}
    return [_with_verdict(s, asked.get(s.text, answered[0].text)) if s.verdict else s for s in said]


def _with_verdict(statement: Statement, question: str) -> Statement:
    text = statement.text
    if is_an_order(text) and not orders_it(question, text):
        text = f"{WHAT_TO_DO} {text}"
    return (
        statement.model_copy(update={"text": f"{SAID[statement.verdict]} {text}"})
        if statement.verdict
        else statement
    )
