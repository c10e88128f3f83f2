"""Named things in questions and passages: which are meant, and how to refer back to them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.documents import Name


@dataclass(frozen=True)
class Names:
    """The named things of the corpus, found by any of their names, the longest name first."""

    names: tuple[Name, ...]

    def __post_init__(self) -> None:
        forms = sorted(((form, name) for name in self.names for form in name.also), key=lambda pair: -len(pair[0]))
        object.__setattr__(self, "_forms", [(re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.I), name) for form, name in forms])

    def found_in(self, text: str) -> list[Name]:
        """The named things of `text`, in the order in which they are named; a longer name hides one inside it."""
        found: list[tuple[int, Name]] = []
        rest = text
        for pattern, name in self._all_forms():
            for match in pattern.finditer(rest):
                found.append((match.start(), name))
            rest = pattern.sub(lambda m: "\0" * len(m.group()), rest)
        ordered = [name for _, name in sorted(found, key=lambda pair: pair[0])]
        return list(dict.fromkeys(ordered))

    def replace(self, text: str, old: Name, new: str) -> str:
        """`text` with every name of `old` replaced by `new`."""
        for pattern, name in self._all_forms():
            if name == old:
                text = pattern.sub(new, text)
        return text

    def _all_forms(self) -> Iterable[tuple[re.Pattern[str], Name]]:
        forms: list[tuple[re.Pattern[str], Name]] = self.__dict__["_forms"]
        return forms
