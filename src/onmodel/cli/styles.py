"""Commands for styles: create, list, show, apply."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from onmodel import bootstrap
from onmodel.assets import service as assets
from onmodel.bible import queries as bible
from onmodel.bootstrap import Product
from onmodel.cli.console import Json, base64_of, out, print_json, spoken_errors, stated
from onmodel.kit import pictures
from onmodel.kit.ids import is_id
from onmodel.settings import get_settings
from onmodel.styles import service, tasks
from onmodel.styles.schemas import ApplyIn, StyleIn, StyleOut
from onmodel.styles.tables import Style

app = typer.Typer(no_args_is_help=True, help="Define how pictures look, and grade pictures so.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="what boards call it: --style NAME")],
    photos: Annotated[list[Path] | None, typer.Argument(help="pictures that have the palette, at most 12")] = None,
    description: Annotated[str, typer.Option("--describe", help="what it is for")] = "",
    parent: Annotated[str, typer.Option(help="name or id of the style that it inherits from")] = "",
    parameters: Annotated[
        list[str] | None, typer.Option("--set", help="a control, as exposure=0.5 or look=ink; repeat it")
    ] = None,
    palette: Annotated[str, typer.Option(help="colours instead of those of the pictures: #1b2a3c,#d8c9a0")] = "",
    as_json: Json = False,
) -> None:
    """Define a style."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        given: dict[str, Any] = {"name": name, "description": description, "parameters": _controls(parameters or [])}
        if parent:
            with product.database.reading() as session:
                given["parent_id"] = _find(session, product, parent).id
        if palette:
            given["palette"] = [colour.strip() for colour in palette.split(",")]
        style = stated(StyleIn, **given, images=[base64_of(path) for path in photos or []])
        blobs = product.backends.blobs
        found = service.prepare(product.database, blobs, {}, [], style.images)
        with product.database.transaction() as session:
            made = service.create(session, blobs, style.columns(), found, project_id=product.project_id)
            _show(service.view(session, made), as_json=as_json)


@app.command("list")
def list_styles(as_json: Json = False) -> None:
    """List the styles of the project."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            rows = bible.page(session, Style, product.project_id, search="", before=None, limit=1000)
        names = {row.id: row.name for row in rows}
        if as_json:
            print_json([{"id": r.id, "name": r.name, "parent": names.get(r.parent_id or "")} for r in rows])
        elif not rows:
            out.print("No style yet. Define one: onmodel style create 'Cold morning' --set temperature=-40")
        for r in () if as_json else rows:
            below = f"under {names.get(r.parent_id, r.parent_id)}" if r.parent_id else ""
            out.print(f"{r.name:<24} {below:<24} {r.id}", highlight=False)


@app.command()
def show(name: Annotated[str, typer.Argument(help="name or id")], as_json: Json = False) -> None:
    """Show a style: what it says itself, and what it comes to with its parents."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            _show(service.view(session, _find(session, product, name)), as_json=as_json)


@app.command()
def apply(
    name: Annotated[str, typer.Argument(help="name or id")],
    picture: Annotated[str, typer.Argument(help="a picture's file, or the id of a take")],
    to: Annotated[Path, typer.Option("--out", help="where the graded PNG is written")],
    strength: Annotated[float, typer.Option(min=0, max=1, help="how much of it is mixed in")] = 1.0,
) -> None:
    """Grade a picture or a take with a style, and keep it in the project."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            style = _find(session, product, name)
        target = {"take_id": picture} if is_id(picture) else {"asset_id": _brought_in(product, Path(picture))}
        given = stated(ApplyIn, strength=strength, **target)
        blobs, project_id = product.backends.blobs, product.project_id
        graded = tasks.grade_target(product.database, blobs, project_id, style.id, given)
        with product.database.transaction() as session:
            tasks.keep(session, blobs, graded, project_id=project_id)
        to.write_bytes(graded.png)
        before, after = graded.measured.get("before"), graded.consistency
        told = graded.measured["reason"] if after is None else f"{before:.0f} → {after:.0f} % in the palette's hues"
        out.print(f"{to}: {told}", highlight=False)


def _brought_in(product: Product, path: Path) -> str:
    """A file as a picture of the project; its id."""
    data = pictures.encode_png(pictures.decode(path.read_bytes(), path.name))
    with product.database.transaction() as session:
        return assets.store(session, product.backends.blobs, data, "image/png", project_id=product.project_id).id


def _find(session: Session, product: Product, name_or_id: str) -> Style:
    named = bible.by_name(session, Style, product.project_id, name_or_id)
    return named or service.get(session, product.project_id, name_or_id)


def _controls(said: list[str]) -> dict[str, Any]:
    """`exposure=0.5` as a parameter; three numbers with commas between them are one each of red, green, blue."""
    found: dict[str, Any] = {}
    for text in said:
        key, equals, value = text.partition("=")
        if not equals:
            raise typer.BadParameter(f"{text!r} is not written as control=value", param_hint="--set")
        found[key.strip()] = value.split(",") if "," in value else value.strip()
    return found


def _show(shown: StyleOut, *, as_json: bool) -> None:
    if as_json:
        print_json(shown.model_dump(mode="json"))
        return
    out.print(f"[bold]{shown.name}[/]  {shown.id}\n{shown.description}", highlight=False)
    own = shown.parameters.named()
    for key, value in shown.effective.items():
        if key != "palette" and value is not None:
            out.print(f"  {key:<18} {value}  {'' if own.get(key) is not None else '[dim]inherited or usual[/]'}",
                      highlight=False)  # fmt: skip
    colours = shown.effective.get("palette") or []
    out.print("  palette            " + (" ".join(f"[on {c}]    [/] {c}" for c in colours) or "—"), highlight=False)
