"""Commands that look after what is kept: sweep, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from onmodel import backup as backups
from onmodel import bootstrap
from onmodel.assets import service as assets
from onmodel.backup import Contents, Told
from onmodel.cli.console import Json, err, out, print_json, spoken_errors
from onmodel.cuts import tasks as cuts
from onmodel.settings import get_settings


def sweep(as_json: Json = False) -> None:
    """Delete what nobody needs: run it each hour.

    Pictures that no row points to are condemned by one run and deleted by one an hour later. Films of a cut that was
    put away go after a day.
    """
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        blobs = product.backends.blobs
        with product.database.transaction() as session:
            films = cuts.sweep(session, product.settings.folder)
            removed = assets.remove_orphans(session, blobs)
            condemned = assets.condemn_orphans(session, blobs)
            missing = assets.dangling(session, blobs)
    if as_json:
        print_json({"films": films, "removed": removed, "condemned": condemned, "missing": missing})
        return
    if films:
        out.print(f"{films} films of cuts that were put away", highlight=False)
    out.print(f"{removed} removed, {condemned} condemned, {len(missing)} missing", highlight=False)
    for key in missing:
        err.print(f"[red]missing:[/] {key}", highlight=False)


def backup(
    file: Annotated[Path, typer.Argument(help="file to write; it must not exist", dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Write every row and every picture into one file; the server may go on meanwhile."""
    with spoken_errors(), _bars(quiet=as_json) as bars:
        product = bootstrap.open_product(get_settings())
        _tell(backups.backup(product.database, product.backends.blobs, file, _told(bars)), as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="what `onmodel backup` wrote", dir_okay=False)],
    as_json: Json = False,
) -> None:
    """Fill an empty database and an empty folder or bucket from a backup, after comparing all of it with its hashes."""
    with spoken_errors(), _bars(quiet=as_json) as bars:
        settings = get_settings()
        blobs = bootstrap.blob_store(settings)
        blobs.setup()
        _tell(backups.restore(settings.database, blobs, file, _told(bars)), as_json=as_json)


def _bars(*, quiet: bool) -> Progress:
    columns = (TextColumn("{task.description:<10}"), BarColumn(28), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, TextColumn("left"), TimeRemainingColumn(), console=err, disable=quiet)


def _told(bars: Progress) -> Told:
    tasks: dict[str, TaskID] = {}

    def told(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.update(tasks[what], completed=done, total=total)

    return told


def _tell(contents: Contents, *, as_json: bool) -> None:
    facts = {"rows": contents.rows, "blobs": contents.blobs, "bytes": contents.bytes}
    if as_json:
        print_json(facts)
        return
    out.print(f"{contents.rows:,} rows, {contents.blobs:,} blobs, {contents.bytes / 2**20:,.1f} MiB", highlight=False)
