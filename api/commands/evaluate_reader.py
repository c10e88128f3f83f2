"""`psp eval oracle` and `psp eval liar`: the LLM as a reader at its best and at its worst."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from api.ask.llm_client import Breaker, LlmClient
from api.ask.pipeline import Asker
from api.ask.reader.llm_reader import LlmReader
from api.ask.reply import Reply
from api.evaluation import answers as reading
from api.evaluation.guide_process import guide
from api.evaluation.liar import Liar
from api.evaluation.lied_to import LiedTo, ask_all, held_by
from api.evaluation.oracle import Oracle
from api.evaluation.pretend_server import serving
from api.evaluation.questions import read_items
from api.evaluation.support import random_questions
from api.progress import Tell, bar
from api.services import Services
from api.settings import read_settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
_PATIENCE_S = 60.0
Items = list[Mapping[str, Any]]


@click.command()
@click.argument("file", type=_FILE)
@click.option("--split", type=click.Choice(["tune", "test"]), help="Only this half.")
@click.option("--failures/--no-failures", default=False, help="List what the oracle got wrong, one by one.")
@_JSON
def oracle(file: Path, split: str | None, failures: bool, as_json: bool) -> None:
    """What a perfect reader could bring at most: `psp eval answers` on FILE without and with one.

    The perfect reader is a server on this machine that knows what FILE expects and may choose what any LLM
    may. PSP_LLM_URL is not needed and not asked.
    """
    services = Services(read_settings().model_copy(update={"llm_url": None}))
    items: Items = [item for item in read_items(file) if split is None or item.get("split") == split]
    with bar("Asking without a reader") as tell:
        usual = reading.read(items, lambda item: services.asker.ask(str(item["q"])), tell)
    with bar("Asking with a perfect one") as tell:
        best = with_oracle(services.asker, items, tell)
    if as_json:
        report = {"usual": usual.summary(), "oracle": best.summary()}
        click.echo(json.dumps(report, indent=1, ensure_ascii=False))
        return
    rows = {**usual.summary()["forms"], "all": usual.summary()["all"]}
    perfect = {**best.summary()["forms"], "all": best.summary()["all"]}
    for form, row in rows.items():
        at_most = perfect[form]
        click.echo(f"{form:24} {row['right']:4} of {row['of']:4}, with a perfect reader {at_most['right']:4}")
    for failure in best.failures if failures else ():
        click.echo(f"- {failure['id']}: {failure['q']!r}: {failure['why']}\n    said: {failure['said']!r}")


def with_oracle(asker: Asker, items: Items, tell: Tell) -> reading.Reading:
    """The items asked with a perfect reader behind a real connection."""
    perfect = Oracle()
    with serving(perfect.behaviour) as url:
        client = LlmClient(url, "oracle", breaker=Breaker(failures=len(items) + 1))
        read_by = asker.read_by(LlmReader(client, _PATIENCE_S))

        def ask(item: Mapping[str, Any]) -> Reply:
            perfect.item = item
            return read_by.ask(str(item["q"]))

        return reading.read(items, ask, tell)


@click.command()
@click.option(
    "--questions", "count", type=click.IntRange(1), default=1000, show_default=True, help="How many."
)
@click.option("--seed", default=7, show_default=True, help="Seed of the choice of questions and of lies.")
@_JSON
def liar(count: int, seed: int, as_json: bool) -> None:
    """Random questions to a guide of its own whose LLM lies, fails and dawdles: what left that should not?

    Both servers run on this machine, for this run alone, with a database that is thrown away. Exits with 1
    if a statement left that is uncited or in no passage that it cites, or if a request failed.
    """
    services = Services(read_settings().model_copy(update={"llm_url": None}))
    asked = random_questions(services.corpus, services.settings.corpus_dir / "judgements", count, seed)
    lying = Liar(seed)
    with serving(lying.behaviour) as url:
        settings = {"PSP_LLM_URL": url, "PSP_LLM_TIMEOUT_SECONDS": "1"}
        with guide(settings) as base, bar("Asking") as tell:
            found = ask_all(base, asked, held_by(services.asker), tell)
    report = {**found.as_json(), "lies": dict(lying.told.most_common())}
    click.echo(json.dumps(report, indent=1) if as_json else "\n".join(_rows(report, found)))
    if found.faults or found.server_errors:
        raise SystemExit(1)


def _rows(report: Mapping[str, Any], found: LiedTo) -> list[str]:
    rows = [f"{name:24} {value}" for name, value in report.items()]
    return rows + [f"- {fault['question']}: {fault['why']}" for fault in found.faults]
