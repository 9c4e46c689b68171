"""Measuring frames against the DNA of who should be in them, and reporting on a board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from onmodel.backends.bundle import Backends
from onmodel.backends.vision.appearance import Seen, find, measure
from onmodel.backends.vision.port import Picture, VisionBackend
from onmodel.characters import service as characters
from onmodel.continuity import queries
from onmodel.continuity.rules import Cell, Report, cell, part_of, report, score_of
from onmodel.continuity.tables import ContinuityReport
from onmodel.db import Database
from onmodel.dna.model import CharacterDNA
from onmodel.kit.pictures import decode
from onmodel.metrics import identity
from onmodel.metrics.cohort import cohort
from onmodel.metrics.curves import curve
from onmodel.metrics.score import Score
from onmodel.quality import queries as quality
from onmodel.quality.tables import QualityMetric
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.rules import Appearance, Part
from onmodel.takes.tables import Take

_REPORT, BLANK = TypeAdapter(Report), np.zeros((9, 16, 3), np.uint8)
Vectors = dict[str, dict[str, list[float]]]  # character → "face" or "look" → vector


@dataclass(frozen=True)
class FrameMeasure:
    """A frame's measurement: a cell per expected character, vectors to compare frames by, people not expected."""

    cells: tuple[Cell, ...]
    vectors: Vectors = field(default_factory=dict)
    extra_people: int = 0


def measure_frame(
    vision: VisionBackend,
    picture: Picture,
    expected: Sequence[tuple[str, CharacterDNA]],
    seen: Mapping[str, Seen] | None,
    *,
    frame: int,
) -> FrameMeasure:
    """Score every expected character of one frame (H, W, 3) uint8 sRGB. Slow (tens of ms each): outside transactions.

    `seen`: where the backend says each character is; None where it cannot tell: then faces are found and assigned by
    likeness. A character who is not there counts 0.
    """
    extra = 0
    if seen is None:
        seen, extra = find(vision, picture, expected)
    cells, vectors = [], {}
    for name, dna in expected:
        if name in seen:
            parts, vectors[name] = measure(vision, picture, dna, seen[name])
            cells.append(cell(name, frame, parts))
        else:
            cells.append(cell(name, frame, {}, missing=True))
    return FrameMeasure(tuple(cells), vectors, extra)


def measure_board(
    backends: Backends, database: Database, board: Storyboard, *, anew: bool = True
) -> list[FrameMeasure]:
    """Every circled frame of a board measured, in order; a shot without a picture counts all its people missing.

    `anew=False` takes what was measured when a take was scored, where that was kept.
    """
    measured = []
    with database.reading() as session:
        circled = take_queries.circled(session, [s.id for s in board.shots])
        kept = {} if anew else kept_measures(session, board, circled)
    for number, shot in enumerate(board.shots, start=1):
        expected = expected_in(board, shot)
        take = circled.get(shot.id)
        if take is None:
            measured.append(measure_frame(backends.vision, BLANK, expected, {}, frame=number))
        else:
            measured.append(kept.get(shot.id) or measure_take(backends, database, take, expected, number))
    return measured


def kept_measures(session: Session, board: Storyboard, circled: Mapping[str, Take]) -> dict[str, FrameMeasure]:
    """What was measured when the circled takes were scored, by shot; without those of which it was not kept."""
    extra = queries.extra_people(session, [take.id for take in circled.values()])
    pinned = [(s.id, circled[s.id], n) for n, s in enumerate(board.shots, start=1) if s.id in circled]
    found = {shot_id: _kept(take, n, extra.get(take.id, 0)) for shot_id, take, n in pinned}
    return {shot_id: measured for shot_id, measured in found.items() if measured is not None}


def _kept(take: Take, frame: int, extra: int) -> FrameMeasure | None:
    """The same of one take; None where its vectors were not kept or its curves have changed."""
    seen = takes.appearances_of(take)
    if any(a.vectors is None for a in seen) or not all(_in_force(p) for a in seen for p in a.parts):
        return None
    cells = [cell(a.character, frame, {p.part: score_of(p) for p in a.parts}, missing=a.missing) for a in seen]
    return FrameMeasure(tuple(cells), {a.character: a.vectors or {} for a in seen if not a.missing}, extra)


def _in_force(part: Part) -> bool:
    """Is a kept measurement by the curve that would judge it today?"""
    try:
        return part.value is None or bool(curve(part.part, part.backbone))
    except LookupError:
        return False


def expected_in(board: Storyboard, shot: Shot) -> list[tuple[str, CharacterDNA]]:
    """Who is to be seen in a shot, with their DNA."""
    dna = {m.script_name: characters.dna_of(m.character) for m in board.cast}
    return [(name, dna[name]) for name in shot.characters if name in dna]


