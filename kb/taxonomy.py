"""The plain taxonomies as typed data: terms, names, moves, premises and the questions they are told from."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb.strict import DocumentId, Line, Slug, Strict


class Term(Strict):
    """An entry of a taxonomy file."""

    id: Slug
    title: Line
    summary: str = ""
    order: int = 0


class Name(Strict):
    """A named thing with the other names people use for it, and the document that describes it.

    `cased` are those of its names that are ordinary words as well, "EQUAL": in small letters they count
    only where they stand as a name does. `among` is the id of the pilots that a pilot is told of side by side
    with, one of which is "the other one"; `tried` marks those of them that tried a service. `example` is the
    question that tells of it as an example of a PSP.
    """

    id: Slug
    title: Line
    also: Annotated[tuple[Line, ...], Field(min_length=1)]
    document: DocumentId
    cased: tuple[Line, ...] = ()
    among: Slug | None = None
    tried: bool = False
    example: Line | None = None

    @property
    def is_of_a_pilot(self) -> bool:
        """Whether it is described on a pilot's page, and so stands for a pilot or a programme of them."""
        return self.document.startswith("pilots/")


class Abbreviation(Strict):
    """A short form and what it stands for."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,6}$")]
    title: Line


class Spelling(Strict):
    """A word as some people write it, and the English word that is searched for instead."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z']+$", max_length=30)]
    title: Line


class Thing(Strict):
    """Something that a follow-up may mean by "it" or, where it is plural, by "they".

    `who` marks people and bodies, of which the same question may be asked: "and health boards?".
    """

    id: Slug
    title: Line
    plural: bool
    who: bool = False
    also: Annotated[tuple[Line, ...], Field(min_length=1)]


class Move(Strict):
    """What people say to an answer instead of asking anew, in their own words.

    `keys` are words that make the move where a follow-up holds them and nothing else but small words; all the
    words of one key have to be there, in any order.
    """

    id: Slug
    title: Line
    keys: tuple[Line, ...] = ()
    said: Annotated[tuple[Line, ...], Field(min_length=25)]


class Compared(Strict):
    """A way of working that people compare a PSP with, and the section that sets the two side by side."""

    id: Slug
    title: Line
    also: Annotated[tuple[Line, ...], Field(min_length=1)]
    section: str


class Pair(Strict):
    """Two terms of which neither is a PSP, and the section that sets them side by side."""

    pair: tuple[Slug, Slug]
    section: str


class Premise(Strict):
    """A wrong belief, ways in which questions take it for granted, and the section that corrects it."""

    id: Slug
    title: Line
    said: Annotated[tuple[Line, ...], Field(min_length=4)]
    correction: str


class Aspect(Strict):
    """What people ask of any pilot: ways of asking it, with "the pilot" for the name, and the section that
    answers it on each pilot's page, where one does.
    """

    id: Slug
    title: Line
    said: Annotated[tuple[Line, ...], Field(min_length=6)]
    answers: dict[DocumentId, str]


class Outside(Strict):
    """A subject that the guide does not cover, with questions that people ask about it."""

    id: Slug
    questions: Annotated[tuple[Line, ...], Field(min_length=1)]


class Examples(Strict):
    """Reviewed questions of one kind, from which the guide learns to tell kinds apart.

    `contrast`: written beside others of another kind that are near in wording; they only teach what
    sets answered questions apart from unanswered ones.
    """

    id: Slug
    kind: Literal["ordinary", "unanswered", "needs_advice", "personal_data", "unsafe", "unclear"]
    questions: Annotated[tuple[Line, ...], Field(min_length=1)]
    contrast: bool = False


class Fact(Strict):
    """A fact of the evidence base: the source it comes from, and why it is left out if it is."""

    id: str
    source: str
    time_sensitive: bool = False
    left_out: str | None = None
