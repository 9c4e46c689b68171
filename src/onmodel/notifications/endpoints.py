"""HTTP for notifications and webhooks."""

from typing import Annotated

from fastapi import Query

from onmodel.kit.clock import utc_now
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.notifications import queries, service
from onmodel.notifications.schemas import (
    Choices,
    InboxOut,
    NotificationOut,
    ReadIn,
    ReadOut,
    WebhookIn,
    WebhookOut,
    Webhooks,
)  # fmt: skip
from onmodel.routing import NounRouter
from onmodel.web import CurrentAccess, Reading, Writing

router = NounRouter(prefix="/api", tags=["notifications"])


@router.get("/notifications")
def list_notifications(
    session: Reading,
    access: CurrentAccess,
    unread: bool = False,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> InboxOut:
    """What the caller was told, in all projects, newest first."""
    rows = queries.inbox(session, access.actor, unread=unread, before=before, limit=limit)
    shown, following = cut(rows, limit)
    told = [NotificationOut.model_validate(row) for row in shown]
    return InboxOut(notifications=told, unread=queries.unread(session, access.actor), next=following)


@router.post("/notifications/read")
def read_notifications(body: ReadIn, session: Writing, access: CurrentAccess) -> ReadOut:
    """Mark some of the caller's notifications as read, or all."""
    return ReadOut(marked=queries.mark_read(session, access.actor, body.ids, utc_now()))


@router.get("/notifications/choices")
def get_notification_choices(session: Reading, access: CurrentAccess) -> Choices:
    """By which ways the caller is told of each kind of event."""
    return Choices(choices=service.chosen(session, access.actor))


@router.put("/notifications/choices")
def put_notification_choices(body: Choices, session: Writing, access: CurrentAccess) -> Choices:
    """Choose by which ways to be told; kinds left out go back to the defaults."""
    return Choices(choices=service.choose(session, access.actor, body.choices))


@router.get("/projects/{project_id}/webhooks")
def list_webhooks(session: Reading, project_id: IdText) -> Webhooks:
    """The project's webhooks and how they fare."""
    return Webhooks(webhooks=[WebhookOut.of(row) for row in queries.webhooks(session, project_id)])


@router.post("/projects/{project_id}/webhooks", status_code=201)
def add_webhook(body: WebhookIn, session: Writing, project_id: IdText) -> WebhookOut:
    """Tell another program of the project's events; the answer has the secret that verifies them, this once."""
    row = service.add_webhook(session, project_id, body.url, body.kinds)
    return WebhookOut.of(row, secret=row.secret)


@router.post("/projects/{project_id}/webhooks/{webhook_id}/on")
def switch_webhook_on(webhook_id: IdText, session: Writing, project_id: IdText) -> WebhookOut:
    """Switch a webhook on again that failed too often."""
    return WebhookOut.of(service.switch_on(session, project_id, webhook_id))


@router.delete("/projects/{project_id}/webhooks/{webhook_id}", status_code=204)
def remove_webhook(webhook_id: IdText, session: Writing, project_id: IdText) -> None:
    """Tell a program nothing more."""
    service.remove_webhook(session, project_id, webhook_id)
