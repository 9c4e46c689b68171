"""Every select of hero frames."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from onmodel.generations.tables import Generation
from onmodel.heroes.tables import HeroChoice
from onmodel.takes.tables import Take


def generation(session: Session, project_id: str, generation_id: str) -> Generation | None:
    """The project's generation with this id."""
    query = select(Generation).where(Generation.project_id == project_id, Generation.id == generation_id)
    return session.scalars(query).one_or_none()


def choice(session: Session, shot_id: str) -> HeroChoice | None:
    """What somebody chose for a shot."""
    return session.scalars(select(HeroChoice).where(HeroChoice.shot_id == shot_id)).one_or_none()


def confirmed(session: Session, shot_ids: Sequence[str]) -> dict[str, str]:
    """The take that a person chose, by shot, where that take still is the circled one."""
    query = select(HeroChoice.shot_id, HeroChoice.take_id).join(Take, Take.id == HeroChoice.take_id)
    rows = session.execute(query.where(HeroChoice.shot_id.in_(shot_ids), Take.circled.is_(True)))
    return {shot_id: take_id for shot_id, take_id in rows}


def stale_clips(session: Session, shot_ids: Sequence[str]) -> dict[str, list[str]]:
    """Clip takes by shot that start from another frame than the one that is circled now."""
    hero, clip = aliased(Take), aliased(Take)
    query = select(clip.shot_id, clip.id).join(hero, hero.shot_id == clip.shot_id)
    query = query.where(clip.shot_id.in_(shot_ids), clip.kind == "clip", hero.kind == "frame", hero.circled.is_(True))
    out: dict[str, list[str]] = {}
    for shot_id, clip_id in session.execute(
        query.where(clip.parent_id.is_distinct_from(hero.id)).order_by(clip.shot_id, clip.number)
    ):
        out.setdefault(shot_id, []).append(clip_id)
    return out
