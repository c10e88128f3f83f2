"""Asked-as questions as they stand in the front matter: the question, the section it means, the verdict."""

import re
from typing import cast, get_args

from kb.documents import Verdict

_ASKED = re.compile(r"^(?P<question>.*?)(?:\s#(?P<slug>[^\s#]+))?(?:\s=(?P<verdict>\S+))?\s*$")


def parse_asked(asked: str) -> tuple[str, str, Verdict | None]:
    """Question, heading slug ("" means the first section) and verdict of one entry of `asked_as`.

    >>> parse_asked("is a psp legal #is-it-lawful =yes")
    ('is a psp legal', 'is-it-lawful', 'yes')
    >>> parse_asked("How do we start?")
    ('How do we start?', '', None)

    Raises:
        ValueError: the verdict is none of yes, no and depends.
    """
    match = _ASKED.match(asked)
    question, slug, verdict = match.group("question", "slug", "verdict") if match else (asked, "", None)
    if verdict is not None and verdict not in get_args(Verdict):
        raise ValueError(f"the verdict '={verdict}' in asked_as is none of =yes, =no and =depends")
    return question.strip(), slug or "", cast(Verdict | None, verdict)


def as_asked(question: str) -> str:
    """`question` as it is embedded: one question mark at its end, whatever stood there.

    The mark moves a question's vector by 0.02, which is enough to change the first passage.

    >>> as_asked("is a psp legal"), as_asked("What is a PSP??")
    ('is a psp legal?', 'What is a PSP?')
    """
    return question.rstrip(" ?!.…") + "?"
