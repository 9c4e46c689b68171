"""The mail server of the house, over SMTP."""

import logging
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from onmodel.backends.errors import NotConfigured, Rejected, Unavailable
from onmodel.db import Database
from onmodel.kit.letters import Letter, message

log = logging.getLogger(__name__)

PATIENCE = 15.0  # seconds for a mail server
AGAIN_AFTER = (1.0, 10.0)  # seconds; a mail server that restarts is back by then


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over: "smtp://user:password@host:587?tls=starttls", smtps:// for TLS from the start."""

    url: str
    sender: str
    pages: str = ""  # the address of our pages, for links

    def send(self, message: EmailMessage) -> None:
        """Hand one message over. Raises NotConfigured, Rejected, Unavailable."""
        where = urlsplit(self.url)
        if where.scheme not in {"smtp", "smtps"} or not where.hostname:
            raise NotConfigured("No mail server is named", todo="Set ONMODEL_SMTP_URL, as in smtp://mail.studio:587")
        try:
            with self._connection(where.scheme, where.hostname, where.port) as smtp:
                if where.query == "tls=starttls":
                    smtp.starttls(context=ssl.create_default_context())
                if where.username:
                    smtp.login(unquote(where.username), unquote(where.password or ""))
                smtp.send_message(message)
        except smtplib.SMTPResponseException as error:
            kind = Unavailable if 400 <= error.smtp_code < 500 else Rejected
            raise kind("The mail server refused", why=f"{error.smtp_code} {error.smtp_error!r:.200}") from error
        except smtplib.SMTPRecipientsRefused as error:
            raise Rejected("The mail server does not know the address", why=str(error)[:200]) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable("The mail server did not answer", why=str(error)[:200]) from error

    def deliver(self, letter: Letter, told: Callable[[str], object] = lambda _why: None) -> None:
        """Hand a letter over, again where that may help; `told` hears "sent", or why it was given up. Never raises.

        For letters with a secret in them, which no job's row may hold: they are sent by the process that made them.
        """
        for pause in (*AGAIN_AFTER, None):
            try:
                self.send(message(letter, self.sender))
            except (Unavailable, Rejected, NotConfigured) as error:
                if pause is None or not isinstance(error, Unavailable):
                    log.warning("a letter was not sent: %s", error)
                    told(f"failed: {error}"[:200])
                    return
                time.sleep(pause)
            else:
                told("sent")
                return

    def _connection(self, scheme: str, host: str, port: int | None) -> smtplib.SMTP:
        if scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context)
        return smtplib.SMTP(host, port or 25, timeout=PATIENCE)


@dataclass(frozen=True)
class Post:
    """How letters leave the house: `later`, after the answer is sent, so that nobody waits for a mail server."""

    server: MailServer
    later: Callable[..., None]  # takes a function and what it is called with
    database: Database  # for what became of them

    @property
    def works(self) -> bool:
        """Whether there is a mail server."""
        return bool(self.server.url)

    def send(self, letter: Letter, told: Callable[[str], object]) -> None:
        """Send it soon, if there is a mail server; `told` hears "sent" or why not."""
        if self.works:
            self.later(self.server.deliver, letter, told)
