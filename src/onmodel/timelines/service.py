"""What can be done with cuts. Every change of one is kept as a version."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.bible import service as bible
from onmodel.bible.service import Chapter
from onmodel.db import announce
from onmodel.editorial import model
from onmodel.editorial.linked import linked
from onmodel.editorial.model import HANDLE, Item, Sound
from onmodel.editorial.rates import Rate, rate_named
from onmodel.kit.ids import new_id
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as takes
from onmodel.takes.service import handles_of
from onmodel.takes.tables import Take
from onmodel.timelines import events, queries, rules
from onmodel.timelines.rules import CutExists, CutNotFound, NothingCircled, NotInCut, Remark, Settings
from onmodel.timelines.schemas import CutChange, CutIn, SoundIn, settings_of, snapshot_of
from onmodel.timelines.tables import Cut

ITEMS, SOUNDS = TypeAdapter(tuple[Item, ...]), TypeAdapter(tuple[Sound, ...])
CUTS = Chapter(
    "cut", Cut, snapshot_of, CutNotFound, CutExists, listing="GET /api/cuts",
    changed=events.CutChanged, rolled_back=events.CutRolledBack, deleted=events.CutDeleted,
    restored=events.CutRestored,
)  # fmt: skip


def create(session: Session, blobs: BlobStore, wanted: CutIn, *, project_id: str) -> Cut:
    """Make a cut of a board. Raises StoryboardNotFound, UnknownRate, CutExists, NothingCircled."""
    board = storyboards.get(session, project_id, wanted.storyboard_id)
    rate = rate_named(wanted.rate)
    items = _offered(session, blobs, board, rate, {})
    width, height = _size(session, board)
    name = wanted.name or rules.free_name(board.title, queries.names(session, project_id))
    bible.check_free(session, CUTS, project_id, name)
    settings = Settings(rate.name, wanted.width or width, wanted.height or height, loudness=wanted.loudness)
    row = Cut(project_id=project_id, storyboard_id=board.id, name=name, settings=asdict(settings))
    row.items, row.sounds = _dumped(items), []
    session.add(row)
    session.flush()
    announce(session, events.CutCreated(project_id, row.id, row.name))
    bible.keep(session, CUTS, row, "made from the board")
    return row


def of_board(session: Session, blobs: BlobStore, board: Storyboard) -> Cut:
    """The board's newest cut, brought up to the board; made where there is none. Raises NothingCircled."""
    known = queries.page(session, board.project_id, storyboard_id=board.id, before=None, limit=1)
    if known:
        return refresh(session, blobs, known[0])
    return create(session, blobs, CutIn(storyboard_id=board.id), project_id=board.project_id)


def refresh(session: Session, blobs: BlobStore, row: Cut, back: Sequence[str] = ()) -> Cut:
    """Bring the cut up to what is circled on its board; only what changed there changes.

    Shots that somebody left out stay out, except those whose keys are to come `back`. Raises NothingCircled, NotInCut.
    """
    board = storyboards.get(session, row.project_id, row.storyboard_id)
    known, out = items_of(row), out_of(row)
    strange = sorted(set(back) - {item.key for item in out})
    if strange:
        raise NotInCut(f"{strange[0]} was not left out of the cut", todo="Read the cut again: its left_out names them")
    lengths = {item.sha256: item.available for item in (*known, *out) if item.kind == "clip"}
    offered = _offered(session, blobs, board, rate_named(settings_of(row).rate), lengths)
    now = {item.key: item for item in offered}
    stay = [rules.follow(item, now.get(item.key, item)) for item in out if item.key not in back]
    items = rules.rippled(rules.refreshed(known, offered, {item.key for item in stay}))
    return write(session, row, items=items, out=stay, message="brought up to the board")


