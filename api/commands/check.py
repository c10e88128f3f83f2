"""`psp check`: every problem of the content, with path and line."""

import json
from pathlib import Path

import click

from api.collections.checks import collection_problems
from api.content_checks import content_problems
from api.numbers import counted
from api.settings import read_settings


@click.command()
@click.option(
    "--coverage",
    "fact_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Also report which facts of a fact file are used; may be given twice.",
)
@click.option(
    "--collection",
    "collection",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Check a partner's collection in this folder instead, over the guide's corpus.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def check(fact_file: tuple[Path, ...], collection: Path | None, as_json: bool) -> None:
    """Lint corpus, graph, questionnaires and activities; exit 1 on a problem (warnings do not count)."""
    settings = read_settings()
    problems = (
        collection_problems(settings.corpus_dir, collection.resolve())
        if collection
        else content_problems(settings.corpus_dir)
    )
    faults = [problem for problem in problems if not problem.warning]
    if as_json:
        rows = [{"path": p.path, "line": p.line, "text": p.text, "warning": p.warning} for p in problems]
        click.echo(
            json.dumps({"problems": rows, "coverage": _coverage(settings.corpus_dir, fact_file)}, indent=1)
        )
    else:
        for problem in problems:
            click.echo(str(problem))
        warnings = counted(len(problems) - len(faults), "warning")
        click.echo(f"{counted(len(faults), 'problem')}, {warnings}.")
        for report in _coverage(settings.corpus_dir, fact_file):
            click.echo(
                f"{report['file']}: {report['used']} of {report['of']} facts used ({report['share']:.1%}), "
                f"{report['left_out']} left out with a reason, {report['missing']} missing"
            )
    raise SystemExit(1 if faults else 0)


def _coverage(corpus_dir: Path, files: tuple[Path, ...]) -> list[dict[str, object]]:
    if not files:
        return []
    from api.content_checks import coverage_reports

    return coverage_reports(corpus_dir, files)
