"""`onmodel score`: a clip, whoever made it, measured and told as a table or as JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from onmodel.backends.vision import chosen
from onmodel.backends.vision.port import VisionBackend
from onmodel.cli.console import Json, err, mark, out, print_json, spoken_errors
from onmodel.dna.model import CharacterDNA
from onmodel.kit.pictures import decode
from onmodel.metrics.score import overall
from onmodel.scoring.clip import score_clip
from onmodel.scoring.model import Asked, ClipReport, Dimension
from onmodel.scoring.report import as_json as report_json
from onmodel.settings import get_settings

PARTS = ("temporal", "aesthetic", "alignment")


def score(
    clip: Annotated[Path, typer.Argument(help="MP4, MOV, MKV, WebM, AVI, MXF or GIF")],
    prompt: Annotated[str, typer.Option(help="what was ordered: camera move, action, time of day are checked")] = "",
    hero: Annotated[Path | None, typer.Option(help="the still that the clip started from")] = None,
    cast: Annotated[
        list[str] | None, typer.Option(help="NAME=photo1.jpg,photo2.jpg, or the name of a character of the project")
    ] = None,
    as_json: Json = False,
) -> None:
    """Score a clip: VBench's dimensions, who is in it, its picture, a take score, and what is wrong with it."""
    with spoken_errors():
        clip.open("rb").close()  # a missing file is told before models are loaded
        vision = chosen.vision()
        still = None if hero is None else decode(hero.read_bytes(), hero.name)
        asked = Asked(prompt, still, tuple(_members(cast or [], vision)))
        columns = (TextColumn("{task.description}"), BarColumn(28), TaskProgressColumn(), TimeElapsedColumn())
        with Progress(*columns, TextColumn("left"), TimeRemainingColumn(), console=err, disable=as_json) as bar:
            task = bar.add_task(clip.name, total=1.0)
            report = score_clip(
                clip,
                asked,
                vision,
                lambda share: bar.update(task, completed=share),
                models=get_settings().folder / "models",
            )
    if as_json:
        print_json(report_json(report))
    else:
        _print(report)


def _members(cast: Sequence[str], vision: VisionBackend) -> list[CharacterDNA]:
    """Who should be in the clip: measured from photographs, or known to the project."""
    if not cast:
        return []
    from onmodel import bootstrap  # noqa: PLC0415  # a third of the score's time; only a named cast needs it
    from onmodel.characters import service as characters  # noqa: PLC0415  # a third of the score's time; only a named cast needs it
    from onmodel.characters.rules import Reference  # noqa: PLC0415  # a third of the score's time; only a named cast needs it

    members = []
    for text in cast:
        name, equals, paths = text.partition("=")
        if equals:
            files = [Path(path.strip()) for path in paths.split(",") if path.strip()]
            references = [Reference(file.name, file.read_bytes()) for file in files]
            members.append(characters.measure_character(vision, name.strip(), "", references).dna)
        else:
            product = bootstrap.open_product(get_settings())
            with product.database.reading() as session:
                members.append(characters.dna_of(characters.find(session, product.project_id, name.strip())))
    return members


def _print(report: ClipReport) -> None:
    facts = report.facts
    frames = "1 frame" if facts.frames == 1 else f"{facts.frames} frames"
    told = f"{frames}, {facts.rate:g} a second, {facts.width} × {facts.height}, {facts.seconds:.2f} s, {facts.codec}\n"
    out.print(told, highlight=False)
    table = Table(box=None, pad_edge=False)
    for title in ("dimension", "raw", "normalised", "backbone, or why it is absent"):
        right = title in {"raw", "normalised"}
        table.add_column(title, justify="right" if right else "left", overflow="fold", no_wrap=title == "dimension")
    for dimension in report.dimensions:
        table.add_row(*_row(dimension))
    out.print(table)
    _print_cast(report)
    told = ", ".join(f"{name} {mark(report.parts.get(name))}" for name in PARTS)
    out.print(f"\ntake score {mark(report.take_score)}  ({told}; ours, not VBench's Total)")
    for line in (*report.findings, *facts.notes):
        out.print(f"  · {line}", highlight=False, markup=False)


def _row(dimension: Dimension) -> tuple[str, str, str, str]:
    if dimension.raw is None or dimension.normalised is None:
        return dimension.name, "—", "—", f"[bright_black]{dimension.reason}[/]"
    whose = "official" if dimension.official else "not VBench's backbone"
    return dimension.name, f"{dimension.raw:.4f}", f"{dimension.normalised:.4f}", f"{dimension.backbone} ({whose})"


def _print_cast(report: ClipReport) -> None:
    if not report.cast:
        return
    table = Table(box=None, pad_edge=False)
    for title in ("\ncharacter", "\nscore", "\nface", "\noutfit", "\nhair", "\nseen", "worst\nframe", "\nfinding"):
        table.add_column(title, overflow="fold")
    for one in report.cast:
        values = [mark(overall(one.parts)), *(mark(one.parts[p].value if p in one.parts else None) for p in
                  ("face", "outfit", "hair"))]  # fmt: skip
        worst = "—" if one.worst_frame is None else str(one.worst_frame)
        table.add_row(one.character, *values, f"{one.seen} of {one.looked}", worst, one.finding)
    out.print(table)
