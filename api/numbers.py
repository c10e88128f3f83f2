"""Numbers as people and programs send them, and as people read them."""


def whole_number(text: str, digits: int = 9) -> int | None:
    """The number that `text` writes in at most so many digits; None for anything else.

    >>> whole_number("42"), whole_number("-1"), whole_number("1e3"), whole_number("9" * 5000)
    (42, None, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= digits else None


def counted(number: int, word: str, plural: str = "") -> str:
    """A number with its noun, thousands parted.

    >>> counted(1, "source"), counted(5000, "question"), counted(2, "body", "bodies")
    ('1 source', '5,000 questions', '2 bodies')
    """
    return f"{number:,} {word if number == 1 else plural or word + 's'}"
