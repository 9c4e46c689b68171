"""What can be done with environments. Every change of one is kept as a version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.backends.blobs.port import BlobStore
from onmodel.bible import queries as entries
from onmodel.bible import service as bible
from onmodel.bible.rules import REFERENCE_QUALITY
from onmodel.bible.service import Chapter
from onmodel.db import announce
from onmodel.environments import events, rules
from onmodel.environments.rules import EnvironmentExists, EnvironmentNotFound, Surroundings
from onmodel.environments.schemas import AngleIn, AngleKept, snapshot_of
from onmodel.environments.tables import Environment, EnvironmentReference
from onmodel.fountain.model import SceneBreakdown
from onmodel.kit.pictures import decode, encode_jpeg
from onmodel.kit.uploads import decoded
from onmodel.stage.sets.choose import choose_set
from onmodel.stage.spec import SetSpec
from onmodel.styles.rules import check_pictures

Sites = Mapping[str, str | None]  # a script's place → the environment that somebody said it is; None: none of ours
NOWHERE: Sites = {}
ChooseSet = Callable[[SceneBreakdown, int], SetSpec]
ENVIRONMENTS = Chapter(
    "environment", Environment, snapshot_of, EnvironmentNotFound, EnvironmentExists, listing="GET /api/environments",
    changed=events.EnvironmentChanged, rolled_back=events.EnvironmentRolledBack, deleted=events.EnvironmentDeleted,
    restored=events.EnvironmentRestored,
)  # fmt: skip


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
    bible.check_own(own, [one.asset_id for one in keep])
    kept = tuple((k.asset_id, own[k.asset_id] if k.angle is None else k.angle) for k in keep)
    named = [(given, given.angle or f"picture {i}", i) for i, given in enumerate(new, start=1)]
    encoded = [encode_jpeg(decode(decoded(g.image, i), name), REFERENCE_QUALITY) for g, name, i in named]
    return Angles(kept, tuple((given.angle, data) for given, data in zip(new, encoded, strict=True)))


def create(
    session: Session, blobs: BlobStore, columns: dict[str, Any], angles: Angles, *, project_id: str
) -> Environment:  # fmt: skip
    """Make an environment; raises EnvironmentExists."""
    bible.check_free(session, ENVIRONMENTS, project_id, columns["name"])
    row = Environment(project_id=project_id, **columns)
    session.add(row)
    refer(session, blobs, row, angles)
    session.flush()
    announce(session, events.EnvironmentCreated(project_id, row.id, row.name))
    bible.keep(session, ENVIRONMENTS, row, "made")
    return row


def change(
    session: Session, row: Environment, columns: dict[str, Any], *,
    angles: tuple[BlobStore, Angles] | None = None, version: int | None = None, message: str = "",
) -> Environment:  # fmt: skip
    """Write these columns and references; keep a version and announce it.

    Raises ChangedMeanwhile where `version` is not the row's any more, EnvironmentExists.
    """
    bible.check_version(row, version)
    before = snapshot_of(row)
    bible.check_free(session, ENVIRONMENTS, row.project_id, columns.get("name", ""), but=row)
    for column, value in columns.items():
        setattr(row, column, value)
    if angles is not None:
        refer(session, angles[0], row, angles[1])
    bible.keep_change(session, ENVIRONMENTS, row, before, rules.looks_changed, message=message)
    return row


def refer(session: Session, blobs: BlobStore, row: Environment, angles: Angles) -> None:
    """Let these be the environment's references, in this order."""
    references = list(angles.kept)
    for angle, data in angles.new:
        references.append((bible.store_picture(session, blobs, row, data, angle), angle))
    _refer(session, row, references)


def _refer(session: Session, row: Environment, references: Sequence[tuple[str, str]]) -> None:
    rows = [EnvironmentReference(asset_id=asset_id, angle=angle) for asset_id, angle in references]
    bible.refer(session, row.references, rows)


def roll_back(session: Session, project_id: str, environment_id: str, number: int) -> Environment:
    """Make the environment as it was in a version, as a new version; the team is told.

    Raises EnvironmentNotFound, VersionNotFound, EnvironmentExists.
    """
    return bible.roll_back(session, ENVIRONMENTS, get(session, project_id, environment_id), number, _write_back)


def _write_back(session: Session, row: Environment, then: dict[str, Any]) -> None:
    for column in then.keys() - {"references"}:
        setattr(row, column, then[column])
    _refer(session, row, [(r["asset_id"], r["label"]) for r in then["references"]])


def delete(session: Session, project_id: str, environment_id: str) -> Environment:
    """Put an environment away: lists leave it out, its name is free, new boards do not play in it."""
    return bible.put_away(session, ENVIRONMENTS, get(session, project_id, environment_id))


def restore(session: Session, project_id: str, environment_id: str) -> Environment:
    """Take a deleted environment back; raises EnvironmentNotFound, EnvironmentExists where its name is taken by now."""
    return bible.take_back(session, ENVIRONMENTS, project_id, environment_id)


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
    return bible.get(session, ENVIRONMENTS, project_id, environment_id)


def surroundings_of(row: Environment) -> Surroundings:
    """What of the environment changes a picture."""
    return Surroundings(row.set, row.lighting, row.colour_temperature, row.contrast, row.mood)


def named(session: Session, project_id: str, sites: Sites) -> list[tuple[str, Environment | None]]:
    """The project's environments by the places that they are: what people said goes before their own names."""
    rows = {row.id: row for row in entries.standing(session, Environment, project_id)}
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
