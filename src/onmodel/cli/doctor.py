"""`onmodel doctor`: what works on this machine, what is missing, and the command that brings it."""

from dataclasses import asdict
from typing import Annotated

import typer

from onmodel.checks import examine, examine_workers
from onmodel.cli.console import FAULT, Json, out, print_json
from onmodel.settings import get_settings


def doctor(
    as_json: Json = False,
    team: Annotated[bool, typer.Option("--team", help="check a deployment for a team instead of this machine")] = False,
    workers: Annotated[bool, typer.Option("--workers", help="check only that this machine's workers live")] = False,
) -> None:
    """Check this machine: what works, what is missing, and the command that brings it."""
    found = examine_workers(get_settings()) if workers else examine(get_settings(), team=team)
    if as_json:
        print_json([asdict(f) for f in found])
    for f in () if as_json else found:
        sign = "[green]works  [/]" if f.works else ("[red]missing[/]" if f.needed else "[yellow]without[/]")
        out.print(f"{sign} {f.what:<12} {f.detail}", highlight=False, soft_wrap=True)
        if not f.works and f.todo:
            out.print(f"        {'':<12} → {f.todo}", highlight=False, markup=False, soft_wrap=True)
    if any(f.needed and not f.works for f in found):
        raise typer.Exit(FAULT)
