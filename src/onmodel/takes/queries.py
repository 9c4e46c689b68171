"""Every select of takes. Where nobody says of which kind, frames are meant."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from onmodel.assets.tables import Asset
from onmodel.storyboards.tables import Shot
from onmodel.takes.rules import Kind
from onmodel.takes.tables import Take


def by_request(session: Session, shot_id: str, request_hash: str) -> Take | None:
    """The shot's take made from this request."""
    return session.scalar(select(Take).where(Take.shot_id == shot_id, Take.request_hash == request_hash))


def answered(session: Session, project_id: str, storyboard_id: str, kind: Kind) -> set[tuple[str, str]]:
    """Shot and request of all that was made of a board."""
    of_board = (Take.project_id == project_id, Take.storyboard_id == storyboard_id, Take.kind == kind)
    return {
        (shot, request) for shot, request in session.execute(select(Take.shot_id, Take.request_hash).where(*of_board))
    }


def by_id(session: Session, project_id: str, take_id: str) -> Take | None:
    """The project's take with this id."""
    return session.scalar(select(Take).where(Take.project_id == project_id, Take.id == take_id))


def lock_shot_of(session: Session, project_id: str, take_id: str) -> None:
    """Wait for whoever chooses among this take's shot just now; held until the end of the transaction.

    Whoever locks a generation as well does that first.
    """
    shot = select(Shot.id).join(Take, Take.shot_id == Shot.id).where(Take.project_id == project_id, Take.id == take_id)
    session.execute(shot.with_for_update(of=Shot, key_share=True))


def sizes(session: Session, project_id: str, asset_ids: Sequence[str]) -> dict[str, tuple[int | None, int | None]]:
    """Width and height in pixels of pictures, by asset."""
    rows = session.execute(
        select(Asset.id, Asset.width, Asset.height).where(Asset.project_id == project_id, Asset.id.in_(asset_ids))
    )
    return {asset_id: (width, height) for asset_id, width, height in rows}


def of_shot(session: Session, shot_id: str, kind: Kind = "frame", *, anew: bool = False) -> list[Take]:
    """The shot's takes in order; `anew` as they stand, whatever this session read of them before."""
    query = select(Take).where(Take.shot_id == shot_id, Take.kind == kind).order_by(Take.number)
    return list(session.scalars(query, execution_options={"populate_existing": anew}))


def of_shots(session: Session, shot_ids: Sequence[str], kind: Kind) -> list[Take]:
    """The takes of several shots, those of each in order."""
    query = select(Take).where(Take.shot_id.in_(shot_ids), Take.kind == kind)
    return list(session.scalars(query.order_by(Take.shot_id, Take.number)))


def circled(session: Session, shot_ids: Sequence[str], kind: Kind = "frame") -> dict[str, Take]:
    """The circled take of each shot that has one, by shot id."""
    query = select(Take).where(Take.shot_id.in_(shot_ids), Take.kind == kind, Take.circled.is_(True))
    return {take.shot_id: take for take in session.scalars(query)}


def last_number(session: Session, shot_id: str, kind: Kind = "frame") -> int:
    """The highest take number of the shot, 0 without takes."""
    return session.scalar(select(func.max(Take.number)).where(Take.shot_id == shot_id, Take.kind == kind)) or 0


def counts(session: Session, shot_ids: Sequence[str], kind: Kind = "frame") -> dict[str, int]:
    """How many takes each shot has, by shot id."""
    query = select(Take.shot_id, func.count()).where(Take.shot_id.in_(shot_ids), Take.kind == kind)
    return {shot_id: count for shot_id, count in session.execute(query.group_by(Take.shot_id))}


def shows(session: Session, project_id: str, storyboard_id: str, asset_id: str) -> bool:
    """Whether the asset is a picture of this board."""
    of_board = (Take.project_id == project_id, Take.storyboard_id == storyboard_id, Take.asset_id == asset_id)
    return bool(session.scalar(select(exists().where(*of_board))))
