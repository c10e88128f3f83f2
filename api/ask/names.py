"""Named things in questions and passages: which are meant, and how to refer back to them."""

import re
from collections.abc import Iterable

from kb.lexical import stems
from kb.taxonomy import Name

# where a name may begin: "co-commissioning" is no commissioning, "post-EQUAL" is of EQUAL
_APART = r"(?<!\w)(?<!\bco-)(?<!\bsub-)(?<!\bnon-)(?<!\banti-)"


class Names:
    """The named things of the corpus, found by any of their names; a longer name hides one inside it.

    >>> forms = ("ROAR", "Renfrewshire")
    >>> roar = Name(id="roar", title="the Renfrewshire pilot", also=forms, document="pilots/roar")
    >>> Names((roar,)).replace("What did ROAR do?", roar, "the Falkirk PSP")
    'What did the Falkirk PSP do?'
    >>> [bool(Names((roar,)).found_in(text)) for text in ("pre-ROAR talks", "co-ROAR talks")]
    [True, False]
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.all = tuple(names)
        self._by_form = {form.lower(): name for name in self.all for form in name.also}
        forms = sorted(self._by_form, key=len, reverse=True)
        # one alternation, longest first: a passage is read once, whatever the number of names
        self._any = (
            re.compile(_APART + r"(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)", re.I)
            if forms
            else None
        )

    def found_in(self, text: str) -> list[Name]:
        """The named things of `text`, in the order in which they are first named."""
        matches = self._any.findall(text) if self._any else []
        return list(dict.fromkeys(self._by_form[match.lower()] for match in matches))

    def replace(self, text: str, old: Name, new: str) -> str:
        """`text` with every name of `old`, and an article before it, replaced by `new`."""
        forms = "|".join(re.escape(form) for form in sorted(old.also, key=len, reverse=True))
        return re.sub(
            rf"(?<!\w)(?:the )?(?:{forms})(?!\w)(?: (?:{forms})(?!\w))*(?: (?:pilot|PSP|project)(?!\w))?",
            lambda _: new,
            text,
            flags=re.I,
        )

    def cover(self, text: str) -> bool:
        """Whether `text` has content words and all of them belong to names: "what is Shine?"."""
        rest = self._any.sub(" ", text) if self._any else text
        return rest != text and not stems(rest)
