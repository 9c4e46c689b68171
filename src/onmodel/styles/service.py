"""What can be done with styles. Every change of one is kept as a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.bible import queries as entries
from onmodel.bible import service as bible
from onmodel.bible.rules import REFERENCE_QUALITY
from onmodel.bible.service import Chapter
from onmodel.db import Database, announce
from onmodel.kit.ids import is_id
from onmodel.kit.pictures import decode, encode_jpeg
from onmodel.kit.uploads import decoded
from onmodel.projects import service as projects
from onmodel.stage.spec import LookName
from onmodel.styles import events, queries, rules
from onmodel.styles.rules import Finish, Own, StyleExists, StyleNotFound
from onmodel.styles.schemas import StyleOut, columns_of, snapshot_of
from onmodel.styles.tables import Style, StyleReference

STYLES = Chapter(
    "style", Style, snapshot_of, StyleNotFound, StyleExists, listing="GET /api/styles",
    changed=events.StyleChanged, rolled_back=events.StyleRolledBack, deleted=events.StyleDeleted,
    restored=events.StyleRestored,
)  # fmt: skip


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
    bible.check_own(own, keep)
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
    bible.check_free(session, STYLES, project_id, columns["name"])
    style = Style(project_id=project_id, name=columns["name"], parameters={}, palette=[], palette_by_hand=False)
    session.add(style)
    session.flush()
    _write(session, style, columns)
    refer(session, blobs, style, pictures)
    announce(session, events.StyleCreated(project_id, style.id, style.name))
    bible.keep(session, STYLES, style, "made")
    return style


def change(
    session: Session, style: Style, columns: dict[str, Any], *,
    pictures: tuple[BlobStore, Pictures] | None = None, version: int | None = None, message: str = "",
) -> Style:  # fmt: skip
    """Write these columns and references; keep a version and announce it.

    Raises ChangedMeanwhile where `version` is not the row's any more, StyleExists, StyleCycle, StyleNotFound (parent).
    """
    bible.check_version(style, version)
    before, looked = snapshot_of(style), finish_of(session, style).fingerprint
    bible.check_free(session, STYLES, style.project_id, columns.get("name", ""), but=style)
    _write(session, style, columns)
    if pictures is not None:
        refer(session, pictures[0], style, pictures[1])
    bible.keep_change(
        session, STYLES, style, before, lambda _: looked != finish_of(session, style).fingerprint, message=message
    )
    return style


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
        references.append((bible.store_picture(session, blobs, style, data, name), name))
    _refer(session, style, references)
    if not style.palette_by_hand:
        style.palette = pictures.palette
    session.flush()


def _refer(session: Session, style: Style, references: Sequence[tuple[str, str]]) -> None:
    rows = [StyleReference(asset_id=asset_id, filename=name) for asset_id, name in references]
    bible.refer(session, style.references, rows)


def roll_back(session: Session, project_id: str, style_id: str, number: int) -> Style:
    """Make the style as it was in a version, as a new version; the team is told.

    Raises StyleNotFound (also for the parent of then), VersionNotFound, StyleExists, StyleCycle.
    """
    return bible.roll_back(session, STYLES, get(session, project_id, style_id), number, _write_back)


def _write_back(session: Session, style: Style, then: dict[str, Any]) -> None:
    style.parameters = {}
    _write(session, style, {column: value for column, value in then.items() if column != "references"})
    _refer(session, style, [(r["asset_id"], r["label"]) for r in then["references"]])


def delete(session: Session, project_id: str, style_id: str) -> Style:
    """Put a style away: lists leave it out, its name is free; frames and styles below it keep it."""
    return bible.put_away(session, STYLES, get(session, project_id, style_id))


def restore(session: Session, project_id: str, style_id: str) -> Style:
    """Take a deleted style back; raises StyleNotFound, and StyleExists where its name is taken by now."""
    return bible.take_back(session, STYLES, project_id, style_id)


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
    return bible.get(session, STYLES, project_id, style_id)


def chosen(session: Session, project_id: str, word: str) -> tuple[LookName, str]:
    """A look, or the name of a style, as a board is ordered: the look, and the style's id or "". Raises StyleNotFound.

    A style that is called as a look is can be meant by its id alone; no word is the project's style, else "full".
    """
    word = word or default_of(session, project_id) or "full"
    if word in get_args(LookName):
        return cast(LookName, word), ""
    style = entries.by_name(session, Style, project_id, word) or (
        entries.by_id(session, Style, project_id, word) if is_id(word) else None
    )
    if style is None or style.deleted_at is not None:
        raise StyleNotFound(
            f"{word!r} is neither a look nor a style of the project", todo=f"Looks: {', '.join(get_args(LookName))}"
        )
    return finish_of(session, style).look or "full", style.id


def default_of(session: Session, project_id: str) -> str:
    """The id of the style that new boards are in where nobody names one; "" where there is none, or it was put away."""
    chosen = projects.style_of(session, project_id)
    style = entries.by_id(session, Style, project_id, chosen) if chosen else None
    return style.id if style is not None and style.deleted_at is None else ""


def choose(session: Session, style: Style, *, chosen: bool) -> Style:
    """Let new boards of the project be in this style, or, where they are, not any more."""
    if chosen != (projects.style_of(session, style.project_id) == style.id):
        projects.choose_style(session, style.project_id, style.id if chosen else "")
        announce(session, events.StyleChosen(style.project_id, style.id, style.name, chosen))
    return style


def chain_of(session: Session, style: Style) -> list[Style]:
    """The style and those that it inherits from, nearest first; a deleted ancestor still counts."""
    if style.parent_id is None:
        return [style]
    ids = rules.ancestors(style.id, queries.parents(session, style.project_id))
    return entries.by_ids(session, Style, style.project_id, ids)


def finish_of(session: Session, style: Style) -> Finish:
    """What the style comes to with all that it inherits."""
    session.flush()
    return rules.finish([Own(s.parameters, s.palette) for s in chain_of(session, style)])


def view(session: Session, style: Style) -> StyleOut:
    """A style as the API gives it."""
    session.flush()
    default = default_of(session, style.project_id) == style.id
    return StyleOut.of(style, chain_of(session, style), finish_of(session, style), default=default)
