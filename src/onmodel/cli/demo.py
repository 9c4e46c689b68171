"""`onmodel demo`: the main job on the sample tale, with references that the stage itself photographs.

The references show each character in other clothes, with another expression, lens, place and light than the board will.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onmodel import bootstrap
from onmodel.attempts.schemas import ProcessIn
from onmodel.cli import boards, clips, servers
from onmodel.cli.console import out, spoken_errors
from onmodel.cli.progress import StageBars
from onmodel.cuts import service as cuts
from onmodel.dna.measure import measure
from onmodel.dna.model import Garment
from onmodel.editorial import speech
from onmodel.fountain.model import Beat, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay
from onmodel.generations.rules import AUTOMATIC_TAKES
from onmodel.kit.pictures import encode_jpeg
from onmodel.sample import CAST, SampleCharacter, sample_script
from onmodel.settings import get_settings
from onmodel.stage.blocking import block_scene
from onmodel.stage.casting import cast
from onmodel.stage.spec import ActorLook, Tier
from onmodel.storyboards.rules import BoardSettings
from onmodel.storyboards.tables import Storyboard
from onmodel.timelines import service as timelines
from onmodel.voices import service as voices

STREET_CLOTHES = (Garment("sweater", "#8c8f94", "grey"), Garment("trousers", "#33363d", "charcoal"))
CLIP_FRAMES = 78  # of a clip, so that the film of ten shots is more than half a minute long
CLIP_TIER: Tier = "low"  # of the film: three takes of each shot are to be there within minutes on two cores
SITTINGS = (  # heading, framing, lens, expression, hour
    ("INT. OFFICE - DAY", Framing.CU, 85, Expression.NEUTRAL, TimeOfDay.DAY),
    ("EXT. ROAD - DAY", Framing.CU, 65, Expression.SMILE, TimeOfDay.DAY),
)


def demo(
    folder: Annotated[Path, typer.Option("--out", help="where everything is written")] = Path("demo"),
    serve: Annotated[bool, typer.Option(help="serve it on localhost afterwards")] = False,
    tier: Annotated[Tier, typer.Option(help="low is a quick draft, high is full HD")] = "standard",
) -> None:
    """Run the main job on the sample tale of Aldar Kose, and say where the results lie."""
    with spoken_errors():
        folder.mkdir(parents=True, exist_ok=True)
        settings = get_settings().model_copy(update={"home": folder / "home"})
        product = bootstrap.open_product(settings)
        out.print("photographing the references …")
        cast_list = [f"{person.name}={','.join(photograph(product, person, folder / 'references'))}" for person in CAST]
        describe = [f"{person.name}={person.description}" for person in CAST]
        with StageBars() as bars:
            board_settings = BoardSettings(tier=tier)
            board = boards.make(product, sample_script(), (cast_list, describe), board_settings, bars)
            files = boards.write_out(product, board, folder, bars)
        boards.print_board(product, board, files, as_json=False)
        _film(product, board, folder)
        out.print(f"  {'references':<16} {folder / 'references'}", highlight=False)
    if serve:
        servers.serve_on(settings, "127.0.0.1", 8787, f"/p/{product.project_id}")


def _film(product: bootstrap.Product, board: Storyboard, folder: Path) -> None:
    """Three takes of each shot, what they came to, and the cut of the best ones with its exports."""
    report = clips.make(
        product, board.id, ProcessIn(takes=AUTOMATIC_TAKES), {"tier": CLIP_TIER, "longest": CLIP_FRAMES}
    )
    clips.print_report(report)
    files = clips.write_report(report, folder)
    out.print("cutting …")
    if speech.installed():
        with product.database.transaction() as session:
            made = timelines.of_board(session, product.backends.blobs, board).id
        voices.read_lines(product.database, product.backends.blobs, product.project_id, made)
    files |= cuts.write_cut(product.database, product.backends.blobs, board, (folder / "cut", product.settings.folder))
    for name, path in files.items():
        out.print(f"  {name:<16} {path}", highlight=False, soft_wrap=True)


def photograph(product: bootstrap.Product, person: SampleCharacter, folder: Path) -> list[str]:
    """Two references of a sample character, taken once; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    look = replace(
        cast(measure(person.name, person.description, [], product.backends.vision)),
        outfit=STREET_CLOTHES,
        accessories=(),
    )
    paths = []
    for number, sitting in enumerate(SITTINGS, start=1):
        path = folder / f"{person.name.lower().replace(' ', '_')}_{number}.jpg"
        if not path.exists():
            path.write_bytes(encode_jpeg(_sit(person.name, look, sitting), 92))
        paths.append(str(path))
    return paths


def _sit(name: str, look: ActorLook, sitting: tuple[str, Framing, int, Expression, TimeOfDay]):  # type: ignore[no-untyped-def]  # the stage's picture
    heading, framing, lens, expression, hour = sitting
    shot = Shot(
        number="1", framing=framing, angle=Angle.EYE_LEVEL, lens_mm=lens, move=Move.STATIC, description="A portrait.",
        characters=(name,), focus=name, beats=(Beat(name, Pose.STAND, expression),),
    )  # fmt: skip
    inside, _, place = heading.partition(". ")
    scene = SceneBreakdown("1", heading, inside, place.partition(" -")[0], hour, Mood.NEUTRAL, (name,), (), (shot,))
    from onmodel.stage.render import render  # noqa: PLC0415  # Mitsuba costs every other command, and the server, 70 MiB

    return render(block_scene(scene, {name: look}, seed=7)[0]).picture
