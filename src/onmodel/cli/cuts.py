"""Commands of the cutting room: a cut made of a board, exported, and taken back from the editor."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from onmodel import bootstrap
from onmodel.bootstrap import Product
from onmodel.cli.boards import board_id
from onmodel.cli.console import Json, err, out, print_json, spoken_errors, stated
from onmodel.conforms import service as conforms
from onmodel.conforms.schemas import ConformOut
from onmodel.cuts import service as cuts
from onmodel.cuts.rules import FILES, Film
from onmodel.cuts.service import Progress as Told
from onmodel.editorial.exports import SUFFIXES, Form, file_stem
from onmodel.editorial.rates import RATES
from onmodel.settings import get_settings
from onmodel.storyboards import service as storyboards
from onmodel.timelines import queries
from onmodel.timelines import service as timelines
from onmodel.timelines.rules import CutNotFound
from onmodel.timelines.schemas import CutIn, CutOut
from onmodel.timelines.tables import Cut
from onmodel.voices import service as temp

app = typer.Typer(no_args_is_help=True, help="The cutting room: make, export and take back cuts of a board.")
To = StrEnum("To", {each.name: each.value for each in (*Form, *Film)})  # type: ignore[misc]  # mypy reads no enum that is made of two others
SAYS = {
    "moved": "moved from place {before} to {after}",
    "trimmed": "{before} frames before, {after} now",
    "omitted": "left out by the editor: it stays out of this cut until somebody brings it back",
    "returned": "was left out, and the editor shows it ({after} frames): it is back",
    "unknown": "not one of ours ({after} frames): it is left out",
    "repeated": "there a second time: the first one counts",
}


@app.command()
def make(
    board: Annotated[str, typer.Argument(help="a folder that `storyboard` wrote, or a storyboard's id")],
    rate: Annotated[str, typer.Option(help=f"frames per second: {', '.join(RATES)}")] = "24",
    loudness: Annotated[float, typer.Option(help="LUFS: −23 for broadcast, −14 for streaming")] = -23.0,
    name: Annotated[str | None, typer.Option(help="what it is called, if not as the board")] = None,
    voices: Annotated[bool, typer.Option("--voices", help="have the lines read by a machine, to cut by")] = False,
    language: Annotated[str, typer.Option(help="of the lines, as eSpeak NG names it: en-us, ru, kk")] = "en-us",
    as_json: Json = False,
) -> None:
    """Make a cut of a board from its circled clips; a shot without one shows its circled frame, held."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            storyboards.get(session, product.project_id, board_id(board))  # in words, before ids are looked at
        wanted = stated(CutIn, storyboard_id=board_id(board), rate=rate, loudness=loudness, name=name)
        with product.database.transaction() as session:
            row = timelines.create(session, product.backends.blobs, wanted, project_id=product.project_id)
            session.flush()
            made = CutOut.of(row, timelines.value(session, row, marked=True))
        if voices:
            made = temp.read_lines(
                product.database, product.backends.blobs, product.project_id, made.id, language=language
            )
        print_cut(made, as_json=as_json)


@app.command()
def refresh(
    cut: Annotated[str, typer.Argument(help="a cut's id, or a board: its newest cut")],
    back: Annotated[
        list[str] | None, typer.Option("--back", help="a shot that was left out, by its name: it comes back")
    ] = None,
    as_json: Json = False,
) -> None:
    """Bring a cut up to its board. Who was left out of it stays out, unless --back names them."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        cut_id = _known_cut(product, cut)
        with product.database.transaction() as session:
            row = timelines.get(session, product.project_id, cut_id)
            names = {item.name.casefold(): item.key for item in timelines.out_of(row)}
            keys = [names.get(name.casefold(), name) for name in back or ()]
            timelines.refresh(session, product.backends.blobs, row, keys)
            session.flush()
            made = CutOut.of(row, timelines.value(session, row, marked=True))
        print_cut(made, as_json=as_json)


@app.command()
def export(
    cut: Annotated[str, typer.Argument(help="a cut's id, or a board: its newest cut, brought up to the board")],
    to: Annotated[To, typer.Option(help="what it is written as")] = To.MP4,  # type: ignore[attr-defined]  # a member of Film, in an enum that mypy cannot read
    out_path: Annotated[Path | None, typer.Option("--out", help="the file; for frames and project a folder")] = None,
    as_json: Json = False,
) -> None:
    """Write a cut: for an editing system, as a film, as numbered pictures, or as a project folder with media."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        cut_id = _cut_id(product, cut)
        with product.database.reading() as session:
            row = timelines.get(session, product.project_id, cut_id)
            value, bench = cuts.bench(session, product.backends.blobs, row, product.settings.folder)
        with bar(quiet=as_json or to.value in set(Form)) as told:  # lists are written at once
            written = cuts.export_to(value, bench, to.value, out_path or Path(default_name(file_stem(value), to)), told)
        if as_json:
            print_json({"cut_id": cut_id, "form": to.value, "file": str(written)})
        else:
            out.print(f"{written}", highlight=False, soft_wrap=True)


