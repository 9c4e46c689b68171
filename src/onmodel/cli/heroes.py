"""Hero frames on the command line: offers of a board's shots, and a contact sheet of each to choose from."""

from pathlib import Path
from typing import Annotated, Any

import typer

from onmodel import bootstrap
from onmodel.bootstrap import Product
from onmodel.cli.boards import HANDS, JobFailed, board_id, panel_number
from onmodel.cli.console import Json, err, out, print_json, spoken_errors
from onmodel.deliverables.grid import Cell, Grid, grid_png
from onmodel.errors import Conflict
from onmodel.generations import queries as generations
from onmodel.heroes import service
from onmodel.heroes.rules import MOST, USUAL
from onmodel.heroes.schemas import HeroFramesIn, HeroShotOut
from onmodel.inline import run_inline
from onmodel.jobs.rules import JobState
from onmodel.metrics.score import printed
from onmodel.settings import get_settings
from onmodel.storyboards import service as storyboards
from onmodel.takes import service as takes

COLUMNS = 3


class NothingGenerated(Conflict):
    """A board without a generation has no shots to be offered."""


def heroes(
    board: Annotated[str, typer.Argument(help="a folder that `storyboard` wrote, or a storyboard's id")],
    shot: Annotated[str, typer.Option(help="a panel's number, or scene/shot as in 3A/2; all without it")] = "",
    variations: Annotated[int, typer.Option(min=1, max=MOST, help="frames to choose from, of each shot")] = USUAL,
    prompt: Annotated[str, typer.Option(help="words in place of the shot's description")] = "",
    negative: Annotated[str, typer.Option(help="what is not to be seen, in place of the shot's own")] = "",
    seed: Annotated[int | None, typer.Option(min=0, help="of the first frame; the others count on")] = None,
    choose: Annotated[
        int | None, typer.Option(min=1, help="make this take of --shot its hero frame; make none")
    ] = None,
    unchoose: Annotated[bool, typer.Option("--unchoose", help="take the choice of --shot back; make none")] = False,
    folder: Annotated[Path | None, typer.Option("--out", help="where contact sheets go; else beside the board")] = None,
    as_json: Json = False,
) -> None:
    """Offer shots in several ways: other light, lens, camera a step aside. Look at the sheets, then --choose a take."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        of = _opened(product, board_id(board))
        number = panel_number(of.board, shot) if shot else None
        if unchoose or choose is not None:
            _choose(product, of, number, None if unchoose else choose)
        else:
            given = HeroFramesIn(
                scene_number=number, variations=variations, prompt=prompt, negative_prompt=negative, seed=seed
            )
            _make(product, of, given, quiet=as_json)
        home = Path(board) if Path(board).is_dir() else Path()
        _show(product, of, number, folder or home / "heroes", as_json=as_json)


def _opened(product: Product, storyboard_id: str) -> service.Pass:
    with product.database.reading() as session:
        board = storyboards.get(session, product.project_id, storyboard_id)
        found = generations.latest(session, board.id)
    if found is None:
        raise NothingGenerated(f"{board.title!r} was never generated", todo="Make it with `onmodel storyboard` first")
    return service.Pass(found, board)


def _make(product: Product, of: service.Pass, given: HeroFramesIn, *, quiet: bool) -> None:
    with product.database.transaction() as session:
        fresh = service.opened(session, product.project_id, of.generation.id)
        ordered = service.order(session, product.backends, fresh, given)
    if not quiet:
        err.print(f"{ordered.frames} frames, about {ordered.seconds:.0f} s of one core", highlight=False)

    def told(claim: Any, fraction: float, stage: str, message: str) -> None:
        if not quiet and stage == "scoring":
            err.print(f"  frame {claim.params.get('offer')}: {message}", highlight=False)

    job = run_inline(
        product.database, ordered.job_id, bootstrap.handlers(product.settings), told=told, hands=HANDS
    )  # fmt: skip
    result = job.result or {}
    if job.state != JobState.SUCCEEDED or not result.get("made"):
        why = "; ".join(result.get("why", ())) or (job.error or {}).get("detail", "")
        raise JobFailed(f"The hero frames are {job.state}", why=why, todo="Mend it and repeat the command")
    if result["failed"]:
        err.print(f"{result['failed']} frames failed: {'; '.join(result['why'])}", highlight=False)


def _choose(product: Product, of: service.Pass, panel: int | None, number: int | None) -> None:
    """Choose a take of the panel; without a number, take the choice back."""
    if panel is None:
        raise typer.BadParameter("--choose and --unchoose need --shot")
    with product.database.transaction() as session:
        fresh = service.opened(session, product.project_id, of.generation.id)
        shown = service.view(session, fresh, fresh.shots(None, panel)).shots[0]
        if number is None:
            if shown.confirmed:
                service.release(session, fresh, shown.confirmed)
            return
        frames = shown.frames
        wanted = next((frame.take_id for frame in frames if frame.number == number), None)
        if wanted is None:
            raise takes.TakeNotFound(f"Panel {panel} has no take {number}", why=f"It has {len(frames)}")
        service.confirm(session, fresh, wanted)


def _show(product: Product, of: service.Pass, number: int | None, folder: Path, *, as_json: bool) -> None:
    """Write a contact sheet for each shot that has offers; say where, and what differs."""
    with product.database.reading() as session:
        fresh = service.opened(session, product.project_id, of.generation.id)
        made = service.view(session, fresh, fresh.shots(None, number))
        offered = [shot for shot in made.shots if len(shot.frames) > 1]
        folder.mkdir(parents=True, exist_ok=True)
        for shot in offered:
            pictures = [
                takes.picture_of(session, product.backends.blobs, service.frame(session, fresh, frame.take_id))
                for frame in shot.frames
            ]
            _sheet(folder, shot).write_bytes(grid_png(contact_sheet(shot, pictures)))
    if as_json:
        print_json({**made.model_dump(mode="json"), "sheets": [str(_sheet(folder, shot)) for shot in offered]})
        return
    for shot in offered:
        out.print(f"[bold]{shot.scene_number}[/] {shot.name}: {shot.description[:80]}", highlight=False)
        for frame in shot.frames:
            mark = "★" if frame.circled else " "
            told = frame.changed or frame.reason or "as blocked"
            out.print(
                f"  {mark} take {frame.number:<3} {printed(frame.score):>4}  {told}", highlight=False, markup=False
            )
        out.print(f"    {_sheet(folder, shot)}", highlight=False, soft_wrap=True)


def _sheet(folder: Path, shot: HeroShotOut) -> Path:
    return folder / f"{shot.scene_number:03}.png"


def contact_sheet(shot: HeroShotOut, pictures: list[bytes]) -> Grid:
    """A shot's frames beside each other, each with its take number, score and what is different."""
    cells = tuple(
        Cell(
            picture, f"Take {f.number} · {printed(f.score)} · {f.changed or f.reason or 'as blocked'}",
            "circled" if f.circled else "",
        )
        for f, picture in zip(shot.frames, pictures, strict=True)
    )  # fmt: skip
    lines = (shot.description, f"Choose one: onmodel heroes BOARD --shot {shot.scene_number} --choose TAKE")
    return Grid(f"{shot.scene_number} · {shot.name}", cells, COLUMNS, lines=lines)
