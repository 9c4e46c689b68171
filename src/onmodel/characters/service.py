"""What can be done with characters. Every change of one is kept as a version."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.vision.port import VisionBackend
from onmodel.bible import queries as entries
from onmodel.bible import service as bible
from onmodel.bible.rules import REFERENCE_QUALITY
from onmodel.bible.service import Chapter
from onmodel.characters import events, rules
from onmodel.characters.rules import CharacterExists, CharacterNotFound, Measured, Reference, checked_name
from onmodel.characters.schemas import restored, snapshot_of
from onmodel.characters.tables import Character, CharacterReference
from onmodel.db import announce
from onmodel.dna.jsonable import from_jsonable, to_jsonable
from onmodel.dna.model import CharacterDNA
from onmodel.dna.prompt import base_prompt
from onmodel.errors import Conflict
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.kit.pictures import check_header, decode, encode_jpeg
from onmodel.stage.casting import cast
from onmodel.stage.doubles import measured_dna
from onmodel.stage.spec import ActorLook
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject

MEASURE_JOB = "measure_character"
CHARACTERS = Chapter(
    "character", Character, snapshot_of, CharacterNotFound, CharacterExists, listing="`onmodel character list`",
    changed=events.CharacterChanged, rolled_back=events.CharacterRolledBack, deleted=events.CharacterDeleted,
    restored=events.CharacterRestored,
)  # fmt: skip
Made = Character | Conflict  # one of several that were to be created


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


def unchanged(
    session: Session, project_id: str, name: str, description: str, references: Sequence[Reference]
) -> Character | None:
    """The character of this name, if it was defined from exactly these words and pictures."""
    known = entries.by_name(session, Character, project_id, checked_name(name))
    return known if known and known.details.get("fingerprint") == rules.fingerprint(description, references) else None


def create(session: Session, blobs: BlobStore, measured: Measured, *, project_id: str) -> Character:
    """Keep a measured character; raises CharacterExists where the project has one of this name."""
    made = create_all(session, blobs, [measured], project_id=project_id)[0]
    if isinstance(made, Conflict):
        raise made
    return made


def create_all(session: Session, blobs: BlobStore, many: Sequence[Measured], *, project_id: str) -> list[Made]:
    """Keep measured characters; in the place of one whose name is taken, what its sender is told."""
    taken = entries.taken(session, Character, project_id, {measured.name for measured in many})
    new: dict[str, Character] = {}
    for measured in many:
        if measured.name not in taken:
            new[measured.name] = character = Character(project_id=project_id, name=measured.name, references=[])
            session.add(character)
            _write(session, blobs, character, measured)
        taken.add(measured.name)
    session.flush()
    for name, character in new.items():
        announce(session, events.CharacterCreated(project_id, character.id, name))
    states = [(Subject("character", c.id), snapshot_of(c)) for c in new.values()]
    versions.begin(session, project_id, states, "defined")
    return [new.pop(measured.name) if measured.name in new else CHARACTERS.taken(measured.name) for measured in many]


def define(session: Session, blobs: BlobStore, measured: Measured, *, project_id: str) -> Character:
    """Keep a measured character under its name, new or changed; an unchanged one stays as it is."""
    character = entries.by_name(session, Character, project_id, measured.name)
    if character is None:
        return create(session, blobs, measured, project_id=project_id)
    if character.details.get("fingerprint") != measured.fingerprint:
        before = snapshot_of(character)
        _write(session, blobs, character, measured)
        bible.keep_change(session, CHARACTERS, character, before, rules.changes_looks, message="defined anew")
    return character


def change(
    session: Session, character: Character, columns: dict[str, Any], *,
    anew: tuple[BlobStore, Measured] | None = None, version: int | None = None, message: str = "",
) -> Character:  # fmt: skip
    """Write these columns, and what was measured anew; keep a version and announce it.

    `version` is the row's that the change was made from; raises ChangedMeanwhile for an older one, CharacterExists.
    """
    bible.check_version(character, version)
    before = snapshot_of(character)
    bible.check_free(session, CHARACTERS, character.project_id, columns.get("name", ""), but=character)
    for column, value in columns.items():
        setattr(character, column, value)
    if anew is not None:
        _write(session, anew[0], character, anew[1])
    if character.dna:  # the DNA keeps its name: what it leaves open is drawn by it, and a rename changes no face
        character.base_prompt = base_prompt(replace(dna_of(character), name=character.name))
    bible.keep_change(session, CHARACTERS, character, before, rules.changes_looks, message=message)
    return character


def roll_back(session: Session, project_id: str, character_id: str, number: int) -> Character:
    """Make the character as it was in a version, as a new version; the team is told.

    Raises CharacterNotFound, VersionNotFound, and CharacterExists where another has the name of then.
    """
    return bible.roll_back(session, CHARACTERS, get(session, project_id, character_id), number, _write_back)


def _write_back(session: Session, character: Character, then: dict[str, Any]) -> None:
    columns, references = restored(then)
    for column, value in columns.items():
        setattr(character, column, value)
    _refer(session, character, references)


def delete(session: Session, project_id: str, character_id: str) -> Character:
    """Put a character away: lists leave it out, its name is free, frames keep it. Raises CharacterNotFound."""
    return bible.put_away(session, CHARACTERS, get(session, project_id, character_id))


def restore(session: Session, project_id: str, character_id: str) -> Character:
    """Take a deleted character back; raises CharacterNotFound, and CharacterExists where its name is taken by now."""
    return bible.take_back(session, CHARACTERS, project_id, character_id)


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
        jobs.submit(session, JobRequest(MEASURE_JOB, project_id, {"character_id": character_id}, queue="light"))


def _write(session: Session, blobs: BlobStore, character: Character, measured: Measured) -> None:
    character.description = measured.description
    character.dna = to_jsonable(measured.dna)
    character.base_prompt = base_prompt(measured.dna)
    character.details = {**(character.details or {}), "fingerprint": measured.fingerprint}
    quality = {face.picture: face.quality for face in measured.dna.faces}
    references = []
    for (filename, picture), kept in zip(measured.pictures, measured.kept, strict=True):
        asset_id = kept or bible.store_picture(
            session, blobs, character, encode_jpeg(picture, REFERENCE_QUALITY), filename
        )
        references.append({"asset_id": asset_id, "label": filename, "quality": quality.get(filename, 0.0)})
    _refer(session, character, references)


def _refer(session: Session, character: Character, references: Sequence[dict[str, Any]]) -> None:
    rows = [CharacterReference(asset_id=r["asset_id"], filename=r["label"], quality=r["quality"]) for r in references]
    bible.refer(session, character.references, rows)


def get(session: Session, project_id: str, character_id: str) -> Character:
    """The character; raises CharacterNotFound, also for a deleted one."""
    return bible.get(session, CHARACTERS, project_id, character_id)


def find(session: Session, project_id: str, name_or_id: str) -> Character:
    """The character with this name or id; raises CharacterNotFound."""
    return entries.by_name(session, Character, project_id, name_or_id) or get(session, project_id, name_or_id)


def get_all(session: Session, project_id: str, ids: Sequence[str]) -> list[Character]:
    """The characters in the order asked for; raises CharacterNotFound naming the first that is not there."""
    found = entries.by_ids(session, Character, project_id, ids)
    known = {c.id for c in found if c.deleted_at is None}
    for wanted in ids:
        if wanted not in known:
            raise CHARACTERS.missing(wanted)
    return found


def dna_of(character: Character) -> CharacterDNA:
    """The character's DNA as a value."""
    return from_jsonable(character.dna)


def look_of(character: Character) -> ActorLook:
    """The actor who plays the character on the stage."""
    return cast(dna_of(character))
