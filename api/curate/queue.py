"""What editors work from: kept questions, one of them asked again, and what people said of answers."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from api.ask.pipeline import Asker
from api.curate.errors import NoSuchGap
from api.curate.gap_groups import Group, Kept, delete_kept, read_kept
from api.curate.gap_list import Near, look
from api.storage.database import Database
from api.storage.feedback import Feedback, FeedbackRow


class Shown(BaseModel):
    """Immutable data that is shown."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Waiting(Shown):
    """Questions from `offset` on, most asked first, of `questions`. `keeping`: PSP_KEEP_GAPS is on."""

    keeping: bool
    questions: int
    offset: int
    gaps: Sequence[Kept]


class AskedAgain(Shown):
    """A kept question today: the sections that answer it, or those that are nearest and why they do not."""

    gap: Kept
    answered_by: Sequence[str]
    nearest: Sequence[Near]
    why: str


class Said(Shown):
    """What somebody said of an answer: the question as understood, how it was answered, when in UTC.

    The answer stands under `/a/{ask_id}` as long as conversations are kept.
    """

    ask_id: str
    given: str
    helpful: bool
    comment: str | None
    question: str
    status: str
    reason: str | None
    corpus_version: str


def waiting(database: Database, keeping: bool, limit: int, offset: int = 0) -> Waiting:
    """`limit` of the kept questions."""
    kept = read_kept(database)
    return Waiting(keeping=keeping, questions=len(kept), offset=offset, gaps=kept[offset : offset + limit])


def asked_again(database: Database, asker: Asker, number: int) -> AskedAgain:
    """The kept question `number`, asked of the corpus as it is now; nothing is kept of it.

    Raises:
        NoSuchGap: there is none of this number.
    """
    gap = next((one for one in read_kept(database) if one.number == number), None)
    if gap is None:
        raise _no_such(number)
    [looked] = look([Group((gap,))], asker)
    by = [passage for _, where in looked.answered for passage in where]
    return AskedAgain(gap=gap, answered_by=by, nearest=looked.nearest, why=looked.why)


def remove(database: Database, number: int) -> None:
    """Delete the kept question `number`, answered or not.

    Raises:
        NoSuchGap: there is none of this number.
    """
    if not delete_kept(database, [number]):
        raise _no_such(number)


def latest_said(database: Database, limit: int, *, unhelpful: bool = False) -> list[Said]:
    """The latest `limit` pieces of feedback, newest first; only those that did not help if `unhelpful`."""
    rows = database.look_over(lambda session: Feedback(session).latest(limit, unhelpful=unhelpful))
    return [_said(row) for row in rows]


def _said(row: FeedbackRow) -> Said:
    return Said(
        ask_id=row.ask_id, given=row.given.isoformat(timespec="seconds"), helpful=row.helpful,
        comment=row.comment, question=row.question, status=row.status, reason=row.reason,
        corpus_version=row.corpus_version,
    )  # fmt: skip


def _no_such(number: int) -> NoSuchGap:
    return NoSuchGap(f"there is no kept question {number}")
