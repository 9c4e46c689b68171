"""Grading pictures: too slow for a transaction, fast enough for a request."""

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.assets.tables import Asset
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.images.port import ImageResult
from onmodel.bible import queries as bible
from onmodel.color.grading import grade_picture
from onmodel.color.palettes import share_of_palette
from onmodel.color.spaces import hex_to_srgb_u8
from onmodel.db import Database, announce
from onmodel.kit.pictures import decode, encode_jpeg, encode_png, thumbnail
from onmodel.styles import events, queries, rules, service
from onmodel.styles.rules import Finish, NothingToGrade, Own
from onmodel.styles.schemas import ApplyIn, PreviewQuery
from onmodel.styles.tables import Style, StyleApplication
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject

PREVIEW_EDGE, PREVIEW_QUALITY = 960, 85
REACH = 0.05  # in Oklab's a, b; a hue that far from a palette's colour is still called by its name
MEASURE = "oklab-palette-share-v1"


@dataclass(frozen=True)
class Dressing:
    """A style as frames are made with it: what it comes to, and which state of it that is.

    `words`: how it is described, by itself or by the nearest it inherits from that is.
    """

    style_id: str
    name: str
    number: int
    finish: Finish
    words: str = ""

    def json(self) -> dict[str, Any]:
        """As manifests name it."""
        return {"id": self.style_id, "name": self.name, "number": self.number, **self.finish.json()}


@dataclass(frozen=True)
class Target:
    """What is graded: the picture, whose it is, and what its manifest says that it was made from."""

    kind: str
    id: str
    asset_id: str
    data: bytes
    made_from: list[Any]


@dataclass(frozen=True)
class Graded:
    """A graded picture that is not kept yet."""

    dressing: Dressing
    target: Target
    strength: float
    png: bytes
    consistency: float | None
    measured: dict[str, Any]


def dressing_of(session: Session, style: Style) -> Dressing:
    """The style as it stands."""
    number = versions.current_numbers(session, style.project_id, [Subject("style", style.id)]).get(style.id, 1)
    words = next((s.description for s in service.chain_of(session, style) if s.description.strip()), "")
    return Dressing(style.id, style.name, number, service.finish_of(session, style), words.strip())


def grade_target(database: Database, blobs: BlobStore, project_id: str, style_id: str, given: ApplyIn) -> Graded:
    """A picture under a style, measured against its palette. Takes 0.3 s: outside transactions.

    Raises StyleNotFound, AssetNotFound (also for an unknown take), NothingToGrade, and what `kit.pictures` raises.
    """
    with database.reading() as session:
        style = service.get(session, project_id, style_id)
        dressing, target = dressing_of(session, style), _target(session, blobs, style, given)
    before = decode(target.data, "The picture")
    after = dress(before, dressing.finish, given.strength)
    consistency, measured = measure(before, after, dressing.finish)
    return Graded(dressing, target, given.strength, encode_png(after), consistency, measured)


def dress(picture: NDArray[np.uint8], finish: Finish, strength: float = 1.0) -> NDArray[np.uint8]:
    """A picture (H, W, 3) srgb_u8 under a style's grade."""
    return grade_picture(picture, finish.grade, finish.palette, strength)


def dressing_by_id(session: Session, project_id: str, style_id: str) -> Dressing | None:
    """The style that a board was ordered in, as it stands, also where it was put away; None for none."""
    style = bible.by_id(session, Style, project_id, style_id) if style_id else None
    return dressing_of(session, style) if style else None


def developed(result: ImageResult, dressing: Dressing | None) -> ImageResult:
    """A rendered picture under its board's style, which its manifest names; the plate stays beside it."""
    if dressing is None:
        return result
    manifest = {**result.manifest, "style": dressing.json()}
    return replace(result, picture=dress(result.picture, dressing.finish), plate=result.picture, manifest=manifest)


def measure(
    before: NDArray[np.uint8], after: NDArray[np.uint8], finish: Finish
) -> tuple[float | None, dict[str, Any]]:  # fmt: skip
    """How much of a graded picture has the palette's hues, 0–100, and what that was measured on; null with a reason."""
    if not finish.palette:
        return None, {"reason": "the style has no palette to compare with"}
    palette = np.stack([hex_to_srgb_u8(colour) for colour in finish.palette])
    shares = [round(100 * share_of_palette(picture, palette, REACH), 1) for picture in (before, after)]
    told = {"measure": MEASURE, "reach": REACH, "palette": list(finish.palette), "before": shares[0]}
    return shares[1], {**told, "size": [after.shape[1], after.shape[0]]}


def _target(session: Session, blobs: BlobStore, style: Style, given: ApplyIn) -> Target:
    project_id = style.project_id
    if given.take_id is not None:
        found = queries.picture_of_take(session, project_id, given.take_id)
        if found is None:
            raise assets.AssetNotFound(f"There is no take {given.take_id} with a picture")
        asset = assets.in_project(session, project_id, found[0])
        return Target("take", given.take_id, asset.id, assets.read(blobs, asset), found[1].get("sources", []))
    reference = style.references[0].asset_id if style.references else None
    asset_id = given.asset_id or reference
    if asset_id is None:
        raise NothingToGrade("There is no picture to grade", todo="Name a take_id or an asset_id")
    asset = assets.in_project(session, project_id, asset_id)
    return Target("asset", asset.id, asset.id, assets.read(blobs, asset), asset.made_by.get("sources", []))


def keep(session: Session, blobs: BlobStore, graded: Graded, *, project_id: str) -> StyleApplication:
    """Keep a graded picture with its manifest, and where it came from. Announces StyleApplied."""
    asset = _stored(session, blobs, graded, project_id)
    row = StyleApplication(
        project_id=project_id, style_id=graded.dressing.style_id, number=graded.dressing.number,
        target_kind=graded.target.kind, target_id=graded.target.id, asset_id=asset.id, strength=graded.strength,
        coordination=graded.target.made_from, consistency=graded.consistency, measured=graded.measured,
    )  # fmt: skip
    session.add(row)
    session.flush()
    told = (project_id, graded.dressing.style_id, graded.dressing.name, row.id, asset.id)
    announce(session, events.StyleApplied(*told))
    return row


def _stored(session: Session, blobs: BlobStore, graded: Graded, project_id: str) -> Asset:
    manifest = {
        "made_by": "style", "style": graded.dressing.json(), "strength": graded.strength,
        "source": graded.target.asset_id, "target": {"kind": graded.target.kind, "id": graded.target.id},
        "versions": {"onmodel": version("onmodel")},
    }  # fmt: skip
    return assets.store(session, blobs, graded.png, "image/png", project_id=project_id, made_by=manifest)


def preview(database: Database, blobs: BlobStore, project_id: str, style_id: str, asked: PreviewQuery) -> bytes:
    """A JPEG, no edge longer than 960, with controls turned that the style does not have. Raises as `grade_target`."""
    with database.reading() as session:
        style = service.get(session, project_id, style_id)
        chain = [Own(s.parameters, s.palette) for s in service.chain_of(session, style)]
        target = _target(session, blobs, style, asked.target())
    chain[0] = replace(chain[0], parameters=rules.merged(chain[0].parameters, asked.turned()))
    picture = thumbnail(decode(target.data, "The picture"), PREVIEW_EDGE)
    return encode_jpeg(dress(picture, rules.finish(chain), asked.strength), PREVIEW_QUALITY)
