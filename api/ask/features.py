"""What can be seen of a question and its hits that tells whether they answer it; each a plain number."""

import math
import re

from api.ask.expectation import SHARP, SPECIFIC, holds
from api.ask.kinds import probabilities
from api.ask.knowledge import Knowledge, Line, cosine
from api.ask.retrieve import Found
from kb.lexical import stems

NAMES = (
    "cosine", "title_cosine", "line_relevance", "line_cosine", "bm25_share", "coverage", "line_coverage",
    "known_words",
    "rarest_covered", "agreement", "margin", "crowd", "named", "name_mismatch", "capital_missing",
    "type_missing", "sharp_missing", "type_held",
    "unknown_line", "unknown_passage", "short", "domain", "focus", "outside", "contrast", "plain_contrast",
    "typed_relevance",
    "best_line_coverage", "unknown_lead", "kind_unanswered", "kind_outside", "unanswered",
    "named_missing", "named_rare_missing", "missing_rare", "reading", "reading_first", "reading_lead",
)  # fmt: skip
_FOCUS = re.compile(
    r"\b(?:which|what|how many|how much|number of|whose|name of the|names of the)\s+((?:[\w'-]+\s*){1,4})",
    re.I,
)
_DOMAIN = frozenset(
    ["psp", "partnership", "partner", "council", "public", "social", "enterpris", "third", "sector",
     "voluntari", "procur", "tender", "commiss", "pilot", "servic", "consortium", "intermediari", "contract",
     "fund", "charit", "organis", "communiti", "bid", "design", "user", "evalu", "grant"]
)  # fmt: skip


def features(found: Found, knowledge: Knowledge) -> dict[str, float]:
    """The features of `NAMES` for one question; all 0 where nothing was found."""
    if not found.hits:
        return dict.fromkeys(NAMES, 0.0)
    asked, hits = found.asked, found.hits
    top = hits[0]
    best = top.best_line
    near = hits[:3]
    total = sum(asked.weights.values()) or 1.0
    rarest = sorted(asked.weights, key=asked.weights.__getitem__, reverse=True)[:2]
    cosines = sorted((hit.cosine for hit in hits), reverse=True)
    typed = [
        line
        for hit in near
        for value, line in zip(hit.relevance, hit.shelf.lines, strict=True)
        if value > 0.35
    ]
    specific = asked.kind in SPECIFIC
    wanted = _wanted(asked.text)
    held = specific and any(_holds(found, line, wanted) for line in typed)
    return {
        "cosine": max(hit.cosine for hit in near),
        "title_cosine": max(hit.title_cosine for hit in near),
        "line_relevance": max(max(hit.relevance) for hit in near),
        "line_cosine": max(cosine(asked.vector, hit.best_line.vector) for hit in near),
        "bm25_share": found.bm25_max / (8.0 * math.sqrt(len(asked.stems) or 1)),
        "coverage": max(asked.overlap(hit.shelf.stems) for hit in near),
        "line_coverage": asked.overlap(best.stems),
        "known_words": sum(w for stem, w in asked.weights.items() if knowledge.knows_word(stem)) / total,
        "rarest_covered": sum(any(stem in hit.shelf.stems for hit in near) for stem in rarest)
        / (len(rarest) or 1),
        "agreement": float(top.bm25 >= 0.8 * found.bm25_max > 0),
        "margin": top.score - (hits[3].score if len(hits) > 3 else 0.0),
        "crowd": cosines[0] - found.cosine_mean,
        "named": float(bool(asked.names) and any(n.id in top.shelf.names for n in asked.names)),
        "name_mismatch": float(bool(asked.names) and not any(n.id in top.shelf.names for n in asked.names)),
        "capital_missing": _capital_missing(found, knowledge),
        "type_missing": float(specific and not held),
        "sharp_missing": float(asked.kind in SHARP and not held),
        "type_held": float(held),
        "unknown_line": float(best.unknown and not asked.about_unknown),
        "unknown_lead": _unknown_lead(found),
        "unknown_passage": float(top.shelf.unknown and not asked.about_unknown),
        "short": float(len(asked.stems) <= 1),
        "domain": float(any(stem in _DOMAIN for stem in asked.stems) or bool(asked.names)),
        "focus": _focus(found),
        "outside": found.outside_cosine,
        "contrast": max(hit.title_cosine for hit in near) - found.outside_cosine,
        "plain_contrast": found.plain_contrast,
        "kind_unanswered": _unanswered_kind(found),
        "kind_outside": _foreign_kind(found),
        "unanswered": found.unanswered,
        "typed_relevance": _typed_relevance(found),
        **_missing_details(found, knowledge),
        **_readings(found),
        "best_line_coverage": max(asked.overlap(line.stems) for hit in hits[:5] for line in hit.shelf.lines),
    }


