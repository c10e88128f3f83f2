"""Putting a training together from its agenda: objectives, topics, checklist, advice, what was left out."""

from collections.abc import Callable, Iterable, Sequence

from api.train.compose import Composer
from api.train.pool import group_sizes
from api.train.remarks import remarks
from api.train.training import (
    AgendaItem,
    Checklist,
    Cited,
    FormEntry,
    LeftOut,
    ObjectivePlan,
    OutlineRecord,
    Reading,
    TopicPlan,
    Training,
)

HELPED_FROM, GROUPS_PER_HELPER = 30, 6


def whole(
    composer: Composer, identity: str, themes: Sequence[str], reading: Callable[[str], tuple[Reading, ...]]
) -> Training:
    """The training that a composer's outline leads to; `themes` were wished for, the most important first."""
    agenda = composer.agenda()
    objectives, topics = _objectives(composer, agenda), _topics(composer, reading)
    cases, quiz = composer.case_cards(), composer.quiz()
    advice = _advice(composer, agenda, themes, objectives)
    before, follow_up = _guidance(composer, "before-"), _guidance(composer, "follow-up-")
    request = composer.request
    audience = next(entry.title for entry in composer.library.audiences if entry.id == request.audience)
    return Training(
        id=identity,
        title=_title([topic.title for topic in topics]),
        request=request,
        audience=audience,
        level=request.level,
        minutes=sum(item.minutes for item in agenda),
        start=agenda[0].start,
        end=agenda[-1].end,
        objectives=objectives,
        agenda=agenda,
        topics=topics,
        cases=cases,
        quiz=quiz,
        evaluation=tuple(
            FormEntry(question=q.question, options=q.options) for q in composer.library.evaluation
        ),
        checklist=_checklist(composer),
        advice=advice,
        before=before,
        follow_up=follow_up,
        left_out=_left_out(composer, themes),
        not_suitable=_not_suitable(composer),
        references=composer.references.all,
        outline=_record(composer),
        version=composer.library.version,
    )


def _title(topics: Sequence[str]) -> str:
    """A title that fits one line.

    >>> _title(["Piloting"])
    'Piloting in Public Social Partnerships'
    >>> _title(["Culture change", "Funding and costs", "Piloting", "Leadership and commitment"])
    'Public Social Partnerships: culture change, funding and costs and 2 more topics'
    """
    if len(topics) == 1:
        return f"{topics[0]} in Public Social Partnerships"
    low = [topic[0].lower() + topic[1:] for topic in topics]
    named = (
        f"{low[0]}, {low[1]} and {len(low) - 2} more topics"
        if len(low) > 3
        else " and ".join([", ".join(low[:-1]), low[-1]])
    )
    return f"Public Social Partnerships: {named}".replace("and 1 more topics", "and 1 more topic")


def _objectives(composer: Composer, agenda: Sequence[AgendaItem]) -> tuple[ObjectivePlan, ...]:
    found = []
    for objective, topic in composer.chosen_objectives():
        checks = [
            i.activity
            for i in agenda
            if i.objective_id == objective.id and i.check and i.kind in ("practise", "check")
        ]
        found.append(
            ObjectivePlan(
                id=objective.id,
                kind=objective.kind,
                topic=topic,
                text=objective.text,
                task=objective.task,
                look_for=composer.references.several(objective.look_for),
                checked_by=tuple(dict.fromkeys(checks)),
            )
        )
    return tuple(found)


def _topics(composer: Composer, reading: Callable[[str], tuple[Reading, ...]]) -> tuple[TopicPlan, ...]:
    themes = dict.fromkeys(goal.topic for goal in composer.outline.goals)
    topics = [composer.topics[theme] for theme in themes]
    return tuple(
        TopicPlan(
            id=t.theme, title=t.title, points=composer.references.several(t.points), reading=reading(t.theme)
        )
        for t in topics
    )


ANY_ROOM = "No special room."  # one activity's freedom says nothing of what the others need


