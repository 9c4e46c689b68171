"""Letters to people: an e-mail before it is one. Names in it are people's own words."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from onmodel.kit.clock import utc_now
from onmodel.kit.ids import new_id


@dataclass(frozen=True)
class Letter:
    """An e-mail to be sent."""

    to: str
    subject: str
    text: str


def message(letter: Letter, sender: str) -> EmailMessage:
    """The e-mail; a line break in a name makes no header.

    >>> message(Letter("a@b", "Hats\\r\\nBcc: x", "t"), "o@b")["Subject"]
    'Hats Bcc: x'
    """
    made = EmailMessage()
    made["From"], made["To"] = sender, letter.to
    made["Subject"] = " ".join(letter.subject.split())[:120]
    made["Date"] = format_datetime(utc_now())
    made["Message-ID"] = f"<{new_id()}@onmodel>"
    made.set_content(letter.text.rstrip() + "\n")
    return made
