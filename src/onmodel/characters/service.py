"""What can be done with characters. Every change of one is kept as a version."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.vision.port import VisionBackend
from onmodel.characters import events, queries, rules
from onmodel.characters.rules import CharacterExists, CharacterNotFound, Measured, Reference, checked_name
from onmodel.characters.schemas import restored, snapshot_of
from onmodel.characters.tables import Character, CharacterReference
from onmodel.db import announce
from onmodel.dna.jsonable import from_jsonable, to_jsonable
from onmodel.dna.model import CharacterDNA
from onmodel.dna.prompt import base_prompt
from onmodel.engine import ChangedMeanwhile
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.kit.clock import utc_now
from onmodel.kit.pictures import Pixels, check_header, decode, encode_jpeg
from onmodel.stage.casting import cast
from onmodel.stage.doubles import measured_dna
from onmodel.stage.spec import ActorLook
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from onmodel.versions.tables import Version

REFERENCE_QUALITY = 92  # of the JPEG that a reference is kept as
MEASURE_JOB = "measure_character"


def measure_character(
    vision: VisionBackend, name: str, description: str, references: Sequence[Reference], kept: Sequence[str] = ()
) -> Measured:
    """DNA from up to three pictures, words, or both. Slow (about a second): call it outside any transaction.

    `kept`: assets of the first references, which are stored already. Raises what `kit.pictures` and `dna` raise, each
    naming the picture: NotAnImage, NoFaceFound, NotTheSamePerson, …
    """
    name = checked_name(name)
    pictures = tuple((r.filename, decode(r.data, r.filename)) for r in rules.checked_references(references))
    dna = measured_dna(name, description, pictures, vision)
    unsure = [warning for r in references for warning in check_header(r.data, r.filename).warnings]
    dna = replace(dna, warnings=(*dna.warnings, *unsure))
    stored = (*kept, *[None] * (len(pictures) - len(kept)))
    return Measured(name, description, dna, rules.fingerprint(description, references), pictures, stored)


def references_of(session: Session, blobs: BlobStore, character: Character, ids: Iterable[str]) -> list[Reference]:
    """The character's own references with these assets, in that order; raises AssetNotFound for another's."""
    own = {reference.asset_id: reference for reference in character.references}
    for asset_id in ids:
        if asset_id not in own:
            raise assets.AssetNotFound(f"{character.name} has no reference {asset_id}")
    return [Reference(own[i].filename, assets.read(blobs, assets.get(session, i))) for i in ids]


def unchanged(
    session: Session, project_id: str, name: str, description: str, references: Sequence[Reference]
) -> Character | None:
    """The character of this name, if it was defined from exactly these words and pictures."""
    known = queries.by_name(session, project_id, checked_name(name))
    return known if known and known.details.get("fingerprint") == rules.fingerprint(description, references) else None


def create(session: Session, blobs: BlobStore, measured: Measured, *, project_id: str) -> Character:
    """Keep a measured character; raises CharacterExists where the project has one of this name."""
    _check_free(session, project_id, measured.name)
    character = Character(project_id=project_id, name=measured.name)
    session.add(character)
    _write(session, blobs, character, measured)
    announce(session, events.CharacterCreated(project_id, character.id, character.name))
    keep(session, character, "defined")
    return character


def _check_free(session: Session, project_id: str, name: str, but: Character | None = None) -> None:
    if queries.by_name(session, project_id, name) not in (None, but):
        raise CharacterExists(
            f"There is a character {name!r} already", todo="Choose another name, or change that character"
        )


def define(session: Session, blobs: BlobStore, measured: Measured, *, project_id: str) -> Character:
    """Keep a measured character under its name, new or changed; an unchanged one stays as it is."""
    character = queries.by_name(session, project_id, measured.name)
    if character is None:
        return create(session, blobs, measured, project_id=project_id)
    if character.details.get("fingerprint") != measured.fingerprint:
        before = snapshot_of(character)
        _write(session, blobs, character, measured)
        _changed(session, character, before, "defined anew")
    return character


def change(
    session: Session, character: Character, columns: dict[str, Any], *,
    anew: tuple[BlobStore, Measured] | None = None, version: int | None = None, message: str = "",
) -> Character:  # fmt: skip
    """Write these columns, and what was measured anew; keep a version and announce it.

    `version` is the row's that the change was made from; raises ChangedMeanwhile for an older one, CharacterExists.
    """
    if version is not None and version != character.version:
        raise ChangedMeanwhile(
            f"{character.name} was changed meanwhile", why=f"It is at version {character.version}, yours is {version}",
            todo="Read it again and repeat the change", version=character.version,
        )  # fmt: skip
    before = snapshot_of(character)
    _check_free(session, character.project_id, columns.get("name", ""), but=character)
    for column, value in columns.items():
        setattr(character, column, value)
    if anew is not None:
        _write(session, anew[0], character, anew[1])
    if character.dna:  # the DNA keeps its name: what it leaves open is drawn by it, and a rename changes no face
        character.base_prompt = base_prompt(replace(dna_of(character), name=character.name))
    _changed(session, character, before, message)
    return character


def _changed(session: Session, character: Character, before: dict[str, Any], message: str) -> None:
    session.flush()
    fields = rules.changed_fields(before, snapshot_of(character))
    if fields:
        number = keep(session, character, message or rules.told_change(fields)).number
        told = (character.project_id, character.id, character.name, number, fields, rules.changes_looks(fields))
        announce(session, events.CharacterChanged(*told))


def keep(session: Session, character: Character, message: str) -> Version:
    """Keep the character's present state as a version."""
    subject, snapshot = Subject("character", character.id), snapshot_of(character)
    return versions.keep(session, character.project_id, subject, snapshot=snapshot, message=message)


