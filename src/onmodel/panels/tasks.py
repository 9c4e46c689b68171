"""Cutting characters out of frames and references: too slow for a transaction, fast enough for a request."""

from collections.abc import Sequence

import numpy as np

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.characters import service as characters
from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.deliverables import crops
from onmodel.deliverables.crops import PartName
from onmodel.dna.model import FaceReference
from onmodel.kit.pictures import decode
from onmodel.panels.rules import NothingToCompare, NotInFrame
from onmodel.storyboards import service as storyboards
from onmodel.takes import service as takes
from onmodel.takes.service import appearances_of
from onmodel.takes.tables import Take


def frame_crop(
    database: Database, blobs: BlobStore, take: Take, character: Character, part: PartName, *, edge: int
) -> bytes:
    """A JPEG of a character's part in a take's picture. Raises NotInFrame where the picture does not say where."""
    with database.reading() as session:
        board = storyboards.get(session, take.project_id, take.storyboard_id)
        name = next((m.script_name for m in board.cast if m.character_id == character.id), character.name)
        sight = takes.sight(take)
        if name not in sight.heads or take.asset_id is None:
            raise NotInFrame(f"Take {take.number} does not show where {character.name} is")
        data, ids = takes.picture_of(session, blobs, take), takes.ids_of(session, blobs, take)
    mask = ids == sight.order.index(name) + 1 if ids is not None and name in sight.order else None
    return crops.of_frame(decode(data, f"take {take.number}"), sight.heads[name], mask, part, edge)


def reference_crop(
    database: Database, blobs: BlobStore, take: Take, character: Character, part: PartName, *, edge: int
) -> bytes:
    """The same of the reference that is nearest to the take's face. Raises NothingToCompare where there is none."""
    with database.reading() as session:
        board = storyboards.get(session, take.project_id, take.storyboard_id)
        name = next((m.script_name for m in board.cast if m.character_id == character.id), character.name)
        faces = {face.picture: face for face in characters.dna_of(character).faces}
        known = [(row, faces[row.filename]) for row in character.references if row.filename in faces]
        if not known:
            raise NothingToCompare(f"{character.name} has no reference with a face", why="It is made of words alone")
        row, face = known[_nearest([face for _, face in known], take, name)]
        data = assets.read(blobs, assets.get(session, row.asset_id))
    return crops.of_reference(decode(data, row.filename), face.box, part, edge)


def _nearest(faces: Sequence[FaceReference], take: Take, name: str) -> int:
    """Which reference's face is most like that of the take; the best one where the take has none to compare."""
    seen = next((a for a in appearances_of(take) if a.character == name), None)
    vector = (seen.vectors or {}).get("face") if seen else None
    same = [i for i, face in enumerate(faces) if vector and len(face.embedding) == len(vector)]
    if not same:
        return max(range(len(faces)), key=lambda i: faces[i].quality)
    return min(same, key=lambda i: float(np.linalg.norm(np.subtract(faces[i].embedding, vector or ()))))
