"""What can be done with what people see of each other's work."""

from sqlalchemy.orm import Session

from onmodel.collaboration.tables import ProjectEvent
from onmodel.db import Notice, actor_of, publish_after_commit
from onmodel.events import Event
from onmodel.projects import queries as projects


def record_event(session: Session, event: Event) -> ProjectEvent:
    """Keep the event under the project's next number. It is called last in a transaction (see `db.Database`):

    the project's counter stays locked until the commit, so that numbers have no gaps and follow the commits.
    """
    seq = projects.next_event_seq(session, event.project_id)
    row = ProjectEvent(
        project_id=event.project_id, seq=seq, kind=event.kind, actor=actor_of(session), payload=event.payload()
    )
    session.add(row)
    publish_after_commit(session, Notice(event.project_id, seq))
    return row
