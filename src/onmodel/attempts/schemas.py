"""What is asked of a scene's attempts, and what comes of it, as the API takes and gives them."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from onmodel.clips.schemas import SceneAttempts, SuggestionOfPrompt
from onmodel.iterations.schemas import CAPS, Cap, Handles, SceneNumber, ScenePlanIn, Takes
from onmodel.kit.ids import IdText


class ProcessIn(BaseModel):
    """Which scenes to make clips of; null: all that have a hero frame.

    Caps are of this generation as a whole: null takes one away, one that is not named stays.
    """

    scene_numbers: Annotated[list[SceneNumber] | None, Field(max_length=2000)] = None
    takes: Takes | None = None
    handles: Handles | None = None
    most_money: Cap = None
    most_seconds: Cap = None

    def named(self) -> dict[str, Any]:
        """The settings that were named."""
        told = self.model_dump(exclude={"scene_numbers"}, exclude_none=True)
        return told | self.model_dump(exclude_unset=True, include=set(CAPS))


class SceneRegenerateIn(ScenePlanIn):
    """More attempts at one scene; what is not named is as before. `suggestion_id`: with its words, which accepts it."""

    takes: Takes = 1
    suggestion_id: IdText | None = None


class EstimateOut(BaseModel):
    """About what a run costs before it is begun: `seconds` of one machine, `money` in the currency of budgets.

    `basis` says what the seconds are reckoned from; `obstacle` why it would stop before its end, empty if not.
    """

    scenes: int
    takes: Annotated[int, Field(description="to be made")]
    made: Annotated[int, Field(description="takes of the order that are there already")]
    film_seconds: Annotated[float, Field(description="of film, all that is to be made together")]
    seconds: float
    money: float
    basis: str
    left_money: float | None
    left_seconds: float | None
    obstacle: str


class ProcessOut(BaseModel):
    """The job that makes the clips, and what it is expected to cost. Asking again for the same gives the same job."""

    generation_id: IdText
    job_id: IdText
    scene_numbers: list[int]
    without_hero: Annotated[list[int], Field(description="scenes left out, which have no hero frame yet")]
    estimate: EstimateOut


class SceneRegenerateOut(BaseModel):
    """The job that makes the attempts."""

    generation_id: IdText
    scene_number: int
    job_id: IdText
    estimate: EstimateOut


class AttemptList(BaseModel):
    """All attempts of a generation and of those it came from."""

    generation_id: IdText
    scenes: list[SceneAttempts]


class PromptSuggestions(BaseModel):
    """Suggestions for the selected attempts, the weakest first, and the accepted ones with what they brought."""

    generation_id: IdText
    suggestions: list[SuggestionOfPrompt]
    accepted: list[SuggestionOfPrompt]
