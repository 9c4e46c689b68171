"""Are these pictures good references: one clear face in each, large enough, and everywhere the same person."""

from collections.abc import Sequence
from itertools import combinations
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from onmodel.errors import Invalid

SMALLEST = 40.0  # pixels of face width: below it an identity is mostly invented by enlarging
BYSTANDER = 1 / 3  # a face narrower than this part of the largest one is somebody in the background
SAME_PERSON = 0.6  # L2 distance of dlib's embeddings (King 2017: 99.38 % on LFW at this threshold)


class FoundFace(Protocol):
    """What the rules need to know of a face that a vision backend found."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 in pixels."""

    @property
    def width(self) -> float:
        """Pixels across."""


F = TypeVar("F", bound=FoundFace)


class NoFaceFound(Invalid):
    """A reference picture shows no face."""


class SeveralFaces(Invalid):
    """A reference picture shows several people, and none of them is clearly the one that is meant."""


class FaceTooSmall(Invalid):
    """The face in a reference picture has too few pixels to tell who it is."""


class FaceUnclear(Invalid):
    """The face in a reference picture cannot be told: too dark, turned away or covered."""


class NotTheSamePerson(Invalid):
    """Two reference pictures of one character show different people."""


def choose_face(picture: str, faces: Sequence[F]) -> F:
    """The one face that a reference is about: alone, or three times as wide as any other.

    Raises NoFaceFound, SeveralFaces or FaceTooSmall, each naming the picture.
    """
    if not faces:
        raise NoFaceFound(
            f"No face was found in {picture}",
            why="A reference must show the character's face, from the front or half turned",
            todo="Use another picture, or describe the character in words alone",
            picture=picture,
        )
    largest, *others = sorted(faces, key=lambda face: (-face.width, face.box))
    rivals = [face for face in others if face.width >= BYSTANDER * largest.width]
    if rivals:
        raise SeveralFaces(
            f"{picture} shows {len(rivals) + 1} faces",
            why="None of them is three times as large as the others, so it is not clear who is meant",
            todo="Crop the picture to the character",
            picture=picture,
            faces=len(rivals) + 1,
        )
    if largest.width < SMALLEST:
        raise FaceTooSmall(
            f"The face in {picture} is too small",
            why=f"It is {largest.width:.0f} pixels wide, {SMALLEST:.0f} are needed and 120 are good",
            todo="Use a closer or larger picture",
            picture=picture,
            pixels=round(largest.width),
        )
    return largest


def check_usable(picture: str, reason: str | None) -> None:
    """Raises FaceUnclear, naming the picture, where a backend gave a reason instead of an embedding."""
    if reason is not None:
        raise FaceUnclear(
            f"The face in {picture} cannot be told",
            why=reason,
            todo="Use a picture with the face in light",
            picture=picture,
        )


def check_same_person(named: Sequence[tuple[str, NDArray[np.float32]]], threshold: float = SAME_PERSON) -> None:
    """Raises NotTheSamePerson, naming the two pictures that are furthest apart, unless all are within `threshold`.

    `named`: pairs of picture and embedding (D,) of one backbone. Where one of three or more is the odd one out, it
    is named first.
    """
    if len(named) < 2:
        return
    apart = {(i, j): float(np.linalg.norm(named[i][1] - named[j][1])) for i, j in combinations(range(len(named)), 2)}
    (i, j), worst = max(apart.items(), key=lambda pair: (pair[1], pair[0]))
    if worst < threshold:
        return

    def strangeness(k: int) -> float:
        return sum(distance for pair, distance in apart.items() if k in pair)

    odd, other = (i, j) if len(named) > 2 and strangeness(i) > strangeness(j) else (j, i)
    raise NotTheSamePerson(
        f"{named[odd][0]} and {named[other][0]} do not show the same person",
        why=f"Their faces are {worst:.2f} apart, one person's pictures are less than {threshold:.2f}",
        todo=f"Remove {named[odd][0]}, or make a character of its own from it",
        pictures=[named[odd][0], named[other][0]],
        distance=round(worst, 3),
    )
