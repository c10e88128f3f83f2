"""Measures the support check: `python -m api.evaluation.support_tuning --help`.

Honest re-wordings and lies written by hand (`data/support_pairs.json`) and lies made by rules from the
sentences of the corpus. Half of the sentences choose the thresholds, the other half measures them.
"""

import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Literal

import click
from pydantic import BaseModel, ConfigDict

from api.ask.names import Names
from api.ask.support import Support, Thresholds
from api.evaluation.metrics import wilson
from api.evaluation.support_corruptions import Pool, corruptions
from kb.documents import Corpus
from kb.embedding import OnnxEmbedder
from kb.embedding_model import ensure_export
from kb.loader import load_corpus

_FOLDER = click.Path(path_type=Path)
_LOOSE = Thresholds(min_cosine=0, min_kept=0, max_new=1)
_KEPT, _NEW = (0.8, 0.85, 0.9, 0.95, 1.0), (0.0, 0.05, 0.1, 0.2)
_COSINES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
_GRID = tuple(
    Thresholds(min_cosine=cosine, min_kept=kept, max_new=new)
    for kept, new, cosine in itertools.product(_KEPT, _NEW, _COSINES)
)


class Pair(BaseModel):
    """A sentence and a text that claims to say the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str
    text: str


class Pairs(BaseModel):
    """The pairs written by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    honest: tuple[Pair, ...]
    corrupted: tuple[Pair, ...]


@dataclass(frozen=True)
class Case:
    """One pair with what is true of it and how close the embedding finds it."""

    kind: str
    sentence: str
    text: str
    cosine: float

    @property
    def honest(self) -> bool:
        """Whether the text may be said."""
        return self.kind == "honest"

    @property
    def part(self) -> Literal["choose", "measure"]:
        """The half that its sentence belongs to, by a hash, so that no sentence is in both."""
        return "choose" if sha256(self.sentence.encode()).digest()[0] % 2 else "measure"


@dataclass(frozen=True)
class Score:
    """Counts of wrong verdicts."""

    false_accepts: int
    lies: int
    false_rejects: int
    honest: int


def load_pairs() -> Pairs:
    """The pairs written by hand."""
    file = resources.files("api.evaluation") / "data/support_pairs.json"
    return Pairs.model_validate(json.loads(file.read_text("utf-8")))


def pool_of(corpus: Corpus) -> Pool:
    """The sentences and names of a corpus, each once, in order."""
    items = (item for document in corpus.documents for passage in document.passages for item in passage.items)
    sentences = dict.fromkeys(sentence.text for item in items for sentence in item.sentences)
    return Pool(tuple(sentences), tuple(name.also[0] for name in corpus.names))


def cases(pool: Pool, support: Support, each: int, seed: int) -> list[Case]:
    """Every pair, written and made, with its cosine."""
    pairs = load_pairs()
    written = [("honest", p.sentence, p.text) for p in pairs.honest]
    written += [("written by hand", p.sentence, p.text) for p in pairs.corrupted]
    made = corruptions(pool, each, seed)
    return [Case(kind, s, text, support.cosine(text, s)) for kind, s, text in (*written, *made)]


def accepts(support: Support, case: Case) -> bool:
    """The verdict of the whole check, with the cosine already known."""
    return case.cosine >= support.thresholds.min_cosine and not support.fault(case.text, case.sentence)


def score(support: Support, chosen: Sequence[Case]) -> Score:
    """How often the check is wrong."""
    lies = [case for case in chosen if not case.honest]
    honest = [case for case in chosen if case.honest]
    accepted = sum(accepts(support, case) for case in lies)
    return Score(accepted, len(lies), sum(not accepts(support, case) for case in honest), len(honest))


def choose(support: Support, chosen: Sequence[Case]) -> Thresholds:
    """The bounds with the fewest false accepts, then the fewest false rejects, then the strictest."""

    # what the rules refuse whatever the bounds are needs no second look
    loose = Support(support.embedder, support.names, _LOOSE)
    still_open = [case for case in chosen if not loose.fault(case.text, case.sentence)]

    def rank(bounds: Thresholds) -> tuple[int, int, float, float, float]:
        tried = Support(support.embedder, support.names, bounds)
        found = score(tried, still_open)
        return (
            found.false_accepts,
            found.false_rejects,
            -bounds.min_kept,
            bounds.max_new,
            -bounds.min_cosine,
        )

    return min(_GRID, key=rank)


def cosine_alone(chosen: Sequence[Case]) -> tuple[float, float]:
    """The baseline: the lowest cosine that refuses every lie, and the share of honest texts that it keeps."""
    bound = max(case.cosine for case in chosen if not case.honest)
    honest = [case for case in chosen if case.honest]
    return bound, sum(case.cosine > bound for case in honest) / len(honest)


def _line(name: str, wrong: int, of: int) -> str:
    interval = wilson(wrong, of)
    low, high = interval or (0.0, 1.0)
    return f"{name:34} {wrong:4} of {of:4}  {wrong / max(of, 1):6.1%}  (95 %: {low:.1%} to {high:.1%})"


@click.command()
@click.option("--corpus", type=_FOLDER, default=Path("corpus"), help="Folder of the corpus.")
@click.option("--models", type=_FOLDER, default=Path("var/model"), help="Exported models.")
@click.option("--each", default=80, show_default=True, help="Lies made by every rule.")
@click.option("--seed", default=4, show_default=True, help="Seed of the lies.")
@click.option("--json", "as_json", is_flag=True, help="JSON alone on stdout.")
def main(corpus: Path, models: Path, each: int, seed: int, as_json: bool) -> None:
    """Choose the thresholds on one half of the sentences and measure them on the other."""
    read = load_corpus(corpus)
    support = Support(OnnxEmbedder(ensure_export(None, models)), Names(read.names))
    every = cases(pool_of(read), support, each, seed)
    best = choose(support, [case for case in every if case.part == "choose"])
    held_out = [case for case in every if case.part == "measure"]
    kept = score(support, held_out)
    if as_json:
        settings = {"each": each, "seed": seed}
        click.echo(json.dumps({"settings": settings, "best": best.model_dump(), **asdict(kept)}))
        return
    click.echo(f"chosen on the other half: {best.model_dump()}; in use: {support.thresholds.model_dump()}")
    click.echo(_line("lies accepted (held out)", kept.false_accepts, kept.lies))
    click.echo(_line("honest refused (held out)", kept.false_rejects, kept.honest))
    for kind in dict.fromkeys(case.kind for case in every):
        found = score(support, [case for case in every if case.kind == kind])
        wrong = found.false_rejects if kind == "honest" else found.false_accepts
        click.echo(_line(f"  {kind}, both halves", wrong, found.lies + found.honest))
    bound, share = cosine_alone(every)
    click.echo(f"cosine alone: refusing every lie needs over {bound:.3f} and keeps {share:.1%} of the honest")
    for case in every:
        if accepts(support, case) != case.honest:
            click.echo(f"- {case.kind}: {case.text}  <-  {case.sentence}")


if __name__ == "__main__":
    main()
