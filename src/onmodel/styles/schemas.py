"""Styles as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from onmodel.bible.rules import Name, Text
from onmodel.bible.schemas import Message, Rollback, RowVersion
from onmodel.kit.ids import IdText
from onmodel.kit.uploads import Base64Image
from onmodel.styles.rules import (
    MAX_PALETTE,
    MAX_REFERENCES,
    Finish,
    Hex,
    Parameters,
    StyleType,
    palette_by_hand,
)
from onmodel.styles.tables import Style, StyleApplication

Images = Annotated[list[Base64Image], Field(max_length=MAX_REFERENCES)]
Palette = Annotated[list[Hex], Field(max_length=MAX_PALETTE, description="hex colours; empty: the parent's")]


class StyleIn(BaseModel):
    """A new style. Its palette is taken from the pictures, unless one is given."""

    name: Annotated[Name, Field(examples=["Cold morning"])]
    description: Text = ""
    type: StyleType = "project"
    parent_id: IdText | None = None
    parameters: Parameters = Parameters()
    palette: Palette | None = None
    images: Images = []

    def columns(self) -> dict[str, Any]:
        """The columns that it is made of."""
        return columns_of(self.model_dump(mode="json", exclude={"images"}, exclude_unset=True))


class StyleChange(BaseModel):
    """What is to be changed; what is not named stays. A parameter that is null is the parent's again."""

    name: Name | None = None
    description: Text | None = None
    type: StyleType | None = None
    parent_id: IdText | None = None
    parameters: Parameters | None = None
    palette: Palette | None = None
    version: RowVersion = None
    message: Message = ""

    def columns(self) -> dict[str, Any]:
        """The columns that were named. Null means nothing but for the parent, which it takes away."""
        named = self.model_dump(mode="json", exclude={"version", "message"}, exclude_unset=True)
        return columns_of({k: v for k, v in named.items() if v is not None or k == "parent_id"})


def columns_of(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as columns: a palette that somebody gives is theirs from then on, none is taken from the references."""
    if fields.get("palette") is None:
        return {name: value for name, value in fields.items() if name != "palette"}
    by_hand = bool(fields["palette"])
    return {**fields, "palette": palette_by_hand(fields["palette"]), "palette_by_hand": by_hand}


class PicturesIn(BaseModel):
    """The pictures that it is to have: those of its own that stay, by asset, then new ones; 12 in all."""

    keep: Annotated[list[IdText], Field(max_length=MAX_REFERENCES)] = []
    images: Images = []
    version: RowVersion = None
    message: Message = ""


class StyleRollbackIn(Rollback):
    """The version to go back to."""


class StyleReferenceOut(BaseModel):
    """A reference picture."""

    asset_id: IdText
    filename: str
    url: str


class Swatch(BaseModel):
    """A colour of the palette and its share, 0–1."""

    hex: str
    share: float


class StyleOut(BaseModel):
    """A style: what it says itself, and `effective`, what it comes to with its ancestors."""

    id: IdText
    name: str
    description: str
    type: StyleType
    parent_id: IdText | None
    ancestors: list[IdText]
    parameters: Parameters
    palette: list[Swatch]
    palette_by_hand: bool
    effective: dict[str, Any]
    default: bool = Field(description="new boards are in it, where nobody names another")
    references: list[StyleReferenceOut]
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: Style, chain: list[Style], finish: Finish, *, default: bool) -> "StyleOut":
        """A style's row with those that it inherits from, nearest first."""
        references = [
            StyleReferenceOut(asset_id=r.asset_id, filename=r.filename, url=f"/api/assets/{r.asset_id}")
            for r in row.references
        ]
        return cls(
            id=row.id, name=row.name, description=row.description, type=row.type, parent_id=row.parent_id,
            ancestors=[style.id for style in chain[1:]], parameters=Parameters(**row.parameters), palette=row.palette,
            palette_by_hand=row.palette_by_hand, effective=finish.json(), references=references, default=default,
            version=row.version, created_at=row.created_at, updated_at=row.updated_at,
        )  # fmt: skip


class StyleItem(BaseModel):
    """A style in a list."""

    model_config = ConfigDict(from_attributes=True)

    id: IdText
    name: str
    type: StyleType
    parent_id: IdText | None
    palette: list[Swatch]
    created_at: datetime


class StylePage(BaseModel):
    """Styles, newest first; `next` is the `before` of the following page, null on the last.

    `default` is the style that new boards are in where nobody names one.
    """

    styles: list[StyleItem]
    default: IdText | None = None
    next: IdText | None


class ApplyIn(BaseModel):
    """What to grade: a take, or any picture of the project; `strength` mixes with the ungraded one."""

    take_id: IdText | None = None
    asset_id: IdText | None = None
    strength: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 1.0


class PreviewQuery(Parameters):
    """A preview: what to grade (else the first reference), and controls turned for this look alone."""

    take_id: IdText | None = None
    asset_id: IdText | None = None
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0
    project: IdText | None = None  # for the guard

    def target(self) -> ApplyIn:
        """What to grade."""
        return ApplyIn(take_id=self.take_id, asset_id=self.asset_id, strength=self.strength)

    def turned(self) -> dict[str, Any]:
        """The controls that were named."""
        return self.model_dump(mode="json", exclude_unset=True, include=set(Parameters.model_fields))


class ApplicationOut(BaseModel):
    """A picture graded with a style. `consistency` is 0–100 or null; `measured` says on what, or why not."""

    model_config = ConfigDict(from_attributes=True)

    id: IdText
    style_id: IdText
    number: int
    target_kind: str
    target_id: IdText
    asset_id: IdText
    strength: float
    coordination: list[Any]
    consistency: float | None
    measured: dict[str, Any]
    created_by: str
    created_at: datetime


class ApplicationPage(BaseModel):
    """The last applications of a style, newest first."""

    applications: list[ApplicationOut]

    @classmethod
    def of(cls, rows: list[StyleApplication]) -> "ApplicationPage":
        """Rows as the API gives them."""
        return cls(applications=[ApplicationOut.model_validate(row) for row in rows])


def snapshot_of(row: Style) -> dict[str, Any]:
    """All that a version keeps of a style; pictures as `references`, which versions compare."""
    return {
        "name": row.name, "description": row.description, "type": row.type, "parent_id": row.parent_id,
        "parameters": row.parameters, "palette": row.palette, "palette_by_hand": row.palette_by_hand,
        "references": [{"asset_id": r.asset_id, "label": r.filename} for r in row.references],
    }  # fmt: skip
