"""A thing by the name that it was called in the talk: "Homereach", not "the North Lanarkshire pilot"."""

from collections.abc import Sequence

from api.ask.names import Names
from api.ask.searching import Searching
from api.ask.turn import Turn

_FORMS = 3  # names of one thing that are tried
_START = 4  # letters that a noun and its adjective share


def as_called(understood: str, turns: Sequence[Turn], searching: Searching) -> str:
    """`understood`, or that with the name by which its thing was asked about, if that finds more likely an
    answer: "who led Homereach", which is more than another word for "the North Lanarkshire pilot".
    """
    names = searching.knowledge.names
    things = names.found_in(understood)
    asked = " ".join(turn.understood_as for turn in reversed(turns))
    title = things[0].title.lower() if things else ""
    if not title or title not in understood.lower():
        return understood
    called = [form for form in things[0].also if form[:1].isupper() and form in asked]
    others = [
        names.replace(understood, things[0], form)
        for form in called
        if form.lower() not in title and not _of_a(form, title)
    ]
    return max([understood, *others], key=lambda text: searching.judged(text, True)[1].answer)


def _of_a(form: str, title: str) -> bool:
    """Whether a form is made of a word of the title, and so names no thing by itself: "Italian" of Italy.

    >>> _of_a("Italian", "co-planning in Italy"), _of_a("Falkirk PSP", "the Falkirk pilot")
    (True, False)
    """
    said = {word.lower() for word in title.split()}
    start = form.lower()[:_START]
    return form.lower() not in said and " " not in form and any(word[:_START] == start for word in said)


def called_otherwise(asked: str, talk: str, names: Names) -> list[str]:
    """`asked` with each of the proper names by which `talk` calls the first thing that it names.

    >>> from kb.taxonomy import Name
    >>> also = ("ROAR", "Renfrewshire")
    >>> roar = Name(id="r", title="the Renfrewshire pilot", also=also, document="pilots/r")
    >>> called_otherwise("who led the Renfrewshire pilot", "What is ROAR?", Names((roar,)))
    ['who led ROAR']
    >>> called_otherwise("who led the Renfrewshire pilot", "What went wrong in Renfrewshire?", Names((roar,)))
    []
    """
    things = names.found_in(asked)
    if not things:
        return []
    title = things[0].title  # of "the Renfrewshire pilot" the place alone is another thing
    place = title.removeprefix("the ").rpartition(" ")[0] if title.endswith((" pilot", " PSP")) else ""
    forms = [
        f for f in things[0].also if f[:1].isupper() and f in talk and f != place and not _of_a(f, title)
    ]
    forms.sort(key=talk.index)  # as it was called last
    said = [names.replace(asked, things[0], form) for form in forms[:_FORMS]]
    return [text for text in dict.fromkeys(said) if text.lower() != asked.lower()]
