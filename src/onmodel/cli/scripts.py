"""The command that reads a script: breakdown."""

from pathlib import Path
from typing import Annotated

import typer

from onmodel.cli.console import Json, out, print_json, spoken_errors
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.jsonable import breakdown_json
from onmodel.fountain.reader import read_screenplay


def breakdown(
    script: Annotated[Path, typer.Argument(help="Fountain, Final Draft (.fdx) or plain text")],
    frames: Annotated[int | None, typer.Option(min=1, max=2000, help="number of panels")] = None,
    as_json: Json = False,
) -> None:
    """Break a script down into scenes and shots, and show them."""
    with spoken_errors():
        made = break_down(read_screenplay(script.read_bytes(), script.name), frames=frames)
        if as_json:
            print_json(breakdown_json(made))
            return
        for scene in made.scenes:
            out.print(f"\n[bold]{scene.number}  {scene.heading}[/]  {', '.join(scene.characters)}", highlight=False)
            for shot in scene.shots:
                camera = f"{shot.framing.value} · {shot.angle.value} · {shot.lens_mm} mm · {shot.move.value}"
                out.print(f"  {shot.number:>3}  [cyan]{camera}[/]  {shot.description}", highlight=False)
                for speech in shot.dialogue:
                    out.print(f"       [bright_black]{speech.character}: {speech.text}[/]", highlight=False)
        for warning in made.warnings:
            out.print(f"[yellow]{warning}[/]", highlight=False)
