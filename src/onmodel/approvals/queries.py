"""Every select of approvals, and the writes that must be one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onmodel.approvals.tables import Approval, ReviewRequest
from onmodel.kit.clock import utc_now
from onmodel.reviews.queries import ONCE, upsert
from onmodel.reviews.rules import Target


def approvals(session: Session, target: Target, revision: int) -> list[Approval]:
    """What reviewers said of this revision."""
    query = select(Approval).where(Approval.target_kind == target.kind, Approval.target_id == target.id)
    return list(session.scalars(query.where(Approval.revision == revision).order_by(Approval.id)))


def request_for(session: Session, target: Target) -> ReviewRequest | None:
    """That approval of the target was asked for."""
    query = select(ReviewRequest).where(ReviewRequest.target_kind == target.kind)
    return session.scalar(query.where(ReviewRequest.target_id == target.id))


def given_to(session: Session, project_ids: Sequence[str], targets: Sequence[Target]) -> list[Approval]:
    """What reviewers said of these targets, whichever revision."""
    kinds, ids = {target.kind for target in targets}, {target.id for target in targets}
    query = select(Approval).where(Approval.project_id.in_(project_ids), Approval.target_kind.in_(kinds))
    return list(session.scalars(query.where(Approval.target_id.in_(ids)).order_by(Approval.id)))


def requests_for(session: Session, project_id: str, kind: str, ids: Sequence[str]) -> dict[str, ReviewRequest]:
    """That approval of these targets was asked for, by target."""
    query = select(ReviewRequest).where(ReviewRequest.project_id == project_id, ReviewRequest.target_kind == kind)
    return {row.target_id: row for row in session.scalars(query.where(ReviewRequest.target_id.in_(ids)))}


def requests(
    session: Session, project_ids: Sequence[str], *, before: str | None = None, limit: int
) -> list[ReviewRequest]:  # fmt: skip
    """The last requests of these projects, newest first, from the one before `before`; one more than `limit`."""
    query = select(ReviewRequest).where(ReviewRequest.project_id.in_(project_ids))
    query = query.where(ReviewRequest.id < before) if before else query
    return list(session.scalars(query.order_by(ReviewRequest.id.desc()).limit(limit + 1)))


def give(session: Session, approval: dict[str, Any]) -> None:
    """Write what a reviewer says of a revision, or change it: one statement, so two at one moment are one."""
    key = ("target_kind", "target_id", "revision", "person")
    upsert(session, Approval, key, {"verdict": approval["verdict"], "name": approval["name"]}, approval)


def withdraw(session: Session, target: Target, revision: int, person: str) -> bool:
    """Delete what the person said of this revision; whether there was anything."""
    mine = (Approval.target_kind == target.kind, Approval.target_id == target.id)
    gone = delete(Approval).where(*mine, Approval.revision == revision, Approval.person == person)
    return bool(session.scalars(gone.returning(Approval.id), execution_options=ONCE).all())


def ask(session: Session, request: dict[str, Any]) -> None:
    """Write that approval is asked for, or change who is asked."""
    changes = {name: request[name] for name in ("reviewers", "message", "created_by")} | {"created_at": utc_now()}
    upsert(session, ReviewRequest, ("target_kind", "target_id"), changes, request)
