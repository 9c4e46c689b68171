"""What can be done with styles. Every change of one is kept as a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.characters.rules import changed_fields, name_in_bin, told_change
from onmodel.db import Database, announce
from onmodel.engine import ChangedMeanwhile
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import is_id
from onmodel.kit.pictures import decode, encode_jpeg
from onmodel.kit.uploads import decoded
from onmodel.stage.spec import LookName
from onmodel.styles import events, queries, rules
from onmodel.styles.rules import Finish, Own, StyleExists, StyleNotFound
from onmodel.styles.schemas import StyleOut, columns_of, snapshot_of
from onmodel.styles.tables import Style, StyleReference
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from onmodel.versions.tables import Version

REFERENCE_QUALITY = 92  # of the JPEG that a reference is kept as


@dataclass(frozen=True)
class Pictures:
    """The references that a style is to have: kept ones by asset and name, new ones as JPEG, and all their colours."""

    kept: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, bytes], ...]
    palette: list[dict[str, Any]]


def prepare(
    database: Database, blobs: BlobStore, own: Mapping[str, str], keep: Sequence[str], images: Sequence[str]
) -> Pictures:
    """References decoded and their colours found. Slow (0.2 s): outside transactions.

    `own` is asset → name of those it has, `images` base64. Raises AssetNotFound, TooManyPictures, NotBase64, and what
    `kit.pictures` raises, each naming the picture.
    """
    rules.check_pictures(len(keep) + len(images))
    for asset_id in keep:
        if asset_id not in own:
            raise assets.AssetNotFound(f"There is no reference {asset_id} here")
    with database.reading() as session:
        old = [decode(assets.read(blobs, assets.get(session, i)), own[i]) for i in keep]
    new = [(f"picture {i}", decode(decoded(text, i), f"picture {i}")) for i, text in enumerate(images, start=1)]
    palette = rules.palette_of([*old, *(picture for _, picture in new)])
    stored = tuple((name, encode_jpeg(picture, REFERENCE_QUALITY)) for name, picture in new)
    return Pictures(tuple((i, own[i]) for i in keep), stored, palette)


def create(
    session: Session, blobs: BlobStore, columns: dict[str, Any], pictures: Pictures, *, project_id: str
) -> Style:
    """Make a style; raises StyleExists, StyleNotFound for its parent."""
    _check_free(session, project_id, columns["name"])
    style = Style(project_id=project_id, name=columns["name"], parameters={}, palette=[], palette_by_hand=False)
    session.add(style)
    session.flush()
    _write(session, style, columns)
    refer(session, blobs, style, pictures)
    announce(session, events.StyleCreated(project_id, style.id, style.name))
    keep(session, style, "made")
    return style


def change(
    session: Session, style: Style, columns: dict[str, Any], *,
    pictures: tuple[BlobStore, Pictures] | None = None, version: int | None = None, message: str = "",
) -> Style:  # fmt: skip
    """Write these columns and references; keep a version and announce it.

    Raises ChangedMeanwhile where `version` is not the row's any more, StyleExists, StyleCycle, StyleNotFound (parent).
    """
    if version is not None and version != style.version:
        raise ChangedMeanwhile(
            f"{style.name} was changed meanwhile", why=f"It is at version {style.version}, yours is {version}",
            todo="Read it again and repeat the change", version=style.version,
        )  # fmt: skip
    before, looked = snapshot_of(style), finish_of(session, style).fingerprint
    _check_free(session, style.project_id, columns.get("name", ""), but=style)
    _write(session, style, columns)
    if pictures is not None:
        refer(session, pictures[0], style, pictures[1])
    session.flush()
    fields = changed_fields(before, snapshot_of(style))
    if fields:
        number = keep(session, style, message or told_change(fields)).number
        looks = looked != finish_of(session, style).fingerprint
        announce(session, events.StyleChanged(style.project_id, style.id, style.name, number, fields, looks))
    return style


def _check_free(session: Session, project_id: str, name: str, but: Style | None = None) -> None:
    if queries.by_name(session, project_id, name) not in (None, but):
        raise StyleExists(f"There is a style {name!r} already", todo="Choose another name, or change that style")


def _write(session: Session, style: Style, columns: dict[str, Any]) -> None:
    parent_id = columns.get("parent_id")
    if parent_id is not None and parent_id != style.parent_id:
        get(session, style.project_id, parent_id)
        rules.check_parent(style.id, parent_id, queries.parents(session, style.project_id, lock=True))
    for column, value in columns.items():
        setattr(style, column, rules.merged(style.parameters, value) if column == "parameters" else value)


def refer(session: Session, blobs: BlobStore, style: Style, pictures: Pictures) -> None:
    """Let these be the style's references, in this order; their colours are its palette unless it was made by hand."""
    references = list(pictures.kept)
    for name, data in pictures.new:
        made = {"uploaded": name}
        row = assets.store(session, blobs, data, "image/jpeg", project_id=style.project_id, made_by=made)
        references.append((row.id, name))
    _refer(session, style, references)
    if not style.palette_by_hand:
        style.palette = pictures.palette
    session.flush()


