"""Invitations and forgotten passwords by mail, over a real SMTP server; and without one."""

import re
import threading
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import select
from typer.testing import CliRunner

from onmodel.accounts import service as accounts
from onmodel.accounts.tables import AuditEntry, UserAccount
from onmodel.backends import mail as mail_module
from onmodel.backends.mail import MailServer
from onmodel.kit.clock import utc_now
from onmodel.kit.passwords import hash_password, matches
from onmodel.organizations import service as organizations
from onmodel.organizations.rules import OrganizationRole
from onmodel.passwords import service
from onmodel.passwords.tables import PasswordReset
from onmodel.settings import Settings
from tests.factories.mailbox import Mailbox
from tests.factories.production import Production
from tests.factories.studio import Studio

OLD, NEW = "old words in a row", "new words in a row"
ASKED = {"message": "If there is such an account, a letter with a link is on its way"}


@pytest.fixture
def house(production: Production, settings: Settings, mailbox: tuple[Mailbox, MailServer]) -> Studio:
    """The studio with a mail server."""
    given = {"smtp_url": SecretStr(mailbox[1].url), "public_url": "http://board.studio", "team": True}
    return Studio(production, settings.model_copy(update=given))


@pytest.fixture
def box(mailbox: tuple[Mailbox, MailServer]) -> Mailbox:
    return mailbox[0]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_module, "AGAIN_AFTER", (0.0, 0.0))


def _give_password(studio: Studio, name: str, text: str = OLD) -> None:
    with studio.database.transaction(actor="test") as session:
        session.get_one(UserAccount, studio.ids[name]).password_hash = hash_password(text)


def _password_of(studio: Studio, name: str) -> str | None:
    with studio.database.reading() as session:
        return session.get_one(UserAccount, studio.ids[name]).password_hash


def _audited(studio: Studio) -> list[tuple[str, str, str]]:
    with studio.database.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.what, row.subject, row.address) for row in rows if row.what.startswith("password")]


def _token(letter: object) -> str:
    found = re.search(r"http://board\.studio/#/password/(\S+)", letter.get_content())  # type: ignore[attr-defined]
    assert found
    return found[1]


def _ask(client: TestClient, email: str = "editor@studio.kz") -> dict[str, str]:
    answer = client.post("/api/password/forgotten", json={"email": email})
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


def _set(client: TestClient, token: str, password: str = NEW) -> int:
    return client.post("/api/password/reset", json={"token": token, "password": password}).status_code


# invitations


def test_an_invitation_is_mailed_and_its_sender_sees_that_it_was(house: Studio, box: Mailbox) -> None:
    boss, at = house.browser("boss"), f"/api/organizations/{house.organization_id}/invitations"
    made = boss.post(at, json={"email": "new@studio.kz"}).json()
    assert made["mail"] == "sending"
    [letter] = box.letters
    assert (letter["To"], letter["Subject"]) == ("new@studio.kz", "Boss invites you to Studio")
    assert made["link"] in letter.get_content()
    assert [i["mail"] for i in boss.get(at).json()["invitations"]] == ["sent"]
    joined = {"token": made["link"].rpartition("/")[2], "name": "New", "password": NEW}
    assert house.nobody().post("/api/join", json=joined).status_code in {200, 201, 204}


def test_a_project_s_invitation_is_mailed_too_and_nobody_inside_gets_one(house: Studio, box: Mailbox) -> None:
    owner, at = house.browser("owner"), f"/api/projects/{house.project_id}/members"
    assert owner.post(at, json={"email": "outsider@studio.kz", "role": "viewer"}).status_code == 201
    assert box.letters == []
    assert owner.post(at, json={"email": "new@studio.kz", "role": "viewer"}).json()["invitation"]["mail"] == "sending"
    assert [letter["To"] for letter in box.letters] == ["new@studio.kz"]


def test_a_letter_that_is_refused_is_told_and_the_link_still_works(house: Studio, box: Mailbox) -> None:
    boss, at = house.browser("boss"), f"/api/organizations/{house.organization_id}/invitations"
    box.refusal = "554 no such mailbox"
    made = boss.post(at, json={"email": "new@studio.kz"})
    assert made.status_code == 201
    [told] = boss.get(at).json()["invitations"]
    assert told["mail"].startswith("failed: ")
    assert (
        house.nobody().post("/api/invitations/read", json={"token": made.json()["link"].rpartition("/")[2]}).is_success
    )


def test_a_name_makes_no_header(house: Studio, box: Mailbox) -> None:
    with house.database.transaction(actor="test") as session:
        organizations.get(session, house.organization_id).name = "Studio\r\nBcc: everyone@studio.kz"
    at = f"/api/organizations/{house.organization_id}/invitations"
    assert house.browser("boss").post(at, json={"email": "new@studio.kz"}).status_code == 201
    assert box.letters[0]["Bcc"] is None
    assert box.letters[0]["Subject"] == "Boss invites you to Studio Bcc: everyone@studio.kz"


def test_without_a_mail_server_the_sender_gets_the_letter(studio: Studio) -> None:
    at = f"/api/organizations/{studio.organization_id}/invitations"
    made = studio.browser("boss").post(at, json={"email": "new@studio.kz"}).json()
    assert made["mail"] == ""
    assert made["link"] in made["letter"]


# forgotten passwords