_NOT_OFTEN, _RARE, _MOST = 45, 15, 4


def _missing_details(found: Found, knowledge: Knowledge) -> dict[str, float]:
    """What is asked for that neither the nearest passages hold nor, where a thing is named, its document.

    Who asks for the mileage of a named pilot is not answered by a page on the pilot that knows no mileage.
    """
    names = [name for name in found.asked.names if name.document.startswith(("pilots/", "support/"))]
    held = set[str]().union(*(hit.shelf.stems for hit in found.hits[:2]))
    held.update(*(knowledge.document_stems(name.document) for name in names))
    held.update(*(stems(" ".join(name.also)) for name in found.asked.names))
    holding = knowledge.index.retriever.lexical.holding
    counts = [holding(stem) for stem in found.asked.stems if stem not in held and not stem.isdigit()]
    missing, rare = (min(sum(count < most for count in counts), _MOST) for most in (_NOT_OFTEN, _RARE))
    return {
        "named_missing": float(missing if names else 0),
        "named_rare_missing": float(rare if names else 0),
        "missing_rare": float(rare),
    }


def _readings(found: Found) -> dict[str, float]:
    """The re-ranker's highest log-odds, those of the first passage, and its lead on the third."""
    read = sorted((hit.reading for hit in found.hits), reverse=True)
    return {
        "reading": read[0],
        "reading_first": found.hits[0].reading,
        "reading_lead": read[0] - read[min(2, len(read) - 1)],
    }


def _holds(found: Found, line: Line, wanted: list[str]) -> bool:
    """Whether a line gives the kind of thing asked for, about what is asked; numbers of the right things."""
    asked = found.asked
    counted = asked.kind != "number" or not wanted or any(stem in line.stems for stem in wanted)
    return counted and holds(asked.kind, line.text) and asked.overlap(line.stems) > 0.3


def _unanswered_kind(found: Found) -> float:
    """How much more its kind speaks for a question without an answer than for one with; 0 if not learned."""
    return found.kinds["unanswered"] - found.kinds["ordinary"] if found.kinds else 0.0


def _foreign_kind(found: Found) -> float:
    """The log-odds, -8 to 8, that by its kind a question is on no matter of the guide; 0 if not learned."""
    if not found.kinds:
        return 0.0
    shares = probabilities(found.kinds)
    own = sum(shares[kind] for kind in ("ordinary", "unanswered", "needs_advice"))
    return max(-8.0, min(8.0, math.log((1 - own + 1e-9) / (own + 1e-9))))


def _wanted(text: str) -> list[str]:
    """The stems of what a question asks for by name: "which bank", "how many packs"."""
    match = _FOCUS.search(text)
    return stems(match.group(1))[:2] if match else []


def _unknown_lead(found: Found) -> float:
    """How much nearer the question is to a passage on what is not known than to any other, -0.5 to 0.5."""
    near: dict[bool, float] = {True: 0.0, False: 0.0}
    for hit in found.hits:
        near[hit.shelf.unknown] = max(near[hit.shelf.unknown], hit.title_cosine)
    return 0.0 if found.asked.about_unknown else max(-0.5, min(0.5, near[True] - near[False]))


def _typed_relevance(found: Found) -> float:
    """Relevance of the best line that holds the kind of thing asked for; of the best where any will do."""
    kind = found.asked.kind
    values = [
        value for hit in found.hits[:5] for value, line in zip(hit.relevance, hit.shelf.lines, strict=True)
        if kind not in SPECIFIC or holds(kind, line.text)
    ]  # fmt: skip
    return max(values, default=0.0)


def _focus(found: Found) -> float:
    """How much of what is asked for ("which bank") one of the nearest lines names; 1 where nothing is."""
    wanted = _wanted(found.asked.text)
    if not wanted:
        return 1.0
    lines = [line.stems for hit in found.hits[:4] for line in hit.shelf.lines]
    return max((sum(stem in line for stem in wanted) / len(wanted) for line in lines), default=0.0)


def _capital_missing(found: Found, knowledge: Knowledge) -> float:
    """1 where the question names something in capitals that the corpus does not hold at all."""
    inner = found.asked.text.split()[1:]
    named = [
        word.strip(".,?!'\"()")
        for word in inner
        if word[:1].isupper() and word.lower() not in ("i", "psp", "psps")
    ]
    unknown = [word for word in named if any(not knowledge.knows_word(stem) for stem in stems(word))]
    return float(bool(unknown))
