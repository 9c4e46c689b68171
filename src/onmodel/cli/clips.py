"""Clips on the command line: several takes of each shot, scored, the best selected, and what they came to."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from onmodel import bootstrap
from onmodel.attempts import service as attempts
from onmodel.attempts.schemas import EstimateOut, ProcessIn
from onmodel.bootstrap import Product
from onmodel.cli.boards import HANDS, JobFailed, board_id
from onmodel.cli.console import Json, err, mark, out, print_json, spoken_errors
from onmodel.clips.rules import CLIP_JOB
from onmodel.dailies import service as dailies
from onmodel.generations import queries as generations
from onmodel.generations.rules import AUTOMATIC_TAKES, HANDLES, MOST_HANDLES, MOST_TAKES
from onmodel.inline import run_inline
from onmodel.iterations import service as iterations
from onmodel.iterations.schemas import GenerationIn
from onmodel.jobs.rules import Claim, JobState
from onmodel.quality.schemas import QualityReport
from onmodel.settings import get_settings
from onmodel.stage.spec import Tier
from onmodel.storyboards import service as storyboards


def clips(
    board: Annotated[str, typer.Argument(help="a folder that `storyboard` wrote, or a storyboard's id")],
    takes: Annotated[int, typer.Option(min=1, max=MOST_TAKES, help="takes of each shot")] = AUTOMATIC_TAKES,
    scenes: Annotated[list[int] | None, typer.Option("--scene", help="only this panel; may be repeated")] = None,
    tier: Annotated[Tier | None, typer.Option(help="how much a clip may cost; as the board without it")] = None,
    backend: Annotated[str | None, typer.Option(help="who makes the clips")] = None,
    handles: Annotated[
        int | None,
        typer.Option(
            min=0, max=MOST_HANDLES, help=f"frames before and behind the shot, to trim with; {HANDLES} if new"
        ),
    ] = None,
    most_seconds: Annotated[float | None, typer.Option(min=0, help="stop after so many machine seconds")] = None,
    as_json: Json = False,
) -> None:
    """Make clips of a board's hero frames, several takes each, and say how they scored. The same command resumes."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        caps = {} if most_seconds is None else {"most_seconds": most_seconds}
        asked = ProcessIn(scene_numbers=scenes or None, takes=takes, handles=handles, **caps)
        settings = {name: value for name, value in (("tier", tier), ("backend", backend)) if value}
        report = make(product, board_id(board), asked, settings, quiet=as_json)
        written = write_report(report, Path(board)) if Path(board).is_dir() else {}
        if as_json:
            print_json({**report.model_dump(mode="json"), "files": {n: str(p) for n, p in written.items()}})
            return
        print_report(report)
        for name, path in written.items():
            out.print(f"  {name:<16} {path}", highlight=False, soft_wrap=True)


def make(
    product: Product, storyboard_id: str, asked: ProcessIn, settings: dict[str, Any], *, quiet: bool = False
) -> QualityReport:  # fmt: skip
    """Have clips made in this process, by the board's last generation or, with other settings, by a new iteration."""
    with product.database.transaction() as session:
        board = storyboards.get(session, product.project_id, storyboard_id)
        last = generations.latest(session, board.id)
        if last is None or any(last.settings.get(name) != value for name, value in settings.items()):
            given = GenerationIn(storyboard_id=board.id, **settings)
            last = iterations.create(session, product.backends, product.project_id, given).row
        ordered = attempts.process(session, product.backends, product.project_id, last.id, asked)
    if not quiet:
        _say(ordered.estimate)
    with ClipBars(ordered.estimate.scenes, quiet=quiet) as bars:
        handlers = bootstrap.handlers(product.settings)
        job = run_inline(product.database, ordered.job_id, handlers, told=bars.told, hands=HANDS)
    if job.state != JobState.SUCCEEDED:
        why = (job.error or {}).get("detail", "")
        raise JobFailed(f"The clips are {job.state}", why=why, todo="Mend it and repeat the command")
    with product.database.reading() as session:
        return dailies.report(session, iterations.get(session, product.project_id, last.id))


def _say(told: EstimateOut) -> None:
    there = f" and {told.made} that are there already" if told.made else ""
    what = f"{told.takes} takes of {told.scenes} shots{there}, {told.film_seconds:.0f} s of film"
    err.print(f"{what}: about {told.seconds / HANDS:.0f} s ({told.basis})", highlight=False)
    if told.obstacle:
        err.print(f"[yellow]It may stop early.[/] {told.obstacle}", highlight=False)


class ClipBars:
    """One bar over all clips, with the time that is left. Use it as a context; `told` is given to the job runner."""

    def __init__(self, shots: int, *, quiet: bool = False) -> None:
        columns = (
            TextColumn("clips     "), BarColumn(28), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn(),
            TextColumn("left"), TimeRemainingColumn(), TextColumn("[bright_black]{task.description:.70}"),
        )  # fmt: skip
        self._progress = Progress(*columns, console=err, disable=quiet, speed_estimate_period=120)
        self._task: TaskID = self._progress.add_task("", total=float(shots))
        self._done: dict[str, float] = {}  # clip job → fraction 0–1

    def __enter__(self) -> "ClipBars":
        self._progress.__enter__()
        return self

    def __exit__(self, *ended: Any) -> None:
        self._progress.__exit__(*ended)

    def told(self, claim: Claim, fraction: float, stage: str, message: str) -> None:
        """What a job says of itself (see `jobs.tasks.Runner`)."""
        if claim.kind == CLIP_JOB:
            self._done[claim.job_id] = fraction
            said = f"{stage} {message}"
            self._progress.update(self._task, completed=sum(self._done.values()), description=said)


def print_report(report: QualityReport) -> None:
    """The scenes with their scores, what is weak, and which need work."""
    table = Table(box=None, pad_edge=False)
    for title in ("scene", "take", "score", "temporal", "aesthetic", "alignment", "weakest", "findings"):
        table.add_column(title, justify="right" if title in {"scene", "take", "score"} else "left", overflow="fold")
    for scene in report.scenes:
        parts = [mark(getattr(scene.parts, name)) for name in ("temporal", "aesthetic", "alignment")]
        chosen = f"{scene.attempt_number or '—'} of {scene.attempts}"
        weak = ", ".join(name.replace("_", " ") for name in scene.weak[:2])
        table.add_row(str(scene.scene_number), chosen, mark(scene.score), *parts, weak, "; ".join(scene.findings[:2]))
    out.print(table)
    spent = report.spending
    each = spent.seconds_per_accepted_second
    rate = f", {each:.0f} s for a second of accepted film" if each else ""
    out.print(f"\ntake score {mark(report.overall)}  ({spent.seconds:.0f} machine seconds{rate})", highlight=False)
    for line in report.advice:
        out.print(f"  · {line}", highlight=False)


def write_report(report: QualityReport, folder: Path) -> dict[str, Path]:
    """The report as quality.json and, to be read, as quality.md in a folder."""
    files = {"quality.json": folder / "quality.json", "quality.md": folder / "quality.md"}
    told = report.model_dump(mode="json")
    files["quality.json"].write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    files["quality.md"].write_text(dailies.as_page(report))
    return files