def test_a_forgotten_password_is_set_by_the_link_in_the_letter(house: Studio, box: Mailbox) -> None:
    _give_password(house, "editor")
    signed_in, nobody = house.browser("editor"), house.nobody()
    assert _ask(nobody, " Editor@Studio.kz ") == ASKED
    [letter] = box.letters
    assert letter["To"] == "editor@studio.kz"
    assert "from testclient" in letter.get_content()
    token = _token(letter)
    looked = [nobody.post("/api/password/read", json={"token": token}) for _ in range(2)]
    assert {answer.json()["email"] for answer in looked} == {"editor@studio.kz"}, "to look does not use it up"
    assert _set(nobody, token, "short") == 422
    assert _set(nobody, token) == 204
    assert matches(NEW, _password_of(house, "editor"))
    assert signed_in.get("/api/sessions").status_code == 401, "who is signed in is out"
    assert _set(nobody, token, "again words in a row") == 401, "the link works once"
    assert nobody.post("/api/password/read", json={"token": token}).status_code == 401
    login = {"email": "editor@studio.kz", "password": NEW}
    assert nobody.post("/api/login", json=login).status_code == 204
    assert _audited(house) == [
        ("password.reset_asked", "editor@studio.kz", "testclient"),
        ("password.reset", "editor@studio.kz", "testclient"),
        ("password.changed", "editor@studio.kz", "testclient"),
    ]


def test_nobody_learns_who_has_an_account(house: Studio, box: Mailbox) -> None:
    _give_password(house, "editor")
    with house.database.transaction(actor="test") as session:
        accounts.disable(session, session.get_one(UserAccount, house.ids["viewer"]))
    nobody = house.nobody()
    answers = [_ask(nobody, e) for e in ("editor@studio.kz", "nobody@studio.kz", "viewer@studio.kz")]
    assert answers == [ASKED] * 3
    assert [letter["To"] for letter in box.letters] == ["editor@studio.kz"]


def test_asking_is_limited_for_known_and_unknown_addresses_alike(house: Studio, box: Mailbox) -> None:
    _give_password(house, "editor")
    for email in ("editor@studio.kz", "nobody@studio.kz"):
        codes = [house.nobody().post("/api/password/forgotten", json={"email": email}).status_code for _ in range(5)]
        assert codes == [202, 202, 202, 429, 429]
    assert len(box.letters) == 3
    codes = [
        house.nobody().post("/api/password/forgotten", json={"email": f"{n}@studio.kz"}).status_code for n in range(20)
    ]
    assert codes[-1] == 429, "from one address, whoever is asked for"


def test_guessing_links_is_limited(house: Studio) -> None:
    codes = [_set(house.nobody(), f"guess {n}") for n in range(25)]
    assert codes[0] == 401
    assert codes[-1] == 429


def test_a_link_ends_and_one_that_is_used_voids_the_others(
    house: Studio, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _give_password(house, "editor")
    for _ in range(3):
        _ask(house.nobody())
    first, second, third = (_token(letter) for letter in box.letters)
    later = utc_now() + timedelta(minutes=61)
    with monkeypatch.context() as patched:
        patched.setattr(service, "utc_now", lambda: later)
        assert _set(house.nobody(), first) == 401
    assert _set(house.nobody(), second) == 204
    assert _set(house.nobody(), third) == 401


def test_of_two_who_use_a_link_at_one_moment_one_sets_the_password(house: Studio, box: Mailbox) -> None:
    _give_password(house, "editor")
    _ask(house.nobody())
    token, codes = _token(box.letters[0]), []
    threads = [
        threading.Thread(target=lambda n=n: codes.append(_set(house.nobody(), token, f"{n} words in a row")))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [204, 401, 401, 401]


def test_no_link_stands_in_the_database(house: Studio, box: Mailbox) -> None:
    _give_password(house, "editor")
    _ask(house.nobody())
    token = _token(box.letters[0])
    with house.database.reading() as session:
        [row] = session.scalars(select(PasswordReset))
    assert token not in str(vars(row))


def test_who_signs_in_by_the_studio_s_account_is_told_so(house: Studio, box: Mailbox) -> None:
    _ask(house.nobody())
    [letter] = box.letters
    assert "the account of your studio" in letter.get_content()
    assert "#/password/" not in letter.get_content()


# by hand


def test_an_owner_hands_a_link_on(studio: Studio) -> None:
    _give_password(studio, "editor")
    assert _ask(studio.nobody())["message"].startswith("There is no mail server here")
    at = f"/api/organizations/{studio.organization_id}/members/{studio.ids['editor']}/password"
    assert studio.browser("editor").post(at).status_code == 403
    made = studio.browser("boss").post(at)
    assert made.status_code == 201, made.text
    assert _set(studio.nobody(), made.json()["link"].rpartition("/")[2]) == 204
    assert matches(NEW, _password_of(studio, "editor"))
    assert ("password.reset_asked", "editor@studio.kz", "testclient") in _audited(studio)


def test_no_owner_gets_the_key_to_another_organization(studio: Studio) -> None:
    with studio.database.transaction(actor="test") as session:
        user = session.get_one(UserAccount, studio.ids["editor"])
        organizations.join(session, studio.other_organization_id, user, OrganizationRole.OWNER)
    at = f"/api/organizations/{studio.organization_id}/members"
    assert studio.browser("boss").post(f"{at}/{studio.ids['editor']}/password").status_code == 403
    assert studio.browser("boss").post(f"{at}/{studio.ids['stranger']}/password").status_code == 404


def test_on_the_server_itself_a_link_is_printed() -> None:
    from onmodel.cli.main import app

    run = CliRunner()
    assert run.invoke(app, ["people", "add", "anna@studio.kz", "--password-stdin"], input=f"{OLD}\n").exit_code == 0
    printed = run.invoke(app, ["people", "password", "anna@studio.kz", "--link"])
    assert printed.exit_code == 0, printed.output
    assert "/#/password/" in printed.stdout
    assert run.invoke(app, ["people", "password", "ben@studio.kz", "--link"]).exit_code != 0