def roll_back(session: Session, project_id: str, character_id: str, number: int) -> Character:
    """Make the character as it was in a version, as a new version; the team is told.

    Raises CharacterNotFound, VersionNotFound, and CharacterExists where another has the name of then.
    """
    character = get(session, project_id, character_id)
    snapshot = versions.get(session, project_id, Subject("character", character_id), number).snapshot
    _check_free(session, project_id, snapshot["name"], but=character)
    columns, references = restored(snapshot)
    for column, value in columns.items():
        setattr(character, column, value)
    _refer(session, character, references)
    kept = keep(session, character, f"rolled back to {number}")
    announce(session, events.CharacterRolledBack(project_id, character.id, character.name, kept.number, number))
    return character


def delete(session: Session, project_id: str, character_id: str) -> Character:
    """Put a character away: lists leave it out, its name is free, frames keep it. Raises CharacterNotFound."""
    character = get(session, project_id, character_id)
    announce(session, events.CharacterDeleted(project_id, character.id, character.name))
    character.details = {**character.details, "name": character.name}
    character.name, character.deleted_at = rules.name_in_bin(character.name, character.id), utc_now()
    session.flush()
    return character


def restore(session: Session, project_id: str, character_id: str) -> Character:
    """Take a deleted character back; raises CharacterNotFound, and CharacterExists where its name is taken by now."""
    character = queries.by_id(session, project_id, character_id) or get(session, project_id, character_id)
    if character.deleted_at is not None:
        _check_free(session, project_id, character.details["name"])
        character.name, character.deleted_at = character.details["name"], None
        announce(session, events.CharacterRestored(project_id, character.id, character.name))
    return character


def shared_fields(character: Character) -> dict[str, Any]:
    """What several people may edit at one time."""
    return {name: getattr(character, name) for name in rules.SHARED}


def take_over(
    session: Session, project_id: str, character_id: str, fields: dict[str, Any], *, authors: Sequence[str]
) -> None:
    """Write what people edited together and keep it as a version that names them; new words are measured by a job."""
    character = get(session, project_id, character_id)
    words = character.description
    change(session, character, rules.shared_columns(fields), message=f"edited by {accounts.named(session, authors)}")
    if character.description != words:
        params = {"character_id": character.id}
        jobs.submit(session, JobRequest(MEASURE_JOB, project_id, params, queue="light"))


def _write(session: Session, blobs: BlobStore, character: Character, measured: Measured) -> None:
    character.description = measured.description
    character.dna = to_jsonable(measured.dna)
    character.base_prompt = base_prompt(measured.dna)
    character.details = {**(character.details or {}), "fingerprint": measured.fingerprint}
    quality = {face.picture: face.quality for face in measured.dna.faces}
    references = []
    for (filename, picture), kept in zip(measured.pictures, measured.kept, strict=True):
        asset_id = kept or _stored(session, blobs, character.project_id, filename, picture)
        references.append({"asset_id": asset_id, "label": filename, "quality": quality.get(filename, 0.0)})
    _refer(session, character, references)


def _stored(session: Session, blobs: BlobStore, project_id: str, filename: str, picture: Pixels) -> str:
    data, made = encode_jpeg(picture, REFERENCE_QUALITY), {"uploaded": filename}
    return assets.store(session, blobs, data, "image/jpeg", project_id=project_id, made_by=made).id


def _refer(session: Session, character: Character, references: Sequence[dict[str, Any]]) -> None:
    """Let these be the character's references, in this order."""
    character.references.clear()
    session.flush()  # or the old ones would still have the positions of the new ones
    for position, r in enumerate(references):
        row = CharacterReference(asset_id=r["asset_id"], position=position, filename=r["label"], quality=r["quality"])
        character.references.append(row)
    session.flush()


def get(session: Session, project_id: str, character_id: str) -> Character:
    """The character; raises CharacterNotFound, also for a deleted one."""
    return get_all(session, project_id, [character_id])[0]


def find(session: Session, project_id: str, name_or_id: str) -> Character:
    """The character with this name or id; raises CharacterNotFound."""
    return queries.by_name(session, project_id, name_or_id) or get(session, project_id, name_or_id)


def get_all(session: Session, project_id: str, ids: Sequence[str]) -> list[Character]:
    """The characters in the order asked for; raises CharacterNotFound naming the first that is not there."""
    found = queries.by_ids(session, project_id, ids)
    known = {c.id for c in found if c.deleted_at is None}
    for wanted in ids:
        if wanted not in known:
            raise CharacterNotFound(f"There is no character {wanted}", todo="`onmodel character list` shows them")
    return found


def dna_of(character: Character) -> CharacterDNA:
    """The character's DNA as a value."""
    return from_jsonable(character.dna)


def look_of(character: Character) -> ActorLook:
    """The actor who plays the character on the stage."""
    return cast(dna_of(character))
