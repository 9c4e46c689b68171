"""Commands that make and judge boards: storyboard, validate, retake."""

import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from onmodel import bootstrap
from onmodel.bootstrap import Product
from onmodel.characters import service as characters
from onmodel.characters.rules import Reference, same_name
from onmodel.cli.console import Json, out, print_json, print_report, spoken_errors
from onmodel.cli.progress import StageBars
from onmodel.continuity import service as continuity
from onmodel.cuts import service as cuts
from onmodel.errors import Invalid, OnmodelError
from onmodel.fountain.reader import read_screenplay
from onmodel.generations import service as generations
from onmodel.generations.rules import Order
from onmodel.generations.schemas import ValidationOut
from onmodel.inline import run_inline
from onmodel.jobs.rules import JobState
from onmodel.settings import get_settings
from onmodel.stage.spec import Tier
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings
from onmodel.storyboards.tables import Storyboard
from onmodel.styles import service as styles

HANDS = 2  # frames in work at a time: what is computed for one on one core lets the other core trace the next


class NotAssigned(Invalid):
    """An option that should read NAME=value does not."""


class JobFailed(OnmodelError):
    """A job ended without what was asked for."""


def storyboard(
    script: Annotated[Path, typer.Argument(help="Fountain, Final Draft (.fdx) or plain text")],
    out_dir: Annotated[Path, typer.Option("--out", help="folder for frames, PDF, animatic and reports")],
    cast: Annotated[list[str] | None, typer.Option(help="NAME=photo1.jpg,photo2.jpg, one per character")] = None,
    describe: Annotated[
        list[str] | None, typer.Option(help='NAME=words, as in "EMMA=detective, 30s, red hair"')
    ] = None,
    style: Annotated[str, typer.Option(help="a look, or a style by name; empty: the project's, else full")] = "",
    frames: Annotated[int | None, typer.Option(min=1, max=2000, help="number of panels")] = None,
    tier: Annotated[Tier, typer.Option(help="low is a quick draft, high is full HD")] = "standard",
    seed: Annotated[int, typer.Option(min=0, help="the same seed gives the same pictures")] = 0,
    backend: Annotated[str, typer.Option(help="who makes the pictures")] = "stage",
    as_json: Json = False,
) -> None:
    """Turn a script and photographs into a consistent, scored storyboard. Ctrl-C stops it, the same command resumes."""
    with spoken_errors():
        script.open("rb").close()  # a missing file is told before anything is opened
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            look, style_id = styles.chosen(session, product.project_id, style)
        settings = BoardSettings(frames, tier, look, seed, backend, style_id)
        product.backends.image(backend).setup()
        with StageBars(quiet=as_json) as bars:
            board = make(product, script, (cast or [], describe or []), settings, bars)
            files = write_out(product, board, out_dir, bars)
        print_board(product, board, files, as_json=as_json)


def make(
    product: Product,
    script: Path,
    people: tuple[Sequence[str], Sequence[str]],
    settings: BoardSettings,
    bars: StageBars,
) -> Storyboard:
    """The board of a script and a cast, made or resumed in this process."""
    source = script.read_bytes()
    bars.begin("breakdown", 1, script.name)
    read_screenplay(source, script.name)  # an unreadable script is told before anything is measured
    parts = define_cast(product, *people, bars)
    with product.database.transaction() as session:
        order = Order(source, script.name, parts, settings=settings)
        generation = generations.start(session, order, project_id=product.project_id)
        job_id, board_id = generation.job_id, generation.storyboard_id
    assert job_id is not None  # start gives every generation its job
    handlers = bootstrap.handlers(product.settings)
    told = _counting(product, board_id, bars)
    job = run_inline(product.database, job_id, handlers, told=told, hands=HANDS)
    if job.state != JobState.SUCCEEDED:
        raise _failed(job.state, job.error)
    for stage in ("breakdown", "DNA", "blocking", "frames", "scoring", "retakes"):
        bars.done(stage)
    return _board(product, board_id)


def _failed(state: str, error: dict[str, Any] | None) -> JobFailed:
    return JobFailed(
        f"The board is {state}", why=(error or {}).get("detail", ""), todo="Mend it and repeat the command"
    )


def _counting(product: Product, board_id: str, bars: StageBars) -> Any:
    """Tell the bars how many frames there are, as soon as the first one begins."""
    known = False

    def told(claim: Any, fraction: float, stage: str, message: str) -> None:
        nonlocal known
        if not known and stage == "frames":
            known = True
            bars.frames(len(_board(product, board_id).shots))
        bars.told(claim, fraction, stage, message)

    return told


def _board(product: Product, board_id: str) -> Storyboard:
    with product.database.reading() as session:
        return storyboards.get(session, product.project_id, board_id)


