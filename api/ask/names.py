"""Named things in questions and passages: which are meant, and how to refer back to them."""

import re
from collections.abc import Iterable

from kb.lexical import stems
from kb.taxonomy import Name

# where a name may begin: "co-commissioning" is no commissioning, "post-EQUAL" is of EQUAL
_APART = r"(?<!\w)(?<!\bco-)(?<!\bsub-)(?<!\bnon-)(?<!\banti-)"

# where an ordinary word in small letters is a name: "who led shine", "what did haven do"; not "the upside"
_BEFORE = re.compile(
    r"(?:^|\b(?:about|at|in|of|by|with|from|for|did|does|ran|led|leads|lead|funded|evaluated|called|named|"
    r"like|"
    r"(?:what|who|where)(?:'s| is| was))\s+|^(?:is|was|has)\s+)$",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:[?.!]*$|\b(?:(?:an? )?(?:psps?|pilots?|project)|programme|consortium|service|mentoring|do|did|"
    r"does|is|was|has|get|cost|find|work|start|begin|run|end|last|still|ever|achieve|evaluated|funded|led)\b)",
    re.I,
)


class Names:
    """The named things of the corpus, found by any of their names; a longer name hides one inside it.

    >>> forms = ("ROAR", "Renfrewshire")
    >>> roar = Name(id="roar", title="the Renfrewshire pilot", also=forms, document="pilots/roar")
    >>> Names((roar,)).replace("What did ROAR do?", roar, "the Falkirk PSP")
    'What did the Falkirk PSP do?'
    >>> [bool(Names((roar,)).found_in(text)) for text in ("pre-ROAR talks", "co-ROAR talks")]
    [True, False]
    >>> equal = Name(id="e", title="the EQUAL pilots", also=("EQUAL",), document="pilots/e", cased=("EQUAL",))
    >>> said = ("are we equal", "in EQUAL", "who led equal?", "was equal a PSP", "is equal a good word")
    >>> [bool(Names((equal,)).found_in(text)) for text in said]
    [False, True, True, True, False]
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.all = tuple(names)
        self.pilots = frozenset(name.id for name in self.all if name.is_of_a_pilot)
        self._by_form = {form.lower(): name for name in self.all for form in name.also}
        self._cased = {form.lower(): form for name in self.all for form in name.cased}
        forms = sorted(self._by_form, key=len, reverse=True)
        # one alternation, longest first: a passage is read once, whatever the number of names
        self._any = (
            re.compile(_APART + r"(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)", re.I)
            if forms
            else None
        )

    def found_in(self, text: str) -> list[Name]:
        """The named things of `text`, in the order in which they are first named."""
        return list(dict.fromkeys(self._by_form[match[0].lower()] for match in self._named(text)))

    def _named(self, text: str) -> list[re.Match[str]]:
        """Where a named thing stands in `text`; an ordinary word in small letters only as a name stands."""
        found = list(self._any.finditer(text)) if self._any else []
        return [match for match in found if self._is_name(match, text)]

    def _is_name(self, match: re.Match[str], text: str) -> bool:
        written = self._cased.get(match[0].lower())
        if written is None or match[0] == written:
            return True
        stands = _BEFORE.search(text[: match.start()]) and _AFTER.match(text, match.end())
        return bool(stands)

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
        rest = text
        for match in reversed(self._named(text)):
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        return rest != text and not stems(rest)
