"""Numbers as people and programs send them."""


def whole_number(text: str, digits: int = 9) -> int | None:
    """The number that `text` writes in at most so many digits; None for anything else.

    >>> whole_number("42"), whole_number("-1"), whole_number("1e3"), whole_number("9" * 5000)
    (42, None, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= digits else None
