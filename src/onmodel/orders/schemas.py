"""What the API says of what jobs are of."""

from pydantic import BaseModel

from onmodel.kit.ids import IdText
from onmodel.reviews.schemas import TargetIn, ThingOut


class JobThing(BaseModel):
    """What a job makes or measures: a panel, a board, a character."""

    job_id: IdText
    target: TargetIn
    thing: ThingOut


class JobThings(BaseModel):
    """What jobs are of, those left out that are of nothing with a name, or of what was put away."""

    things: list[JobThing]
