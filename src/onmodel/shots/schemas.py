"""Shots as the API takes and gives them."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field

from onmodel.fountain.vocabulary import Angle, Framing, Move
from onmodel.kit.ids import IdText
from onmodel.storyboards.rules import LONGEST_NAME, LONGEST_TEXT, MOST_LINES, MOST_PEOPLE, PLANNED
from onmodel.storyboards.tables import Shot

_without_nul = AfterValidator(lambda text: text.replace("\0", ""))
Text = Annotated[str, Field(max_length=LONGEST_TEXT), _without_nul]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), _without_nul]
LensMm = Annotated[int, Field(ge=8, le=800)]
Frames = Annotated[int, Field(ge=1, lt=24 * 60 * 10, description="at 24 a second")]
Names = Annotated[list[Name], Field(max_length=MOST_PEOPLE), AfterValidator(lambda names: list(dict.fromkeys(names)))]


class SpeechIn(BaseModel):
    """Words said in a shot."""

    character: Name
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), _without_nul]
    parenthetical: Annotated[str, Field(max_length=LONGEST_NAME), _without_nul] = ""
    heard_only: Annotated[bool, Field(description="a voice off screen (V.O., O.S., telephone)")] = False


class ShotChange(BaseModel):
    """What is to be changed; what is not named stays. `version` is that which was read; `If-Match` says the same."""

    description: Text | None = None
    framing: Framing | None = None
    angle: Angle | None = None
    lens_mm: LensMm | None = None
    move: Move | None = None
    duration_frames: Frames | None = None
    negative_prompt: Text | None = None
    characters: Annotated[Names | None, Field(description="who is seen, by names of the cast, the first foremost")] = (
        None
    )
    dialogue: Annotated[list[SpeechIn] | None, Field(max_length=MOST_LINES)] = None
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None

    def columns(self) -> dict[str, Any]:
        """The columns that were named."""
        return self.model_dump(mode="json", exclude={"version"}, exclude_none=True)


class ShotIn(BaseModel):
    """A new shot: behind `after`, in its scene; without it the first of the board. Who is not named is as there."""

    after: IdText | None = None
    description: Text = ""
    framing: Framing = Framing.MS
    angle: Angle = Angle.EYE_LEVEL
    lens_mm: LensMm = 35
    move: Move = Move.STATIC
    duration_frames: Frames = 48
    negative_prompt: Text = ""
    characters: Annotated[Names | None, Field(description="names of the cast; null: as in the shot before")] = None


class OrderIn(BaseModel):
    """All shots of the board in their new order."""

    shot_ids: Annotated[list[IdText], Field(max_length=5000)]


class ShotOut(BaseModel):
    """A shot. `position` counts from 0 over the board, `number` is locked within its scene."""

    id: IdText
    storyboard_id: IdText
    scene_id: IdText
    position: int
    scene: str
    heading: str
    number: str
    description: str
    framing: Framing
    angle: Angle
    lens_mm: int
    move: Move
    duration_frames: int
    characters: list[str]
    dialogue: list[dict[str, Any]]
    negative_prompt: str
    by_hand: Annotated[bool, Field(description="people or camera were moved on the stage")]
    version: int

    @classmethod
    def of(cls, row: Shot) -> "ShotOut":
        """A shot's row as the API gives it."""
        return cls(**fields_of(row))


class ShotList(BaseModel):
    """Shots of a board."""

    shots: list[ShotOut]


def fields_of(row: Shot) -> dict[str, Any]:
    """The fields that every picture of a shot's row has."""
    names = ("id", "storyboard_id", "scene_id", "position", "number", "description", "duration_frames", "version")
    return {
        **{name: getattr(row, name) for name in (*names, "negative_prompt", *PLANNED)},
        "scene": row.scene.number, "heading": row.scene.heading, "dialogue": row.staging.get("dialogue", []),
        "by_hand": bool(row.by_hand),
    }  # fmt: skip
