"""What was measured, as the API gives it."""

from typing import Annotated

from pydantic import BaseModel, Field

from onmodel.kit.ids import IdText
from onmodel.metrics.score import Grade
from onmodel.quality.rules import Need
from onmodel.quality.tables import QualityMetric


class MetricOut(BaseModel):
    """One measurement. `character` is empty where it is of the clip as a whole: then `normalised` is VBench's, else
    0–100. Null with the `reason`. `official`: measured with VBench's own backbone."""

    character: str
    dimension: str
    raw: float | None
    normalised: float | None
    backbone: str
    official: bool
    reason: str

    @classmethod
    def of(cls, row: QualityMetric) -> "MetricOut":
        """A row as it was kept."""
        return cls(
            character=row.character, dimension=row.dimension, raw=row.raw, normalised=row.normalised,
            backbone=row.backbone, official=row.official, reason=row.reason,
        )  # fmt: skip


class AxisOut(BaseModel):
    """One axis of a radar, 0–100; null where it cannot be told."""

    dimension: str
    value: float | None


class PartsOut(BaseModel):
    """What the take score is made of, 0–100: 0.4 temporal, 0.3 aesthetic, 0.3 alignment."""

    temporal: float | None = None
    aesthetic: float | None = None
    alignment: float | None = None


class SceneQuality(BaseModel):
    """A scene of a report: its selected attempt's score, what it is made of, and what it needs (null: nothing)."""

    scene_number: int
    shot_id: IdText
    attempt_id: IdText | None
    attempt_number: int | None
    attempts: int
    score: float | None
    status: Grade
    parts: PartsOut
    radar: list[AxisOut]
    metrics: list[MetricOut]
    weak: list[str]
    findings: list[str]
    needs: Need | None
    needs_review: bool
    stale: bool
    money: float
    seconds: float


class Spending(BaseModel):
    """What a pass cost, and what a second of film that is accepted (selected, and waiting for nobody) cost."""

    money: float
    seconds: Annotated[float, Field(description="of one machine")]
    accepted_seconds: Annotated[float, Field(description="of film")]
    money_per_accepted_second: float | None
    seconds_per_accepted_second: float | None


class QualityReport(BaseModel):
    """A pass, scene by scene. `overall` is the mean take score of what is selected; `dimensions` are normalised means.

    `to_do`: the scenes that need work, the most urgent first. `advice` says the same in sentences.
    """

    generation_id: IdText
    number: int
    overall: float | None
    status: Grade
    dimensions: dict[str, float | None]
    scenes: list[SceneQuality]
    to_do: list[int]
    advice: list[str]
    spending: Spending


class TrendScene(BaseModel):
    """A scene in one iteration."""

    scene_number: int
    score: float | None


class TrendPoint(BaseModel):
    """One iteration; `change` is against its parent."""

    generation_id: IdText
    parent_id: IdText | None
    number: int
    overall: float | None
    change: float | None
    dimensions: dict[str, float | None]
    scenes: list[TrendScene]
    attempts: int
    spending: Spending


class QualityTrends(BaseModel):
    """A generation and its ancestors, the oldest first; `suggestions` says what accepted ones brought on average."""

    generation_id: IdText
    iterations: list[TrendPoint]
    suggestions_accepted: int
    suggestion_gain: Annotated[float | None, Field(description="points of take score, on average")]
