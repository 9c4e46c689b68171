"""Photographs as the API takes them, and what it says of them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onmodel.dna.photographs import FindingKind, Photograph
from onmodel.kit.uploads import Base64Image

MOST = 8  # pictures that are judged at one time


class PhotographsIn(BaseModel):
    """Pictures that somebody is about to define a character by."""

    images: Annotated[list[Base64Image], Field(min_length=1, max_length=MOST)]


class FindingOut(BaseModel):
    """Something wrong with a picture, why, and what to do. `stops`: no character can be defined from it."""

    model_config = ConfigDict(from_attributes=True)

    kind: FindingKind
    stops: bool
    what: str
    why: str
    todo: str


class PhotographOut(BaseModel):
    """A picture as it was judged. `face` is its box in 0–1 of the picture (x0, y0, x1, y1), `face_pixels` its width.

    `sharpness`, `light` and `quality` are 0–1, null where no face is; `same_as`: the place, from 0, of the earlier
    picture that this one repeats. `name` is the file's, or "picture 1".
    """

    model_config = ConfigDict(from_attributes=True)

    name: str
    verdict: Literal["good", "usable", "bad"]
    width: int
    height: int
    faces: int
    face: tuple[float, float, float, float] | None
    face_pixels: int | None
    sharpness: float | None
    light: float | None
    quality: float | None
    same_as: int | None
    findings: list[FindingOut]


class PhotographsOut(BaseModel):
    """Pictures in the order in which they came, and whether a character can be defined from them as they are.

    `ready`: one to three pictures, and none of them is bad.
    """

    photographs: list[PhotographOut]
    ready: bool

    @classmethod
    def of(cls, judged: list[Photograph], most: int) -> "PhotographsOut":
        """Judged pictures; `most` that a character is defined from."""
        ready = 1 <= len(judged) <= most and all(p.verdict != "bad" for p in judged)
        return cls(photographs=[PhotographOut.model_validate(p) for p in judged], ready=ready)
