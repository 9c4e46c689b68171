"""A clip scored: read once, looked at, held against what was asked, and reported. The one door of this package."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from onmodel.backends.vision.port import Picture, VisionBackend
from onmodel.footage.read import Footage, Shown
from onmodel.fountain.vocabulary import Move
from onmodel.scoring import dimensions as vbench
from onmodel.scoring import official
from onmodel.scoring.alignment import alignment, ordered
from onmodel.scoring.craft import compression, craft
from onmodel.scoring.faults import find_faults
from onmodel.scoring.looking import Looks, Remembered, cast_along, look_at
from onmodel.scoring.model import Asked, CastScore, ClipFacts, ClipReport
from onmodel.scoring.motion import CameraMove, camera_move
from onmodel.scoring.picture import PictureMeter
from onmodel.scoring.take import score_take, temporal_pieces
from onmodel.scoring.watch import Watch, Watched
from onmodel.scoring.weights import catalogue, have

Stage = Literal["reading", "looking", "cast"]
Progress = Callable[[float], None]
SHARES = {"reading": 0.45, "looking": 0.35, "cast": 0.2}  # of the time, as measured
CRAFT_FRAMES = 8


@dataclass(frozen=True)
class _Pass:
    """One reading of a clip."""

    facts: ClipFacts
    seen: Watched
    picture: dict[str, float | None]
    notes: tuple[str, ...]


def score_clip(
    source: Path | bytes | str,
    asked: Asked,
    vision: VisionBackend,
    progress: Progress | None = None,
    *,
    models: Path | None = None,
) -> ClipReport:
    """Everything that can be told of a clip, against what was asked of it; `progress` is told 0–1 and may raise.

    `models`: the folder of official weights (`weights.pull`); what is installed there replaces the embedded backbone.

    Raises NotAClip, ClipWithoutPicture, ClipUnreadable, ClipTooLarge, FileNotFoundError.
    """
    told = progress or (lambda _share: None)
    clip = source if isinstance(source, bytes) else Path(source)
    read = _read(clip, asked, told)
    memory = Remembered(vision)
    looks = look_at(memory, read.seen.kept, asked, _part(told, "looking"))
    cast = cast_along(memory, read.seen.kept, asked, _part(told, "cast")) if asked.cast else ()
    report = _told(read, asked, looks, cast)
    files = have(catalogue().models, models) if models is not None else {}
    if not files:
        told(1.0)
        return report
    found = official.measured(clip, files, {d.name: d for d in report.dimensions})
    told(1.0)
    return replace(report, dimensions=tuple(found.values()))


def _told(read: _Pass, asked: Asked, looks: Looks, cast: tuple[CastScore, ...]) -> ClipReport:
    seen, order = read.seen, ordered(asked)
    handheld = order.move is Move.HANDHELD
    camera = camera_move(seen.steps, seen.rate)
    blocks = read.picture.get("blocks")
    faults = find_faults(seen, looks, camera, handheld=handheld, blocks=blocks)
    made = _crafted(seen, asked.hero, looks)
    made |= {} if blocks is None or not made else {"compression": compression(blocks)}
    found = vbench.measured(seen, looks, made, standing=camera.still)
    pieces = temporal_pieces(found, looks, camera, faults, handheld=handheld)
    aligned = alignment(order, camera, seen, cast)
    score = score_take(pieces, made, aligned, faults, order.moving)
    told = [*faults.sentences, *(c.finding for c in cast if c.finding), *score.said]
    named = {
        **{f"temporal: {name}": value for name, value in pieces.items()},
        **{f"aesthetic: {name}": value for name, value in made.items()},
        **{f"alignment: {name}": value for name, value in aligned.items()},
    }
    return ClipReport(
        read.facts, tuple(found.values()), cast, {**read.picture, **_camera(camera), **named}, score.value, score.parts,
        tuple(dict.fromkeys([*told, *read.notes])),
    )  # fmt: skip


def _camera(camera: CameraMove) -> dict[str, float | None]:
    return {f"camera {name}": value for name, value in asdict(camera).items()}


def _crafted(seen: Watched, hero: Picture | None, looks: Looks) -> dict[str, float]:
    step = max(len(seen.kept) // CRAFT_FRAMES, 1)
    by_number = dict(seen.kept)
    faces = [(by_number[number], face) for number, face in looks.faces]
    return craft([picture for _, picture in seen.kept[::step]], hero, faces)


def _read(source: Path | bytes, asked: Asked, told: Progress) -> _Pass:
    """The one pass: motion, light, the frames to look at, and what ffmpeg measures beside it."""
    name = "the clip" if isinstance(source, bytes) else source.name
    footage = Footage(source, name)
    probe, share = footage.probe, _part(told, "reading")
    watch, frames = Watch(probe.rate, footage.looked), iter(footage)
    first = next(frames)
    against = "first frame held" if asked.hero is None else "hero frame held"
    with PictureMeter(first.picture if asked.hero is None else asked.hero) as meter:
        for at, shown in enumerate(_chained(first, frames)):
            meter.see(shown.picture)
            watch.see(shown)
            share((at + 1) / footage.looked)
    picture = {name: value for name, value in meter.measured.items() if name != "vmaf"}
    picture[f"vmaf against the {against}"] = meter.measured["vmaf"]
    facts = ClipFacts(
        probe.frames, float(probe.rate), probe.width, probe.height, probe.seconds, probe.codec, tuple(footage.notes)
    )
    return _Pass(facts, watch.seen, picture, (meter.reason,) if meter.reason else ())


def _chained(first: Shown, rest: Iterator[Shown]) -> Iterator[Shown]:
    yield first
    yield from rest


def _part(told: Progress, stage: Stage) -> Progress:
    """Progress of one stage as progress of the whole."""
    names = list(SHARES)
    before = sum(SHARES[name] for name in names[: names.index(stage)])
    return lambda share: told(min(before + SHARES[stage] * share, 1.0))
