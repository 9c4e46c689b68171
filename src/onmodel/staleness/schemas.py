"""Stale panels as the API gives them."""

from typing import Annotated

from pydantic import BaseModel, Field

from onmodel.kit.ids import IdText


class StalePanel(BaseModel):
    """A panel whose picture shows a character as it was; `seconds` is what its take cost."""

    scene_number: int
    take_id: IdText
    because: list[str]
    seconds: float


class StaleOut(BaseModel):
    """Stale panels, and what re-rendering them would cost: so many jobs, so many seconds of one machine.

    `unknown` panels were made before pictures said what they were made from.
    """

    storyboard_id: IdText
    panels: list[StalePanel]
    jobs: int
    seconds: float
    unknown: int


class RenderStaleIn(BaseModel):
    """Which stale panels to render again; null: all of them."""

    panels: Annotated[list[Annotated[int, Field(ge=1, le=100_000)]] | None, Field(max_length=2000)] = None


class RenderStaleOut(BaseModel):
    """The jobs that render stale panels again."""

    job_ids: list[IdText]
    seconds: float
