"""Commands for characters: create, list, show."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from onmodel import bootstrap
from onmodel.characters import queries, service
from onmodel.characters.rules import Reference
from onmodel.cli.console import Json, out, print_json, spoken_errors
from onmodel.dna.jsonable import to_jsonable
from onmodel.dna.model import CharacterDNA, Trait
from onmodel.dna.untold import TRAITS, untold
from onmodel.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Define characters and look at their DNA.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="as the script spells it")],
    photos: Annotated[list[Path] | None, typer.Argument(help="1 to 3 photographs")] = None,
    description: Annotated[str, typer.Option("--describe", help="words win over pixels where they disagree")] = "",
    as_json: Json = False,
) -> None:
    """Define a character from photographs, words, or both."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        references = [Reference(p.name, p.read_bytes()) for p in photos or []]
        measured = service.measure_character(product.backends.vision, name, description, references)
        with product.database.transaction() as session:
            made = service.create(session, product.backends.blobs, measured, project_id=product.project_id)
        _show(made.id, made.name, made.base_prompt, service.dna_of(made), as_json=as_json)


@app.command("list")
def list_characters(as_json: Json = False) -> None:
    """List the characters of the project."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            rows = queries.page(session, product.project_id, before=None, limit=1000)
        if as_json:
            print_json([{"id": r.id, "name": r.name, "description": r.description} for r in rows])
        elif not rows:
            out.print("No character yet. Define one: onmodel character create EMMA emma.jpg --describe 'detective'")
        for r in () if as_json else rows:
            out.print(f"{r.name:<24} {len(r.references)} references  {r.id}  {r.description}", highlight=False)


@app.command()
def show(name: Annotated[str, typer.Argument(help="name or id")], as_json: Json = False) -> None:
    """Show a character's DNA: what was told, what was seen, and which of them holds."""
    with spoken_errors():
        product = bootstrap.open_product(get_settings())
        with product.database.reading() as session:
            found = service.find(session, product.project_id, name)
        _show(found.id, found.name, found.base_prompt, service.dna_of(found), as_json=as_json)


def _show(character_id: str, name: str, prompt: str, dna: CharacterDNA, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": character_id, "name": name, "base_prompt": prompt, "visual_dna": to_jsonable(dna)})
        return
    table = Table(box=None, pad_edge=False)
    for title in ("trait", "holds", "from", "sure", "told", "seen"):
        table.add_column(title)
    for trait_name in TRAITS:
        trait: Trait[str] = getattr(dna, trait_name)
        table.add_row(
            trait_name.replace("_", " "),
            *(str(v or "") for v in (trait.value, trait.source, f"{trait.confidence:.0%}", trait.told, trait.seen)),
        )
    for garment in dna.outfit:
        table.add_row(garment.kind, f"{garment.colour_name} {garment.colour}", garment.source, "", garment.material)
    out.print(f"[bold]{name}[/]  {character_id}\n{prompt}\n", highlight=False)
    out.print(table)
    for face in dna.faces:
        out.print(f"reference {face.picture}: face quality {face.quality:.2f}", highlight=False)
    for line in untold(dna):
        out.print(f"[dim]not told: {line}[/]", highlight=False)
    for warning in dna.warnings:
        out.print(f"[yellow]{warning}[/]", highlight=False)
