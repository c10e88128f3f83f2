"""`psp curate`: from questions that the sources do not answer to sections that answer them."""

import datetime as dt
import json
import textwrap
from collections.abc import Sequence

import click

from api.curate.draft_head import GapDraft, drafts_of
from api.curate.errors import GapsNotKept, NothingOpen
from api.curate.gap_draft import add_gap_draft
from api.curate.gap_groups import Group, Kept, delete_kept, read_kept
from api.curate.gap_list import Looked, as_json, as_text, groups_of, look, named
from api.curate.queue import latest_said
from api.numbers import counted
from api.progress import bar
from api.services import Services
from api.settings import Settings, read_settings

OFF_HERE = (
    "\nPSP_KEEP_GAPS is off in this terminal. Where the server has it off too, psp curate drop --all removes "
    "what was kept."
)
_JSON = click.option("--json", "json_alone", is_flag=True, help="Print JSON alone.")


@click.group(invoke_without_command=True)
@click.option(
    "--limit", type=click.IntRange(1, 5000), default=20, show_default=True, help="How many groups are shown."
)
@_JSON
@click.pass_context
def curate(context: click.Context, limit: int, json_alone: bool) -> None:
    """Show the questions that the sources do not answer, in groups of those that ask alike.

    They are kept where PSP_KEEP_GAPS is on. Each is asked again: which are answered by now is said too. Every
    group has a number, which `draft`, `done` and `drop` take.
    """
    if context.invoked_subcommand:
        if json_alone:
            raise click.UsageError("put --json behind the name of the command")
        return
    services = Services(read_settings())
    kept = _kept(services)
    looked = _looked(_groups(kept, services), services) if kept else []
    drafts = _drafts(services.settings)
    if json_alone:
        keeping = {"keeping": services.settings.keep_gaps, "questions": len(kept)}
        click.echo(_as_json({**keeping, **as_json(looked, drafts)}))
    elif kept:
        click.echo(as_text(looked, drafts, limit))
        if not services.settings.keep_gaps:
            click.echo(OFF_HERE, err=True)
    else:
        click.echo("No question is kept so far that the sources do not answer.")


@curate.command()
@click.argument("number", type=click.IntRange(min=1))
@click.option("--id", "name", default="", metavar="ID", help="Name of the draft; default gap-NUMBER.")
@_JSON
def draft(number: int, name: str, json_alone: bool) -> None:
    """Write a draft for the group of question NUMBER: its wordings, what to find, sections to link.

    It lies in the folder drafts of the corpus and is never used in answers.
    """
    services = Services(read_settings())
    group = _named([number], services)
    looked = _looked(group, services)[0]
    if not looked.open:
        raise NothingOpen(f"all questions of group {number} are answered now: psp curate done {number}")
    made, path = add_gap_draft(services.settings.corpus_dir, looked, name, dt.date.today())
    if json_alone:
        click.echo(_as_json({"path": str(path), **made.model_dump(mode="json")}))
        return
    click.echo(f"{path}: a draft with {counted(len(made.asked_as), 'wording')}")
    click.echo(
        "Read them for what could tell who asked, and write the section (psp new KIND ID "
        f"--from {made.id.partition('/')[2]}). Then psp check, psp index and psp curate done {number}."
    )


@curate.command()
@click.argument("numbers", type=click.IntRange(min=1), nargs=-1)
@click.option("--answered", is_flag=True, help="Whatever is answered now, in every group.")
@_JSON
def done(numbers: tuple[int, ...], answered: bool, json_alone: bool) -> None:
    """Remove the questions of the groups of NUMBERS that are answered now; each is asked again.

    What is still not answered stays. Exit 1 if something of NUMBERS stays.
    """
    if bool(numbers) == answered:
        raise click.UsageError("name the groups by number, or use --answered for all that is answered")
    services = Services(read_settings())
    groups = _named(numbers, services) if numbers else _groups(_kept(services), services)
    looked = _looked(groups, services)
    removed = [kept.number for one in looked for kept, _ in one.answered]
    stays = [kept for one in looked for kept in one.open]
    delete_kept(services.database, removed)
    if json_alone:
        click.echo(_as_json({"removed": removed, "open": [kept.number for kept in stays]}))
    else:
        click.echo(f"Removed {counted(len(removed), 'question')}, answered now")
        for kept in stays if numbers else ():
            click.echo(f"still not answered: {kept.number}  {kept.question}")
    raise SystemExit(1 if numbers and stays else 0)