@app.command(name="import")
def take_back(
    file: Annotated[Path, typer.Argument(help="the editor's cut: .otio, .fcpxml, .xml (Premiere) or .edl")],
    board: Annotated[str, typer.Option(help="the cut's id, or its board")],
    apply: Annotated[bool, typer.Option("--apply", help="take order and lengths over into cut and board")] = False,
    omit: Annotated[bool, typer.Option("--omit", help="put shots away that the editor left out")] = False,
    as_json: Json = False,
) -> None:
    """Show what an editor changed, and with --apply take it over. Shots that are put away can be restored."""
    with spoken_errors():
        data = file.read_bytes()
        product = bootstrap.open_product(get_settings())
        cut_id = _known_cut(product, board)
        with product.database.transaction() as session:
            row = timelines.get(session, product.project_id, cut_id)
            made = conforms.take(session, row, data, apply=apply, omit=omit, source=file.name)
        print_conform(made, as_json=as_json)


@app.command()
def undo(
    cut: Annotated[str, typer.Argument(help="a cut's id, or a board: its newest cut")], as_json: Json = False
) -> None:
    """Give the editor's cut back that was taken over last: cut and board are as they were, as a new version of each."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        cut_id = _known_cut(product, cut)
        with product.database.transaction() as session:
            row = conforms.undo(session, timelines.get(session, product.project_id, cut_id))
            session.flush()
            made = CutOut.of(row, timelines.value(session, row, marked=True))
        print_cut(made, as_json=as_json)


def default_name(stem: str, to: Any) -> str:
    """What an export is called where nobody says so."""
    if to.value in set(Form):
        return stem + SUFFIXES[Form(to.value)]
    return stem + FILES[Film(to.value)][0].removesuffix(".zip")


@contextmanager
def bar(*, quiet: bool) -> Iterator[Told]:
    """One bar with the time that is left, fed by shares of 0–1."""
    columns = (
        TextColumn("filming"), BarColumn(28), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn(),
        TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, disable=quiet) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda share: progress.update(task, completed=share)


def print_cut(made: CutOut, *, as_json: bool) -> None:
    """A cut as a table of its items, or as JSON."""
    if as_json:
        print_json(made.model_dump(mode="json"))
        return
    table = Table(box=None, pad_edge=False)
    for title in ("timecode", "clip", "frames", "to spare", "over", "notes"):
        table.add_column(title, justify="right" if title in {"frames", "to spare", "notes"} else "left")
    for item in made.items:
        over = f"{item.next.way} {item.next.frames}" if item.next.frames else ""
        notes = str(len(item.markers) or "")
        table.add_row(
            item.timecode, f"{item.name} ({item.kind})", str(item.length), f"{item.head}+{item.tail}", over, notes
        )
    out.print(table)
    for gone in made.left_out:
        out.print(f"left out: {gone.name} (onmodel cut refresh {made.id} --back {gone.name})", highlight=False)
    out.print(f"\n{made.name}: {made.length} frames at {made.rate}, {made.width}×{made.height}", highlight=False)
    out.print(f"onmodel cut export {made.id}", highlight=False)


def print_conform(made: ConformOut, *, as_json: bool) -> None:
    """What an editor changed, line by line, and what to do next."""
    if as_json:
        print_json(made.model_dump(mode="json"))
        return
    for change in made.changes:
        text = SAYS[change.what].format(before=change.before, after=change.after)
        out.print(f"  {change.what:<9} {change.name:<20} {text}", highlight=False, markup=False)
    for missing in made.missing:
        why = "left out before" if missing.left_out else "not in the cut yet"
        out.print(f"  missing   {missing.name:<20} on the board, {why}", highlight=False, markup=False)
    if not made.changes:
        out.print("The editor changed nothing.")
    elif made.applied:
        out.print("Taken over into cut and board; versions of both are kept from before.")
        out.print(f"onmodel cut undo {made.cut.id} gives it back", highlight=False)
    else:
        out.print("Nothing was changed yet: repeat it with --apply (and --omit to put away what was left out).")


def _cut_id(product: Product, given: str) -> str:
    """The cut that is named, or the newest of a board, made or brought up to it."""
    with product.database.transaction() as session:
        if not Path(given).is_dir() and session.get(Cut, given) is not None:
            return given
        board = storyboards.get(session, product.project_id, board_id(given))
        return timelines.of_board(session, product.backends.blobs, board).id


def _known_cut(product: Product, given: str) -> str:
    """The cut that is named, or the newest of a board as it stands: the editor worked from that."""
    with product.database.reading() as session:
        if not Path(given).is_dir() and session.get(Cut, given) is not None:
            return given
        found = queries.page(session, product.project_id, storyboard_id=board_id(given), before=None, limit=1)
    if not found:
        raise CutNotFound(f"There is no cut of {given}", todo="onmodel cut make makes one")
    return found[0].id
