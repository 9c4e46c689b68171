"""Generations as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from onmodel.clips.schemas import AttemptOut
from onmodel.generations.rules import (
    AUTOMATIC_TAKES,
    MOST_HANDLES,
    MOST_TAKES,
    SPEEDS,
    ClipSettings,
    Movement,
    ScenePlan,
)
from onmodel.kit.ids import IdText
from onmodel.quality.schemas import Spending
from onmodel.shots.schemas import Text
from onmodel.stage.spec import Tier
from onmodel.takes.schemas import FrameOut
from onmodel.versions.schemas import ChangeOut

Speed = Annotated[float, Field(ge=SPEEDS[0], le=SPEEDS[1], allow_inf_nan=False, description="1: as the trade has it")]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
Takes = Annotated[int, Field(ge=1, le=MOST_TAKES, description="attempts per scene")]
Cap = Annotated[float | None, Field(ge=0, le=1e12, allow_inf_nan=False)]
Longest = Annotated[int | None, Field(ge=8, le=24 * 60 * 10, description="frames that a cut shows, at 24 a second")]
Handles = Annotated[int, Field(ge=0, le=MOST_HANDLES, description="frames before and behind the shot, at 24 a second")]
SceneNumber = Annotated[int, Field(ge=1, le=100_000, description="the panel, from 1")]


CAPS = frozenset({"most_money", "most_seconds"})  # null takes one away, what is not named stays


class ScenePlanIn(BaseModel):
    """What is wanted of a scene's clip; null: as the generation, or the shot itself, has it."""

    prompt: Text | None = None
    negative_prompt: Text | None = None
    camera_movement: Movement | None = None
    speed: Speed | None = None
    seed: Seed | None = None
    hero_frame_id: Annotated[IdText | None, Field(description="start from this frame: it becomes the hero")] = None

    def plan(self) -> ScenePlan:
        """The same as a value."""
        return ScenePlan(**{name: getattr(self, name) for name in ScenePlanIn.model_fields})


class GenerationSceneIn(ScenePlanIn):
    """The same with its scene."""

    scene_number: SceneNumber


class GenerationIn(BaseModel):
    """A pass of a board: an iteration of `parent_id`, or of its last one. What it does not name is the parent's.

    `hero_frame_id` is a frame of one of the board's scenes, which its clip then starts from. A null cap is none.
    """

    storyboard_id: IdText
    parent_id: IdText | None = None
    hero_frame_id: IdText | None = None
    negative_prompt: Text | None = None
    camera_movement: Movement | None = None
    speed: Speed | None = None
    takes: Takes | None = None
    backend: Annotated[str | None, Field(max_length=64)] = None
    tier: Tier | None = None
    seed: Seed | None = None
    longest: Longest = None
    handles: Handles | None = None
    most_money: Cap = None
    most_seconds: Cap = None
    scenes: Annotated[list[GenerationSceneIn], Field(max_length=2000)] = []

    def named(self) -> dict[str, Any]:
        """The settings that were named."""
        told = self.model_dump(exclude_none=True, include=set(ClipSettings.__dataclass_fields__))
        return told | self.model_dump(exclude_unset=True, include=set(CAPS))


class GenerationScene(BaseModel):
    """A scene of a pass: what its clip is asked for, the frame it starts from and the attempt that stands."""

    scene_number: int
    shot_id: IdText
    scene: str
    shot: str
    description: str
    duration_frames: int
    prompt: str
    negative_prompt: str
    camera_movement: str
    speed: float
    hero_frame: FrameOut | None
    selected: AttemptOut | None
    attempts: int
    needs_review: bool
    stale: bool
    job_id: IdText | None


class ClipSettingsOut(BaseModel):
    """How the clips of a pass are made where a scene says nothing else; null: as the board and its shots have it."""

    takes: int = AUTOMATIC_TAKES
    backend: str
    tier: Tier | None
    negative_prompt: str
    camera_movement: Movement | None
    speed: float
    seed: int
    longest: int | None
    handles: int
    most_money: float | None
    most_seconds: float | None


class GenerationItem(BaseModel):
    """A generation in a list. `state`: ready where nothing was asked of it yet, else that of its clips' job."""

    id: IdText
    storyboard_id: IdText
    parent_id: IdText | None
    number: int
    state: str
    job_id: IdText | None
    overall: float | None
    changes: list[ChangeOut]
    created_by: str
    created_by_name: str
    created_at: datetime


class GenerationOut(GenerationItem):
    """A pass of a board with its scenes. `stopped`: why its last run ended before everything was made."""

    settings: ClipSettingsOut
    scenes: list[GenerationScene]
    stopped: str
    spending: Spending


class GenerationPage(BaseModel):
    """Generations, newest first; `next` is the `before` of the following page, null on the last."""

    generations: list[GenerationItem]
    next: IdText | None
