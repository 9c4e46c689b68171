"""What became of scenes from one generation to another, as the API gives it."""

from pydantic import BaseModel

from onmodel.clips.schemas import AttemptOut
from onmodel.iterations.schemas import GenerationItem
from onmodel.versions.schemas import ChangeOut


class SceneChange(BaseModel):
    """What became of a scene from one generation to the other."""

    scene_number: int
    before: AttemptOut | None
    after: AttemptOut | None
    change: float | None


class GenerationDiff(BaseModel):
    """Two generations: what was changed, and scene by scene what stands; `change` is of the mean take score."""

    before: GenerationItem
    after: GenerationItem
    changes: list[ChangeOut]
    scenes: list[SceneChange]
    change: float | None
