"""Mail over a real SMTP server, webhooks to a real HTTP server that verifies them."""

from email.message import EmailMessage
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError
from werkzeug import Request, Response

from onmodel.accounts.tables import UserAccount
from onmodel.backends.errors import NotConfigured, Rejected, Unavailable
from onmodel.backends.mail import MailServer
from onmodel.db import Database, announce
from onmodel.inline import run_inline
from onmodel.jobs import queries as jobs
from onmodel.kit.ids import new_id
from onmodel.kit.outbound import Outbound
from onmodel.notifications import service
from onmodel.notifications.tasks import handlers
from onmodel.reviews.events import PersonMentioned
from tests.factories.mailbox import Mailbox


@pytest.fixture
def ben(database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    with database.transaction() as session:
        person = UserAccount(email="ben@studio.example", name="Bén")
        session.add(person)
        session.flush()
    monkeypatch.setattr(service, "people_of", lambda _s, _p: {"anna": "Anna Ünal", person.id: person.name})
    return str(person.id)


def mention(database: Database, project_id: str, person: str, text: str = "@Ben the hat ❤") -> None:
    with database.transaction(actor="anna") as session:
        announce(session, PersonMentioned(project_id, "take", new_id(), None, new_id(), None, text, person=person))


def run(database: Database, project_id: str, kind: str, mail: MailServer, outbound: Outbound) -> Any:
    with database.reading() as session:
        rows = jobs.newest(session, project_id=project_id, limit=50)
        [job_id] = [job.id for job in rows if job.kind == kind]
    return run_inline(database, job_id, handlers(mail, outbound))


def test_a_letter_arrives_with_who_what_and_where(
    database: Database, project_id: str, ben: str, mailbox: tuple[Mailbox, MailServer]
) -> None:
    box, mail = mailbox
    mention(database, project_id, ben)
    assert run(database, project_id, service.MAIL_JOB, mail, Outbound()).result == {"sent": True}
    [letter] = box.letters
    assert letter["To"] == "ben@studio.example"
    assert letter["Subject"] == "Anna Ünal mentioned you: “@Ben the hat ❤”"
    assert f"https://onmodel.studio/p/{project_id}/" in letter.get_content()
    assert letter["Message-ID"].endswith("@onmodel>")


def test_a_line_break_in_a_name_makes_no_header(
    database: Database, project_id: str, ben: str, mailbox: tuple[Mailbox, MailServer]
) -> None:
    box, mail = mailbox
    mention(database, project_id, ben, "hat\r\nBcc: everyone@studio.example")
    run(database, project_id, service.MAIL_JOB, mail, Outbound())
    assert box.letters[0]["Bcc"] is None


def test_a_house_without_a_mail_server_has_no_failed_letters(database: Database, project_id: str, ben: str) -> None:
    mention(database, project_id, ben)
    done = run(database, project_id, service.MAIL_JOB, MailServer("", "x"), Outbound())
    assert (done.state, done.result) == ("succeeded", {"sent": False, "why": "no mail server is named"})


@pytest.mark.parametrize(
    ("refusal", "error"), [("451 greylisted", Unavailable), ("554 never", Rejected)]
)  # fmt: skip
def test_a_refused_letter_is_tried_again_only_where_that_may_help(
    mailbox: tuple[Mailbox, MailServer], refusal: str, error: type[Exception]
) -> None:
    box, mail = mailbox
    box.refusal = refusal
    letter = EmailMessage()
    letter["From"], letter["To"] = mail.sender, "ben@studio.example"
    with pytest.raises(error):
        mail.send(letter)


def test_no_server_and_a_dead_server_are_told_apart() -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "a@b.example", "c@d.example"
    with pytest.raises(NotConfigured):
        MailServer("", "x").send(letter)
    with pytest.raises(Unavailable):
        MailServer("smtp://127.0.0.1:9", "x").send(letter)


def test_a_webhook_is_signed_and_can_be_verified(
    database: Database, project_id: str, ben: str, httpserver: HTTPServer
) -> None:
    with database.transaction() as session:
        hook = service.add_webhook(session, project_id, httpserver.url_for("/hook"), ["person."])
    heard: list[dict[str, Any]] = []

    def take(request: Request) -> Response:
        headers = {key.lower(): value for key, value in request.headers.items()}
        heard.append(Verifier(hook.secret).verify(request.get_data(), headers))
        with pytest.raises(WebhookVerificationError):
            Verifier(hook.secret).verify(request.get_data() + b" ", headers)
        return Response(status=204)

    httpserver.expect_request("/hook", method="POST").respond_with_handler(take)
    mention(database, project_id, ben)
    allowed = Outbound("127.0.0.0/8,localhost")
    assert run(database, project_id, service.WEBHOOK_JOB, MailServer("", ""), allowed).result["sent"] is True
    httpserver.check_assertions()
    assert heard[0]["type"] == "person.mentioned"
    assert heard[0]["data"]["project_id"] == project_id


def test_a_webhook_into_our_own_network_is_refused_and_counted(
    database: Database, project_id: str, ben: str, httpserver: HTTPServer
) -> None:
    with database.transaction() as session:
        hook = service.add_webhook(session, project_id, httpserver.url_for("/hook"), ["person."])
    mention(database, project_id, ben)
    job = run(database, project_id, service.WEBHOOK_JOB, MailServer("", ""), Outbound())
    assert (job.state, job.attempt) == ("failed", 1)
    assert httpserver.log == []
    with database.reading() as session:
        assert service.webhook(session, project_id, hook.id).failures == 1


def test_a_refusal_by_the_other_side_is_final(
    database: Database, project_id: str, ben: str, httpserver: HTTPServer
) -> None:
    with database.transaction() as session:
        hook = service.add_webhook(session, project_id, httpserver.url_for("/hook"), ["person."])
    httpserver.expect_request("/hook").respond_with_data("no", status=410)
    mention(database, project_id, ben)
    job = run(database, project_id, service.WEBHOOK_JOB, MailServer("", ""), Outbound("127.0.0.0/8,localhost"))
    assert (job.state, job.attempt, len(httpserver.log)) == ("failed", 1, 1)
    with database.reading() as session:
        assert "410" in service.webhook(session, project_id, hook.id).last_error
