"""The form under a plan as an edit: what is typed in every line, and the one button that was pressed."""

from collections.abc import Mapping

from pydantic import ValidationError

from api.numbers import whole_number
from api.train.edits import EditRequest, LineWish
from api.train.errors import EditRefused

Form = Mapping[str, str]
_WRONG = {
    "start": "write the start as hours and minutes, such as 09:30",
    "date": "write the day such as 2027-01-14, or leave it empty",
}


def read_edit(form: Form, lines: int) -> tuple[EditRequest, int]:
    """The wished plan, and the line to look at afterwards; all that is typed counts with any button.

    Raises:
        EditRefused: minutes are no number, or something is too long.
    """
    verb, _, number = form.get("do", "save").partition(":")
    named = whole_number(number)
    there = named is not None and named < lines
    at = named if named is not None and there else 0
    order = list(range(lines))
    if not there and verb in ("remove", "up", "down", "to"):
        verb = "save"  # a line that is not there: what was typed is kept, and nothing moves
    if verb == "remove":
        order.remove(at)
    elif verb in ("up", "down", "to"):
        to = _place(form, verb, at, lines)
        order.remove(at)
        order.insert(to, at)
        at = to
    wished = [_kept(form, line) for line in order]
    if verb in ("add", "own", "break"):
        after = whole_number(form.get("after", ""))
        at = lines if after is None else min(after + 1, lines)
        wished.insert(at, _new(form, verb))
    try:
        checked = tuple(map(_checked, wished))
    except ValidationError as error:
        raise EditRefused("/lines", error.errors(include_url=False)[0]["msg"]) from None
    try:
        wish = EditRequest.model_validate({"lines": checked, "fit": verb == "fit"} | _when(form))
    except ValidationError as error:
        name = str(error.errors(include_url=False)[0]["loc"][0])
        raise EditRefused(f"/{name}", _WRONG.get(name, "keep at least one line, and at most 60")) from None
    return wish, min(at, len(wished) - 1)


def _when(form: Form) -> dict[str, object]:
    """Start and day as typed; an empty day is none, and a form without these fields says nothing of them."""
    said: dict[str, object] = {"start": form["start"].strip()} if "start" in form else {}
    return said | ({"date": form["date"].strip() or None} if "date" in form else {})


def _place(form: Form, verb: str, at: int, lines: int) -> int:
    """Where line `at` is to go: one up or down, or, when it was dragged, to the place in the field `to`."""
    if verb == "to":
        named = whole_number(form.get("to", ""))
        return at if named is None else min(named, lines - 1)
    return max(0, at - 1) if verb == "up" else min(lines - 1, at + 1)


def _kept(form: Form, line: int) -> dict[str, object]:
    return {
        "line": line,
        "minutes": _minutes(form, f"minutes.{line}", line),
        "title": form.get(f"title.{line}"),
        "locked": form.get(f"locked.{line}") == "yes",
    }


def _new(form: Form, verb: str) -> dict[str, object]:
    if verb == "add":
        return {"activity_id": form.get("activity_id", "")}
    minutes = _minutes(form, "own_minutes", None)
    if verb == "break":
        return {"kind": "break", "minutes": minutes}
    return {
        "kind": "own",
        "minutes": minutes,
        "title": form.get("own_title", ""),
        "note": form.get("own_note", ""),
    }


def _minutes(form: Form, name: str, line: int | None) -> int | None:
    typed = form.get(name, "").strip()
    if not typed:
        return None
    number = whole_number(typed)
    if number is None or not 0 < number <= 480:
        where = "/lines" if line is None else f"/lines/{line}/minutes"
        raise EditRefused(where, "write the minutes as a number from 1 to 480")
    return number


def _checked(wished: Mapping[str, object]) -> LineWish:
    return LineWish.model_validate({name: value for name, value in wished.items() if value is not None})
