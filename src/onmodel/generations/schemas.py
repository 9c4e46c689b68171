"""Boards as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator

from onmodel.kit.ids import IdText
from onmodel.stage.spec import Tier
from onmodel.storyboards.tables import Shot
from onmodel.takes.tables import Take


class StoryboardIn(BaseModel):
    """A board to be made from a script, or from a screenplay that is kept already, and characters.

    Of a screenplay everyone plays who is linked to it, and every one of `character_ids` besides.
    """

    title: Annotated[str, Field(max_length=300, examples=["Detective Mystery"])] = ""
    script: Annotated[str, Field(max_length=10_000_000, examples=["INT. OFFICE - NIGHT\n\nEmma waits."])] = ""
    screenplay_id: Annotated[IdText | None, Field(description="in place of `script`")] = None
    character_ids: Annotated[list[IdText], Field(max_length=100)] = []
    frames: Annotated[int | None, Field(ge=1, le=2000, description="panels; null: as many as the story needs")] = None
    tier: Tier = "standard"
    style: Annotated[
        str, Field(max_length=200, description="a look, or a style by name or id; empty: the project's, else `full`")
    ] = ""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    backend: Annotated[str, Field(max_length=64)] = "stage"

    @model_validator(mode="after")
    def _one_script(self) -> Self:
        if bool(self.script) == bool(self.screenplay_id):
            raise ValueError("give either `script` or `screenplay_id`")
        return self


class PanelOut(BaseModel):
    """One panel. `scene_number` counts panels from 1, as `regenerate-frame` takes it; `scene` is the script's own."""

    scene_number: int
    scene: str
    shot: str
    heading: str
    description: str
    framing: str
    angle: str
    lens_mm: int
    move: str
    characters: list[str]
    dialogue: list[dict[str, Any]]
    duration_frames: int
    image_url: str | None
    thumbnail_url: str | None
    score: float | None
    takes: int

    @classmethod
    def of(cls, shot: Shot, take: Take | None, takes: int) -> "PanelOut":
        """A shot with its circled take."""
        url = f"/api/assets/{take.asset_id}" if take and take.asset_id else None
        return cls(
            scene_number=shot.position + 1, scene=shot.scene.number, shot=shot.number, heading=shot.scene.heading,
            description=shot.description, framing=shot.framing, angle=shot.angle, lens_mm=shot.lens_mm,
            move=shot.move, characters=shot.characters, dialogue=shot.staging.get("dialogue", []),
            duration_frames=shot.duration_frames, image_url=url, thumbnail_url=url and f"{url}/thumbnail",
            score=take.value if take else None, takes=takes,
        )  # fmt: skip


class StoryboardOut(BaseModel):
    """A board with its panels. `status`: queued, completed or incomplete; the job tells how far it is."""

    id: IdText
    title: str
    scenes: list[PanelOut]
    status: str
    overall_score: float | None
    job_id: IdText | None
    made_by: str
    warnings: list[str]
    created_at: datetime


class RetakeIn(BaseModel):
    """A panel to be taken again."""

    scene_number: Annotated[int, Field(ge=1, le=100_000)]
    reason: Annotated[str, Field(max_length=500, examples=["Low consistency score"])] = ""


class RetakeOut(BaseModel):
    """The new take, or the job that makes it where it was not done in time."""

    scene_number: int
    new_image_url: str | None
    message: str
    job_id: IdText
    score: float | None = None
    changed: str = ""


class FrameScoreOut(BaseModel):
    """A frame's score and class."""

    frame: int
    score: float | None
    status: str


class ValidationOut(BaseModel):
    """The continuity report of a board."""

    storyboard_id: IdText
    overall_score: float | None
    frame_scores: list[FrameScoreOut]
    recommendations: list[str]
    characters: list[dict[str, Any]]
    cells: list[dict[str, Any]]
