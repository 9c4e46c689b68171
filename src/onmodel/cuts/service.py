"""A board out of the house: frames, storyboard.json, report.json, contact.png, storyboard.pdf and animatic.mp4."""

import errno
import hashlib
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.blobs.shelf import BlobShelf
from onmodel.continuity import service as continuity
from onmodel.cuts.rules import CUT_JOB, MEDIA_TYPES, Deliverable, Film
from onmodel.cuts.schemas import dialogue_of, storyboard_json
from onmodel.db import Database
from onmodel.deliverables.board import Board, Panel, PanelScore
from onmodel.deliverables.sheets import contact_sheet, storyboard_pdf
from onmodel.deliverables.titles import title_card
from onmodel.deliverables.watermark import marked_png
from onmodel.editorial.exports import SUFFIXES, Form, file_stem, write
from onmodel.editorial.model import Cut, Item, Sound
from onmodel.editorial.segments import Bench, Part, segments
from onmodel.errors import Conflict, StorageFull
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tables import Job
from onmodel.kit.whole_files import write_by
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take
from onmodel.timelines import service as timelines
from onmodel.timelines.rules import pieces_of
from onmodel.timelines.tables import Cut as CutRow

Progress = Callable[[float], None]


class NothingToExport(Conflict):
    """The board has no finished frame yet."""


@dataclass(frozen=True)
class Desk:
    """A board laid out to be printed: its frames are files in `folder`/frames."""

    board: Storyboard
    circled: dict[str, Take]
    history: dict[str, list[Take]]
    report: dict[str, Any]
    folder: Path

    @property
    def printed(self) -> Board:
        """The board as the sheets and the animatic take it."""
        return board_value(self.board, self.circled, self.report, self.folder / "frames")


def lay_out(session: Session, blobs: BlobStore, board: Storyboard, folder: Path, *, watermark: str = "") -> Desk:
    """Write the circled frames into `folder`/frames, marked if wished, and gather the rest. Raises NothingToExport."""
    circled = take_queries.circled(session, [shot.id for shot in board.shots])
    if not circled:
        raise NothingToExport(f"Board {board.title!r} has no frame yet", todo="Wait for its job, or resume it")
    for shot in board.shots:
        if shot.id in circled:
            picture = takes.picture_of(session, blobs, circled[shot.id])
            picture = marked_png(picture, watermark, "The frame") if watermark else picture
            write_by(folder / "frames" / f"{shot.position + 1:04d}.png", partial(_put, picture))
    history = {shot.id: take_queries.of_shot(session, shot.id) for shot in board.shots}
    return Desk(board, circled, history, continuity.latest_report(session, board.id) or {}, folder)


def export(desk: Desk, progress: Progress | None = None) -> dict[Deliverable, Path]:
    """Write every deliverable beside the frames. Each file appears complete or not at all; slow, needs no session."""
    made = {}
    for i, wanted in enumerate(Deliverable):
        made[wanted] = desk.folder / wanted.value
        write_by(made[wanted], partial(_MAKERS[wanted], desk))
        if progress:
            progress((i + 1) / len(Deliverable))
    return made


def deliverable(
    session: Session, blobs: BlobStore, board: Storyboard, wanted: Deliverable, *, watermark: str = ""
) -> tuple[bytes, str]:
    """One file of a board and its media type, its frames with a watermark if wished. Raises NothingToExport."""
    with tempfile.TemporaryDirectory(prefix="onmodel-cut-") as folder:
        path = Path(folder) / wanted.value
        _MAKERS[wanted](lay_out(session, blobs, board, Path(folder), watermark=watermark), path)
        return path.read_bytes(), MEDIA_TYPES[wanted]


def board_value(board: Storyboard, circled: dict[str, Take], report: dict[str, Any], frames: Path) -> Board:
    """The board as it is printed."""
    panels = [_panel(shot, circled[shot.id], frames) for shot in board.shots if shot.id in circled]
    return Board(board.title, tuple(panels), 24, report.get("overall"))


def _panel(shot: Shot, take: Take, frames: Path) -> Panel:
    number = shot.position + 1
    seen = takes.appearances_of(take)  # the report's frames may have been put in another order since
    words = tuple((d["character"] + (" (off)" if d["heard_only"] else ""), d["text"]) for d in dialogue_of(shot))
    return Panel(
        index=number, scene=shot.scene.number, shot=shot.number, heading=shot.scene.heading,
        picture=frames / f"{number:04d}.png", framing=shot.framing, angle=shot.angle, lens_mm=shot.lens_mm,
        move=shot.move, action=shot.description, dialogue=words, duration_frames=shot.duration_frames,
        notes=_notes(shot, take), scores=tuple(PanelScore(a.character, a.value, a.finding) for a in seen),
    )  # fmt: skip


