"""Sessions, tokens, tickets and the audit log, on both databases."""

from datetime import datetime, timedelta

import pytest

from onmodel.accounts import queries, rules, service
from onmodel.accounts.rules import Action, Credentials, NotAllowed, NotSignedIn, Person, UserState
from onmodel.accounts.tables import AuditEntry, UserAccount
from onmodel.db import Database
from onmodel.kit import passwords
from onmodel.kit.attempts import Attempts, TooManyAttempts
from onmodel.kit.clock import utc_now
from onmodel.projects import service as projects
from tests.factories.crowd import at_once, kinds

PASSWORD = "correct horse battery"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """What is put in here passes on the accounts' clock."""
    passed: list[timedelta] = []
    real = utc_now

    def now() -> datetime:
        return real() + sum(passed, timedelta())

    monkeypatch.setattr(service, "utc_now", now)
    return passed


def _user(database: Database, email: str = "anna@studio.kz", password: str | None = None) -> UserAccount:
    hashed = passwords.hash_password(password) if password else None
    with database.transaction() as session:
        return service.create_user(session, email, "Anna", hashed)


def _session(database: Database, user: UserAccount) -> str:
    with database.transaction() as session:
        return service.sign_in(session, user.id)


def _who(database: Database, **facts: str) -> Person | None:
    with database.reading() as session:
        return service.identify(session, Credentials(**facts))


def test_one_address_is_one_account(either_database: Database) -> None:
    _user(either_database, "Ánna@Studio.kz")
    with pytest.raises(service.EmailTaken):
        _user(either_database, "A\u0301NNA@studio.KZ")


def test_a_session_slides_with_use_and_ends_without(either_database: Database, later: list[timedelta]) -> None:
    user = _user(either_database)
    token = _session(either_database, user)
    for _ in range(9):  # ten days at a time, with a visit each
        found = _who(either_database, session=token)
        assert found is not None
        with either_database.transaction() as session:
            service.note_use(session, found.credential)
        later.append(timedelta(days=9, hours=20))
    later.append(timedelta(days=3))
    assert _who(either_database, session=token) is None, "it outlived its 90 days"
    idle = _session(either_database, user)
    later.append(timedelta(days=14, seconds=1))
    assert _who(either_database, session=idle) is None


def test_the_use_is_written_down_once_in_a_while(database: Database, later: list[timedelta]) -> None:
    token = _session(database, _user(database))
    first = _who(database, session=token)
    assert first is not None
    assert first.noted
    later.append(timedelta(minutes=6))
    second = _who(database, session=token)
    assert second is not None
    assert not second.noted


def test_only_hashes_are_kept(database: Database) -> None:
    user = _user(database, password=PASSWORD)
    secret = _session(database, user)
    with database.transaction() as session:
        person = Person(user.id, "Anna")
        _, token = service.create_token(session, person, "t", [Action.READ])
        ticket = service.issue_ticket(session, person, "")
    with database.engine.connect() as connection:
        raw = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]  # sqlite3
    assert not [text for text in (secret, token, ticket, PASSWORD) if text in raw]


def test_a_wrong_token_is_told_and_a_wrong_cookie_is_nobody(database: Database) -> None:
    assert _who(database, session="nonsense") is None
    for bearer in ("", "omt_wrong", "x" * 5000, "omt_\udcff"):
        with pytest.raises(NotSignedIn):
            _who(database, bearer=bearer)


def test_tokens_expire_and_are_revoked(either_database: Database, later: list[timedelta]) -> None:
    user = _user(either_database)
    person = Person(user.id, "Anna")
    with either_database.transaction(actor=user.id) as session:
        row, token = service.create_token(
            session, person, "t", [Action.READ], expires_at=utc_now() + timedelta(hours=1)
        )
        other, forever = service.create_token(session, person, "f", [Action.READ])
    found = _who(either_database, bearer=token)
    assert found is not None
    assert (found.id, found.scopes, found.credential) == (user.id, frozenset({Action.READ}), row.id)
    later.append(timedelta(hours=2))
    with pytest.raises(NotSignedIn):
        _who(either_database, bearer=token)
    assert _who(either_database, bearer=forever) is not None
    with either_database.transaction(actor=user.id) as session:
        service.revoke_token(session, user.id, other.id)
        with pytest.raises(service.CredentialNotFound):
            service.revoke_token(session, user.id, other.id)
    with pytest.raises(NotSignedIn):
        _who(either_database, bearer=forever)


def test_a_token_that_could_do_nothing_is_not_made(database: Database) -> None:
    user = _user(database)
    weak = Person(user.id, "Anna", frozenset({Action.READ, Action.ACCOUNT}))
    with database.transaction() as session, pytest.raises(NotAllowed):
        service.create_token(session, weak, "t", [Action.MANAGE])


def test_nobody_ends_or_revokes_what_is_somebody_else_s(database: Database) -> None:
    anna, ben = _user(database), _user(database, "ben@studio.kz")
    token = _session(database, anna)
    found = _who(database, session=token)
    assert found is not None
    with database.transaction() as session, pytest.raises(service.CredentialNotFound):
        service.end_session(session, ben.id, found.credential)
    assert _who(database, session=token) is not None