def _checklist(composer: Composer) -> Checklist:
    heads = [composer.activities[c.id].head for c in composer.outline.choice]
    room = _once(
        f"Room: {head.rooms}"
        for head in heads
        if composer.request.delivery == "in-person" and head.groups[1] > 1 and head.rooms != ANY_ROOM
    )
    return Checklist(
        before=_once([*(m for h in heads for m in h.materials.before), *room[:3]]),
        on_the_day=_once(m for h in heads for m in h.materials.on_the_day),
        after=_once(m for h in heads for m in h.materials.after),
    )


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for line in lines:
        kept.setdefault(line.lower(), line[0].upper() + line[1:])
    return tuple(kept.values())


def _guidance(composer: Composer, prefix: str, **words: object) -> tuple[Cited, ...]:
    found = [g.text for g in composer.library.guidance if g.id.startswith(prefix)]
    return tuple(composer.references.cited(text, **words) for text in found)


def _advice(
    composer: Composer,
    agenda: Sequence[AgendaItem],
    themes: Sequence[str],
    objectives: Sequence[ObjectivePlan],
) -> tuple[Cited, ...]:
    """What a trainer should know about this plan, each with the condition that brings it up."""
    request, outline = composer.request, composer.outline
    sizes = [group_sizes(request.participants, composer.activities[c.id].head.groups) for c in outline.choice]
    rooms = max(map(len, sizes))
    law = any(
        "law" in c.lower()
        for t in composer.topics.values()
        if t.theme in {g.topic for g in outline.goals}
        for p in t.points
        for c in (m.kind for m in p.marks)
    )
    per_goal = sum(outline.minutes) / len(outline.goals)
    wanted = {
        "why-backwards": True,
        "advice-assessment": request.assessment_id is not None,
        "advice-default": not request.topics and request.assessment_id is None,
        "advice-short": per_goal < 40 or len({g.topic for g in outline.goals}) < len(themes),
        "advice-length": per_goal > 120,
        "advice-helpers": request.participants >= HELPED_FROM,
        "advice-breakouts": request.delivery == "online" and rooms > 1,
        "advice-law": law,
        "advice-untried": any(item.maturity == "pre-alpha" for item in agenda),
    }
    helpers = -(-rooms // GROUPS_PER_HELPER)
    words: dict[str, object] = {"participants": request.participants, "helpers": helpers, "rooms": rooms}
    told = [(name, words) for name, holds in wanted.items() if holds]
    told = [*remarks(agenda, objectives, composer.pool.stretch), *told]
    return tuple(c for name, said in told for c in _guidance(composer, name, **said))


def _left_out(composer: Composer, themes: Sequence[str]) -> tuple[LeftOut, ...]:
    outline, request = composer.outline, composer.request
    taken = {goal.topic for goal in outline.goals}
    why = (
        f"The {request.minutes} minutes that were asked for had room for {len(outline.goals)} "
        f"objective{'s' if len(outline.goals) > 1 else ''} beside opening, close, evaluation and breaks: "
        "each takes about twenty minutes at the least for an input, an exercise and a check."
    )
    found = [LeftOut(what=f"Topic: {composer.topics[t].title}", why=why) for t in themes if t not in taken]
    entry = next(e for e in composer.library.audiences if e.id == request.audience)
    ids = {goal.id for goal in outline.goals}
    for theme in (t for t in themes if t in taken):
        for objective in composer.topics[theme].objectives:
            if objective.id not in ids and objective.kind in entry.kinds:
                found.append(LeftOut(what=f"Objective: {objective.text}", why=why))
            elif objective.id not in ids:
                found.append(
                    LeftOut(
                        what=f"Objective: {objective.text}",
                        why=f"It is not offered for {entry.title.lower()}.",
                    )
                )
    return tuple(found)


def _not_suitable(composer: Composer) -> tuple[LeftOut, ...]:
    heads = {activity.head.id: activity.head.title for activity in composer.library.activities}
    return tuple(
        LeftOut(what=heads[r.id], why=f"{r.why[0].upper()}{r.why[1:]}.") for r in composer.pool.refused
    )


def _record(composer: Composer) -> OutlineRecord:
    outline = composer.outline
    return OutlineRecord(
        goals=tuple((g.id, g.kind, g.topic) for g in outline.goals),
        slots=tuple((s.role, s.goal, s.target, s.strict) for s in outline.slots),
        choice=tuple(c.id for c in outline.choice),
        minutes=outline.minutes,
        lines=tuple(composer.lines),
        edited=composer.edited,
    )
