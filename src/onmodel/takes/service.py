"""What can be done with takes."""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.assets.tables import Asset
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.images.port import ImageResult
from onmodel.db import announce
from onmodel.errors import Conflict, NotFound
from onmodel.kit.pictures import encode_png
from onmodel.storyboards.tables import Shot
from onmodel.takes import queries
from onmodel.takes.events import ClipCircled, TakeCircled
from onmodel.takes.rules import NEEDS_REVIEW, Appearance, Verdict, better, judge
from onmodel.takes.tables import Take

_APPEARANCES = TypeAdapter(tuple[Appearance, ...])


class TakeNotFound(NotFound):
    """The shot has no such take."""


class TakeHasNoPicture(Conflict):
    """A take that failed before a picture was made cannot be a panel's."""


@dataclass(frozen=True)
class Shooting:
    """How a take came to be: its request and what was new about it. `prompt` is what somebody wrote,
    `enhanced_prompt` what the backend was told."""

    request_hash: str
    prompt: str
    seed: int
    backend: str
    tier: str
    scene: dict[str, Any]
    parent_id: str | None = None
    reason: str = ""
    changed: str = ""
    seconds: float = 0.0
    enhanced_prompt: str = ""
    negative_prompt: str = ""


@dataclass(frozen=True)
class Sight:
    """What the backend knew of a picture: head boxes, COCO-18 keypoints, and an id map with the actors' order."""

    heads: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    keypoints: dict[str, list[list[float]]] = field(default_factory=dict)
    order: tuple[str, ...] = ()  # actor i of the id map has the number i + 1
    notes: tuple[str, ...] = ()


_SIGHT = TypeAdapter(Sight)


def keep(session: Session, blobs: BlobStore, shot: Shot, shooting: Shooting, result: ImageResult) -> Take:
    """Keep a rendered picture as the shot's next take. The same request is kept once."""
    known = queries.by_request(session, shot.id, shooting.request_hash)
    if known:
        return known
    picture = _store(session, blobs, shot.project_id, encode_png(result.picture), result)
    ids = _store(session, blobs, shot.project_id, _ids_png(result), result) if result.masks else None
    plate = _keep_plate(session, blobs, shot.project_id, result)
    take = Take(
        project_id=shot.project_id, storyboard_id=shot.storyboard_id, shot_id=shot.id,
        number=queries.last_number(session, shot.id) + 1, asset_id=picture.id, ids_asset_id=ids.id if ids else None,
        plate_asset_id=plate.id if plate else None,
        sight=_SIGHT.dump_python(sight_of(result), mode="json"), manifest=result.manifest, **asdict(shooting),
    )  # fmt: skip
    session.add(take)
    session.flush()
    return take


def sight_of(result: ImageResult) -> Sight:
    """What a result tells about who is where."""
    keypoints = result.maps.keypoints if result.maps else {}
    return Sight(
        heads={name: tuple(float(v) for v in box) for name, box in result.heads.items()},  # type: ignore[misc]  # a 4-tuple stays one
        keypoints={name: points.round(2).tolist() for name, points in keypoints.items()},
        order=tuple(result.masks),
        notes=tuple(result.notes),
    )


def _store(session: Session, blobs: BlobStore, project_id: str, png: bytes, result: ImageResult) -> Asset:
    return assets.store(session, blobs, png, "image/png", project_id=project_id, made_by=result.manifest)


def _keep_plate(session: Session, blobs: BlobStore, project_id: str, result: ImageResult) -> Asset | None:
    """The picture before its style, which its manifest does not name then."""
    if result.plate is None:
        return None
    bare = replace(result, manifest={key: value for key, value in result.manifest.items() if key != "style"})
    return _store(session, blobs, project_id, encode_png(result.plate), bare)


def _ids_png(result: ImageResult) -> bytes:
    """The masks as one map: the pixels of character i have the number i + 1."""
    ids = np.zeros(result.picture.shape[:2], np.uint8)
    for number, mask in enumerate(result.masks.values(), start=1):
        ids[mask] = number
    buffer = io.BytesIO()
    Image.fromarray(ids).save(buffer, "PNG")
    return buffer.getvalue()