def measure_take(
    backends: Backends, database: Database, take: Take, expected: Sequence[tuple[str, CharacterDNA]], frame: int
) -> FrameMeasure:
    """The picture of a take measured; reads it from the blobs."""
    with database.reading() as session:
        picture = decode(takes.plate_of(session, backends.blobs, take), f"take {take.number}")
        ids = takes.ids_of(session, backends.blobs, take)
    seen = _seen(takes.sight(take), ids)
    return measure_frame(backends.vision, picture, expected, seen, frame=frame)


def _seen(sight: takes.Sight, ids: Any) -> dict[str, Seen] | None:
    """Where a backend that knows its people put them; None for one that does not."""
    if not sight.heads and not sight.order:
        return None
    seen = {}
    for name, head in sight.heads.items():
        mask = None if ids is None or name not in sight.order else ids == sight.order.index(name) + 1
        if mask is None or mask.any():
            nose_seen = bool(sight.keypoints[name][0][2]) if name in sight.keypoints else True
            seen[name] = Seen(head, mask, facing=nose_seen)
    return seen


def appearances(measured: FrameMeasure) -> list[Appearance]:
    """The measurement as takes are judged by."""
    return [
        Appearance(
            c.character, c.score, c.missing, tuple(part_of(n, s) for n, s in c.parts.items()), c.finding,
            measured.vectors.get(c.character, {}),
        )
        for c in measured.cells
    ]  # fmt: skip


def keep_metrics(session: Session, take: Take, measured: FrameMeasure) -> None:
    """Keep a take's measurements in place of earlier ones."""
    quality.forget(session, take.id)
    for c in measured.cells:
        for part, score in c.parts.items():
            session.add(
                QualityMetric(
                    take_id=take.id, character=c.character, dimension=part, raw=score.raw, normalised=score.value,
                    backbone=score.backbone or "none", reason=score.unscorable_reason or "",
                )
            )  # fmt: skip
    extra = {"raw": float(measured.extra_people), "normalised": None, "backbone": "none"}
    session.add(QualityMetric(take_id=take.id, character="", dimension=queries.EXTRA_PEOPLE, **extra))
    session.flush()


def board_report(frames: Sequence[FrameMeasure]) -> Report:
    """One report over a board's frames in order, with the agreement of every character between frames."""
    cells = [_with_whole(c, frames) for measured in frames for c in measured.cells]
    names = dict.fromkeys(c.character for c in cells)
    own = {name: _own(name, frames) for name in names}
    extra = {i: m.extra_people for i, m in enumerate(frames, start=1)}
    return report(cells, own, len(frames), extra)


def keep_report(session: Session, board: Storyboard, made: Report) -> ContinuityReport:
    """Keep a report on the board as it stands."""
    data = report_json(made)
    row = ContinuityReport(
        project_id=board.project_id, storyboard_id=board.id, overall=made.overall, cells=data.pop("cells"), summary=data
    )
    session.add(row)
    session.flush()
    return row


def report_json(made: Report) -> dict[str, Any]:
    """A report as JSON."""
    data: dict[str, Any] = _REPORT.dump_python(made, mode="json")
    return data


def latest_report(session: Session, storyboard_id: str) -> dict[str, Any] | None:
    """The newest kept report of a board as JSON, None without one."""
    row = queries.latest(session, storyboard_id)
    return None if row is None else {**row.summary, "cells": row.cells}


def _vectors(name: str, kind: str, frames: Sequence[FrameMeasure]) -> dict[int, Any]:
    """The character's vectors of one kind by frame number."""
    found = {i: m.vectors.get(name, {}).get(kind) for i, m in enumerate(frames, start=1)}
    return {i: np.array(v, np.float32) for i, v in found.items() if v}


def _own(name: str, frames: Sequence[FrameMeasure]) -> float | None:
    faces = list(_vectors(name, "face", frames).values())
    backbone = _backbone("face", name, frames)
    if len(faces) < 2 or not backbone:
        return None
    values = [s.value for s in identity.self_scores(faces, curve("face", backbone), cohort(backbone))]
    told = [v for v in values if v is not None]
    return sum(told) / len(told) if told else None


def _backbone(part: str, name: str, frames: Sequence[FrameMeasure]) -> str:
    return next(
        (c.parts[part].backbone for m in frames for c in m.cells if c.character == name and part in c.parts
         and c.parts[part].backbone), "",
    )  # fmt: skip


def _with_whole(c: Cell, frames: Sequence[FrameMeasure]) -> Cell:
    """The cell with its whole look against the character's other frames."""
    looks = _vectors(c.character, "look", frames)
    if c.frame not in looks:
        return c
    others = [v for i, v in looks.items() if i != c.frame]
    return Cell(**{**vars(c), "parts": {**c.parts, "whole": _whole(looks[c.frame], others)}})


def _whole(one: Any, others: Sequence[Any]) -> Score:
    look = curve("whole", "oklab-palette-texture-v1")
    if not others:
        return Score(None, None, True, "only one appearance can be scored", look.backbone, 0.0)
    return look.score(identity.likeness_of_looks(one, others))
