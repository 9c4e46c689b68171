"""`onmodel models`: weights of official backbones, listed, fetched and verified."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from onmodel.cli.console import Json, err, out, print_json, spoken_errors
from onmodel.scoring import weights
from onmodel.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Weights of official backbones: what there is, fetch it, verify it.")
Name = Annotated[str, typer.Argument(help="a model, or a group such as vbench")]
Own = Annotated[Path | None, typer.Option("--catalogue", help="a catalogue of your own, as for a mirror")]


def _folder() -> Path:
    return get_settings().folder / "models"


@app.command("list")
def list_models(catalogue: Own = None, as_json: Json = False) -> None:
    """List the weights that are known, with licence and size, and which are installed."""
    with spoken_errors():
        known, folder = weights.catalogue(catalogue), _folder()
        rows = [{**vars(m), "installed": weights.installed(m, folder) is not None} for m in known.models]
        if as_json:
            print_json({"models": rows, "pickles": known.pickles})
            return
        for row in rows:
            state = "[green]installed[/]" if row["installed"] else "[yellow]missing  [/]"
            out.print(f"{state} {row['name']:<16} {row['megabytes']:>5} MB  {row['gives']:<24} {row['licence']}")
        for name, gives in known.pickles.items():
            out.print(f"[bright_black]not taken {name:<16} published as a pickle alone: {gives}[/]")


@app.command()
def pull(name: Name, catalogue: Own = None) -> None:
    """Fetch a model or a group; an interrupted download goes on with the same command."""
    with spoken_errors():
        columns = (TextColumn("{task.description}"), BarColumn(28), DownloadColumn(), TextColumn("left"))
        with Progress(*columns, TimeRemainingColumn(), console=err) as bar:
            for model in weights.catalogue(catalogue).chosen(name):
                task = bar.add_task(model.name, total=model.megabytes * 2**20)
                path = weights.pull(model, _folder(), partial(_tell, bar, task))
                out.print(f"{model.name:<16} {path}", highlight=False, soft_wrap=True)


def _tell(bar: Progress, task: TaskID, done: int, whole: int) -> None:
    bar.update(task, completed=done, total=whole)


@app.command()
def verify(name: Name, catalogue: Own = None) -> None:
    """Check the content and the checksum of what is installed."""
    with spoken_errors():
        for model in weights.catalogue(catalogue).chosen(name):
            path = weights.verify(model, _folder())
            out.print(f"[green]good[/] {model.name:<16} {path}", highlight=False, soft_wrap=True)
