"""What a move comes to: another question, another length, or a word back."""

from dataclasses import dataclass

from api.ask.reply import Detail


@dataclass(frozen=True)
class Plan:
    """How to go on.

    `question` is searched for, and shown and remembered as `understood` where that is given. It is asked in
    `detail`, with at most `most` statements, without the statements of `avoid`; only passages of the folder
    `folder` where one is given. `word` is said instead of an answer. `sources` asks for what the answer
    before rests on, `glossary` for the terms of it explained.
    """

    move: str
    question: str = ""
    understood: str = ""
    detail: Detail = "normal"
    most: int | None = None
    avoid: frozenset[str] = frozenset()
    folder: str = ""
    word: str = ""
    offer: tuple[str, ...] = ()
    sources: bool = False
    glossary: bool = False
