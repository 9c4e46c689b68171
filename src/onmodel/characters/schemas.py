"""Characters as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from onmodel.characters.tables import Character, CharacterReference
from onmodel.dna.jsonable import from_jsonable
from onmodel.dna.untold import untold
from onmodel.kit.ids import IdText

Base64Image = Annotated[str, Field(description="a picture, base64; a data: URL is taken too", max_length=60_000_000)]


def thumbnail(row: Character) -> str | None:
    """Where a small picture of the character is: that of the first reference."""
    return f"/api/assets/{row.references[0].asset_id}/thumbnail" if row.references else None


class CharacterIn(BaseModel):
    """A new character: up to 3 pictures, a description, or both."""

    name: Annotated[str, Field(min_length=1, max_length=200, examples=["Emma Detective"])]
    description: Annotated[str, Field(max_length=5000, examples=["Female detective, 30s, red hair"])] = ""
    images: Annotated[list[Base64Image], Field(max_length=3)] = []


class ReferenceOut(BaseModel):
    """A reference picture and the quality of the face in it, 0–1."""

    filename: str
    url: str
    thumbnail: str
    quality: float

    @classmethod
    def of(cls, row: CharacterReference) -> "ReferenceOut":
        """A reference's row as the API gives it."""
        url = f"/api/assets/{row.asset_id}"
        return cls(filename=row.filename, url=url, thumbnail=f"{url}/thumbnail", quality=row.quality)


class CharacterOut(BaseModel):
    """A character with its DNA.

    `warnings` say what was unsure or where words and pictures disagree; `not_told` what neither told.
    """

    id: IdText
    name: str
    description: str
    visual_dna: dict[str, Any]
    base_prompt: str
    thumbnail: str | None
    references: list[ReferenceOut]
    warnings: list[str]
    not_told: list[str]
    version: int
    created_at: datetime

    @classmethod
    def of(cls, row: Character) -> "CharacterOut":
        """A character's row as the API gives it."""
        return cls(
            id=row.id, name=row.name, description=row.description, visual_dna=row.dna, base_prompt=row.base_prompt,
            thumbnail=thumbnail(row), references=[ReferenceOut.of(r) for r in row.references],
            warnings=row.dna.get("warnings", []), not_told=list(untold(from_jsonable(row.dna))) if row.dna else [],
            version=row.version, created_at=row.created_at,
        )  # fmt: skip


class CharacterItem(BaseModel):
    """A character in a list."""

    id: IdText
    name: str
    thumbnail: str | None
    created_at: datetime

    @classmethod
    def of(cls, row: Character) -> "CharacterItem":
        """A character's row as lists give it."""
        return cls(id=row.id, name=row.name, thumbnail=thumbnail(row), created_at=row.created_at)


class CharacterPage(BaseModel):
    """Characters, newest first; `next` is the `before` of the following page, null on the last."""

    characters: list[CharacterItem]
    next: IdText | None
