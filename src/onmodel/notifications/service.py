"""What can be done with notifications."""

import base64
import secrets
from collections.abc import Sequence

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.collaboration.service import Recorded
from onmodel.db import announce
from onmodel.errors import NotFound
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tables import Job
from onmodel.kit.clock import utc_now
from onmodel.notifications import queries, rules
from onmodel.notifications.events import WebhookSwitchedOff
from onmodel.notifications.rules import Happening, Way
from onmodel.notifications.schemas import Choice
from onmodel.notifications.tables import Notification, NotificationChoice, Webhook
from onmodel.reviews.service import people_of

MAIL_JOB, WEBHOOK_JOB = "send_mail", "send_webhook"
OWN_JOBS = {MAIL_JOB, WEBHOOK_JOB}  # telling of these would have no end


class WebhookNotFound(NotFound):
    """The project has no such webhook."""


def tell(session: Session, events: Sequence[Recorded]) -> None:
    """Tell whom events concern. Called in their transaction: who is told and what happened stand or fall together."""
    hooks: dict[str, list[Webhook]] = {}
    for event in events:
        happening = Happening(event.kind, event.actor, event.payload, event.project_id)
        if happening.text("job_kind") in OWN_JOBS:
            continue
        if event.project_id not in hooks:
            hooks[event.project_id] = queries.webhooks(session, event.project_id)
        _tell_programs(session, event, hooks[event.project_id])
        kind = rules.kind_of(happening)
        if kind is not None:
            _tell_people(session, event, happening, kind)


def _tell_people(session: Session, event: Recorded, happening: Happening, kind: str) -> None:
    people = people_of(session, event.project_id)
    job = session.get(Job, happening.text("job_id")) if event.kind == "job.moved" else None
    whom = rules.told(happening, list(people), job.initiated_by if job else "")
    chosen = {choice.person: choice.channels for choice in queries.choices(session, whom, kind)}
    named = people | accounts.names(session, {event.actor} - people.keys())
    text = rules.sentence(
        happening, named.get(event.actor, "A guest" if event.actor.startswith("guest:") else "Somebody")
    )
    for person in whom:
        by = rules.ways(kind, chosen.get(person))
        row = Notification(
            project_id=event.project_id, person=person, event_id=event.id, kind=kind, text=text,
            link=rules.link(happening), read_at=None if Way.APP in by else utc_now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        if Way.MAIL in by:
            _submit(session, event.project_id, MAIL_JOB, row.id, notification_id=row.id)


def _tell_programs(session: Session, event: Recorded, hooks: Sequence[Webhook]) -> None:
    for hook in hooks:
        if not hook.off and rules.wants(hook.kinds, event.kind):
            _submit(
                session, event.project_id, WEBHOOK_JOB, f"{hook.id}:{event.id}", webhook_id=hook.id, event_id=event.id
            )


def _submit(session: Session, project_id: str, kind: str, key: str, **params: str) -> None:
    request = JobRequest(kind, project_id, params, queue="light", idempotency_key=f"{kind}:{key}")
    jobs.submit(session, request, budgeted=False)


def choose(session: Session, person: str, choices: Sequence[Choice]) -> list[Choice]:
    """Replace a person's choices; returns what holds now, defaults included."""
    known = {row.kind: row for row in queries.choices(session, [person])}
    for choice in choices:
        row = known.setdefault(choice.kind, NotificationChoice(person=person, kind=choice.kind))
        row.channels = sorted(set(choice.channels))
        session.add(row)
    for kind in known.keys() - {choice.kind for choice in choices}:
        session.delete(known[kind])
    session.flush()
    return chosen(session, person)


def chosen(session: Session, person: str) -> list[Choice]:
    """By which ways a person is told of each kind."""
    rows = {row.kind: row.channels for row in queries.choices(session, [person])}
    return [Choice(kind=kind, channels=sorted(rules.ways(kind, rows.get(kind)))) for kind in rules.DEFAULTS]


def add_webhook(session: Session, project_id: str, url: str, kinds: Sequence[str]) -> Webhook:
    """A webhook of the project with a secret of its own; its address is checked whenever something is sent."""
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    row = Webhook(project_id=project_id, url=url, kinds=sorted(set(kinds)), secret=secret)
    session.add(row)
    session.flush()
    return row


def webhook(session: Session, project_id: str, webhook_id: str) -> Webhook:
    """The webhook; raises WebhookNotFound."""
    found = queries.webhook(session, project_id, webhook_id)
    if found is None:
        raise WebhookNotFound(f"There is no webhook {webhook_id}")
    return found


def remove_webhook(session: Session, project_id: str, webhook_id: str) -> None:
    """Tell it nothing more; raises WebhookNotFound."""
    session.delete(webhook(session, project_id, webhook_id))


def switch_on(session: Session, project_id: str, webhook_id: str) -> Webhook:
    """Tell it of events again, from now on; raises WebhookNotFound."""
    found = webhook(session, project_id, webhook_id)
    found.off, found.failures, found.last_error = False, 0, ""
    session.flush()
    return found


def delivered(session: Session, hook: Webhook) -> None:
    """Note that the webhook answered."""
    hook.failures, hook.last_error = 0, ""


def failed(session: Session, hook: Webhook, why: str) -> None:
    """Note that a delivery was given up; after many in a row the webhook is switched off and its project told."""
    hook.failures, hook.last_error = hook.failures + 1, why[:500]
    if hook.failures >= rules.MOST_FAILURES and not hook.off:
        hook.off = True
        announce(session, WebhookSwitchedOff(hook.project_id, hook.id, hook.url, why[:200]))
