"""What a questionnaire has to fulfil beyond its shape: ids, scales, bands, and references that resolve."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from api.assess.model import Dimension, Mapping, Question, Questionnaire, SourceRef
from kb.documents import Corpus
from kb.errors import Problem


@dataclass(frozen=True)
class References:
    """What a questionnaire may point to; `facts` gives the source of each fact."""

    barriers: frozenset[str]
    mitigations: frozenset[str]
    roles: frozenset[str]
    stages: frozenset[str]
    documents: frozenset[str]
    sources: frozenset[str]
    facts: dict[str, str]


@dataclass(frozen=True)
class Finding:
    """Something wrong, and the way to it from the top of the file."""

    where: tuple[str | int, ...]
    text: str


def references_of(corpus: Corpus) -> References:
    """Everything in `corpus` that a questionnaire may point to."""
    return References(
        barriers=frozenset(str(entry.get("id")) for entry in corpus.barriers),
        mitigations=frozenset(str(entry.get("id")) for entry in corpus.mitigations),
        roles=frozenset(term.id for term in corpus.roles),
        stages=frozenset(term.id for term in corpus.stages),
        documents=frozenset(document.id for document in corpus.documents),
        sources=frozenset(source.id for source in corpus.sources),
        facts={fact.id: fact.source for fact in corpus.facts},
    )


def check_questionnaire(questionnaire: Questionnaire, references: References | None) -> list[Finding]:
    """Every problem of one version."""
    findings = list(_duplicates(questionnaire)) + list(_scales(questionnaire))
    known = {scale.id for scale in questionnaire.scales}
    for d, dimension in enumerate(questionnaire.dimensions):
        findings += _bands(dimension, ("dimensions", d))
        for q, question in enumerate(dimension.questions):
            where = ("dimensions", d, "questions", q)
            if _scale_is_known(question, known):
                findings += _steps(questionnaire, question, where)
            else:
                findings.append(
                    Finding((*where, "scale"), f"unknown scale '{question.scale}'; there are {sorted(known)}")
                )
            if references:
                findings += _references(question, where, references)
    if references:
        for number, design in enumerate(questionnaire.design_sources):
            findings += _sources(design.sources, ("design_sources", number), references)
    return findings


def _scale_is_known(question: Question, known: set[str]) -> bool:
    return question.scale in known if question.scale else len(known) == 1


def _duplicates(questionnaire: Questionnaire) -> Iterator[Finding]:
    seen: set[str] = set()
    for d, dimension in enumerate(questionnaire.dimensions):
        for q, question in enumerate(dimension.questions):
            if question.id in seen:
                yield Finding(
                    ("dimensions", d, "questions", q, "id"), f"the question id '{question.id}' stands twice"
                )
            seen.add(question.id)
    counts = Counter(dimension.id for dimension in questionnaire.dimensions)
    for d, dimension in enumerate(questionnaire.dimensions):
        if counts[dimension.id] > 1:
            yield Finding(("dimensions", d, "id"), f"the dimension id '{dimension.id}' stands twice")


def _scales(questionnaire: Questionnaire) -> Iterator[Finding]:
    for scale in questionnaire.scales:
        values = [level.value for level in scale.levels]
        if values != sorted(set(values)):
            yield Finding((), f"scale '{scale.id}': the values of its levels have to rise")
        ids = [level.id for level in scale.levels] + [other.id for other in scale.other]
        if len(ids) != len(set(ids)):
            yield Finding((), f"scale '{scale.id}': an option id stands twice")


def _bands(dimension: Dimension, where: tuple[str | int, ...]) -> Iterator[Finding]:
    cuts = [band.at_least for band in dimension.bands]
    if cuts[0] != 0 or cuts != sorted(set(cuts)):
        yield Finding(
            (*where, "bands"), "the bands have to begin at 0 and rise, so that every share has one band"
        )


def _steps(
    questionnaire: Questionnaire, question: Question, where: tuple[str | int, ...]
) -> Iterator[Finding]:
    levels = [level.id for level in questionnaire.scale_of(question).levels]
    if list(question.anchors) != levels:
        yield Finding(
            (*where, "anchors"), f"the anchors have to be those of the scale, in order: {', '.join(levels)}"
        )
    yield from _sector_words(levels, question, where)
    for level in question.criteria:
        if level not in levels:
            yield Finding((*where, "criteria"), f"criteria for '{level}', which is no level of the scale")
    if question.knock_out and question.knock_out.below not in levels[1:]:
        yield Finding(
            (*where, "knock_out"),
            f"knock_out below '{question.knock_out.below}' can never be; use one of {levels[1:]}",
        )


def _sector_words(levels: list[str], question: Question, where: tuple[str | int, ...]) -> Iterator[Finding]:
    for sector, anchors in question.anchors_for.items():
        if list(anchors) != levels:
            text = f"the anchors for {sector} have to be those of the scale, in order: {', '.join(levels)}"
            yield Finding((*where, "anchors_for"), text)
    for sector in [*question.wording, *question.anchors_for]:
        if sector not in question.asked_of:
            yield Finding((*where, "asked_of"), f"there are words for {sector}, which is not asked")


def _references(question: Question, where: tuple[str | int, ...], known: References) -> Iterator[Finding]:
    named: list[tuple[str, str, frozenset[str]]] = []
    named += [("barriers", name, known.barriers) for name in question.barriers]
    named += [("mitigations", name, known.mitigations) for name in question.mitigations]
    named += [("lessons", name, known.documents) for name in question.lessons]
    named += [("first_actions", action.role, known.roles) for action in question.first_actions]
    if question.knock_out:
        named.append(("knock_out", question.knock_out.before, known.stages))
    for key, name, allowed in named:
        if name not in allowed:
            yield Finding((*where, key), f"question '{question.id}': '{name}' in {key} does not exist")
    yield from _sources(question.sources, where, known)


def _sources(
    sources: tuple[SourceRef, ...], where: tuple[str | int, ...], known: References
) -> Iterator[Finding]:
    for reference in sources:
        if reference.source not in known.sources:
            yield Finding((*where, "sources"), f"unknown source '{reference.source}'")
        for fact in reference.facts:
            if known.facts.get(fact) != reference.source:
                home = known.facts.get(fact)
                text = f"the fact '{fact}' " + (
                    f"comes from '{home}', not '{reference.source}'" if home else "does not exist"
                )
                yield Finding((*where, "sources"), text)


def check_mapping(mapping: Mapping, versions: dict[str, Questionnaire], path: str) -> Iterator[Problem]:
    """Every problem of a mapping: unknown versions, questions left out or named twice, odd counts."""
    for version, side in ((mapping.from_, "from"), (mapping.to, "to")):
        if version not in versions:
            yield Problem(path, 1, f"there is no version {version} of the questionnaire")
            continue
        ids = [name for change in mapping.changes for name in (change.from_ if side == "from" else change.to)]
        known = {question.id for question in versions[version].questions}
        for name in sorted(known - set(ids)):
            yield Problem(path, 1, f"the question '{name}' of version {version} is in no change")
        for name in sorted(set(ids) - known):
            yield Problem(path, 1, f"version {version} has no question '{name}'")
        for name in sorted(name for name, count in Counter(ids).items() if count > 1):
            yield Problem(path, 1, f"the question '{name}' is in several changes")
    for change in mapping.changes:
        if not _counts_fit(change.kind, len(change.from_), len(change.to)):
            yield Problem(
                path,
                1,
                f"a change '{change.kind}' cannot lead from {list(change.from_)} to {list(change.to)}",
            )


def _counts_fit(kind: str, before: int, after: int) -> bool:
    return {
        "same": (before, after) == (1, 1),
        "reworded": (before, after) == (1, 1),
        "split": before == 1 and after > 1,
        "merged": before > 1 and after == 1,
        "new": before == 0 and after > 0,
        "dropped": before > 0 and after == 0,
    }[kind]


def check_retired_ids(
    versions: dict[str, Questionnaire], path: str, order: Callable[[str], tuple[int, ...]]
) -> Iterator[Problem]:
    """An id that a version dropped and a later one uses again."""
    ever: set[str] = set()
    previous: set[str] = set()
    for version in sorted(versions, key=order):
        now = {question.id for question in versions[version].questions}
        for name in sorted((now & ever) - previous):
            yield Problem(
                f"{path}/{version}.yml", 1, f"the id '{name}' was dropped before and may not be used again"
            )
        ever |= now
        previous = now
