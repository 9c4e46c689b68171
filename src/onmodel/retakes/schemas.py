"""Retakes as the API takes and gives them."""

from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from onmodel.kit.ids import IdText
from onmodel.retakes.rules import Kind
from onmodel.shots.schemas import Text

Words = Annotated[str, Field(max_length=500)]
Seed = Annotated[int | None, Field(ge=0, le=2**31 - 1, description="null: another than the circled take's")]


class ShotRetakeIn(BaseModel):
    """What is wanted of one more take. `prompt` stands in place of the description, for this take alone."""

    reason: Words = ""
    prompt: Text = ""
    negative_prompt: Text = ""
    seed: Seed = None


class ShotRetakeOut(BaseModel):
    """The job that makes the take; `seconds` is about what the last one cost."""

    shot_id: IdText
    job_id: IdText
    seconds: float


class RetakesIn(BaseModel):
    """Which shots to take again: those named, or all whose circled take has anybody `below` a score."""

    shot_ids: Annotated[list[IdText] | None, Field(max_length=2000)] = None
    below: Annotated[float | None, Field(ge=0, le=100, allow_inf_nan=False)] = None
    reason: Words = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.shot_ids is None) == (self.below is None):
            raise ValueError("name either `shot_ids` or a score `below`")
        return self


class RetakesOut(BaseModel):
    """The jobs, and about how many seconds of one machine they cost. `waiting`: shots that are being taken already."""

    retakes: list[ShotRetakeOut]
    seconds: float
    waiting: list[IdText]


class SuggestionOut(BaseModel):
    """A change that may mend the circled take, with the retake to be ordered; null where only a hand can do it."""

    kind: Kind
    character: str
    part: str
    score: float | None
    what: str
    why: str
    retake: ShotRetakeIn | None


class SuggestionsOut(BaseModel):
    """Suggestions, for the weakest first; `verdict` says how the take stands where there is none."""

    shot_id: IdText
    take_id: IdText | None
    verdict: str
    suggestions: list[SuggestionOut]
