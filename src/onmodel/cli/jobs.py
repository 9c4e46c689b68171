"""Jobs on the command line: what waits, what runs, what died; and what can be done about it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.orm import Session

from onmodel.bootstrap import Product
from onmodel.cli.console import Json, err, out, print_json, spoken_errors
from onmodel.cli.servers import open_for_orders
from onmodel.jobs import queries, service
from onmodel.jobs.rules import JobState
from onmodel.jobs.schemas import JobDetail, JobOut
from onmodel.jobs.tables import Job
from onmodel.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="What waits, runs and died, and what to do about it.")
JobId = Annotated[str, typer.Argument(help="the job's id, as `onmodel jobs list` shows it")]
COLOURS = {"running": "cyan", "succeeded": "green", "failed": "red", "cancelled": "bright_black", "paused": "yellow"}


@app.command("list")
def list_(
    state: Annotated[JobState | None, typer.Option(help="only jobs in this state")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="at most this many")] = 20,
    as_json: Json = False,
) -> None:
    """Jobs, newest first."""
    with _opened() as product, product.database.reading() as session:
        found = queries.newest(session, project_id=product.project_id, state=[state] if state else (), limit=limit)
        _show(found[:limit], as_json)


@app.command()
def dead(as_json: Json = False) -> None:
    """Failed jobs that nobody retried or put aside yet."""
    with _opened() as product, product.database.reading() as session:
        _show(queries.dead(session, [product.project_id]), as_json)


@app.command()
def show(job_id: JobId, as_json: Json = False) -> None:
    """A job with its place in line and its log."""
    with _opened() as product, product.database.reading() as session:
        job = service.detail(session, service.of_project(session, product.project_id, job_id))
    if as_json:
        print_json(job.model_dump(mode="json"))
        return
    out.print(f"{job.kind} {job.id}  {_state(job)}  {job.progress:.0%} {job.stage}", highlight=False)
    if job.queue_position is not None:
        when = "" if job.starts_in_seconds is None else f", starts in about {job.starts_in_seconds:.0f} s"
        out.print(f"place {job.queue_position} in {job.queue}, priority {job.priority}{when}", highlight=False)
    if job.error:
        out.print(f"[red]{job.error['detail']}[/]", highlight=False)
    for line in job.events:
        out.print(f"  {line.created_at:%H:%M:%S} {line.kind} {line.payload or ''}", highlight=False, markup=False)


@app.command()
def cancel(job_id: JobId) -> None:
    """Cancel a job and its children."""
    _change(job_id, service.cancel)


@app.command()
def pause(job_id: JobId) -> None:
    """Hold a job and its children; what is done is kept."""
    _change(job_id, service.pause)


@app.command()
def resume(job_id: JobId) -> None:
    """Go on with a job that was paused."""
    _change(job_id, service.revive)


@app.command()
def priority(job_id: JobId, value: Annotated[int, typer.Argument(min=0, max=9, help="9 first, 0 last")]) -> None:
    """Move a job in the line of who ordered it."""
    _change(job_id, lambda session, known: service.prioritise(session, known, value))


@app.command()
def retry(job_id: JobId) -> None:
    """Queue a job again that failed, was cancelled or paused."""
    _change(job_id, service.revive)


@app.command()
def discard(job_id: JobId) -> None:
    """Put a failed job aside."""
    _change(job_id, service.discard)


@contextmanager
def _opened() -> Iterator[Product]:
    with spoken_errors():
        yield open_for_orders(get_settings())


def _change(job_id: str, verb: Callable[[Session, str], Job]) -> None:
    with _opened() as product:
        with product.database.transaction() as session:
            job = service.of_project(session, product.project_id, job_id)
            shown = service.detail(session, verb(session, job.id))
        err.print(f"{shown.kind} {shown.id}  {_state(shown)}", highlight=False)


def _show(jobs: list[Job], as_json: bool) -> None:
    shown = [JobOut.model_validate(job) for job in jobs]
    if as_json:
        print_json([job.model_dump(mode="json") for job in shown])
        return
    table = Table(box=None, pad_edge=False)
    for title in ("id", "kind", "state", "progress", "priority", "queue", "stage"):
        table.add_column(title, no_wrap=title == "id")
    for job in shown:
        stage = job.error["detail"] if job.error else job.stage
        table.add_row(job.id, job.kind, _state(job), f"{job.progress:.0%}", str(job.priority), job.queue, stage)
    out.print(table)


def _state(job: JobOut | JobDetail) -> str:
    colour = COLOURS.get(job.state, "white")
    return f"[{colour}]{job.state}[/]"