def define_cast(product: Product, cast: Sequence[str], describe: Sequence[str], bars: StageBars) -> dict[str, str]:
    """Characters for `NAME=photos` and `NAME=words`, measured where they are new or changed: name → character id."""
    words = dict(_assigned(text, "--describe") for text in describe)
    photos = dict(_assigned(text, "--cast") for text in cast)
    for name in words:
        if not any(same_name(name, other) for other in photos):
            photos[name] = ""
    bars.begin("DNA", max(len(photos), 1))
    made = {}
    for name, paths in photos.items():
        told = next((text for other, text in words.items() if same_name(name, other)), "")
        references = [
            Reference(Path(p.strip()).name, Path(p.strip()).read_bytes()) for p in paths.split(",") if p.strip()
        ]
        made[name] = define(product, name, told, references)
        bars.advance("DNA", name)
    return made


def define(product: Product, name: str, description: str, references: Sequence[Reference]) -> str:
    """The id of the character of this name, measured unless it is defined from just this already."""
    with product.database.reading() as session:
        known = characters.unchanged(session, product.project_id, name, description, references)
    if known is not None:
        return known.id
    measured = characters.measure_character(product.backends.vision, name, description, references)
    with product.database.transaction() as session:
        return characters.define(session, product.backends.blobs, measured, project_id=product.project_id).id


def _assigned(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise NotAssigned(f'{option} "{text}" is not understood', todo=f'Write it as {option} "EMMA=…"')
    return name.strip(), value.strip()


def write_out(product: Product, board: Storyboard, folder: Path, bars: StageBars) -> dict[str, Path]:
    """All deliverables of a board in a folder, by name."""
    bars.begin("export", 5)
    with product.database.reading() as session:
        desk = cuts.lay_out(
            session, product.backends.blobs, storyboards.get(session, product.project_id, board.id), folder
        )
    made = cuts.export(desk, lambda _share: bars.advance("export"))
    return {"frames": folder / "frames", **{wanted.value: path for wanted, path in made.items()}}


def print_board(product: Product, board: Storyboard, files: dict[str, Path], *, as_json: bool) -> None:
    """Scores and paths, for people or as JSON."""
    with product.database.reading() as session:
        report = continuity.latest_report(session, board.id) or {}
    if as_json:
        paths = {name: str(path) for name, path in files.items()}
        print_json(
            {"storyboard_id": board.id, "title": board.title, "status": board.status, "files": paths, "report": report}
        )
        return
    print_report(report)
    out.print()
    for name, path in files.items():
        out.print(f"  {name:<16} {path}", highlight=False, soft_wrap=True)


def validate(
    target: Annotated[str, typer.Argument(help="a folder that `storyboard` wrote, or a storyboard's id")],
    as_json: Json = False,
) -> None:
    """Measure every frame of a board against the DNA of its characters, and report."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        made: ValidationOut = generations.validate(
            product.backends, product.database, product.project_id, board_id(target)
        )
        if as_json:
            print_json(made.model_dump(mode="json"))
        else:
            print_report({"overall": made.overall_score, **made.model_dump(mode="json")})


def retake(
    folder: Annotated[Path, typer.Argument(help="a folder that `storyboard` wrote")],
    shot: Annotated[str, typer.Argument(help="the panel's number, or scene/shot as in 3A/2")],
    reason: Annotated[str, typer.Option(help="what is wrong: the take is changed for it")] = "",
    as_json: Json = False,
) -> None:
    """Take one panel again; the better take is circled and the folder written anew. The others stay as they are."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        board = _board(product, board_id(str(folder)))
        panel = panel_number(board, shot)
        with StageBars(quiet=as_json) as bars:
            with product.database.transaction() as session:
                job_id = generations.retake(session, board, panel, reason, nonce=secrets.token_hex(8)).id
            job = run_inline(product.database, job_id, bootstrap.handlers(product.settings), told=bars.told)
            if job.state != JobState.SUCCEEDED:
                raise _failed(job.state, job.error)
            generations.validate(product.backends, product.database, product.project_id, board.id)
            files = write_out(product, board, folder, bars)
        print_board(product, board, files, as_json=as_json)


def board_id(target: str) -> str:
    """The id of a board given as its folder or itself."""
    folder = Path(target)
    if not folder.is_dir():
        return target
    found: str = json.loads((folder / "storyboard.json").read_text())["id"]
    return found


def panel_number(board: Storyboard, shot: str) -> int:
    """The panel that "4" or "3A/2" (scene/shot) means, from 1; raises PanelNotFound."""
    scene, slash, number = shot.partition("/")
    for row in board.shots:
        if slash and (row.scene.number, row.number) == (scene, number):
            return row.position + 1
    if slash or not shot.isdigit():
        raise storyboards.PanelNotFound(f"There is no panel {shot}", todo="Give its number, or scene/shot as in 3A/2")
    return storyboards.panel(board, int(shot)).position + 1
