"""Measuring a character again: slow, so outside every transaction, for requests and for the job after live editing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.bundle import Backends
from onmodel.characters import service
from onmodel.characters.rules import Edit, Measured, Reference
from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.jobs.tasks import Handlers, JobContext


@dataclass(frozen=True)
class Draft:
    """A change ready to be written: columns, what was measured for it, and the row's version that it was made from."""

    columns: dict[str, Any]
    measured: Measured | None
    version: int | None
    message: str


def handlers(backends: Backends) -> Handlers:
    """Job kind → what does it."""
    return {service.MEASURE_JOB: partial(measure_again, backends)}


def draft(backends: Backends, database: Database, project_id: str, character_id: str, edit: Edit) -> Draft:
    """What an edit comes to, with DNA measured anew where its words or pictures ask for it.

    Raises CharacterNotFound, AssetNotFound for a reference that is not the character's, and what measuring raises.
    """
    with database.reading() as session:
        row = service.get(session, project_id, character_id)
        words = edit.columns.get("description", row.description)
        own = [reference.asset_id for reference in row.references]
        keep = own if edit.keep is None else list(edit.keep)
        if words == row.description and keep == own and not edit.images:
            return Draft(edit.columns, None, edit.version, edit.message)
        kept = references_of(session, backends.blobs, row, keep)
        name, version = row.dna.get("name", row.name), row.version
    measured = service.measure_character(backends.vision, name, words, [*kept, *edit.images], keep)
    return Draft(edit.columns, measured, edit.version or version, edit.message)


def references_of(session: Session, blobs: BlobStore, character: Character, ids: Iterable[str]) -> list[Reference]:
    """The character's own references with these assets, in that order; raises AssetNotFound for another's."""
    own = {reference.asset_id: reference for reference in character.references}
    for asset_id in ids:
        if asset_id not in own:
            raise assets.AssetNotFound(f"{character.name} has no reference {asset_id}")
    return [Reference(own[i].filename, assets.read(blobs, assets.get(session, i))) for i in ids]


def measure_again(backends: Backends, job: JobContext) -> dict[str, Any]:
    """The job after people edited a character's words together: DNA from the new words and the same pictures."""
    character_id = job.params["character_id"]
    with job.database.reading() as session:
        row = service.get(session, job.project_id, character_id)
        own = [reference.asset_id for reference in row.references]
        references: list[Reference] = references_of(session, backends.blobs, row, own)
        name, words, version = row.dna.get("name", row.name), row.description, row.version
    measured = service.measure_character(backends.vision, name, words, references, own)
    with job.transaction() as session:
        row = service.get(session, job.project_id, character_id)
        if row.version == version:  # else a later job measures what is there now
            service.change(session, row, {}, anew=(backends.blobs, measured), message="measured anew")
    return {"character_id": character_id}
