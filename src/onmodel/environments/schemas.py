"""Environments as the API takes and gives them."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onmodel.bible.rules import Name, Text
from onmodel.bible.schemas import Message, Rollback, RowVersion, thumbnail
from onmodel.environments.rules import AngleName, Contrast, Feeling, Hour, Kelvin, Properties, Stage, Surroundings
from onmodel.environments.tables import Environment
from onmodel.kit.ids import IdText
from onmodel.kit.uploads import Base64Image
from onmodel.styles.rules import MAX_REFERENCES


class AngleIn(BaseModel):
    """A new picture of the place, and from where it shows it."""

    angle: AngleName = ""
    image: Base64Image


class AngleKept(BaseModel):
    """A picture that the environment has already; another `angle` renames it."""

    angle: AngleName | None = None
    asset_id: IdText


New = Annotated[list[AngleIn], Field(max_length=MAX_REFERENCES)]


class EnvironmentIn(BaseModel):
    """A new environment. A scene whose place has its name is built and lit as it says."""

    name: Annotated[Name, Field(examples=["THE BAI'S YURT"])]
    description: Text = ""
    set: Stage = ""
    lighting: Hour = ""
    colour_temperature: Kelvin | None = None
    contrast: Contrast = 1.0
    mood: Feeling = ""
    properties: Properties = {}
    references: New = []

    def columns(self) -> dict[str, Any]:
        """The columns that it is made of."""
        return self.model_dump(mode="json", exclude={"references"})


class EnvironmentChange(BaseModel):
    """What is to be changed; what is not named stays. A null colour temperature is the hour's own again."""

    name: Name | None = None
    description: Text | None = None
    set: Stage | None = None
    lighting: Hour | None = None
    colour_temperature: Kelvin | None = None
    contrast: Contrast | None = None
    mood: Feeling | None = None
    properties: Properties | None = None
    version: RowVersion = None
    message: Message = ""

    def columns(self) -> dict[str, Any]:
        """The columns that were named."""
        named = self.model_dump(mode="json", exclude={"version", "message"}, exclude_unset=True)
        return {k: v for k, v in named.items() if v is not None or k == "colour_temperature"}


class AnglesIn(BaseModel):
    """The pictures that it is to have: those of its own that stay, then new ones; 12 in all."""

    keep: Annotated[list[AngleKept], Field(max_length=MAX_REFERENCES)] = []
    references: New = []
    version: RowVersion = None
    message: Message = ""


class EnvironmentRollbackIn(Rollback):
    """The version to go back to."""


class PlacePreview(BaseModel):
    """How the place is looked at: from a side of its set, and with knobs turned for this look alone."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    side: Annotated[Literal["front", "left", "right", "back"], Field(description="where the camera stands")] = "front"
    quality: Annotated[
        Literal["rough", "live", "fine"], Field(description="at once; while a knob is turned; as a frame is drawn")
    ] = "live"
    set: Stage | None = None
    lighting: Hour | None = None
    colour_temperature: Annotated[int | None, Field(ge=0, le=20_000, description="kelvin; 0 is the hour's own")] = None
    contrast: Contrast | None = None
    mood: Feeling | None = None
    project: IdText | None = None  # for the guard

    def over(self, kept: Surroundings) -> Surroundings:
        """What the environment says, and over it what is turned."""
        told = self.model_dump(mode="json", exclude_none=True, include=set(Surroundings.__dataclass_fields__))
        return replace(kept, **told)


class AngleOut(BaseModel):
    """A reference picture and its angle."""

    asset_id: IdText
    angle: str
    url: str


class EnvironmentOut(BaseModel):
    """An environment."""

    id: IdText
    name: str
    description: str
    set: Stage
    lighting: Hour
    colour_temperature: int | None
    contrast: float
    mood: Feeling
    properties: dict[str, Any]
    references: list[AngleOut]
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Environment) -> "EnvironmentOut":
        """An environment's row as the API gives it."""
        angles = [AngleOut(asset_id=r.asset_id, angle=r.angle, url=f"/api/assets/{r.asset_id}") for r in row.references]
        plain = {name: getattr(row, name) for name in cls.model_fields if name != "references"}
        return cls.model_validate({**plain, "references": angles})


class EnvironmentItem(BaseModel):
    """An environment in a list; `thumbnail_url` is of its first reference."""

    id: IdText
    name: str
    set: Stage
    thumbnail_url: str | None
    created_at: datetime

    @classmethod
    def of(cls, row: Environment) -> "EnvironmentItem":
        """An environment's row as a list shows it."""
        return cls.model_validate(
            {"id": row.id, "name": row.name, "set": row.set, "thumbnail_url": thumbnail(row.references),
             "created_at": row.created_at}
        )  # fmt: skip


class EnvironmentPage(BaseModel):
    """Environments, newest first; `next` is the `before` of the following page, null on the last."""

    environments: list[EnvironmentItem]
    next: IdText | None


def snapshot_of(row: Environment) -> dict[str, Any]:
    """All that a version keeps of an environment; pictures as `references`, which versions compare."""
    return {
        "name": row.name, "description": row.description, "set": row.set, "lighting": row.lighting,
        "colour_temperature": row.colour_temperature, "contrast": row.contrast, "mood": row.mood,
        "properties": row.properties,
        "references": [{"asset_id": r.asset_id, "label": r.angle} for r in row.references],
    }  # fmt: skip
