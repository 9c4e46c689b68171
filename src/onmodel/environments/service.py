"""What can be done with environments. Every change of one is kept as a version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.characters.rules import changed_fields, name_in_bin, told_change
from onmodel.db import announce
from onmodel.engine import ChangedMeanwhile
from onmodel.environments import events, queries, rules
from onmodel.environments.rules import EnvironmentExists, EnvironmentNotFound, Surroundings
from onmodel.environments.schemas import AngleIn, AngleKept, snapshot_of
from onmodel.environments.tables import Environment, EnvironmentReference
from onmodel.fountain.model import SceneBreakdown
from onmodel.kit.clock import utc_now
from onmodel.kit.pictures import decode, encode_jpeg
from onmodel.kit.uploads import decoded
from onmodel.stage.sets.choose import choose_set
from onmodel.stage.spec import SetSpec
from onmodel.styles.rules import check_pictures
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from onmodel.versions.tables import Version

Sites = Mapping[str, str | None]  # a script's place → the environment that somebody said it is; None: none of ours
NOWHERE: Sites = {}
ChooseSet = Callable[[SceneBreakdown, int], SetSpec]
REFERENCE_QUALITY = 92  # of the JPEG that a reference is kept as


@dataclass(frozen=True)
class Angles:
    """The references that an environment is to have: kept ones by asset and angle, new ones as JPEG."""

    kept: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, bytes], ...]


def prepare(own: Mapping[str, str], keep: Sequence[AngleKept], new: Sequence[AngleIn]) -> Angles:
    """References checked and encoded; slow, so outside transactions. `own`: asset → angle of those it has.

    Raises AssetNotFound, TooManyPictures, NotBase64, and what `kit.pictures` raises, each naming the picture.
    """
    check_pictures(len(keep) + len(new))
    for one in keep:
        if one.asset_id not in own:
            raise assets.AssetNotFound(f"There is no reference {one.asset_id} here")
    kept = tuple((k.asset_id, own[k.asset_id] if k.angle is None else k.angle) for k in keep)
    named = [(given, given.angle or f"picture {i}", i) for i, given in enumerate(new, start=1)]
    encoded = [encode_jpeg(decode(decoded(g.image, i), name), REFERENCE_QUALITY) for g, name, i in named]
    return Angles(kept, tuple((given.angle, data) for given, data in zip(new, encoded, strict=True)))


def create(
    session: Session, blobs: BlobStore, columns: dict[str, Any], angles: Angles, *, project_id: str
) -> Environment:  # fmt: skip
    """Make an environment; raises EnvironmentExists."""
    _check_free(session, project_id, columns["name"])
    row = Environment(project_id=project_id, **columns)
    session.add(row)
    refer(session, blobs, row, angles)
    announce(session, events.EnvironmentCreated(project_id, row.id, row.name))
    keep(session, row, "made")
    return row


def change(
    session: Session, row: Environment, columns: dict[str, Any], *,
    angles: tuple[BlobStore, Angles] | None = None, version: int | None = None, message: str = "",
) -> Environment:  # fmt: skip
    """Write these columns and references; keep a version and announce it.

    Raises ChangedMeanwhile where `version` is not the row's any more, EnvironmentExists.
    """
    if version is not None and version != row.version:
        raise ChangedMeanwhile(
            f"{row.name} was changed meanwhile", why=f"It is at version {row.version}, yours is {version}",
            todo="Read it again and repeat the change", version=row.version,
        )  # fmt: skip
    before = snapshot_of(row)
    _check_free(session, row.project_id, columns.get("name", ""), but=row)
    for column, value in columns.items():
        setattr(row, column, value)
    if angles is not None:
        refer(session, angles[0], row, angles[1])
    session.flush()
    fields = changed_fields(before, snapshot_of(row))
    if fields:
        number = keep(session, row, message or told_change(fields)).number
        told = (row.project_id, row.id, row.name, number, fields, rules.looks_changed(fields))
        announce(session, events.EnvironmentChanged(*told))
    return row


def _check_free(session: Session, project_id: str, name: str, but: Environment | None = None) -> None:
    if queries.by_name(session, project_id, name) not in (None, but):
        raise EnvironmentExists(
            f"There is an environment {name!r} already", todo="Choose another name, or change that one"
        )


def refer(session: Session, blobs: BlobStore, row: Environment, angles: Angles) -> None:
    """Let these be the environment's references, in this order."""
    references = list(angles.kept)
    for angle, data in angles.new:
        asset = assets.store(session, blobs, data, "image/jpeg", project_id=row.project_id, made_by={"uploaded": angle})
        references.append((asset.id, angle))
    _refer(session, row, references)


def _refer(session: Session, row: Environment, references: Sequence[tuple[str, str]]) -> None:
    row.references.clear()
    session.flush()  # or the old ones would still have the positions of the new ones
    for position, (asset_id, angle) in enumerate(references):
        row.references.append(EnvironmentReference(asset_id=asset_id, position=position, angle=angle))
    session.flush()


