"""What a generation came to: report, trend, and what it differs in from another."""

from statistics import fmean

from sqlalchemy.orm import Session

from onmodel.clips import queries as clips
from onmodel.dailies.rules import advice, page
from onmodel.dailies.schemas import GenerationDiff, SceneChange
from onmodel.fountain.vocabulary import Move
from onmodel.generations.rules import state
from onmodel.iterations.rules import Pass
from onmodel.iterations.service import get, items, spending, spendings
from onmodel.metrics.score import grade
from onmodel.quality.rules import SceneFacts, change, means, need, overall, radar, to_do, weak
from onmodel.quality.schemas import (
    AxisOut,
    MetricOut,
    PartsOut,
    QualityReport,
    QualityTrends,
    SceneQuality,
    Spending,
    TrendPoint,
    TrendScene,
)
from onmodel.storyboards.tables import Shot
from onmodel.versions.rules import changes
from onmodel.versions.schemas import ChangeOut


def facts(of: Pass, shot: Shot) -> SceneFacts:
    """A scene as a report sees it."""
    made = of.selected(shot)
    return SceneFacts(
        shot.position + 1, made.take.value if made else None, made.dimensions if made else {},
        made.parts if made else {}, len(of.of_shot(shot)), of.needs_review(shot), of.stale(shot),
        still=of.direction(shot).move is Move.STATIC,
    )  # fmt: skip


def report(session: Session, of: Pass) -> QualityReport:
    """A generation scene by scene, and which scenes need work."""
    seen = [facts(of, shot) for shot in of.board.shots]
    wanting = to_do(seen)
    value = overall([scene.value for scene in seen])
    return QualityReport(
        generation_id=of.row.id, number=of.row.number, overall=value, status=grade(value),
        dimensions=means([scene.dimensions for scene in seen]),
        scenes=[_scene(of, shot, scene) for shot, scene in zip(of.board.shots, seen, strict=True)],
        to_do=[scene.number for scene, _ in wanting], advice=[advice(scene, wanted) for scene, wanted in wanting],
        spending=spending(session, of),
    )  # fmt: skip


def as_page(made: QualityReport) -> str:
    """A report to be read, as Markdown."""
    rows = [
        (s.scene_number, f"{s.attempt_number} of {s.attempts}" if s.attempt_number else "—", s.score, s.parts.temporal,
         s.parts.aesthetic, s.parts.alignment, s.findings)
        for s in made.scenes
    ]  # fmt: skip
    measured = {m.dimension: m for s in made.scenes for m in s.metrics if not m.character}
    backbones = [(name, made.dimensions.get(name), m.backbone, m.official, m.reason) for name, m in measured.items()]
    return page(made.overall, rows, backbones, made.advice)


def _scene(of: Pass, shot: Shot, seen: SceneFacts) -> SceneQuality:
    made, every = of.selected(shot), of.of_shot(shot)
    return SceneQuality(
        scene_number=seen.number, shot_id=shot.id, attempt_id=made.take.id if made else None,
        attempt_number=made.take.number if made else None, attempts=seen.attempts, score=seen.value,
        status=grade(seen.value), parts=PartsOut(**seen.parts),
        radar=[AxisOut(dimension=name, value=value) for name, value in radar(seen.dimensions)],
        metrics=[MetricOut.of(row) for row in made.rows] if made else [], weak=weak(seen),
        findings=made.findings if made else [], needs=need(seen), needs_review=seen.needs_review, stale=seen.stale,
        money=sum(m.take.cost for m in every), seconds=round(sum(m.take.seconds for m in every), 3),
    )  # fmt: skip


def trends(session: Session, of: Pass) -> QualityTrends:
    """A generation and those it came from, the oldest first, each against its parent."""
    points: dict[str, TrendPoint] = {}
    passes = [of.at(row) for row in of.line]
    for laid, spent in zip(passes, spendings(session, passes), strict=True):
        points[laid.row.id] = _point(laid, spent, points)
    accepted = clips.accepted(session, of.row.project_id, [row.id for row in of.line])
    gains = [each.gain for each in accepted if each.gain is not None]
    return QualityTrends(
        generation_id=of.row.id, iterations=list(points.values()), suggestions_accepted=len(accepted),
        suggestion_gain=round(fmean(gains), 4) if gains else None,
    )  # fmt: skip


def _point(of: Pass, spent: Spending, before: dict[str, TrendPoint]) -> TrendPoint:
    seen = [facts(of, shot) for shot in of.board.shots]
    value, parent = overall([scene.value for scene in seen]), before.get(str(of.row.parent_id))
    return TrendPoint(
        generation_id=of.row.id, parent_id=of.row.parent_id, number=of.row.number, overall=value,
        change=change(parent.overall, value) if parent else None,
        dimensions=means([scene.dimensions for scene in seen]),
        scenes=[TrendScene(scene_number=scene.number, score=scene.value) for scene in seen],
        attempts=sum(m.take.generation_id == of.row.id for m in of.clips.values()), spending=spent,
    )  # fmt: skip


def diff(session: Session, of: Pass, other_id: str) -> GenerationDiff:
    """What differs from another generation to this one. Raises GenerationNotFound, also for one of another board."""
    other = get(session, of.row.project_id, other_id, board_id=of.board.id)
    listed = items(session, of.row.project_id, [other.row, of.row])
    found = changes(_state(other), _state(of))
    scenes = [_changed(other, of, shot) for shot in of.board.shots]
    return GenerationDiff(
        before=listed[0], after=listed[1], changes=[ChangeOut(**vars(each)) for each in found],
        scenes=[scene for scene in scenes if scene is not None],
        change=change(listed[0].overall, listed[1].overall),
    )  # fmt: skip


def _state(of: Pass) -> dict[str, object]:
    numbers = {shot.id: shot.position + 1 for shot in of.board.shots}
    standing = {str(shot.position + 1): of.selected(shot) for shot in of.board.shots}
    chosen = {number: {"attempt": made.take.number if made else None} for number, made in standing.items()}
    return {**state(of.row.settings, of.row.scenes, numbers), "selections": chosen}


def _changed(other: Pass, of: Pass, shot: Shot) -> SceneChange | None:
    """A scene in which another attempt stands; None for one that is as it was."""
    was, now = other.selected(shot), of.selected(shot)
    if (was.take.id if was else None) == (now.take.id if now else None):
        return None
    return SceneChange(
        scene_number=shot.position + 1, before=other.shown(was, shot) if was else None,
        after=of.shown(now, shot) if now else None,
        change=change(was.take.value if was else None, now.take.value if now else None),
    )  # fmt: skip