def change(session: Session, row: Cut, wanted: CutChange, *, version: int | None = None) -> Cut:
    """Trim, reorder, lead over, add titles, place sounds: what of it is named.

    Raises ChangedMeanwhile, CutExists, NotInCut, NotInTake, NotEnoughHandle, OverlongTransition.
    """
    bible.check_version(row, wanted.version or version)
    bible.check_free(session, CUTS, row.project_id, wanted.name or "", but=row)
    columns: dict[str, Any] = wanted.model_dump(include={"name", "description"}, exclude_none=True)
    if wanted.loudness is not None:
        columns["settings"] = {**row.settings, "loudness": wanted.loudness}
    items = None
    if wanted.items is not None:
        edits = [item.edit() for item in wanted.items]
        items = rules.edited(
            items_of(row), edits, [f"t-{new_id()}" for _ in edits], ripple=wanted.ripple, out=out_of(row)
        )
    heard = wanted.sounds
    sounds = None if heard is None else rules.placed(sounds_of(row), [(c.key, c.given()) for c in heard])
    return write(session, row, items=items, sounds=sounds, **columns)


def add_sound(session: Session, blobs: BlobStore, row: Cut, given: SoundIn, *, version: int | None = None) -> Cut:
    """Lay a recording on the cut. Raises ChangedMeanwhile, NotASound, StorageFull."""
    from onmodel.editorial.sound import length_of  # noqa: PLC0415  # FFmpeg and SciPy, for this request alone

    bible.check_version(row, given.version or version)
    frames = length_of(given.file, rate_named(settings_of(row).rate))
    kept = assets.store(session, blobs, given.file, "audio/x-recording", project_id=row.project_id)
    sound = Sound(f"a-{new_id()}", given.name, given.role, kept.sha256, kept.id, given.at, frames, 0, given.gain_db)
    return write(session, row, sounds=(*sounds_of(row), sound), message=f"{given.name} was laid on")


def write(
    session: Session, row: Cut, *, items: Sequence[Item] | None = None, out: Sequence[Item] | None = None,
    sounds: Sequence[Sound] | None = None, message: str = "", **columns: Any,
) -> Cut:  # fmt: skip
    """Write a cut's new state, kept as a version. Raises what `editorial.model.check` raises; then nothing changed.

    Who is no more among `items` is left out, unless it is said who is `out`; dialogue goes along, unless `sounds` say.
    """
    before = snapshot_of(row)
    if items is not None:
        model.check(replace(value(session, row), items=tuple(items)))
        out = rules.left_out(items_of(row), out_of(row), items) if out is None else out
        sounds = linked(items_of(row), items, sounds_of(row)) if sounds is None else sounds
        row.items = [*_dumped(items), *({**item, "out": True} for item in _dumped(out))]
    if sounds is not None:
        row.sounds = SOUNDS.dump_python(tuple(sounds), mode="json")
    for column, given in columns.items():
        setattr(row, column, given)
    bible.keep_change(session, CUTS, row, before, lambda _fields: False, message=message)
    return row


def roll_back(session: Session, project_id: str, cut_id: str, number: int) -> Cut:
    """Make the cut as it was in a version, as a new one. Raises CutNotFound, VersionNotFound, CutExists."""
    return bible.roll_back(session, CUTS, get(session, project_id, cut_id), number, _write_back)


def _write_back(_session: Session, row: Cut, then: dict[str, Any]) -> None:
    for column, known in then.items():
        setattr(row, column, known)


def delete(session: Session, project_id: str, cut_id: str) -> Cut:
    """Put a cut away; its name is free, it can be restored."""
    return bible.put_away(session, CUTS, get(session, project_id, cut_id))


def restore(session: Session, project_id: str, cut_id: str) -> Cut:
    """Take a cut back; raises CutNotFound, CutExists where its name is taken by now."""
    return bible.take_back(session, CUTS, project_id, cut_id)


def get(session: Session, project_id: str, cut_id: str) -> Cut:
    """The cut; raises CutNotFound, also for one that was put away."""
    return bible.get(session, CUTS, project_id, cut_id)


def items_of(row: Cut) -> tuple[Item, ...]:
    """The cut's items, without markers."""
    return ITEMS.validate_python([item for item in row.items if not item.get("out")])


