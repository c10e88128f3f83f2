"""From a request to a training, and from a training to the same with another activity."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.train.assemble import whole
from api.train.builder import Outline, Wish, build, swapped
from api.train.compose import Composer
from api.train.content import AudienceEntry, Level, Need, ObjectiveKind
from api.train.errors import SwapRefused, UnknownTopics
from api.train.lines import goals_in, lines_of, stored_lines, with_lines
from api.train.loader import Library
from api.train.pool import Candidate, Goal, Pool
from api.train.references import References
from api.train.request import TrainingRequest
from api.train.timing import pauses
from api.train.training import Earlier, Line, Reading, Training

MOST_VERSIONS = 40
# Which kind of objective comes first: those new to a topic start by explaining it, others by judging.
ORDER: dict[Level, tuple[ObjectiveKind, ...]] = {
    "introductory": ("explain", "judge", "make"),
    "practitioner": ("judge", "make", "explain"),
}


def audience_of(library: Library, audience: str) -> AudienceEntry:
    """The entry of an audience; every id of `Audience` has one, which `psp check` holds."""
    return next(entry for entry in library.audiences if entry.id == audience)


def goals_of(
    library: Library, audience: str, level: Level, themes: Sequence[str]
) -> tuple[tuple[Goal, ...], ...]:
    """The goals of each theme for this audience, the most important first."""
    kinds = [kind for kind in ORDER[level] if kind in audience_of(library, audience).kinds]
    topics = {topic.theme: topic for topic in library.topics}
    found = []
    for theme in themes:
        by_kind = {objective.kind: objective for objective in topics[theme].objectives}
        found.append(tuple(Goal(by_kind[kind].id, kind, theme) for kind in kinds))
    return tuple(found)


@dataclass(frozen=True)
class Planner:
    """Plans trainings from one library; `reading` gives the documents to read on for a theme."""

    library: Library
    reading: Callable[[str], tuple[Reading, ...]]

    def plan(self, request: TrainingRequest, identity: str, priorities: Sequence[str] = ()) -> Training:
        """The training for a request; `priorities` are the themes of an assessment, the most urgent first.

        Raises:
            UnknownTopics: a topic is no theme of the corpus.
        """
        themes = self._themes(request, priorities)
        topics = goals_of(self.library, request.audience, request.level, themes)
        pool, wish = self.pool(request), wish_of(request, bool(request.topics or priorities))
        outline = build(pool, topics, wish)
        if outline is None:
            raise RuntimeError(
                f"no plan for {request}"
            )  # the property test shows that no valid request leads here
        return self.compose(request, identity, (pool, wish, outline), priorities)

    def swap(self, training: Training, slot: int, activity_id: str, identity: str) -> Training:
        """The training with another activity in a slot and the times re-flowed, under a new identity.

        Raises:
            SwapRefused: there is no such slot, or the activity does not fit it.
        """
        request = training.request
        pool, wish = self.pool(request), wish_of(request)
        outline = outline_of(training, pool)
        if not 0 <= slot < len(outline.slots):
            raise SwapRefused("/slot", f"there is no slot {slot}; the plan has 0 to {len(outline.slots) - 1}")
        found = [c for c in _options(pool, outline, slot, request.level) if c.id == activity_id]
        changed = swapped(pool, outline, wish, slot, found[0]) if found else None
        if changed is None:
            offered = [a.id for item in training.agenda if item.slot == slot for a in item.alternatives]
            raise SwapRefused(
                "/activity_id",
                f"'{activity_id}' does not fit slot {slot}; offered are: {', '.join(offered) or 'none'}",
            )
        new = self.compose(request, identity, (pool, wish, changed), priorities_of(training))
        return after(training, new, f"swapped in “{self.library.title_of(activity_id)}”")

    def _themes(self, request: TrainingRequest, priorities: Sequence[str]) -> list[str]:
        known = [topic.theme for topic in self.library.topics]
        unknown = [(at, name) for at, name in enumerate(request.topics) if name not in known]
        if unknown:
            raise UnknownTopics(unknown, known)
        named = [*request.topics, *priorities] or audience_of(self.library, request.audience).topics
        return list(dict.fromkeys(theme for theme in named if theme in known))

    def pool(self, request: TrainingRequest) -> Pool:
        """The activities that the room of a request allows."""
        heads = [activity.head for activity in self.library.activities]
        given: list[Need] = ["assessment"] if request.assessment_id is not None else []
        given += ["earlier"] if request.continues else []
        return Pool(heads, request.participants, request.delivery, *given)

    def compose(
        self,
        request: TrainingRequest,
        identity: str,
        made: tuple[Pool, Wish, Outline],
        priorities: Sequence[str],
        lines: Sequence[Line] | None = None,
    ) -> Training:
        """The training that an outline leads to; `lines` is the plan where somebody has edited it."""
        pool, wish, outline = made
        references = References(self.library.sources)
        shown = lines_of(outline) if lines is None else lines
        composer = Composer(
            self.library, request, wish, pool, outline, shown, references, edited=lines is not None
        )
        themes = self._themes(request, priorities)
        return whole(composer, identity, themes, self.reading)


def wish_of(request: TrainingRequest, spread: bool = True) -> Wish:
    """What the builder has to know of a request."""
    return Wish(request.minutes, request.delivery, request.level, request.seed, spread)


def _options(pool: Pool, outline: Outline, at: int, level: Level) -> tuple[Candidate, ...]:
    slot = outline.slots[at]
    goal = outline.goals[max(slot.goal, 0)]
    return pool.options(slot.role, goal, level, slot.strict)


def outline_of(training: Training, pool: Pool) -> Outline:
    """The outline that was stored; an activity that the corpus has dropped since refuses the change."""
    request, record = training.request, training.outline
    none = pauses(request.minutes, request.delivery)[0]
    bare = Outline(goals_in(record), (), (), (), none, ())
    return with_lines(bare, stored_lines(training), pool, request.level)


def priorities_of(training: Training) -> list[str]:
    """The themes that the assessment behind a training led to."""
    return [goal[2] for goal in training.outline.goals] if training.request.assessment_id else []


def after(before: Training, new: Training, change: str) -> Training:
    """`new` as the version that follows `before`, with what was changed."""
    earlier = (*before.earlier, Earlier(id=before.id, change=change))[-MOST_VERSIONS:]
    kept = {
        "swapped_from": before.id,
        "first": before.first or before.id,
        "series": before.series,
        "left_out": before.left_out,
        "earlier": earlier,
    }
    return new.model_copy(update=kept)