def keep(session: Session, row: Environment, message: str) -> Version:
    """Keep the environment's present state as a version."""
    subject = Subject("environment", row.id)
    return versions.keep(session, row.project_id, subject, snapshot=snapshot_of(row), message=message)


def roll_back(session: Session, project_id: str, environment_id: str, number: int) -> Environment:
    """Make the environment as it was in a version, as a new version; the team is told.

    Raises EnvironmentNotFound, VersionNotFound, EnvironmentExists.
    """
    row = get(session, project_id, environment_id)
    then = dict(versions.get(session, project_id, Subject("environment", environment_id), number).snapshot)
    _check_free(session, project_id, then["name"], but=row)
    references = [(r["asset_id"], r["label"]) for r in then.pop("references")]
    for column, value in then.items():
        setattr(row, column, value)
    _refer(session, row, references)
    kept = keep(session, row, f"rolled back to {number}")
    announce(session, events.EnvironmentRolledBack(project_id, row.id, row.name, kept.number, number))
    return row


def delete(session: Session, project_id: str, environment_id: str) -> Environment:
    """Put an environment away: lists leave it out, its name is free, new boards do not play in it."""
    row = get(session, project_id, environment_id)
    announce(session, events.EnvironmentDeleted(project_id, row.id, row.name))
    row.name_was, row.name, row.deleted_at = row.name, name_in_bin(row.name, row.id), utc_now()
    session.flush()
    return row


def restore(session: Session, project_id: str, environment_id: str) -> Environment:
    """Take a deleted environment back; raises EnvironmentNotFound, EnvironmentExists where its name is taken by now."""
    row = queries.by_id(session, project_id, environment_id) or get(session, project_id, environment_id)
    if row.deleted_at is not None:
        _check_free(session, project_id, row.name_was)
        row.name, row.deleted_at = row.name_was, None
        announce(session, events.EnvironmentRestored(project_id, row.id, row.name))
        session.flush()
    return row


def shared_fields(row: Environment) -> dict[str, Any]:
    """What several people may edit at one time."""
    return {name: getattr(row, name) for name in rules.SHARED}


def take_over(
    session: Session, project_id: str, environment_id: str, fields: dict[str, Any], *, authors: Sequence[str]
) -> None:
    """Write what people edited together and keep it as a version that names them; what cannot be said is left out."""
    row = get(session, project_id, environment_id)
    change(session, row, rules.shared_columns(fields), message=f"edited by {accounts.named(session, authors)}")


def get(session: Session, project_id: str, environment_id: str) -> Environment:
    """The environment; raises EnvironmentNotFound, also for a deleted one."""
    found = queries.by_id(session, project_id, environment_id)
    if found is None or found.deleted_at is not None:
        raise EnvironmentNotFound(f"There is no environment {environment_id}", todo="GET /api/environments shows them")
    return found


def surroundings_of(row: Environment) -> Surroundings:
    """What of the environment changes a picture."""
    return Surroundings(row.set, row.lighting, row.colour_temperature, row.contrast, row.mood)


def named(session: Session, project_id: str, sites: Sites) -> list[tuple[str, Environment | None]]:
    """The project's environments by the places that they are: what people said goes before their own names."""
    rows = {row.id: row for row in queries.standing(session, project_id)}
    said = [(place, rows.get(wanted or "")) for place, wanted in sites.items() if wanted is None or wanted in rows]
    return [*said, *((row.name, row) for row in rows.values())]


def of_place(session: Session, project_id: str, place: str, sites: Sites = NOWHERE) -> Environment | None:
    """The project's environment that a script's place is, by people's word, else by name."""
    return rules.of_place(place, named(session, project_id, sites))


def lighter(session: Session, project_id: str, place: str, sites: Sites = NOWHERE) -> Callable[[SetSpec], SetSpec]:
    """What puts a set that was blocked into its environment's light of today; one that is another set now stays."""
    row = of_place(session, project_id, place, sites)
    if row is None:
        return lambda spec: spec
    given, environment_id = surroundings_of(row), row.id
    return lambda spec: spec if given.set not in {"", spec.name} else rules.lit(spec, given, environment_id)


def chooser(session: Session, project_id: str, sites: Sites = NOWHERE) -> ChooseSet | None:
    """How the project's scenes find their sets: by its environments, else by the heading. None where it has none."""
    ours = [
        (place, (row.id, surroundings_of(row)) if row else None) for place, row in named(session, project_id, sites)
    ]

    def choose(scene: SceneBreakdown, seed: int = 0) -> SetSpec:
        spec, found = choose_set(scene, seed), rules.of_place(scene.place, ours)
        return spec if found is None else rules.dressed(spec, found[1], found[0])

    return choose if ours else None
