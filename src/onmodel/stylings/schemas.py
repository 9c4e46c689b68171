"""A board's styles as the API takes and gives them."""

from typing import Annotated

from pydantic import BaseModel, Field

from onmodel.kit.ids import IdText
from onmodel.storyboards.rules import BoardSettings


class BoardStyles(BaseModel):
    """The style that a board is in, and the shots that are in another one; null is none."""

    style_id: IdText | None = None
    shots: Annotated[dict[IdText, IdText | None], Field(max_length=2000, description="shot → style")] = {}

    @classmethod
    def of(cls, settings: BoardSettings) -> "BoardStyles":
        """As the board's settings have it."""
        return cls(style_id=settings.style or None, shots={i: style or None for i, style in settings.styles.items()})


class BoardStylesIn(BoardStyles):
    """What is to be laid on: the whole of it, what is not named is in the board's style."""

    version: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="of the board, that which was read")] = None


class RestyleCost(BaseModel):
    """What other styles do to a board. Panels count from 1; `seconds` of one machine, by what their takes cost."""

    stale: Annotated[list[int], Field(description="panels that become stale")]
    fresh: Annotated[list[int], Field(description="panels whose pictures become true again")]
    seconds: Annotated[float, Field(description="to draw those that become stale again")]


class BoardStylesOut(BaseModel):
    """A board's styles as they are, with what they were before and what that did to it."""

    storyboard_id: IdText
    version: int
    styles: BoardStyles
    was: BoardStyles
    cost: RestyleCost
