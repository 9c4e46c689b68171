"""A board with one shot and its picture, as production leaves it, without production."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.kit import pictures
from onmodel.reviews import service as reviews
from onmodel.reviews.schemas import NoteIn, TargetIn
from onmodel.screenplays.tables import Scene
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import service as takes
from onmodel.takes.tables import Take
from tests.factories.resources import RESOURCES
from tests.factories.studio import Studio

GREY = pictures.encode_png(np.full((360, 640, 3), 120, np.uint8))


@dataclass(frozen=True)
class PicturedBoard:
    """The ids of what is on it."""

    studio: Studio
    id: str
    shot_id: str
    take_id: str
    asset_id: str

    def note(self, kind: str = "storyboard", body: str = "Look") -> str:
        """A note of the owner's on the board, or on its shot or take."""
        target = {"storyboard": self.id, "shot": self.shot_id, "take": self.take_id}[kind]
        with self.studio.database.transaction(actor=self.studio.ids["owner"]) as session:
            given = NoteIn(target=TargetIn(kind=kind, id=target), body=body)
            return reviews.write_note(session, self.studio.project_id, given, name="Owner").id

    def circle_again(self) -> None:
        """Another take of the shot becomes the one that the board shows."""
        with self.studio.database.transaction() as session:
            first = session.get_one(Take, self.take_id)
            second = _take(session, session.get_one(Shot, self.shot_id), self.asset_id, 2)
            takes.circle(session, [first, second], second)


def board_with_picture(studio: Studio) -> PicturedBoard:
    """A board whose one shot has a circled take, grey all over."""
    board = RESOURCES["storyboard_id"](studio)
    with studio.database.transaction() as session:
        asset = assets.store(session, studio.production.blobs, GREY, "image/png", project_id=studio.project_id)
        shot = _shot(session, studio.project_id, session.get_one(Storyboard, board))
        take = _take(session, shot, asset.id, 1)
        takes.circle(session, [take], take)
        return PicturedBoard(studio, board, shot.id, take.id, asset.id)


def _take(session: Session, shot: Shot, asset: str, number: int) -> Take:
    of_shot = {"project_id": shot.project_id, "storyboard_id": shot.storyboard_id, "shot_id": shot.id}
    take = Take(**of_shot, number=number, request_hash=f"h{number}")
    take.backend, take.tier, take.asset_id = "fake", "low", asset
    session.add(take)
    session.flush()
    return take


def _shot(session: Session, project_id: str, board: Storyboard) -> Shot:
    scene = Scene(screenplay_id=board.screenplay_id, position=0, number="1", heading="EXT. STEPPE", int_ext="EXT")
    scene.place, scene.time, scene.mood = "STEPPE", "day", "neutral"
    session.add(scene)
    session.flush()
    shot = Shot(
        project_id=project_id, storyboard_id=board.id, scene_id=scene.id, position=0, number="1", description=""
    )
    shot.framing, shot.angle, shot.lens_mm, shot.move, shot.duration_frames = "MS", "eye", 35, "static", 24
    session.add(shot)
    session.flush()
    return shot
