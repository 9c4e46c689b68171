"""Every select of usage: read across casts, shots and takes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from onmodel.screenplays.tables import Scene, Screenplay
from onmodel.storyboards.tables import CastMember, Shot, Storyboard
from onmodel.takes.tables import Take

MOST_BOARDS = 50


def boards(session: Session, project_id: str, character_id: str) -> list[Row[Any]]:
    """Id, title, status, age and script name of the newest boards with the character."""
    columns = (Storyboard.id, Storyboard.title, Storyboard.status, Storyboard.created_at, CastMember.script_name)
    query = select(*columns).join(CastMember, CastMember.storyboard_id == Storyboard.id)
    query = query.where(Storyboard.project_id == project_id, CastMember.character_id == character_id)
    return list(session.execute(query.order_by(Storyboard.id.desc()).limit(MOST_BOARDS)))


def count_boards(session: Session, project_id: str, character_id: str) -> int:
    """How many boards the character plays on."""
    query = select(func.count(CastMember.storyboard_id.distinct())).join(
        Storyboard, Storyboard.id == CastMember.storyboard_id
    )
    query = query.where(Storyboard.project_id == project_id, CastMember.character_id == character_id)
    return session.scalar(query) or 0


def casts(session: Session, project_id: str) -> dict[str, int]:
    """On how many boards each character plays."""
    query = select(CastMember.character_id, func.count(CastMember.storyboard_id.distinct()))
    query = query.join(Storyboard, Storyboard.id == CastMember.storyboard_id)
    query = query.where(Storyboard.project_id == project_id).group_by(CastMember.character_id)
    return {character: count for character, count in session.execute(query)}


def styles(session: Session, project_id: str) -> dict[str, int]:
    """On how many boards each style is laid."""
    style = Storyboard.settings["style"].as_string()
    query = select(style, func.count()).where(Storyboard.project_id == project_id).group_by(style)
    return {chosen: count for chosen, count in session.execute(query) if chosen}


def shot_styles(session: Session, project_id: str) -> list[dict[str, str]]:
    """Of each board on which shots have styles of their own: shot → style, "" for none."""
    own = Storyboard.settings["styles"]
    query = select(own).where(
        Storyboard.project_id == project_id, own.as_string().is_not(None), own.as_string() != "{}"
    )
    return list(session.scalars(query))


def scripts(session: Session, project_id: str) -> list[Row[Any]]:
    """Each script that boards were made of, who is who in it as people said, and how many boards."""
    boards = select(Storyboard.screenplay_id, func.count().label("boards"))
    made = boards.where(Storyboard.project_id == project_id).group_by(Storyboard.screenplay_id).subquery()
    query = select(Screenplay.id, Screenplay.links, made.c.boards).join(made, made.c.screenplay_id == Screenplay.id)
    return list(session.execute(query))


def places(session: Session, screenplay_ids: Sequence[str]) -> list[Row[Any]]:
    """Script and place, once for each place of these scripts."""
    query = select(Scene.screenplay_id, Scene.place).where(Scene.screenplay_id.in_(screenplay_ids), Scene.place != "")
    return list(session.execute(query.distinct()))


def shots(session: Session, project_id: str, board_ids: Sequence[str]) -> list[Row[Any]]:
    """What a list shows of the boards' shots, in order, without their blocking; each with its circled take."""
    columns = (
        Shot.id, Shot.storyboard_id, Shot.position, Shot.number, Shot.description, Shot.characters,
        Scene.number.label("scene"), Take.asset_id, Take.value, Take.created_at.label("made_at"),
    )  # fmt: skip
    query = select(*columns).join(Scene, Scene.id == Shot.scene_id)
    query = query.outerjoin(Take, (Take.shot_id == Shot.id) & (Take.kind == "frame") & Take.circled.is_(True))
    query = query.where(Shot.project_id == project_id, Shot.storyboard_id.in_(board_ids), Shot.position >= 0)
    return list(session.execute(query.order_by(Shot.storyboard_id, Shot.position)))