def _refer(session: Session, style: Style, references: Sequence[tuple[str, str]]) -> None:
    style.references.clear()
    session.flush()  # or the old ones would still have the positions of the new ones
    for position, (asset_id, name) in enumerate(references):
        style.references.append(StyleReference(asset_id=asset_id, position=position, filename=name))
    session.flush()


def keep(session: Session, style: Style, message: str) -> Version:
    """Keep the style's present state as a version."""
    subject = Subject("style", style.id)
    return versions.keep(session, style.project_id, subject, snapshot=snapshot_of(style), message=message)


def roll_back(session: Session, project_id: str, style_id: str, number: int) -> Style:
    """Make the style as it was in a version, as a new version; the team is told.

    Raises StyleNotFound (also for the parent of then), VersionNotFound, StyleExists, StyleCycle.
    """
    style = get(session, project_id, style_id)
    then = dict(versions.get(session, project_id, Subject("style", style_id), number).snapshot)
    _check_free(session, project_id, then["name"], but=style)
    references = [(r["asset_id"], r["label"]) for r in then.pop("references")]
    style.parameters = {}
    _write(session, style, then)
    _refer(session, style, references)
    kept = keep(session, style, f"rolled back to {number}")
    announce(session, events.StyleRolledBack(project_id, style.id, style.name, kept.number, number))
    return style


def delete(session: Session, project_id: str, style_id: str) -> Style:
    """Put a style away: lists leave it out, its name is free; frames and styles below it keep it."""
    style = get(session, project_id, style_id)
    announce(session, events.StyleDeleted(project_id, style.id, style.name))
    style.name_was, style.name, style.deleted_at = style.name, name_in_bin(style.name, style.id), utc_now()
    session.flush()
    return style


def restore(session: Session, project_id: str, style_id: str) -> Style:
    """Take a deleted style back; raises StyleNotFound, and StyleExists where its name is taken by now."""
    style = queries.by_id(session, project_id, style_id) or get(session, project_id, style_id)
    if style.deleted_at is not None:
        _check_free(session, project_id, style.name_was)
        style.name, style.deleted_at = style.name_was, None
        announce(session, events.StyleRestored(project_id, style.id, style.name))
        session.flush()
    return style


def shared_fields(style: Style) -> dict[str, Any]:
    """What several people may edit at one time."""
    return {name: getattr(style, name) for name in rules.SHARED} | {"palette": [c["hex"] for c in style.palette]}


def take_over(
    session: Session, project_id: str, style_id: str, fields: dict[str, Any], *, authors: Sequence[str]
) -> None:
    """Write what people edited together and keep it as a version that names them; what no style can say is left out."""
    style = get(session, project_id, style_id)
    told = rules.shared_columns(fields)
    if told.get("palette") == [c["hex"] for c in style.palette]:
        del told["palette"]  # nobody touched it: the shares stay, and where it is from
    if "parameters" in told:  # one that was taken away in the document is inherited again
        told["parameters"] = dict.fromkeys(style.parameters) | told["parameters"]
    change(session, style, columns_of(told), message=f"edited by {accounts.named(session, authors)}")


def get(session: Session, project_id: str, style_id: str) -> Style:
    """The style; raises StyleNotFound, also for a deleted one."""
    found = queries.by_id(session, project_id, style_id)
    if found is None or found.deleted_at is not None:
        raise StyleNotFound(f"There is no style {style_id}", todo="GET /api/styles shows them")
    return found


def chosen(session: Session, project_id: str, word: str) -> tuple[LookName, str]:
    """A look, or the name of a style, as a board is ordered: the look, and the style's id or "". Raises StyleNotFound.

    A style that is called as a look is can be meant by its id alone.
    """
    if word in get_args(LookName):
        return cast(LookName, word), ""
    style = queries.by_name(session, project_id, word) or (
        queries.by_id(session, project_id, word) if is_id(word) else None
    )
    if style is None or style.deleted_at is not None:
        raise StyleNotFound(
            f"{word!r} is neither a look nor a style of the project", todo=f"Looks: {', '.join(get_args(LookName))}"
        )
    return finish_of(session, style).look or "full", style.id


def chain_of(session: Session, style: Style) -> list[Style]:
    """The style and those that it inherits from, nearest first; a deleted ancestor still counts."""
    if style.parent_id is None:
        return [style]
    ids = rules.ancestors(style.id, queries.parents(session, style.project_id))
    return queries.by_ids(session, style.project_id, ids)


def finish_of(session: Session, style: Style) -> Finish:
    """What the style comes to with all that it inherits."""
    session.flush()
    return rules.finish([Own(s.parameters, s.palette) for s in chain_of(session, style)])


def view(session: Session, style: Style) -> StyleOut:
    """A style as the API gives it."""
    session.flush()
    return StyleOut.of(style, chain_of(session, style), finish_of(session, style))
