"""Characters as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from onmodel.kit.ids import IdText

Base64Image = Annotated[str, Field(description="a picture, base64; a data: URL is taken too", max_length=60_000_000)]


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


class CharacterOut(BaseModel):
    """A character with its DNA. `warnings` say what was unsure or where words and pictures disagree."""

    id: IdText
    name: str
    description: str
    visual_dna: dict[str, Any]
    base_prompt: str
    thumbnail: str | None
    references: list[ReferenceOut]
    warnings: list[str]
    version: int
    created_at: datetime


class CharacterItem(BaseModel):
    """A character in a list."""

    id: IdText
    name: str
    thumbnail: str | None
    created_at: datetime


class CharacterPage(BaseModel):
    """Characters, newest first; `next` is the `before` of the following page, null on the last."""

    characters: list[CharacterItem]
    next: IdText | None
