"""Takes over HTTP."""

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.db import LOCAL
from onmodel.kit.ids import IdText, is_id
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.shots import service as shots
from onmodel.takes import queries, service
from onmodel.takes.schemas import TakeList, TakeOut
from onmodel.takes.tables import Take
from onmodel.web import ProjectId, Reading

router = NounRouter(tags=["takes"], route_class=Repeatable)


def shown(session: Session, project_id: str, shot_id: str, rows: list[Take]) -> TakeList:
    """Takes of a shot as the API gives them."""
    sizes = queries.sizes(session, project_id, [t.asset_id for t in rows if t.asset_id])
    names = {LOCAL: "You", **accounts.names(session, {t.created_by for t in rows if is_id(t.created_by)})}
    return TakeList.of(shot_id, rows, sizes, names)


@router.get("/api/shots/{shot_id}/takes")
def list_takes(shot_id: IdText, session: Reading, project_id: ProjectId) -> TakeList:
    """Every take of a shot, with what it was made of and how it scored."""
    shot = shots.get(session, project_id, shot_id)
    return shown(session, project_id, shot.id, queries.of_shot(session, shot.id))


@router.get("/api/takes/{take_id}")
def get_take(take_id: IdText, session: Reading, project_id: ProjectId) -> TakeOut:
    """A take: where a note on it leads, which knows nothing of its shot."""
    row = service.get(session, project_id, take_id)
    return shown(session, project_id, row.shot_id, [row]).takes[0]