@curate.command()
@click.argument("numbers", type=click.IntRange(min=1), nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every kept question.")
@click.option("--yes", is_flag=True, help="Do not ask back.")
@_JSON
def drop(numbers: tuple[int, ...], everything: bool, yes: bool, json_alone: bool) -> None:
    """Remove the groups of NUMBERS, answered or not."""
    if bool(numbers) == everything:
        raise click.UsageError("name the groups by number, or use --all for every kept question")
    services = Services(read_settings())
    if everything:
        removed = [kept.number for kept in read_kept(services.database)]
    else:
        removed = [number for group in _named(numbers, services) for number in group.numbers]
    if not yes:
        click.confirm(f"Remove {counted(len(removed), 'kept question')}?", abort=True, err=True)
    count = delete_kept(services.database, removed)
    click.echo(_as_json({"removed": removed}) if json_alone else f"Removed {counted(count, 'question')}")


@curate.command()
@click.option(
    "--limit", type=click.IntRange(1, 5000), default=20, show_default=True, help="How many are shown."
)
@click.option("--unhelpful", is_flag=True, help="Only of answers that did not help.")
@_JSON
def feedback(limit: int, unhelpful: bool, json_alone: bool) -> None:
    """Show what people said of answers, newest first.

    An answer itself stands under /a/ID for as long as conversations are kept.
    """
    said = latest_said(Services(read_settings()).database, limit, unhelpful=unhelpful)
    if json_alone:
        click.echo(_as_json([one.model_dump() for one in said]))
        return
    for one in said:
        helped = "helped" if one.helpful else "did not help"
        click.echo(f"{one.given[:10]}  {helped:12}  {one.status:10}  {one.question}  (/a/{one.ask_id})")
        if one.comment:
            click.echo(textwrap.indent(one.comment, " " * 12))
    if not said:
        click.echo("Nobody has said anything of an answer so far.")


def _kept(services: Services) -> list[Kept]:
    """Every kept question.

    Raises:
        GapsNotKept: there is none, and none will be kept.
    """
    kept = read_kept(services.database)
    if not kept and not services.settings.keep_gaps:
        raise GapsNotKept(
            "no question is kept, since PSP_KEEP_GAPS is off. Set PSP_KEEP_GAPS=1 where the server is "
            "started and start it again: from then on it keeps the words of questions that the sources do "
            "not answer, with how often and on which days they were asked, but not who asked, until "
            f"{services.settings.retention_days} days after they were last asked (PSP_RETENTION_DAYS). "
            "The page /privacy then says so; agree it first with whoever answers for data protection."
        )
    return kept


def _groups(kept: Sequence[Kept], services: Services) -> list[Group]:
    with bar("Gathering") as tell:
        return groups_of(kept, services.asker, tell)


def _named(numbers: Sequence[int], services: Services) -> list[Group]:
    return named(_groups(_kept(services), services), numbers)


def _looked(groups: Sequence[Group], services: Services) -> list[Looked]:
    with bar("Asking again") as tell:
        return look(groups, services.asker, tell)


def _drafts(settings: Settings) -> dict[int, str]:
    """Which draft was made of each kept question."""
    return {
        number: str(path)
        for path, made in drafts_of(settings.corpus_dir, GapDraft)
        for number in made.gap.numbers
    }


def _as_json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
