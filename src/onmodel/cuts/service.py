"""A board out of the house: frames, storyboard.json, report.json, contact.png, storyboard.pdf and animatic.mp4."""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from onmodel.backends.blobs.port import BlobStore
from onmodel.continuity import service as continuity
from onmodel.cuts.rules import MEDIA_TYPES, Deliverable
from onmodel.deliverables.board import Board, Panel, PanelScore
from onmodel.deliverables.sheets import contact_sheet, storyboard_pdf
from onmodel.deliverables.watermark import marked_png
from onmodel.errors import Conflict
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take

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
    words = tuple((d["character"] + (" (off)" if d["heard_only"] else ""), d["text"]) for d in _dialogue(shot))
    return Panel(
        index=number, scene=shot.scene.number, shot=shot.number, heading=shot.scene.heading,
        picture=frames / f"{number:04d}.png", framing=shot.framing, angle=shot.angle, lens_mm=shot.lens_mm,
        move=shot.move, action=shot.description, dialogue=words, duration_frames=shot.duration_frames,
        notes=_notes(shot, take), scores=tuple(PanelScore(a.character, a.value, a.finding) for a in seen),
    )  # fmt: skip


def _dialogue(shot: Shot) -> list[dict[str, Any]]:
    return list(shot.staging.get("dialogue", []))


def _notes(shot: Shot, take: Take) -> tuple[str, ...]:
    """What a reader of the panel should know: what was guessed of the script, what was changed, what did not fit."""
    retaken = f"take {take.number}: {take.changed}" if take.changed else ""
    return tuple(note for note in (*shot.staging.get("notes", ()), retaken, *takes.sight(take).notes) if note)


def storyboard_json(board: Storyboard, circled: dict[str, Take], history: dict[str, list[Take]]) -> dict[str, Any]:
    """The board as `storyboard.json` tells it: settings, cast with DNA, panels with blocking and all their takes."""
    return {
        "id": board.id,
        "title": board.title,
        "status": board.status,
        "made_by": board.made_by,
        "settings": board.settings,
        "warnings": board.warnings,
        "characters": [
            {
                "id": m.character.id, "name": m.character.name, "plays": m.script_name,
                "base_prompt": m.character.base_prompt, "dna": m.character.dna,
            }
            for m in board.cast
        ],
        "panels": [_panel_json(shot, circled.get(shot.id), history[shot.id]) for shot in board.shots],
    }  # fmt: skip


def _panel_json(shot: Shot, take: Take | None, history: list[Take]) -> dict[str, Any]:
    number = shot.position + 1
    return {
        "frame": number, "file": f"frames/{number:04d}.png" if take else None, "scene": shot.scene.number,
        "shot": shot.number, "heading": shot.scene.heading, "description": shot.description, "framing": shot.framing,
        "angle": shot.angle, "lens_mm": shot.lens_mm, "move": shot.move, "characters": shot.characters,
        "dialogue": _dialogue(shot), "duration_frames": shot.duration_frames, "blocking": take.scene if take else {},
        "takes": [
            {
                "number": t.number, "circled": t.circled, "value": t.value, "reason": t.reason, "changed": t.changed,
                "seconds": t.seconds, "seed": t.seed, "backend": t.backend, "prompt": t.prompt, "manifest": t.manifest,
            }
            for t in history
        ],
    }  # fmt: skip


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def write_by(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file beside its place and move it there when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".unfinished-", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


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