def _notes(shot: Shot, take: Take) -> tuple[str, ...]:
    """What a reader of the panel should know: what was guessed of the script, what was changed, what did not fit."""
    retaken = f"take {take.number}: {take.changed}" if take.changed else ""
    return tuple(note for note in (*shot.staging.get("notes", ()), retaken, *takes.sight(take).notes) if note)


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _put(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def _animatic(board: Board, path: Path) -> None:
    from onmodel.deliverables.animatic import animatic  # noqa: PLC0415  # FFmpeg is 16 MiB that no other request needs

    animatic(board, path)


_MAKERS: dict[Deliverable, Callable[[Desk, Path], object]] = {
    Deliverable.CONTACT: lambda desk, path: path.write_bytes(contact_sheet(desk.printed)),
    Deliverable.PDF: lambda desk, path: path.write_bytes(storyboard_pdf(desk.printed)),
    Deliverable.ANIMATIC: lambda desk, path: _animatic(desk.printed, path),
    Deliverable.BOARD: lambda desk, path: path.write_bytes(
        _json(storyboard_json(desk.board, desk.circled, desk.history))
    ),
    Deliverable.REPORT: lambda desk, path: path.write_bytes(_json({"storyboard_id": desk.board.id, **desk.report})),
}


def bench(session: Session, blobs: BlobStore, row: CutRow, home: Path) -> tuple[Cut, Bench]:
    """A cut with its notes, and where it is worked on: `home`/cuts/ID with its takes, recordings, titles and pieces.

    Takes that are there are not read; pieces are shared with every other machine and command by a shelf.
    """
    cut, folder = timelines.value(session, row, marked=True), home / "cuts" / row.id
    takes_folder = folder / "takes"
    things: tuple[Item | Sound, ...] = (*cut.items, *cut.sounds)
    for thing in things:
        path = takes_folder / _file_of(thing, cut)
        if not path.exists():
            if isinstance(thing, Sound) or thing.kind != "title":
                data = assets.read(blobs, assets.get(session, thing.asset_id))
            else:
                data = title_card(thing.text, cut.size)
            write_by(path, partial(_put, data))

    def file_of(thing: Part | Sound) -> Path:
        return takes_folder / _file_of(thing, cut)

    return cut, Bench(folder, file_of, file_of, BlobShelf(blobs, pieces_of(row.id)))


def _file_of(thing: Item | Part | Sound, cut: Cut) -> str:
    if isinstance(thing, Sound) or thing.kind != "title":
        return thing.sha256
    width, height = cut.size
    return f"title-{hashlib.sha256(thing.text.encode()).hexdigest()[:16]}-{width}x{height}.png"


def make_file(cut: Cut, on: Bench, wanted: Film, target: Path, progress: Progress | None = None) -> None:
    """Film a cut, or write its frames or its project folder as a ZIP; whole or not at all. Raises StorageFull."""
    from onmodel.editorial import film  # noqa: PLC0415  # FFmpeg is 16 MiB that no other request needs
    from onmodel.editorial.codings import Coding  # noqa: PLC0415  # FFmpeg again: it lists its coders

    try:
        if wanted is Film.FRAMES:
            film.zipped(film.pictures(cut, on, progress), target)
        elif wanted is Film.PROJECT:
            with tempfile.TemporaryDirectory(prefix="onmodel-project-") as folder:
                film.project(cut, on, Path(folder), progress=progress)
                files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
                film.zipped(((p.relative_to(folder).as_posix(), p.read_bytes()) for p in files), target)
        else:
            film.film(cut, Coding(wanted.value), on, target, progress)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise StorageFull("The disk is full", why="The cut was not written", todo="Make room and ask again") from error


def export_to(cut: Cut, on: Bench, form: str, target: Path, progress: Progress | None = None) -> Path:
    """Write a cut in any form to a file, or to a folder for `frames` and `project` (not where it ends in .zip)."""
    from onmodel.editorial import film  # noqa: PLC0415  # FFmpeg is 16 MiB that no other request needs

    if form in set(Form):
        write_by(target, partial(_put, write(cut, Form(form))))
    elif form == Film.FRAMES and target.suffix != ".zip":
        for name, data in film.pictures(cut, on, progress):
            write_by(target / name, partial(_put, data))
    elif form == Film.PROJECT and target.suffix != ".zip":
        film.project(cut, on, target, progress=progress)
    else:
        make_file(cut, on, Film(form), target, progress)
    return target


def order_film(session: Session, row: CutRow, wanted: Film) -> Job:
    """Submit the job that films a cut. Raises NothingToCut, and what `editorial.model.check` raises."""
    segments(timelines.value(session, row))
    params = {"cut_id": row.id, "storyboard_id": row.storyboard_id, "form": wanted.value}
    return jobs.submit(session, JobRequest(CUT_JOB, row.project_id, params))


def cut_file(session: Session, row: CutRow, form: Form) -> tuple[bytes, str]:
    """The cut in one of its forms, and the file's name. Raises NothingToCut, TooManyEvents."""
    cut = timelines.value(session, row, marked=True)
    return write(cut, form), f"{file_stem(cut)}{SUFFIXES[form]}"


def write_cut(
    database: Database, blobs: BlobStore, board: Storyboard, to: tuple[Path, Path], progress: Progress | None = None
) -> dict[str, Path]:
    """A board's cut in a folder: cut.mp4, cut.otio, cut.fcpxml, cut.xml, cut.edl, cut.aaf, and the media they name.

    The board's newest cut is brought up to the board, or made. `to`: the folder, and the home in which pieces are kept,
    so that a second run films what changed. Raises NothingCircled, StorageFull. `progress` is told 0–1.
    """
    from onmodel.editorial import film  # noqa: PLC0415  # FFmpeg is 16 MiB that no other request needs

    folder, home = to
    with database.transaction() as session:
        cut_id = timelines.of_board(session, blobs, storyboards.get(session, board.project_id, board.id)).id
    with database.reading() as session:
        cut, on = bench(session, blobs, timelines.get(session, board.project_id, cut_id), home)
    told = progress or (lambda _share: None)
    make_file(cut, on, Film.MP4, folder / "cut.mp4", lambda share: told(share / 2))
    made = film.project(cut, on, folder, "cut", lambda share: told(0.5 + share / 2))
    told(1.0)
    return {"mp4": folder / "cut.mp4", **made}
