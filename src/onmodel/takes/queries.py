"""Every select of takes."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from onmodel.assets.tables import Asset
from onmodel.takes.tables import Take


def by_request(session: Session, shot_id: str, request_hash: str) -> Take | None:
    """The shot's take made from this request."""
    return session.scalar(select(Take).where(Take.shot_id == shot_id, Take.request_hash == request_hash))


def by_id(session: Session, project_id: str, take_id: str) -> Take | None:
    """The project's take with this id."""
    return session.scalar(select(Take).where(Take.project_id == project_id, Take.id == take_id))


def sizes(session: Session, project_id: str, asset_ids: Sequence[str]) -> dict[str, tuple[int | None, int | None]]:
    """Width and height in pixels of pictures, by asset."""
    rows = session.execute(
        select(Asset.id, Asset.width, Asset.height).where(Asset.project_id == project_id, Asset.id.in_(asset_ids))
    )
    return {asset_id: (width, height) for asset_id, width, height in rows}


def of_shot(session: Session, shot_id: str) -> list[Take]:
    """The shot's takes in order."""
    return list(session.scalars(select(Take).where(Take.shot_id == shot_id).order_by(Take.number)))


def circled(session: Session, shot_ids: Sequence[str]) -> dict[str, Take]:
    """The circled take of each shot that has one, by shot id."""
    rows = session.scalars(select(Take).where(Take.shot_id.in_(shot_ids), Take.circled.is_(True)))
    return {take.shot_id: take for take in rows}


def last_number(session: Session, shot_id: str) -> int:
    """The highest take number of the shot, 0 without takes."""
    return session.scalar(select(func.max(Take.number)).where(Take.shot_id == shot_id)) or 0


def counts(session: Session, shot_ids: Sequence[str]) -> dict[str, int]:
    """How many takes each shot has, by shot id."""
    rows = session.execute(select(Take.shot_id, func.count()).where(Take.shot_id.in_(shot_ids)).group_by(Take.shot_id))
    return {shot_id: count for shot_id, count in rows}


def shows(session: Session, project_id: str, storyboard_id: str, asset_id: str) -> bool:
    """Whether the asset is a picture of this board."""
    of_board = (Take.project_id == project_id, Take.storyboard_id == storyboard_id, Take.asset_id == asset_id)
    return bool(session.scalar(select(exists().where(*of_board))))
