"""The product on fakes: everything real but the pictures, the eyes and the blobs."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.backends.bundle import Backends
from onmodel.backends.images.fake import FakeImages
from onmodel.backends.images.port import ImageRequest, ImageResult
from onmodel.backends.texts.rules import RuleTexts
from onmodel.backends.videos.fake import FakeVideos
from onmodel.backends.vision.fake import FakeVision, paint_face
from onmodel.characters import service as characters
from onmodel.characters.rules import Reference
from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.kit.pictures import encode_png

SCRIPT = b"""Title: The Pouch

EXT. STEPPE - DAY

EMMA, 30, walks up to BAI, an old man. She smiles.

EMMA
Your soup smells of gold.

BAI
(angry)
Then pay me with gold!

INT. HOUSE - NIGHT

Emma shakes a pouch. Bai stares at it.

EMMA
Paid with the sound.
"""


class PaintedImages(FakeImages):
    """Fake pictures in which every person has a face that FakeVision knows; `wrong` names whose face goes wrong.

    `wrong` maps a name to how many pictures of that person are yet to show somebody else's face.
    """

    def __init__(self) -> None:
        self.wrong: dict[str, int] = {}
        self.requests: list[ImageRequest] = []

    def run(self, request: ImageRequest, progress: Any = None) -> ImageResult:
        self.requests.append(request)
        made = super().run(request, progress)
        for name, box in made.heads.items():
            x0, y0, x1, y1 = (int(v) for v in box)
            someone = name
            if self.wrong.get(name, 0) > 0:
                self.wrong[name] -= 1
                someone = f"not {name}"
            paint_face(made.picture, (x0 + 2, y0 + 2, max(x1 - 2, x0 + 50), max(y1 - 2, y0 + 50)), someone)
        return made


@dataclass
class Production:
    """A database, fakes, and short ways to what every test needs."""

    database: Database
    project_id: str
    blobs: FakeBlobs
    images: PaintedImages = field(default_factory=PaintedImages)
    videos: FakeVideos = field(default_factory=FakeVideos)

    @property
    def backends(self) -> Backends:
        return Backends({"stage": self.images}, {"stage": self.videos}, RuleTexts(), FakeVision(), self.blobs)

    def character(self, name: str, description: str = "") -> Character:
        """A character defined from one painted portrait and words."""
        words = description or f"{name.title()}, adult"
        measured = characters.measure_character(FakeVision(), name, words, [portrait(name)])
        with self.database.transaction() as session:
            return characters.create(session, self.blobs, measured, project_id=self.project_id)


def portrait(person: str, size: int = 240) -> Reference:
    """A picture with the painted face of a person."""
    pixels = np.full((size, size, 3), 90, np.uint8)
    paint_face(pixels, (60, 60, 180, 190), person)
    return Reference(f"{person.lower()}.png", encode_png(pixels))