def picture_of(session: Session, blobs: BlobStore, take: Take) -> bytes:
    """The take's PNG; of a clip its first frame."""
    if take.asset_id is None:
        raise TakeNotFound(f"Take {take.number} has no picture", why="It failed before one was made")
    asset = assets.get(session, take.asset_id)
    return assets.poster(blobs, asset) if take.kind == "clip" else assets.read(blobs, asset)


def film_of(session: Session, blobs: BlobStore, take: Take) -> bytes:
    """A clip's file."""
    if take.asset_id is None:
        raise TakeNotFound(f"Take {take.number} has no clip", why="It failed before one was made")
    return assets.read(blobs, assets.get(session, take.asset_id))


def handles_of(take: Take) -> int:
    """The frames that a clip was made with before and behind its shot, at the clip's own rate."""
    return int(take.manifest.get("handles", 0))


def plate_of(session: Session, blobs: BlobStore, take: Take) -> bytes:
    """The take's PNG before its style's grade: what people are known by."""
    if take.plate_asset_id is None:
        return picture_of(session, blobs, take)
    return assets.read(blobs, assets.get(session, take.plate_asset_id))


def ids_of(session: Session, blobs: BlobStore, take: Take) -> NDArray[np.uint8] | None:
    """The take's id map (H, W), or None where its backend gave none."""
    if take.ids_asset_id is None:
        return None
    with Image.open(io.BytesIO(assets.read(blobs, assets.get(session, take.ids_asset_id)))) as opened:
        return np.asarray(opened, np.uint8)


def sight(take: Take) -> Sight:
    """What the take's backend knew."""
    return _SIGHT.validate_python(take.sight)


def score(session: Session, take: Take, appearances: Sequence[Appearance]) -> Verdict:
    """Keep the scores of a take; returns what they ask for."""
    verdict = judge(appearances)
    take.scores = _APPEARANCES.dump_python(tuple(appearances), mode="json")
    take.value, take.state = verdict.value, "scored"
    session.flush()
    return verdict


def appearances_of(take: Take) -> tuple[Appearance, ...]:
    """The kept scores of a take."""
    return _APPEARANCES.validate_python(take.scores)


def verdict_of(take: Take) -> Verdict:
    """What the kept scores of a take ask for."""
    return judge(appearances_of(take))


def leave(session: Session, take: Take, why: str) -> None:
    """Say beside the reason of a retake why there is no other after it; said once, however often it is asked."""
    said = f"not taken again: {why}"
    if said not in take.reason:
        take.reason = f"{take.reason} · {said}"
        session.flush()


def circle_best(session: Session, takes: Sequence[Take]) -> Take:
    """Circle the best of a shot's takes; the earlier one where two are equal."""
    best = takes[0]
    for take in takes[1:]:
        if better(verdict_of(take), verdict_of(best)):
            best = take
    circle(session, takes, best)
    return best


def circle(session: Session, takes: Sequence[Take], chosen: Take) -> None:
    """Circle one take and no other; `takes` are those of its kind."""
    if not chosen.circled:
        tell_circled(session, chosen)
    for take in takes:
        take.circled = take.id == chosen.id
    session.flush()


def tell_circled(session: Session, take: Take) -> None:
    """Tell the project that a shot shows this take from now on."""
    circled = ClipCircled if take.kind == "clip" else TakeCircled
    facts = (take.id, take.storyboard_id, take.shot_id, take.number, take.asset_id)
    announce(session, circled(take.project_id, *facts))


def get(session: Session, project_id: str, take_id: str) -> Take:
    """The take; raises TakeNotFound."""
    found = queries.by_id(session, project_id, take_id)
    if found is None:
        raise TakeNotFound(f"There is no take {take_id}")
    return found


def choose(session: Session, project_id: str, take_id: str) -> list[Take]:
    """Make a take its shot's hero frame or clip; the others can be chosen again. Returns the shot's takes of its kind.

    What a person chose waits for no review any more. Raises TakeNotFound, TakeHasNoPicture.
    """
    queries.lock_shot_of(session, project_id, take_id)
    chosen = get(session, project_id, take_id)
    if chosen.asset_id is None:
        raise TakeHasNoPicture(f"Take {chosen.number} has no picture", todo="Ask for a retake")
    takes = queries.of_shot(session, chosen.shot_id, "clip" if chosen.kind == "clip" else "frame", anew=True)
    for take in takes:
        take.state = "scored" if take.state == NEEDS_REVIEW else take.state
    circle(session, takes, chosen)
    return takes
