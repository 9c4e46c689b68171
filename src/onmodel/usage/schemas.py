"""Where things of the library are used, as the API gives it."""

from datetime import datetime

from pydantic import BaseModel

from onmodel.kit.ids import IdText


class UsedShot(BaseModel):
    """A shot that shows the character. `panel` counts from 1 over the board; `score` is the circled take's."""

    shot_id: IdText
    panel: int
    scene: str
    shot: str
    description: str
    thumbnail_url: str | None
    score: float | None


class UsedBoard(BaseModel):
    """A board on which the character plays `script_name`; `last_used`: when its last picture was made."""

    id: IdText
    title: str
    status: str
    script_name: str
    created_at: datetime
    last_used: datetime | None
    shots: list[UsedShot]


class CharacterUsage(BaseModel):
    """Boards and shots with a character: the newest boards first, at most fifty; `board_count` are all."""

    character_id: IdText
    boards: list[UsedBoard]
    board_count: int
    shot_count: int
    last_used: datetime | None


class Uses(BaseModel):
    """On how many boards characters, styles and environments are used, by their ids; those on none are left out."""

    boards: dict[str, int]
