"""What can be done with characters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.vision.port import VisionBackend
from onmodel.characters import queries
from onmodel.characters.rules import Reference, checked_name, checked_references, fingerprint
from onmodel.characters.tables import Character, CharacterReference
from onmodel.dna.jsonable import from_jsonable, to_jsonable
from onmodel.dna.measure import measure
from onmodel.dna.model import CharacterDNA
from onmodel.dna.prompt import base_prompt
from onmodel.errors import Conflict, NotFound
from onmodel.kit.pictures import check_header, decode, encode_jpeg
from onmodel.stage.albedo import fit_likeness
from onmodel.stage.casting import cast
from onmodel.stage.likeness import View
from onmodel.stage.spec import ActorLook

REFERENCE_QUALITY = 92  # of the JPEG that a reference is kept as


class CharacterNotFound(NotFound):
    """The project has no such character."""


class CharacterExists(Conflict):
    """The project has a character of this name."""


@dataclass(frozen=True)
class Measured:
    """A character that is measured but not yet kept: DNA, and the references as they will be stored."""

    name: str
    description: str
    dna: CharacterDNA
    fingerprint: str  # of what was given: the same words and bytes need no second measuring
    pictures: tuple[tuple[str, NDArray[np.uint8]], ...]  # filename, srgb_u8


def measure_character(vision: VisionBackend, name: str, description: str, references: Sequence[Reference]) -> Measured:
    """DNA from up to three pictures, words, or both. Slow (about a second): call it outside any transaction.

    Raises what `kit.pictures` and `dna` raise, each naming the picture: NotAnImage, NoFaceFound, NotTheSamePerson, …
    """
    name = checked_name(name)
    pictures = tuple((r.filename, decode(r.data, r.filename)) for r in checked_references(references))
    dna = measure(name, description, pictures, vision)
    unsure = [warning for r in references for warning in check_header(r.data, r.filename).warnings]
    dna = replace(dna, warnings=(*dna.warnings, *unsure))
    views = _views(vision, pictures, dna)
    if views:
        dna = replace(dna, likeness=fit_likeness(cast(dna), views))
    return Measured(name, description, dna, fingerprint(description, references), pictures)


def _views(vision: VisionBackend, pictures: Sequence[tuple[str, Any]], dna: CharacterDNA) -> list[View]:
    quality = {face.picture: face.quality for face in dna.faces}
    views = []
    for filename, picture in pictures:
        faces = vision.faces(picture) if vision.capabilities.face_mesh else []
        mesh = vision.face_mesh(picture, faces[0]) if faces else None
        if mesh is not None:
            views.append(View(picture, mesh, max(quality.get(filename, 0.1), 0.1)))
    return views


def unchanged(
    session: Session, project_id: str, name: str, description: str, references: Sequence[Reference]
) -> Character | None:
    """The character of this name, if it was defined from exactly these words and pictures."""
    known = queries.by_name(session, project_id, checked_name(name))
    same = known is not None and known.details.get("fingerprint") == fingerprint(description, references)
    return known if same else None


def create(session: Session, blobs: BlobStore, measured: Measured, *, project_id: str) -> Character:
    """Keep a measured character; raises CharacterExists where the project has one of this name."""
    if queries.by_name(session, project_id, measured.name):
        raise CharacterExists(
            f"There is a character {measured.name!r} already", todo="Choose another name, or change that character"
        )
    character = Character(project_id=project_id, name=measured.name)
    session.add(character)
    _write(session, blobs, character, measured)
    return character


def define(session: Session, blobs: BlobStore, measured: Measured, *, project_id: str) -> Character:
    """Keep a measured character under its name, new or changed; an unchanged one stays as it is."""
    character = queries.by_name(session, project_id, measured.name)
    if character is None:
        return create(session, blobs, measured, project_id=project_id)
    if character.details.get("fingerprint") != measured.fingerprint:
        character.references.clear()
        session.flush()
        _write(session, blobs, character, measured)
    return character


def _write(session: Session, blobs: BlobStore, character: Character, measured: Measured) -> None:
    character.description = measured.description
    character.dna = dna_json(measured.dna)
    character.base_prompt = base_prompt(measured.dna)
    character.details = {**(character.details or {}), "fingerprint": measured.fingerprint}
    quality = {face.picture: face.quality for face in measured.dna.faces}
    for position, (filename, picture) in enumerate(measured.pictures):
        asset = assets.store(
            session, blobs, encode_jpeg(picture, REFERENCE_QUALITY), "image/jpeg",
            project_id=character.project_id, made_by={"uploaded": filename},
        )  # fmt: skip
        character.references.append(
            CharacterReference(
                asset_id=asset.id, position=position, filename=filename, quality=quality.get(filename, 0.0)
            )
        )
    session.flush()


def get(session: Session, project_id: str, character_id: str) -> Character:
    """The character; raises CharacterNotFound."""
    found = queries.by_id(session, project_id, character_id)
    if found is None:
        raise CharacterNotFound(f"There is no character {character_id}", todo="List them with `onmodel character list`")
    return found


def lookup(session: Session, project_id: str, name: str) -> Character | None:
    """The character with exactly this name, if there is one."""
    return queries.by_name(session, project_id, name)


def find(session: Session, project_id: str, name_or_id: str) -> Character:
    """The character with this name or id; raises CharacterNotFound."""
    return lookup(session, project_id, name_or_id) or get(session, project_id, name_or_id)


def get_all(session: Session, project_id: str, ids: Sequence[str]) -> list[Character]:
    """The characters in the order asked for; raises CharacterNotFound naming the first that is not there."""
    found = queries.by_ids(session, project_id, ids)
    known = {c.id for c in found}
    for wanted in ids:
        if wanted not in known:
            raise CharacterNotFound(f"There is no character {wanted}")
    return found


def dna_json(dna: CharacterDNA) -> dict[str, Any]:
    """DNA as it is stored."""
    return to_jsonable(dna)


def dna_of(character: Character) -> CharacterDNA:
    """The character's DNA as a value."""
    return from_jsonable(character.dna)


def look_of(character: Character) -> ActorLook:
    """The actor who plays the character on the stage."""
    return cast(dna_of(character))