def test_a_disabled_person_is_out_at_once(either_database: Database) -> None:
    user = _user(either_database, password=PASSWORD)
    cookie = _session(either_database, user)
    with either_database.transaction() as session:
        _, token = service.create_token(session, Person(user.id, "Anna"), "t", [Action.READ])
    with either_database.transaction() as session:
        service.disable(session, session.get_one(UserAccount, user.id))
    assert _who(either_database, session=cookie) is None
    with pytest.raises(NotSignedIn):
        _who(either_database, bearer=token)
    with pytest.raises(NotSignedIn):
        service.check_login(either_database, Attempts(), "anna@studio.kz", PASSWORD, "1.2.3.4")


def test_a_ticket_opens_once_and_not_late(either_database: Database, later: list[timedelta]) -> None:
    user = _user(either_database)
    with either_database.transaction() as session:
        project = projects.default_project(session).id
    person = Person(user.id, "Anna", frozenset({Action.READ}), None, "c" * 36, utc_now() + timedelta(hours=1))

    def draw() -> str:
        with either_database.transaction() as session:
            return service.issue_ticket(session, person, project)

    def redeem(ticket: str) -> Person:
        with either_database.transaction() as session:
            return service.redeem_ticket(session, ticket)

    ticket = draw()
    redeemed = redeem(ticket)
    assert (redeemed.id, redeemed.scopes, redeemed.project_id) == (user.id, person.scopes, project)
    assert redeemed.until == person.until
    for used in (ticket, "", "nonsense"):
        with pytest.raises(NotSignedIn):
            redeem(used)
    late = draw()
    later.append(timedelta(seconds=31))
    with pytest.raises(NotSignedIn):
        redeem(late)


def test_of_many_who_show_one_ticket_at_one_moment_one_comes_in(either_database: Database) -> None:
    person = Person(_user(either_database).id, "Anna")
    with either_database.transaction() as session:
        ticket = service.issue_ticket(session, person, "")

    def redeem() -> Person:
        with either_database.transaction() as session:
            return service.redeem_ticket(session, ticket)

    assert kinds(at_once(*[redeem] * 8)) == [*["NotSignedIn"] * 7, "Person"]


def test_living_says_which_credentials_are_still_good(database: Database, later: list[timedelta]) -> None:
    user = _user(database)
    tokens = [_session(database, user) for _ in range(2)]
    ids = [found.credential for found in (_who(database, session=t) for t in tokens) if found]
    with database.transaction() as session:
        service.sign_out(session, tokens[0])
        service.sign_out(session, None)
        assert service.living(session, [*ids, "local", "guest:x", ""]) == {ids[1]}
    later.append(timedelta(days=20))
    with database.reading() as session:
        assert service.living(session, ids) == set()


def test_a_new_password_signs_out_everywhere_else(database: Database) -> None:
    user = _user(database, password=PASSWORD)
    here, there = _session(database, user), _session(database, user)
    person = _who(database, session=here)
    assert person is not None
    with database.transaction(actor=user.id) as session:
        service.change_password(session, person, passwords.hash_password("another long one"))
    assert _who(database, session=here) is not None
    assert _who(database, session=there) is None


def test_attempts_are_limited_by_account_and_address_and_forgotten_when_right(database: Database) -> None:
    _user(database, password=PASSWORD)
    attempts = Attempts()
    for _ in range(4):
        with pytest.raises(NotSignedIn):
            service.check_login(database, attempts, "anna@studio.kz", "wrong", "1.1.1.1")
    assert service.check_login(database, attempts, "ANNA@studio.kz ", PASSWORD, "1.1.1.1")
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            service.check_login(database, attempts, "nobody@studio.kz", "wrong", "1.1.1.1")
    with pytest.raises(TooManyAttempts) as caught:
        service.check_login(database, attempts, "nobody@studio.kz", "wrong", "1.1.1.1")
    assert 1 <= caught.value.members["retry_after"] <= 61
    assert service.check_login(database, attempts, "anna@studio.kz", PASSWORD, "1.1.1.1"), "others are not locked out"


def test_the_audit_log_is_only_ever_added_to(database: Database) -> None:
    user = _user(database)
    with database.transaction(actor=user.id) as session:
        session.info["address"] = "10.0.0.9"
        service.audit(session, "member.added", subject="ben", project_id=None, role="viewer")
    with database.reading() as session:
        [entry] = queries.audit(session)
    assert (entry.actor, entry.address, entry.what, entry.detail) == (
        user.id,
        "10.0.0.9",
        "member.added",
        {"role": "viewer"},
    )
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.get_one(AuditEntry, entry.id).subject = "someone else"
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.delete(session.get_one(AuditEntry, entry.id))


def test_names_of_people_and_of_others(database: Database) -> None:
    user = _user(database)
    with database.reading() as session:
        assert queries.names(session, [user.id, "local", "guest:1", ""]) == {user.id: "Anna"}
        assert user.state == UserState.ACTIVE
        assert rules.SESSION_IDLE < rules.SESSION_LIFE
