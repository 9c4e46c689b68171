"""How the command line speaks: errors with what to do, scores in their colours, results for people or as JSON."""

import base64
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError
from rich.console import Console
from rich.table import Table

from onmodel.errors import OnmodelError
from onmodel.metrics.score import NO_REFERENCE, grade, printed

M = TypeVar("M", bound=BaseModel)
out = Console()  # results
err = Console(stderr=True)  # progress and errors, so that stdout can be piped
COLOURS = {"excellent": "green", "good": "yellow", "retake": "red", "unscorable": "bright_black"}
Json = Annotated[bool, typer.Option("--json", help="print the result as JSON on stdout")]
BAD_INPUT, FAULT, INTERRUPTED = 2, 1, 130


@contextmanager
def spoken_errors() -> Iterator[None]:
    """Turn our errors into one message and an exit code: 2 for what the user can mend, 1 for the rest."""
    try:
        yield
    except OnmodelError as error:
        err.print(f"[red]error:[/] {error.what}", highlight=False)
        for line in (error.why, error.todo):
            if line:
                err.print(f"  {line}", highlight=False, markup=False)
        raise typer.Exit(BAD_INPUT if error.status < 500 else FAULT) from error
    except FileNotFoundError as error:
        err.print(f"[red]error:[/] there is no file {error.filename}", highlight=False)
        raise typer.Exit(BAD_INPUT) from error
    except KeyboardInterrupt as error:
        err.print("[yellow]stopped.[/] What is done is kept; the same command goes on from here.")
        raise typer.Exit(INTERRUPTED) from error


def stated(model: type[M], **fields: Any) -> M:
    """What was typed as the model that the API takes; what does not fit is said as typer says it."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise typer.BadParameter(f"{where}: {first['msg']}") from error


def base64_of(path: Path) -> str:
    """A file as it stands in JSON."""
    return base64.b64encode(path.read_bytes()).decode()


def print_json(data: Any) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def mark(value: float | None) -> str:
    """A score in its colour."""
    return f"[{COLOURS[grade(value)]}]{printed(value)}[/]"


def _faces(cells: list[dict[str, Any]]) -> str:
    """In how many appearances faces were judged, of those who have photographs; and who has none."""
    faces = [(c["character"], c["parts"].get("face") or {}) for c in cells]
    without = sorted({name for name, face in faces if face.get("unscorable_reason") == NO_REFERENCE})
    known = [face for name, face in faces if name not in without]
    told = [f"faces judged in {sum(f.get('value') is not None for f in known)} of {len(known)} appearances"]
    told = told if known else []
    return "; ".join([*told, *([f"no photographs of {', '.join(without)}"] if without else [])])


def print_report(report: dict[str, Any]) -> None:
    """The continuity report as a table: characters by frames, with what each part scored."""
    table = Table(box=None, pad_edge=False)
    for title in ("frame", "character", "score", "face", "hair", "outfit", "whole", "finding"):
        table.add_column(title, justify="right" if title in {"frame", "score"} else "left", overflow="fold")
    for c in sorted(report.get("cells", []), key=lambda c: c["frame"]):
        parts = [mark((c["parts"].get(p) or {}).get("value")) for p in ("face", "hair", "outfit", "whole")]
        table.add_row(str(c["frame"]), c["character"], mark(c["score"]), *parts, c["finding"])
    out.print(table)
    out.print(f"\ncontinuity {mark(report.get('overall'))}  (85 excellent, 70 good, below is taken again)")
    out.print(_faces(report.get("cells", [])), highlight=False)
    for line in report.get("recommendations", []):
        out.print(f"  · {line}", highlight=False)