def out_of(row: Cut) -> tuple[Item, ...]:
    """The shots that somebody left out of the cut, as they were in it."""
    return ITEMS.validate_python([item for item in row.items if item.get("out")])


def sounds_of(row: Cut) -> tuple[Sound, ...]:
    """The recordings on the cut."""
    return SOUNDS.validate_python(row.sounds)


def value(session: Session, row: Cut, *, marked: bool = False) -> model.Cut:
    """The cut as a value; `marked`: with the board's notes and the spoken lines as markers."""
    settings = settings_of(row)
    rate = rate_named(settings.rate)
    items = _marked(session, row, rate) if marked else items_of(row)
    return model.Cut(
        row.name, rate, (settings.width, settings.height), items, sounds_of(row),
        settings.sample_rate, settings.loudness, row.id, row.storyboard_id,
    )  # fmt: skip


def _dumped(items: Sequence[Item]) -> list[Any]:
    dumped: list[Any] = ITEMS.dump_python(tuple(replace(item, markers=()) for item in items), mode="json")
    return dumped


def _marked(session: Session, row: Cut, rate: Rate) -> tuple[Item, ...]:
    """The cut's items with what was noted on their takes and shots, and the lines that are spoken in them."""
    board = storyboards.get(session, row.project_id, row.storyboard_id)
    spoken = {
        shot.id: [f"{line['character']}: {line['text']}" for line in shot.staging.get("dialogue", [])]
        for shot in board.shots
    }
    remarks: dict[str, list[Remark]] = {}
    for note in queries.notes(session, row.project_id, row.storyboard_id):
        remark = Remark(note.body, note.author_name, note.frame, note.resolved_at is not None)
        remarks.setdefault(note.target_id, []).append(remark)
    return tuple(rules.marked(item, remarks, spoken.get(item.shot_id, []), rate) for item in items_of(row))


def _size(session: Session, board: Storyboard) -> tuple[int, int]:
    """The size of the board's first picture, even."""
    circled = takes.circled(session, [shot.id for shot in board.shots])
    for shot in board.shots:
        take = circled.get(shot.id)
        asset = assets.get(session, take.asset_id) if take is not None and take.asset_id else None
        if asset is not None and asset.width and asset.height:
            return max(asset.width // 2 * 2, 16), max(asset.height // 2 * 2, 16)
    return Settings.width, Settings.height


def _offered(
    session: Session, blobs: BlobStore, board: Storyboard, rate: Rate, known: Mapping[str, int]
) -> list[Item]:  # fmt: skip
    """An item for each shot of the board that has a picture: its circled clip, else its circled frame, held.

    `known`: frames that clips have, by their bytes' hash, so that none is opened twice. Raises NothingCircled.
    """
    ids = [shot.id for shot in board.shots]
    clips, stills = takes.circled(session, ids, "clip"), takes.circled(session, ids)
    made = []
    for shot in board.shots:
        take = next((t for t in (clips.get(shot.id), stills.get(shot.id)) if t is not None and t.asset_id), None)
        if take is not None:
            made.append(_item(session, blobs, (shot, take), rate, known))
    if not made:
        raise NothingCircled(f"Board {board.title!r} has no picture yet", todo="Render its frames first")
    return made


def _item(session: Session, blobs: BlobStore, of: tuple[Shot, Take], rate: Rate, known: Mapping[str, int]) -> Item:
    shot, take = of
    asset = assets.get(session, str(take.asset_id))
    planned = rate.from_board(shot.duration_frames)
    name = rules.clip_name(shot.scene.number, shot.number, take.number)
    item = Item(
        shot.id, name, "still", planned, HANDLE, planned + 2 * HANDLE, asset.sha256, asset.id, shot.id,
        shot.scene.number, shot.number, take.number, take.id, planned=planned,
    )  # fmt: skip
    if take.kind != "clip":
        return item
    from onmodel.editorial.picture import available  # noqa: PLC0415  # FFmpeg, where there is a new clip alone

    there = known.get(asset.sha256) or available(assets.read(blobs, asset), name, rate)
    return rules.filmed(item, there, (take.frames, handles_of(take)), rate)
