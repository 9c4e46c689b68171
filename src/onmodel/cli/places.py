"""Commands for environments: create, list, show."""

from pathlib import Path
from typing import Annotated

import typer

from onmodel import bootstrap
from onmodel.bible import queries as bible
from onmodel.cli.console import Json, base64_of, out, print_json, spoken_errors, stated
from onmodel.environments import service
from onmodel.environments.schemas import EnvironmentIn, EnvironmentOut
from onmodel.environments.tables import Environment
from onmodel.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Define places: scenes whose place has the name are built and lit so.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="as the script's headings spell it")],
    photos: Annotated[list[Path] | None, typer.Argument(help="pictures of the place, at most 12")] = None,
    description: Annotated[str, typer.Option("--describe", help="what it is")] = "",
    stage: Annotated[str, typer.Option("--set", help="which set it is built as: room, bar, steppe …")] = "",
    lighting: Annotated[str, typer.Option(help="the hour: day, night, dawn …; without: the script's")] = "",
    kelvin: Annotated[int | None, typer.Option(help="colour of its lamps; without: the hour's own")] = None,
    contrast: Annotated[float, typer.Option(help="above 1: darker shadows")] = 1.0,
    mood: Annotated[str, typer.Option(help="tense, warm …")] = "",
    as_json: Json = False,
) -> None:
    """Define an environment."""
    with spoken_errors():
        given = stated(
            EnvironmentIn, name=name, description=description, set=stage, lighting=lighting, mood=mood,
            colour_temperature=kelvin, contrast=contrast,
            references=[{"angle": path.stem, "image": base64_of(path)} for path in photos or []],
        )  # fmt: skip
        product = bootstrap.open_product(get_settings())
        angles = service.prepare({}, [], given.references)
        with product.database.transaction() as session:
            columns, blobs = given.columns(), product.backends.blobs
            made = service.create(session, blobs, columns, angles, project_id=product.project_id)
            session.flush()
            _show(EnvironmentOut.of(made), as_json=as_json)


@app.command("list")
def list_environments(as_json: Json = False) -> None:
    """List the environments of the project."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            rows = bible.page(session, Environment, product.project_id, search="", before=None, limit=1000)
        if as_json:
            print_json([{"id": r.id, "name": r.name, "set": r.set, "lighting": r.lighting} for r in rows])
        elif not rows:
            out.print("No environment yet. Define one: onmodel environment create YURT --set room --kelvin 2400")
        for r in () if as_json else rows:
            out.print(f"{r.name:<24} {r.set or '—':<8} {r.lighting or '—':<8} {r.id}", highlight=False)


@app.command()
def show(name: Annotated[str, typer.Argument(help="name or id")], as_json: Json = False) -> None:
    """Show an environment: how scenes in it are built and lit."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            found = bible.by_name(session, Environment, product.project_id, name)
            found = found or service.get(session, product.project_id, name)
            _show(EnvironmentOut.of(found), as_json=as_json)


def _show(shown: EnvironmentOut, *, as_json: bool) -> None:
    if as_json:
        print_json(shown.model_dump(mode="json"))
        return
    out.print(f"[bold]{shown.name}[/]  {shown.id}\n{shown.description}", highlight=False)
    light = f"{shown.colour_temperature} K" if shown.colour_temperature else "the hour's own"
    facts = {
        "set": shown.set, "lighting": shown.lighting, "colour": light, "contrast": f"{shown.contrast:g}",
        "mood": shown.mood, "pictures": ", ".join(r.angle or "—" for r in shown.references),
    }  # fmt: skip
    for fact, value in facts.items():
        out.print(f"  {fact:<10} {value or '—'}", highlight=False)
