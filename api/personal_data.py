"""Signs that a text identifies somebody, looked for before it is saved. Patterns only; nothing is logged.

Each pattern is bounded and looks at a place once, so that a long comment costs no more than its length.
"""

import re

# First names that are common in Scotland and hardly anything else. Whoever means no person confirms it;
# another name is not found: this asks, it does not guard.
FIRST_NAMES = (
    "Aileen|Ailsa|Alan|Alasdair|Alastair|Alison|Alistair|Amanda|Andrea|Angela|Anne|Annette|Arjun|"
    "Barbara|Brenda|Brian|Carol|Caroline|Catherine|Catriona|Charlotte|Christine|Christopher|Claire|"
    "Colin|Daniel|Darren|David|Debbie|Deborah|Denise|Derek|Diane|Donald|Donna|Dorothy|Eileen|Elaine|"
    "Eleanor|Elizabeth|Emma|Ewan|Fatima|Fiona|Gary|Gavin|Gemma|Geoffrey|Gillian|Graeme|Hamish|Hannah|"
    "Helen|Iain|Irene|Jacqueline|Janet|Janice|Jennifer|Jessica|Joanna|Joanne|Joyce|Judith|Julie|Karen|"
    "Kathleen|Katrina|Kenneth|Kerry|Kevin|Kirsty|Laura|Lesley|Linda|Lorraine|Louise|Lynne|Mairi|"
    "Malcolm|Margaret|Marion|Matthew|Maureen|Michael|Michelle|Mohammed|Moira|Morag|Muhammad|Nicola|"
    "Olivia|Pamela|Patricia|Pauline|Philip|Priya|Rachel|Rebecca|Richard|Robert|Sandra|Sarah|Sharon|"
    "Sheila|Shona|Simon|Siobhan|Sophie|Stephanie|Stephen|Steven|Stuart|Susan|Suzanne|Tracey|Valerie|"
    "Wendy|Yvonne"
)
# Names that are also words, saints or streets: only with a family name behind them.
WITH_SURNAME = (
    "Alice|Amy|Andrew|Ann|Anna|Craig|George|Ian|James|Jane|Jean|Jim|Joan|Joe|John|Kate|Kirsten|Lucy|Lynn|"
    "Martin|Mary|Neil|Patrick|Paul|Peter|Ruth|Sally|Thomas|Tom|Tony|William"
)
PLACES = "Street|Road|Square|Place|House|Centre|Hospital|Trust|Foundation|School|University|Hall|Lane|Terrace"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w")),
    ("a telephone number", re.compile(r"(?<![\w£])(?:\+44\s?|0)(?:\d[\s-]?){9,10}(?!\w)")),
    (
        "a CHI, NHS or other ten-figure number",
        re.compile(r"(?<![\w£])(?:\d{6}[\s-]?\d{4}|\d{3}[\s-]\d{3}[\s-]\d{4})(?!\w)"),
    ),
    (
        "a National Insurance number",
        re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?(?:\d{2}\s?){3}[A-D]\b", re.IGNORECASE),
    ),
    ("a full postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-BD-HJLNP-UW-Z]{2}\b")),
    ("a date of birth", re.compile(r"\b(?:born|d\.?o\.?b\.?|date of birth)\b[^.\d]{0,20}\d", re.IGNORECASE)),
    (
        "a person's name",
        re.compile(
            rf"\b(?=[A-Z])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.?\s+[A-Z][a-z]+|(?:{FIRST_NAMES})"
            rf"|(?<!St )(?<!Saint )(?:{WITH_SURNAME}) (?!(?:{PLACES})\b)[A-Z][a-z]+(?! (?:{PLACES})\b))\b"
        ),
    ),
)


def personal_data_in(text: str) -> list[str]:
    """The kinds of personal data that `text` seems to hold, in words.

    >>> personal_data_in("ring Mrs Baird on 0141 496 0000")
    ['a telephone number', "a person's name"]
    >>> personal_data_in("Fiona from housing never comes.")
    ["a person's name"]
    >>> personal_data_in("Jane Smith says so."), personal_data_in("In George Street, at John Watt House.")
    (["a person's name"], [])
    >>> personal_data_in("We met 12 times in 2026 and spent £1234567890.")
    []
    """
    return [name for name, pattern in PATTERNS if pattern.search(text)]
