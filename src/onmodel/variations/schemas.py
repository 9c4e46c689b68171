"""Variations as the API takes and gives them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from onmodel.fountain.vocabulary import Expression, Mood, Pose, TimeOfDay
from onmodel.kit.ids import IdText
from onmodel.stage.spec import Tier
from onmodel.variations.rules import MOST, Idea, VariationKind
from onmodel.variations.tables import CharacterVariation


class IdeaIn(BaseModel):
    """Something to try; suggestions have the same form."""

    kind: VariationKind
    pose: Pose = Pose.STAND
    expression: Expression = Expression.NEUTRAL
    outfit: Annotated[str, Field(max_length=300, examples=["a navy coat, a cap and boots"])] = ""
    mood: Mood = Mood.NEUTRAL
    time: TimeOfDay = TimeOfDay.DAY
    reason: Annotated[str, Field(max_length=500)] = ""

    def idea(self) -> Idea:
        """As the rules take it."""
        return Idea(**dict(self))


class VariationsIn(BaseModel):
    """A batch: `ideas` of one's own or as suggested, or the whole sheet of a `kind`."""

    ideas: Annotated[list[IdeaIn], Field(max_length=MOST)] = []
    kind: Annotated[VariationKind | None, Field(description="without `ideas`: all of this kind")] = None
    tier: Tier = "low"
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    backend: Annotated[str, Field(max_length=64)] = "stage"

    @model_validator(mode="after")
    def something(self) -> "VariationsIn":
        """Refuse a batch of nothing."""
        if not self.ideas and self.kind is None:
            raise ValueError("give ideas, or the kind whose sheet is wanted")
        return self


class ScriptIn(BaseModel):
    """Where to look for suggestions: a board of the project, or a script; `scene` looks at one scene only."""

    storyboard_id: IdText | None = None
    script: Annotated[str, Field(max_length=10_000_000)] = ""
    scene: Annotated[str, Field(max_length=32, description="the scene's number as the script has it")] = ""

    @model_validator(mode="after")
    def one(self) -> "ScriptIn":
        """Refuse neither and both."""
        if bool(self.storyboard_id) == bool(self.script.strip()):
            raise ValueError("give either storyboard_id or script")
        return self


class IdeasOut(BaseModel):
    """What the script lets the character do, feel and wear."""

    ideas: list[IdeaIn]


class VariationOut(BaseModel):
    """A variation. `votes` is those for it less those against it; `drawing`: its picture is waited for."""

    id: IdText
    character_id: IdText
    kind: VariationKind
    pose: Pose
    expression: Expression
    outfit: str
    reason: str
    prompt: str
    backend: str
    image_url: str | None
    thumbnail_url: str | None
    votes: int
    adopted: bool
    seconds: float
    job_id: IdText | None
    drawing: bool
    created_by: str
    created_at: datetime

    @classmethod
    def of(cls, row: CharacterVariation, votes: int = 0, *, drawing: bool = True) -> "VariationOut":
        """A variation's row as the API gives it."""
        url = f"/api/assets/{row.asset_id}" if row.asset_id else None
        return cls(
            id=row.id, character_id=row.character_id, kind=row.kind, pose=row.pose, expression=row.expression,
            outfit=row.outfit, reason=row.reason, prompt=row.prompt, backend=row.backend, image_url=url,
            thumbnail_url=url and f"{url}/thumbnail", votes=votes, adopted=row.adopted_at is not None,
            seconds=row.seconds, job_id=row.job_id, drawing=drawing and url is None,
            created_by=row.created_by, created_at=row.created_at,
        )  # fmt: skip


class BatchOut(BaseModel):
    """A batch that was begun: the job of all, and the variations that it makes."""

    job_id: IdText
    variations: list[VariationOut]


class VariationPage(BaseModel):
    """Variations, newest first; `next` is the `before` of the following page, null on the last."""

    variations: list[VariationOut]
    next: IdText | None
