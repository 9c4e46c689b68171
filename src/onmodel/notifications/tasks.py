"""The two jobs that carry news outside: a mail and a webhook, each once as far as the other side can tell."""

from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from typing import Any

import orjson
from sqlalchemy.orm import Session
from standardwebhooks import Webhook as Signer

from onmodel.accounts.tables import UserAccount
from onmodel.backends.errors import Rejected, Unavailable
from onmodel.backends.mail import MailServer
from onmodel.collaboration.tables import ProjectEvent
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import is_id
from onmodel.kit.outbound import AddressRefused, Outbound, OutboundFailed
from onmodel.notifications import service
from onmodel.notifications.tables import Notification, Webhook

LAST_ATTEMPT = 3  # of jobs/rules: what fails then is given up
OWN_FAULT = range(400, 500)  # a webhook that answers so will not answer otherwise to the same


def handlers(mail: MailServer, outbound: Outbound) -> Handlers:
    """Job kind → what does it."""
    return {service.MAIL_JOB: partial(send_mail, mail), service.WEBHOOK_JOB: partial(send_webhook, outbound)}


def send_mail(mail: MailServer, job: JobContext) -> dict[str, Any]:
    """Mail one notification to its person. The message has the notification's id, so a mailbox knows a second copy."""
    if not mail.url:  # a house that wants none: nothing failed, and the bell rings anyway
        return {"sent": False, "why": "no mail server is named"}
    with job.database.reading() as session:
        found = session.get(Notification, job.params["notification_id"])
        message = None if found is None else _letter(session, mail, found)
    if message is None:
        return {"sent": False, "why": "the person has no address here"}
    mail.send(message)
    return {"sent": True}


def _letter(session: Session, mail: MailServer, notification: Notification) -> EmailMessage | None:
    person = session.get(UserAccount, notification.person) if is_id(notification.person) else None
    if person is None:
        return None
    message = EmailMessage()
    message["From"], message["To"] = mail.sender, person.email
    message["Subject"] = " ".join(notification.text.split())[:120]
    message["Date"] = format_datetime(notification.created_at.astimezone(UTC))
    message["Message-ID"] = f"<{notification.id}@onmodel>"
    lines = [notification.text, f"{mail.pages}{notification.link}" if notification.link and mail.pages else ""]
    message.set_content("\n\n".join(line for line in lines if line) + "\n")
    return message


def send_webhook(outbound: Outbound, job: JobContext) -> dict[str, Any]:
    """Post one event to a webhook, signed as standardwebhooks.com says; its id is the event's over all attempts."""
    with job.database.reading() as session:
        hook, event = session.get(Webhook, job.params["webhook_id"]), session.get(ProjectEvent, job.params["event_id"])
    if hook is None or event is None or hook.off:
        return {"sent": False, "why": "the webhook is gone or off"}
    try:
        status = _post(outbound, hook, event)
    except (AddressRefused, OutboundFailed, Rejected, Unavailable) as error:
        again = not isinstance(error, (AddressRefused, Rejected)) and job.claim.attempt < LAST_ATTEMPT
        if not again:
            _note(job, hook, str(error))
        raise
    _note(job, hook, "")
    return {"sent": True, "status": status}


def _post(outbound: Outbound, hook: Webhook, event: ProjectEvent) -> int:
    data = {"project_id": event.project_id, "seq": event.seq, "actor": event.actor, **event.payload}
    said = {"type": event.kind, "timestamp": event.created_at.isoformat(), "data": data}
    body, now = orjson.dumps(said), utc_now()
    headers = {
        "Content-Type": "application/json", "User-Agent": "onmodel",
        "webhook-id": event.id, "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(hook.secret).sign(event.id, now, body.decode()),
    }  # fmt: skip
    answer = outbound.send("POST", hook.url, headers=headers, content=body)
    if answer.status in OWN_FAULT and answer.status not in {408, 425, 429}:
        raise Rejected(f"The webhook answered {answer.status}")
    if not 200 <= answer.status < 300:
        raise Unavailable(f"The webhook answered {answer.status}")
    return answer.status


def _note(job: JobContext, hook: Webhook, why: str) -> None:
    with job.transaction() as session:
        found = session.get(Webhook, hook.id)
        if found is not None:
            service.failed(session, found, why) if why else service.delivered(session, found)
