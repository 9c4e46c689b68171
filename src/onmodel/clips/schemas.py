"""Clip takes and suggestions as the API gives them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from onmodel.clips.tables import PromptSuggestion
from onmodel.heroes.schemas import AddedOut
from onmodel.kit.ids import IdText
from onmodel.metrics.score import Grade, grade
from onmodel.quality.rules import radar
from onmodel.quality.schemas import AxisOut, MetricOut, PartsOut
from onmodel.quality.service import Measured
from onmodel.takes.schemas import AppearanceOut, Size
from onmodel.takes.service import appearances_of, handles_of, sight
from onmodel.takes.tables import Take


@dataclass(frozen=True)
class Seen:
    """What is known of a scene: its number from 1, its hero frame as it is now, the take that stands for it."""

    scene_number: int
    hero_id: str | None
    selected_id: str | None


class AttemptOut(BaseModel):
    """A clip take. `prompt` is what somebody wrote, `enhanced_prompt` what the backend was told; `score` 0–100 is the
    take score. `state`: rendered, scored or needs_review. `stale`: the scene has another hero frame by now."""

    attempt_id: IdText
    generation_id: IdText | None
    scene_number: int
    shot_id: IdText
    number: int
    selected: bool
    state: str
    stale: bool
    clip_url: str | None
    poster_url: str | None
    width: int | None
    height: int | None
    frames: int
    handles: Annotated[int, Field(description="of the frames, at either end: a cut does not show them unasked")]
    rate: int
    duration: Annotated[float, Field(description="seconds of film, with its handles")]
    prompt: str
    enhanced_prompt: str
    negative_prompt: str
    camera_movement: str
    speed: float
    seed: int
    backend: str
    model: str
    tier: str
    hero_frame_id: IdText | None
    score: float | None
    status: Grade
    parts: PartsOut
    radar: list[AxisOut]
    metrics: list[MetricOut]
    characters: list[AppearanceOut]
    findings: list[str]
    notes: list[str]
    reason: str
    money: float
    seconds: float
    created_by: str
    created_by_name: str
    created_at: datetime

    @classmethod
    def of(cls, made: Measured, seen: Seen, size: Size, name: str) -> "AttemptOut":
        """A clip take with its measurements, beside what else is known of its scene."""
        take, url = made.take, f"/api/assets/{made.take.asset_id}" if made.take.asset_id else None
        columns = (
            "generation_id", "shot_id", "number", "state", "frames", "rate", "prompt", "enhanced_prompt", "speed",
            "negative_prompt", "seed", "backend", "tier", "reason", "seconds", "created_by", "created_at",
        )  # fmt: skip
        return cls(
            **{column: getattr(take, column) for column in columns}, attempt_id=take.id, created_by_name=name,
            scene_number=seen.scene_number, selected=take.id == seen.selected_id, clip_url=url,
            stale=seen.hero_id not in {None, take.parent_id}, poster_url=url and f"{url}/thumbnail?edge=640",
            width=size[0], height=size[1], duration=round(take.frames / take.rate, 3) if take.rate else 0.0,
            camera_movement=take.move, model=str(take.manifest.get("model") or take.backend), money=take.cost,
            hero_frame_id=take.parent_id, score=take.value, status=grade(take.value), parts=PartsOut(**made.parts),
            handles=handles_of(take), radar=[AxisOut(dimension=n, value=v) for n, v in radar(made.dimensions)],
            metrics=[MetricOut.of(row) for row in made.rows], findings=made.findings, notes=list(sight(take).notes),
            characters=[AppearanceOut.of(found) for found in appearances_of(take)],
        )  # fmt: skip


class SceneAttempts(BaseModel):
    """The attempts at a scene, the first one first."""

    scene_number: int
    shot_id: IdText
    selected_id: IdText | None
    needs_review: bool
    attempts: list[AttemptOut]


class SuggestionOfPrompt(BaseModel):
    """Other words for a weak attempt. `gain`: points of take score that it brought once accepted and scored."""

    id: IdText
    scene_number: int
    shot_id: IdText
    attempt_id: IdText
    dimension: str
    value: float | None
    why: str
    prompt_before: str
    prompt: str
    negative_prompt: str
    camera_movement: str | None
    speed: float | None
    added: list[AddedOut]
    made_by: str
    state: Literal["open", "accepted"]
    job_id: IdText | None
    made_attempt_id: IdText | None
    gain: float | None
    dimension_gain: float | None

    @classmethod
    def of(cls, row: PromptSuggestion, take: Take, scene_number: int) -> "SuggestionOfPrompt":
        """A suggestion for a take."""
        columns = (
            "id", "shot_id", "dimension", "value", "why", "prompt", "negative_prompt", "speed", "made_by", "state",
            "job_id", "gain", "dimension_gain",
        )  # fmt: skip
        return cls(
            **{column: getattr(row, column) for column in columns}, scene_number=scene_number, attempt_id=take.id,
            prompt_before=take.prompt, camera_movement=row.move, made_attempt_id=row.made_take_id,
            added=[AddedOut.model_validate(words) for words in row.added],
        )  # fmt: skip
